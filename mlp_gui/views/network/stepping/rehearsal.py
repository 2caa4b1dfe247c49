"""The next pictures of a step, painted ahead while pulses run or nothing moves: so that each is there in one frame."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from mlp_gui.views.network.stepping.legend import paint_legend
from mlp_gui.views.network.stepping.picture import HINTS, paint_in_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.network.stepping.picture import Pictures
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.paper.turns import Turns

BUDGET: Final = 0.004
"""Seconds of a frame."""

MOST_AHEAD: Final = 2
"""Pictures: what a step arrives at, and what the next one sets out from; of one that is to come both."""


class CanvasPicture:
    """A picture of the whole canvas that is painted in parts.

    Parameters
    ----------
    shown : StepShown
        What is on it; gets its chips.
    ratio : float
        Device pixels of a canvas pixel.
    pictures : Pictures
        What is kept from one line to the next.
    """

    def __init__(self, shown: StepShown, ratio: float, pictures: Pictures) -> None:
        layout = shown.layout
        self.shown, self.ratio = shown, ratio
        self.pixmap = QPixmap(QSize(round(layout.width * ratio), round(layout.height * ratio)))
        self.pixmap.setDevicePixelRatio(ratio)
        self.pixmap.fill(shown.style.theme.canvas)
        self.is_done = False
        self._painter = QPainter()
        self._parts = self._paint(pictures)

    def _paint(self, pictures: Pictures) -> Iterator[None]:
        yield from paint_in_parts(self._painter, self.shown, self.ratio, pictures)
        paint_legend(self._painter, self.shown)

    def go_on(self, until: float = float("inf")) -> None:
        """Paint until a time of `perf_counter`, or all that there is left."""
        self._painter.begin(self.pixmap)
        self._painter.setRenderHints(HINTS)
        try:
            for _ in self._parts:
                if perf_counter() >= until:
                    return
            self.is_done = True
        finally:
            self._painter.end()


class Rehearsal:
    """Paints pictures that are to come, when it is its turn among the views and a few milliseconds at a time.

    Parameters
    ----------
    pictures : Pictures
        What is kept from one line to the next.
    turns : Turns
        Gives it its turns.
    """

    def __init__(self, pictures: Pictures, turns: Turns) -> None:
        self._pictures, self._turns = pictures, turns
        self._coming: Iterator[StepShown] | None = None
        self._ratio, self._is_urgent = 1.0, False
        self._ahead: list[CanvasPicture] = []
        self._former: list[CanvasPicture] = []

    def begin(self, coming: Iterator[StepShown], ratio: float, *, urgent: bool) -> None:
        """Paint ahead what is to come, in that order; what was to come before is given up, but for what is there.

        Parameters
        ----------
        coming : iterator of StepShown
            Asked for the next one when there is time for it.
        ratio : float
            Device pixels of a canvas pixel.
        urgent : bool
            Whether the first of them is soon to be seen, before the turns of all other views.
        """
        self._coming, self._ratio, self._is_urgent = coming, ratio, urgent
        self._former, self._ahead = [*self._former, *self._ahead], []
        self._turns.wait_for(self, first=urgent)

    def forget(self) -> None:
        """Give up all that was to come."""
        self._coming = None
        self._ahead, self._former = [], []
        self._turns.leave(self)

    def find(self, shown: StepShown) -> StepShown:
        """Return what was painted ahead and looks the same; the same again where nothing was."""
        found = self._find(shown)
        return shown if found is None else found.shown

    def _find(self, shown: StepShown) -> CanvasPicture | None:
        there = (*self._ahead, *self._former)
        return next((each for each in there if each.shown.has_all_edges and each.shown.looks_as(shown)), None)

    def take(self, shown: StepShown, ratio: float) -> QPixmap:
        """Return the picture of something, of which what is not painted yet is painted now."""
        there = (*self._ahead, *self._former)
        found = next((each for each in there if each.shown is shown and each.ratio == ratio), None)
        if found in self._ahead:
            # What was to be seen before it is not seen any more.
            del self._ahead[: self._ahead.index(found) + 1]
            self._turns.wait_for(self)
        elif found is None:
            found = CanvasPicture(shown, ratio, self._pictures)
        found.go_on()
        return found.pixmap

    def catch_up(self) -> None:
        """Paint for a few milliseconds, and wait for another turn where that was not all."""
        until = perf_counter() + BUDGET
        while perf_counter() < until:
            current = next((each for each in self._ahead if not each.is_done), None) or self._begin_next()
            if current is None:
                return
            current.go_on(until)
        self._turns.wait_for(self, first=self._is_urgent and not any(each.is_done for each in self._ahead))

    def _begin_next(self) -> CanvasPicture | None:
        """Begin the next picture that is to come; None where there is none, or enough of them are there."""
        while self._coming is not None and len(self._ahead) < MOST_AHEAD:
            shown = next(self._coming, None)
            if shown is None:
                self._coming = None
                break
            found = self._find(shown)
            if found not in self._ahead:
                self._ahead.append(found or CanvasPicture(shown, self._ratio, self._pictures))
                return self._ahead[-1]
        self._former = []
        return None
