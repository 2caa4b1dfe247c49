"""The chain of one parameter as formula columns: symbol, name and number one under the other, reused factors boxed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_core import Quantity
    from mlp_gui.look.formula import Formula

    Lookup = Callable[[str], Formula | None]

SYMBOL_PX: Final = 20
NAME_PX: Final = 15
NUMBER_PX: Final = 15
_GAP: Final = 24
_BOX_PADDING: Final = 9
_ROW_GAP: Final = 8
# Of fraction bars above the baseline, in em.
_AXIS: Final = 0.258


@dataclass(frozen=True, slots=True)
class FactorText:
    """One factor of a chain.

    Attributes
    ----------
    symbol : str
        LaTeX of the partial derivative.
    name : str
        LaTeX of what it is here, "" for nothing.
    number : str
        LaTeX of its value.
    quantity : Quantity or None
        Which number of the trace it is.
    """

    symbol: str
    name: str
    number: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Factors that belong together.

    Attributes
    ----------
    factors : tuple of FactorText
        In order from the loss.
    title : str
        Of factors that were computed before: LaTeX of the error signal that they make; "" for a group without a box.
    sign : str
        What stands before a group that is not the first.
    """

    factors: tuple[FactorText, ...]
    title: str = ""
    sign: str = r"\cdot"


@dataclass(frozen=True, slots=True, eq=False)
class FactorColumn:
    """A factor at its place.

    Attributes
    ----------
    factor : FactorText
        What it shows.
    parts : tuple of (Formula, QPointF, float)
        Symbol, name and number as they are set: each with the left end of its baseline and its size in pixels.
    rect : QRectF
        All of the column.
    """

    factor: FactorText
    parts: tuple[tuple[Formula, QPointF, float], ...]
    rect: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class ChainRow:
    """A chain laid out.

    Attributes
    ----------
    columns : tuple of FactorColumn
        From left to right, line by line; the derivative itself is the first.
    signs : tuple of (str, QPointF)
        Equals signs and dots, with the middles where they stand.
    boxes : tuple of (QRectF, str)
        Boxes around what is reused, with their titles.
    width, height : float
        Of everything.
    scale : float
        Size that it was laid out at.
    """

    columns: tuple[FactorColumn, ...]
    signs: tuple[tuple[str, QPointF], ...]
    boxes: tuple[tuple[QRectF, str], ...]
    width: float
    height: float
    scale: float


def lay_out_chain(
    left: FactorText, groups: Sequence[FactorGroup], lookup: Lookup, scale: float, width: float
) -> ChainRow:
    """Lay a chain out in lines of at most `width` logical pixels; a group is broken only where it is wider than that.

    Parameters
    ----------
    left : FactorText
        The derivative itself.
    groups : sequence of FactorGroup
        What it is the product of.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    scale : float
        Size, 1.0 for 100 %.
    width : float
        Room, in logical pixels.
    """
    row = _Builder(lookup, scale, width)
    row.measure((left, *(factor for group in groups for factor in group.factors)))
    row.add(left)
    for place, group in enumerate(groups):
        row.begin_group(group)
        sign = group.sign if place else "="
        for factor in group.factors:
            row.add(factor, sign)
            sign = r"\cdot"
        row.end_group(group)
    return row.finished()


class _Builder:
    """Puts factor behind factor."""

    def __init__(self, lookup: Lookup, scale: float, width: float) -> None:
        self._lookup = lookup
        self._scale = scale
        self._width = width
        self._columns: list[FactorColumn] = []
        self._signs: list[tuple[str, QPointF]] = []
        self._boxes: list[tuple[QRectF, str]] = []
        self._x = 0.0
        self._indent = 0.0
        self._top = 14.0 * scale  # the title of a box stands on its upper edge
        self._right = 0.0
        self._group_start = 0
        self._is_fresh = False
        self._baselines = (0.0, 0.0, 0.0)
        self._height = 0.0

    def measure(self, factors: Sequence[FactorText]) -> None:
        """Find how high the rows are, so that all symbols, names and numbers stand in line."""
        texts = ((each.symbol, each.name, each.number) for each in factors)
        bottom = 0.0
        baselines: list[float] = []
        for column, px in zip(zip(*texts, strict=True), (SYMBOL_PX, NAME_PX, NUMBER_PX), strict=True):
            found = [formula for formula in map(self._lookup, filter(None, column)) if formula is not None]
            size = px * self._scale
            if found and baselines:
                bottom += _ROW_GAP * self._scale
            baselines.append(bottom + size * max((formula.ascent for formula in found), default=0.0))
            bottom = baselines[-1] + size * max((formula.descent for formula in found), default=0.0)
        self._baselines = (baselines[0], baselines[1], baselines[2])
        self._height = bottom

    def begin_group(self, group: FactorGroup) -> None:
        """Break the line where the group would not fit into the rest of it."""
        needed = sum(self._width_of(factor) + _GAP * self._scale for factor in group.factors)
        padding = 2 * _BOX_PADDING * self._scale if group.title else 0.0
        if self._x > self._indent and self._x + needed + padding > self._width and needed < self._width:
            self._break()
        self._group_start = len(self._columns)
        self._is_fresh = bool(group.title)
        if group.title:
            self._x += _BOX_PADDING * self._scale

    def end_group(self, group: FactorGroup) -> None:
        """Box what was added since the group began, each line of it for itself."""
        if not group.title:
            return
        pad = _BOX_PADDING * self._scale
        added = self._columns[self._group_start :]
        for top in sorted({column.rect.top() for column in added}):
            box = QRectF()
            for column in added:
                if column.rect.top() == top:
                    box = box.united(column.rect)
            self._boxes.append((box.adjusted(-pad, -pad, pad, pad), group.title))
        self._x += pad
        self._right = max(self._right, self._x)

    def add(self, factor: FactorText, sign: str = "") -> None:
        """Put one factor behind what is there."""
        gap = _GAP * self._scale
        width = self._width_of(factor)
        if self._columns:
            if self._x + gap + width > self._width and self._x > self._indent:
                self._break()
            self._signs.append((sign, QPointF(self._x + gap / 2.0 - self._shift(), self._axis())))
            self._x += gap
        rect = QRectF(self._x, self._top, width, self._height)
        self._columns.append(FactorColumn(factor, self._parts(factor, rect), rect))
        self._is_fresh = False
        self._x = rect.right()
        self._right = max(self._right, self._x)
        if len(self._columns) == 1:
            self._indent = self._x

    def finished(self) -> ChainRow:
        """Return the row."""
        height = self._top + self._height + (_BOX_PADDING + 2.0) * self._scale
        return ChainRow(tuple(self._columns), tuple(self._signs), tuple(self._boxes), self._right, height, self._scale)

    def _break(self) -> None:
        self._x = self._indent
        self._top += self._height + (2 * _BOX_PADDING + 12.0) * self._scale
        self._is_fresh = False

    def _shift(self) -> float:
        """Return how far a sign moves left: before a box it stands outside of it."""
        return _BOX_PADDING * self._scale if self._is_fresh else 0.0

    def _axis(self) -> float:
        """Return the height of fraction bars and signs."""
        return self._top + self._baselines[0] - _AXIS * SYMBOL_PX * self._scale

    def _width_of(self, factor: FactorText) -> float:
        texts = ((factor.symbol, SYMBOL_PX), (factor.name, NAME_PX), (factor.number, NUMBER_PX))
        found = [(self._lookup(latex), px) for latex, px in texts if latex]
        return max((formula.advance * px * self._scale for formula, px in found if formula is not None), default=0.0)

    def _parts(self, factor: FactorText, rect: QRectF) -> tuple[tuple[Formula, QPointF, float], ...]:
        lines = (
            (factor.symbol, SYMBOL_PX, rect.top() + self._baselines[0]),
            (factor.name, NAME_PX, rect.top() + self._baselines[1]),
            (factor.number, NUMBER_PX, rect.top() + self._baselines[2]),
        )
        parts = []
        for latex, px, baseline in lines:
            formula = self._lookup(latex) if latex else None
            if formula is not None:
                size = px * self._scale
                parts.append((formula, QPointF(rect.center().x() - formula.advance * size / 2.0, baseline), size))
        return tuple(parts)
