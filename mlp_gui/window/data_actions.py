"""Data of one's own from the menu and by key: the brush that paints points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from mlp_gui.state.painting import Painting
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.dock import Dock


class DataActions(QObject):
    """Connects the actions with the brush.

    Parameters
    ----------
    painting : Painting
        The brush.
    actions : Actions
        Of the window.
    decision : Dock
        Where is painted.
    parent : QObject
        Owner.
    """

    def __init__(self, painting: Painting, actions: Actions, decision: Dock, parent: QObject) -> None:
        super().__init__(parent)
        self._painting = painting
        self._actions = actions
        self._decision = decision
        actions["paint_points"].triggered.connect(self._on_paint_triggered)
        painting.active_changed.connect(actions["paint_points"].setChecked)

    @Slot(bool)
    def _on_paint_triggered(self, on: bool) -> None:
        if on:
            self._decision.show()
            self._decision.raise_()
        self._painting.set_active(on)
