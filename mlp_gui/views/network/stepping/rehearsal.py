"""What the next picture of a step will need, painted ahead while pulses run: so that it is there in one frame."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from mlp_gui.views.network.stepping.picture import paint_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.network.stepping.picture import Pictures
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.paper.turns import Turns

BUDGET: Final = 0.004
"""Seconds of a frame."""


class Rehearsal:
    """Paints cards of a picture that is to come, when it is its turn among the views and a few at a time.

    Parameters
    ----------
    pictures : Pictures
        Where they are kept.
    turns : Turns
        Gives it its turns.
    """

    def __init__(self, pictures: Pictures, turns: Turns) -> None:
        self._pictures, self._turns = pictures, turns
        self._work: Iterator[None] | None = None

    def begin(self, shown: StepShown, ratio: float) -> None:
        """Paint ahead for a picture; what was begun for another one is given up."""
        self._work = paint_ahead(shown, ratio, self._pictures)
        self._turns.wait_for(self, first=True)

    def catch_up(self) -> None:
        """Paint for a few milliseconds, and wait for another turn where that was not all."""
        if self._work is None:
            return
        until = perf_counter() + BUDGET
        for _ in self._work:
            if perf_counter() > until:
                self._turns.wait_for(self, first=True)
                return
        self._work = None
