"""The speeds of playing as a menu of the play button, for windows too narrow for their slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.stepping import Stepping

SPEEDS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


def speed_text(speed: float) -> str:
    """Return a speed as it is read: "1 step / s", "0.25 steps / s"."""
    return f"{speed:g} {'step' if speed == 1.0 else 'steps'} / s"


class SpeedMenu(QMenu):
    """Lists the speeds, with a mark at that of now."""

    def __init__(self, stepping: Stepping, parent: QWidget) -> None:
        super().__init__(parent)
        self._stepping = stepping
        self.setObjectName("speed_menu")
        group = QActionGroup(self)
        self.choices: dict[float, QAction] = {}
        for speed in SPEEDS:
            action = self.addAction(speed_text(speed))
            action.setData(speed)
            action.setCheckable(True)
            group.addAction(action)
            self.choices[speed] = action
        self.triggered.connect(self._on_triggered)
        stepping.speed_changed.connect(self._on_speed_changed)
        self._on_speed_changed(stepping.speed)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._stepping.set_speed(float(action.data()))

    @Slot(float)
    def _on_speed_changed(self, speed: float) -> None:
        for each, action in self.choices.items():
            action.setChecked(each == speed)
