"""The speed of training as a slider: from one step a second to as fast as it goes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot

from mlp_gui.look.numbers import compact
from mlp_gui.widgets import Slider

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

PLACES_PER_DECADE: Final = 10
DECADES: Final = 4  # from 1 to 10,000 steps a second; one place further it is as fast as it goes
FASTEST_PLACE: Final = PLACES_PER_DECADE * DECADES + 1
TIP: Final = "Training steps a second, from one to as fast as it goes (Ctrl+Up, Ctrl+Down)."


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


def short_speed_text(speed: float | None) -> str:
    """Return the speed for a narrow field."""
    return "fastest" if speed is None else f"{compact(speed)} / s"


class SpeedSlider(Slider):
    """Shows and sets the session's speed; there may be several, which all show the same."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(theme_controller, parent)
        self._session: Session | None = None
        self.setAccessibleName("Training speed")
        self.setRange(0, FASTEST_PLACE)
        self.setPageStep(PLACES_PER_DECADE)
        self.setToolTip(TIP)
        self.setEnabled(False)
        self.valueChanged.connect(self._on_value_changed)

    def attach(self, session: Session) -> None:
        """Show and set this session's speed."""
        self._session = session
        self.setEnabled(True)
        session.speed_changed.connect(self._on_speed_changed)
        self._on_speed_changed(session.speed)

    @Slot(int)
    def _on_value_changed(self, place: int) -> None:
        if self._session is not None:
            self._session.set_speed(speed_at(place))

    @Slot(object)
    def _on_speed_changed(self, speed: float | None) -> None:
        self.blockSignals(True)
        self.setValue(place_of(speed))
        self.blockSignals(False)
