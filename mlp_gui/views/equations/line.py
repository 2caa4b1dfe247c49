"""A line of mathematics in one row, put together from pieces that are each set only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from mlp_gui.look.maths import halves_of
from mlp_gui.views.equations.entries import Entry, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor, QPainter

    from mlp_gui.look.formula import Formula

    Lookup = Callable[[str], Formula | None]

_THIN_SPACE = 0.16


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Formulas one behind the other; lengths in em.

    Attributes
    ----------
    parts : tuple of (Formula, float)
        Each with its distance from the line's beginning.
    advance : float
        Width of all of it.
    ascent, descent : float
        How far its ink reaches above and below the baseline.
    """

    parts: tuple[tuple[Formula, float], ...]
    advance: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """Ascent and descent together."""
        return self.ascent + self.descent

    def paint(self, painter: QPainter, origin: QPointF, px: float, colour: QColor) -> None:
        """Draw it with the left end of its baseline at `origin`, in a font of `px` logical pixels."""
        for formula, place in self.parts:
            formula.paint(painter, origin + QPointF(place * px, 0.0), px, colour)


def line_of(texts: Sequence[str], lookup: Lookup) -> Line | None:
    """Return LaTeX texts in one row with the distances that operators have; None where one has not been set."""
    parts: list[tuple[Formula, float]] = []
    reached = thin = 0.0
    before: Shape | None = None
    for text in texts:
        if not is_ink(text):
            thin = _THIN_SPACE
            continue
        formula = lookup(text)
        if formula is None:
            return None
        shape = Entry(text).shape
        if shape is Shape.SIGN and before in (None, Shape.RELATION, Shape.OPENING):
            shape = Shape.OPENING  # a sign that belongs to what follows keeps close to it
        if before is not None and not shape.clings:
            reached += max(before.space, shape.space, thin)
        parts.append((formula, reached))
        reached += formula.advance
        before, thin = shape, 0.0
    ascent = max((formula.ascent for formula, _ in parts), default=0.0)
    descent = max((formula.descent for formula, _ in parts), default=0.0)
    return Line(tuple(parts), reached, ascent, descent)


def in_one_row(texts: Sequence[str]) -> tuple[str, ...]:
    """Return LaTeX texts with a stroke in place of a derivative's bar, and small fractions of numbers.

    A line of them is no higher than its letters are. Where one of them is a product of derivatives, as a factor that is
    reused, all keep their bars: the line is as high as that one.
    """
    if any(halves_of(text) is None and r"\frac{\partial" in text for text in texts):
        return tuple(texts)
    result: list[str] = []
    for text in texts:
        halves = halves_of(text)
        if halves is None:
            result.append(text.removeprefix(r"\Big"))
        elif r"\partial" in halves[0]:
            result.extend((halves[0], "/", halves[1]))
        else:
            result.append(rf"\tfrac{{{halves[0]}}}{{{halves[1]}}}")
    return tuple(result)


def is_ink(text: str) -> bool:
    """Return whether LaTeX draws anything, and is no mere space."""
    return bool(text.replace(r"\,", "").strip("\\ "))
