"""The speed of playing as a button with a list, where the transport has no room for the slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton

from mlp_gui.lecture.presented_type import letters
from mlp_gui.lecture.speed_menu import speed_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.lecture.speed_menu import SpeedMenu
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.stepping import Stepping

WIDTH, HEIGHT, SLIM_WIDTH = 48, 26, 62


class SpeedButton(QToolButton):
    """Shows the steps a second; a press lists the others."""

    def __init__(self, stepping: Stepping, theme_controller: ThemeController, menu: SpeedMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._is_slim = False
        self.setObjectName("transport_speed")
        self.setProperty("worded", True)
        self.setAccessibleName("Steps a second")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu)
        stepping.speed_changed.connect(self._on_speed_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_speed_changed(stepping.speed)
        self._on_theme_changed(theme_controller.theme)

    def set_slim(self, slim: bool) -> None:
        """Use larger letters, as for presenting; or not."""
        self._is_slim = slim
        self._on_theme_changed(None)

    @Slot(float)
    def _on_speed_changed(self, speed: float) -> None:
        self.setText(f"{speed:g} / s")
        self.setToolTip(f"How fast it goes forward by itself: {speed_text(speed)} (Ctrl+Up, Ctrl+Down)")

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.setFont(self._controller.font(letters(12, self._is_slim), 600))
        width = SLIM_WIDTH if self._is_slim else WIDTH
        self.setFixedSize(self._controller.px(width), self._controller.px(HEIGHT))
