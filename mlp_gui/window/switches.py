"""The switches of the View menu: each is a preference that is on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.window.actions import Actions

SWITCHES: Final = (
    "show_unit_maps",
    "patterns",
    "show_gradients",
    "show_boundary",
    "show_test_points",
    "show_metric",
    "motion",
    "pointer_ring",
)
"""Names of preferences, and of the actions that switch them."""


class Switches(QObject):
    """Keeps preferences and their actions at one.

    Parameters
    ----------
    actions : Actions
        Has one checkable action for each of `SWITCHES`.
    preferences : Preferences
        What is switched.
    parent : QObject
        Owner.
    """

    def __init__(self, actions: Actions, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._preferences = preferences
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for name in SWITCHES:
            group.addAction(actions[name])
            self._on_preference_changed(name)
        group.triggered.connect(self._on_triggered)
        preferences.changed.connect(self._on_preference_changed)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._preferences.set_value(action.objectName(), action.isChecked())

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name in SWITCHES:
            self._actions[name].setChecked(bool(self._preferences.value(name)))
