"""To the sample before and to the next one, from the menu and by key; only where there is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.window.actions import Actions

NAMES: Final = ("previous_sample", "next_sample")


class SampleActions(QObject):
    """Connects the two actions with the step-through.

    Parameters
    ----------
    stepping : Stepping
        Which walks a sample.
    actions : Actions
        Of the window.
    parent : QObject
        Owner.
    """

    def __init__(self, stepping: Stepping, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._stepping = stepping
        self._actions = actions
        for name, slot in zip(NAMES, (stepping.previous_sample, stepping.next_sample), strict=True):
            actions[name].triggered.connect(slot)
        stepping.active_changed.connect(self._on_changed)
        stepping.trace_changed.connect(self._on_changed)
        stepping.sample_changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        stepping = self._stepping
        has_another = stepping.sample_count > 1 or stepping.lone_sample is not None
        for name in NAMES:
            self._actions[name].setEnabled(stepping.active and has_another)
