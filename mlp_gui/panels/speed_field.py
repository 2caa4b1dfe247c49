"""The speed of training in its form: the slider with the steps a second beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.panels.speed_slider import TIP, SpeedSlider, short_speed_text, speed_text

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.session import Session

VALUE_WIDTH = 60
"""As wide as the fields beside other sliders."""


class SpeedField(QWidget):
    """Shows and sets the session's speed, as the toolbar does too."""

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.setObjectName("speed")
        self.setToolTip(TIP)
        self.slider = SpeedSlider(theme_controller, self)
        self.slider.setAccessibleName("Speed, slider")
        self.slider.attach(session)
        self.value = QLabel(self)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme_controller.px(6))
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.value)
        session.speed_changed.connect(self._on_speed_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_speed_changed(session.speed)
        self._on_theme_changed(theme_controller.theme)

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self.value.setText(short_speed_text(speed))
        self.value.setToolTip(speed_text(speed))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.value.setFixedWidth(self._controller.px(VALUE_WIDTH))
        self.value.setContentsMargins(0, 0, self._controller.px(6), 0)
