"""The speed of training: a logarithmic slider from one step a second to as fast as it goes, with its value above."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mlp_gui.look.numbers import compact
from mlp_gui.widgets.slider import Slider

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

PLACES_PER_DECADE: Final = 10
DECADES: Final = 4  # from 1 to 10,000 steps a second; one place further it is as fast as it goes
FASTEST_PLACE: Final = PLACES_PER_DECADE * DECADES + 1
WIDTH: Final = 200


def speed_at(place: int) -> float | None:
    """Return the steps a second that a place of the slider stands for; None for as fast as it goes."""
    if place >= FASTEST_PLACE:
        return None
    speed = 10.0 ** (place / PLACES_PER_DECADE)
    return float(round(speed, 1 - math.floor(math.log10(speed))))


def place_of(speed: float | None) -> int:
    """Return the slider's place nearest to a speed."""
    if speed is None:
        return FASTEST_PLACE
    place = round(PLACES_PER_DECADE * math.log10(max(speed, 1.0)))
    return min(place, FASTEST_PLACE - 1)


def speed_text(speed: float | None) -> str:
    """Return the speed in words."""
    if speed is None:
        return "as fast as it goes"
    return "1 step / s" if speed == 1.0 else f"{compact(speed)} steps / s"


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
        self.slider = Slider(theme_controller, self)
        self.slider.setObjectName("speed_slider")
        self.slider.setAccessibleName("Training speed")
        self.slider.setRange(0, FASTEST_PLACE)
        self.slider.setEnabled(False)
        self.slider.setPageStep(PLACES_PER_DECADE)
        self.slider.setToolTip("Training steps a second, from one to as fast as it goes (Ctrl+Up, Ctrl+Down)")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._value, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.slider, 1, 0, 1, 2)
        self.slider.valueChanged.connect(self._on_slider_moved)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def attach(self, session: Session) -> None:
        """Show and set this session's speed."""
        self._session = session
        self.slider.setEnabled(True)
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

    @Slot(int)
    def _on_slider_moved(self, place: int) -> None:
        if self._session is not None:
            self._session.set_speed(speed_at(place))

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self._value.setText(speed_text(speed))
        self.slider.blockSignals(True)
        self.slider.setValue(place_of(speed))
        self.slider.blockSignals(False)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        small = self._theme_controller.font(12)
        self._label.setFont(small)
        self._value.setFont(small)
        self.slider.setFixedHeight(self._theme_controller.px(20))
        self.setFixedWidth(self._theme_controller.px(WIDTH))
