"""The speed of training in the toolbar: its slider with the value above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mlp_gui.panels.speed_slider import PLACES_PER_DECADE, SpeedSlider, speed_text

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

WIDTH: Final = 200


class SpeedControl(QWidget):
    """Shows and sets the session's speed."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._session: Session | None = None
        self.setObjectName("speed_control")
        self._label = QLabel("Speed", self)
        self._value = QLabel(speed_text(None), self)
        self._value.setProperty("role", "value")
        self.slider = SpeedSlider(theme_controller, self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._value, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.slider, 1, 0, 1, 2)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def attach(self, session: Session) -> None:
        """Show and set this session's speed."""
        self._session = session
        self.slider.attach(session)
        session.speed_changed.connect(self._on_speed_changed)
        self._on_speed_changed(session.speed)

    @Slot()
    def step_up(self) -> None:
        """Go some steps a second faster; while stepping, twice as fast from line to line."""
        self._change(+1)

    @Slot()
    def step_down(self) -> None:
        """Go some steps a second slower; while stepping, half as fast from line to line."""
        self._change(-1)

    def _change(self, direction: int) -> None:
        stepping = None if self._session is None else self._session.stepping
        if stepping is not None and stepping.active:
            stepping.set_speed(stepping.speed * 2.0**direction)
        else:
            self.slider.setValue(self.slider.value() + direction * (PLACES_PER_DECADE // 5))

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self._value.setText(speed_text(speed))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        small = self._theme_controller.font(12)
        self._label.setFont(small)
        self._value.setFont(small)
        self.slider.setFixedHeight(self._theme_controller.px(20))
        self.setFixedWidth(self._theme_controller.px(WIDTH))
