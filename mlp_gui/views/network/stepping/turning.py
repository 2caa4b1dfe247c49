"""Weights and biases as knobs: dragging up and down, or the wheel, turns them and shows what that does to the loss."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from mlp_gui.views.network.stepping.knobs import Knob

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.network.card import Card

FULL_TURN = 240.0
"""Pixels of a drag that change a weight by the size of the largest one."""

_GESTURES = count(1)
"""Changes of one gesture are one step of undo."""

NOTCH = 0.02
"""Part of the largest weight that a notch of the wheel is."""


class Turning:
    """A knob that is held; a whole drag, or all notches of the wheel on one knob, are one step of undo.

    Parameters
    ----------
    session : Session
        Sets the number.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._knob: Knob | None = None
        self._mark: Mark | None = None
        self._largest = 1.0
        self._from = 0.0
        self._gesture = 0
        self.value = 0.0

    @property
    def mark(self) -> Mark | None:
        """What is held, or None."""
        return self._mark

    def hold(self, trace: mlp.Trace, mark: Mark, largest: float, y: float) -> None:
        """Take hold of a weight or bias at a height on the canvas."""
        source = mark.input if mark.kind == "weight" else -1
        self._knob = Knob(trace, trace.index(mark.layer, mark.unit, source))
        self._mark, self._largest, self._from = mark, largest, y
        self.value = self._knob.start
        self._gesture = next(_GESTURES)

    def drag(self, y: float) -> None:
        """Turn to where the pointer is now: up is more."""
        if self._knob is None:
            return
        value = round(self._knob.start + (self._from - y) / FULL_TURN * self._largest, 6)
        if value == self.value:
            return
        self._set(value)

    def turn(self, notches: float) -> None:
        """Turn by notches of the wheel, from where it is held."""
        if self._knob is not None:
            self._set(round(self.value + notches * NOTCH * self._largest, 6))

    def _set(self, value: float) -> None:
        assert self._knob is not None
        self.value = value
        self._session.set_parameter(self._knob.index, value, self._gesture)

    def let_go(self) -> None:
        """Leave the knob where it is."""
        self._knob = self._mark = None

    def card(self, title: str) -> Card | None:
        """Return what the turn predicts and does, or None while nothing is held."""
        return None if self._knob is None else self._knob.card(title, self.value, self._session.stepping.trace)
