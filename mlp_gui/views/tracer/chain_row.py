"""The chain of one parameter as formula columns: symbol, name and number one under the other, reused factors boxed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.tracer.story import FactorGroup, FactorText

    Lookup = Callable[[str], Formula | None]

SYMBOL_PX: Final = 20
NAME_PX: Final = 15
NUMBER_PX: Final = 15
TITLE_PX: Final = 14
WORDS_PX: Final = 12
WORDS_MIDDLE: Final = 0.36
"""How far the middle of words lies above their baseline, in em: there the box's upper edge goes through them."""
_GAP: Final = 24
_BOX_PADDING: Final = 9
_ROW_GAP: Final = 8
# Of fraction bars above the baseline, in em.
_AXIS: Final = 0.258


@dataclass(frozen=True, slots=True)
class ChainStyle:
    """Sizes of a chain.

    Attributes
    ----------
    scale : float
        Of everything, 1.0 for 100 %.
    title_scale : float
        Of the words on boxes, which stay readable where the chain gets small.
    box_width : float
        Least width of what stands in place of a number, in logical pixels.
    """

    scale: float
    title_scale: float
    box_width: float


@dataclass(frozen=True, slots=True, eq=False)
class FactorColumn:
    """A factor at its place.

    Attributes
    ----------
    factor : FactorText
        What it shows.
    parts : tuple of (Formula, QPointF, float)
        Symbol, name and number as they are set: each with the left end of its baseline and its size in pixels.
    box : QRectF
        Where something stands in place of a number that is not known.
    rect : QRectF
        All of the column.
    """

    factor: FactorText
    parts: tuple[tuple[Formula, QPointF, float], ...]
    box: QRectF
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
    style : ChainStyle
        Sizes that it was laid out at.
    """

    columns: tuple[FactorColumn, ...]
    signs: tuple[tuple[str, QPointF], ...]
    boxes: tuple[tuple[QRectF, str], ...]
    width: float
    height: float
    style: ChainStyle

    def frames(self) -> list[QRectF]:
        """Return one frame around each run of current factors of a line."""
        frames: list[QRectF] = []
        former: FactorColumn | None = None
        for column in self.columns:
            if column.factor.is_current:
                goes_on = former is not None and former.factor.is_current and former.rect.top() == column.rect.top()
                frames.append(frames.pop().united(column.rect) if goes_on else QRectF(column.rect))
            former = column
        return frames


def lay_out_chain(
    left: FactorText, groups: Sequence[FactorGroup], lookup: Lookup, style: ChainStyle, width: float
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
    style : ChainStyle
        Sizes.
    width : float
        Room, in logical pixels.
    """
    row = _Builder(lookup, style, width)
    row.make_room_for_titles([group.title for group in groups if group.title])
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

    def __init__(self, lookup: Lookup, style: ChainStyle, width: float) -> None:
        self._lookup = lookup
        self._style = style
        self._scale = scale = style.scale
        self._width = width
        self._columns: list[FactorColumn] = []
        self._signs: list[tuple[str, QPointF]] = []
        self._boxes: list[tuple[QRectF, str]] = []
        self._x = 0.0
        self._indent = 0.0
        self._top = self._head = 4.0 * scale
        self._pad = _BOX_PADDING * scale
        self._right = 0.0
        self._group_start = 0
        self._is_fresh = False
        self._baselines = (0.0, 0.0, 0.0)
        self._height = 0.0

    def make_room_for_titles(self, titles: Sequence[str]) -> None:
        """Keep the titles, which stand on the upper edges of boxes, off the line above and off the factors below."""
        if not titles:
            return
        px, middle = TITLE_PX * self._style.title_scale, WORDS_MIDDLE * WORDS_PX * self._style.title_scale
        found = [formula for formula in map(self._lookup, titles) if formula is not None]
        below = px * max((formula.descent for formula in found), default=0.2)
        above = px * max((formula.ascent for formula in found), default=0.8)
        # A marked factor's frame reaches 5 px above it.
        self._pad = max(middle + below, 0.0) + 8.0 * self._scale
        self._head = self._top = self._pad + max(above - middle, 0.0) + 1.0

    def measure(self, factors: Sequence[FactorText]) -> None:
        """Find how high the rows are, so that all symbols, names and numbers stand in line."""
        # A number that is not known yet takes its room all the same, so that nothing jumps when it comes.
        texts = ((each.symbol, each.name, each.number if each.shows_number else "0") for each in factors)
        bottom = 0.0
        baselines: list[float] = []
        for column, px in zip(zip(*texts, strict=True), (SYMBOL_PX, NAME_PX, NUMBER_PX), strict=True):
            found = [formula for formula in map(self._lookup, filter(None, column)) if formula is not None]
            size = px * self._scale
            if found and baselines:
                bottom += _ROW_GAP * self._scale
            baselines.append(bottom + size * max((formula.ascent for formula in found), default=0.0))
            bottom = baselines[-1] + size * max((formula.descent for formula in found), default=0.0)
        bottom += 0.16 * NUMBER_PX * self._scale
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
            self._boxes.append((box.adjusted(-pad, -self._pad, pad, pad), group.title))
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
        self._columns.append(self._column(factor, rect))
        self._is_fresh = False
        self._x = rect.right()
        self._right = max(self._right, self._x)
        if len(self._columns) == 1:
            self._indent = self._x

    def finished(self) -> ChainRow:
        """Return the row."""
        height = self._top + self._height + (_BOX_PADDING + 2.0) * self._scale
        return ChainRow(tuple(self._columns), tuple(self._signs), tuple(self._boxes), self._right, height, self._style)

    def _break(self) -> None:
        self._x = self._indent
        self._top += self._height + (_BOX_PADDING + 4.0) * self._scale + self._head
        self._is_fresh = False

    def _shift(self) -> float:
        """Return how far a sign moves left: before a box it stands outside of it."""
        return _BOX_PADDING * self._scale if self._is_fresh else 0.0

    def _axis(self) -> float:
        """Return the height of fraction bars and signs."""
        return self._top + self._baselines[0] - _AXIS * SYMBOL_PX * self._scale

    def _lines_of(self, factor: FactorText) -> tuple[tuple[str, float, float], ...]:
        """Return the LaTeX of symbol, name and number, each with its size and its baseline; "" where none is drawn."""
        texts = (factor.symbol, factor.name, factor.number if factor.shows_number else "")
        sizes = (px * self._scale for px in (SYMBOL_PX, NAME_PX, NUMBER_PX))
        return tuple(zip(texts, sizes, self._baselines, strict=True))

    def _width_of(self, factor: FactorText) -> float:
        found = [(self._lookup(latex), px) for latex, px, _ in self._lines_of(factor) if latex]
        width = max((formula.advance * px for formula, px in found if formula is not None), default=0.0)
        return width if factor.shows_number else max(width, self._style.box_width)

    def _column(self, factor: FactorText, rect: QRectF) -> FactorColumn:
        parts = []
        for latex, px, baseline in self._lines_of(factor):
            formula = self._lookup(latex) if latex else None
            if formula is not None:
                origin = QPointF(rect.center().x() - formula.advance * px / 2.0, rect.top() + baseline)
                parts.append((formula, origin, px))
        height = 1.3 * NUMBER_PX * self._scale
        middle = rect.top() + self._baselines[2] - _AXIS * NUMBER_PX * self._scale
        width = self._style.box_width
        box = QRectF(rect.center().x() - width / 2.0, middle - height / 2.0, width, height)
        return FactorColumn(factor, tuple(parts), box, rect)
