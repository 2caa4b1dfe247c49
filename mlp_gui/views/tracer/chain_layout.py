"""Lays a chain out: equation below equation, each broken between its terms where it is wider than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

from mlp_gui.views.tracer.chain_row import (
    NAME_PX,
    NUMBER_PX,
    REUSED,
    SYMBOL_PX,
    TITLE_PX,
    TITLE_ROOM,
    WORDS_MIDDLE,
    WORDS_PX,
    ChainRow,
    ChainStyle,
    FactorColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.tracer.story import FactorGroup, FactorText, StoryLine

    Lookup = Callable[[str], Formula | None]

# Pixels at 100 %.
_GAP: Final = 17
_WIDE_GAP: Final = 28
_WIDE_SIGNS: Final = ("=", "+")
_BOX_PADDING: Final = 9
_ROW_GAP: Final = 6
_NAMELESS: Final = 1.5
_BRACKET: Final = 12
_BUTTON_PADDING: Final = 8
_BETWEEN_EQUATIONS: Final = 6
# Of fraction bars above the baseline, in em.
_AXIS: Final = 0.258


def lay_out_chain(lines: Sequence[StoryLine], lookup: Lookup, style: ChainStyle, width: float) -> ChainRow:
    """Lay a chain out in lines of at most `width` logical pixels; a term is broken only where it is wider than that.

    Parameters
    ----------
    lines : sequence of StoryLine
        Its equations.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    style : ChainStyle
        Sizes.
    width : float
        Room, in logical pixels.
    """
    row = _Builder(lookup, style, width)
    for line in lines:
        row.begin(line)
        for place, chunk in enumerate(_chunks(line.groups)):
            row.add_chunk(chunk, is_first=not place)
        row.end()
    return row.finished()


def _chunks(groups: Sequence[FactorGroup]) -> Iterator[list[FactorGroup]]:
    """Yield the groups that stay in one line."""
    chunk: list[FactorGroup] = []
    for group in groups:
        if chunk and not group.clings:
            yield chunk
            chunk = []
        chunk.append(group)
    if chunk:
        yield chunk


class _Builder:
    """Puts factor behind factor."""

    def __init__(self, lookup: Lookup, style: ChainStyle, width: float) -> None:
        self._lookup = lookup
        self._style = style
        self._scale = style.scale
        self._width = width
        self._widths: dict[int, float] = {}
        self._columns: list[FactorColumn] = []
        self._signs: list[tuple[str, QPointF]] = []
        self._boxes: list[tuple[QRectF, str]] = []
        self._brackets: list[tuple[QRectF, bool]] = []
        self._x = self._indent = self._right = 0.0
        self._top = self._bottom = 0.0
        self._head = self._pad = 0.0
        self._baselines = (0.0, 0.0, 0.0)
        self._height = 0.0

    def begin(self, line: StoryLine) -> None:
        """Begin an equation with its left side."""
        self._measure(list(line.factors()))
        boxed = [group for group in line.groups if group.is_boxed]
        self._make_room_for_titles(boxed)
        self._widen_for_words(boxed)
        between = _BETWEEN_EQUATIONS * self._scale if self._columns else 0.0
        self._top = self._bottom + between + self._head
        self._x = 0.0
        self._place(line.left)
        self._indent = self._x

    def add_chunk(self, chunk: Sequence[FactorGroup], *, is_first: bool) -> None:
        """Add groups that stay in one line, in a new one where they would not fit into the rest of this."""
        needed = sum(map(self._room_of, chunk))
        does_not_fit = self._x + needed > self._width and self._indent + needed <= self._width
        if self._x > self._indent and (does_not_fit or (chunk[0].starts_line and not is_first)):
            self._break()
        for group in chunk:
            self._add(group)

    def end(self) -> None:
        """End an equation."""
        self._bottom = self._top + self._height + (_BOX_PADDING + 2.0) * self._scale

    def finished(self) -> ChainRow:
        """Return the row."""
        return ChainRow(
            tuple(self._columns),
            tuple(self._signs),
            tuple(self._boxes),
            tuple(self._brackets),
            self._right,
            self._bottom,
            self._style,
        )

    # How high the rows are.

    def _measure(self, factors: Sequence[FactorText]) -> None:
        """Find how high the rows are, so that all symbols, names and numbers stand in line."""
        # A number that is not known yet takes its room all the same, so that nothing jumps when it comes.
        texts = ((each.symbol, each.name, each.number or "0") for each in factors)
        bottom = 0.0
        baselines: list[float] = []
        # Without names between them numbers stand right below the fractions, whose indices reach low.
        row_gap = _ROW_GAP * self._scale * (1.0 if any(each.name for each in factors) else _NAMELESS)
        for column, px in zip(zip(*texts, strict=True), (SYMBOL_PX, NAME_PX, NUMBER_PX), strict=True):
            found = [formula for formula in map(self._lookup, filter(None, column)) if formula is not None]
            size = px * self._scale
            if found and baselines:
                bottom += row_gap
            baselines.append(bottom + size * max((formula.ascent for formula in found), default=0.0))
            bottom = baselines[-1] + size * max((formula.descent for formula in found), default=0.0)
        bottom += 0.16 * NUMBER_PX * self._scale
        self._baselines = (baselines[0], baselines[1], baselines[2])
        self._height = bottom

    def _make_room_for_titles(self, boxed: Sequence[FactorGroup]) -> None:
        """Keep the titles, which stand on the upper edges of boxes, off the line above and off the factors below."""
        self._head, self._pad = 4.0 * self._scale, _BOX_PADDING * self._scale
        if not boxed:
            return
        px, middle = TITLE_PX * self._style.title_scale, WORDS_MIDDLE * WORDS_PX * self._style.title_scale
        titles = (self._lookup(group.title) for group in boxed if group.title)
        found = [formula for formula in titles if formula is not None]
        below = px * max((formula.descent for formula in found), default=0.2)
        above = px * max((formula.ascent for formula in found), default=0.8)
        # A marked factor's frame reaches 5 px above it.
        self._pad = max(middle + below, 0.0) + 8.0 * self._scale
        self._head = self._pad + max(above - middle, 0.0) + 1.0

    def _widen_for_words(self, boxed: Sequence[FactorGroup]) -> None:
        """Make a box without a letter for a title wide enough for the word: not one with it beside one without."""
        style = self._style
        words = style.words.horizontalAdvance(REUSED) + TITLE_ROOM * style.title_scale + 1.0
        for group in boxed:
            if len(group.factors) == 1 and not (group.title and self._lookup(group.title)):
                factor = group.factors[0]
                self._widths[id(factor)] = max(self._width_of(factor), words - 2.0 * _BOX_PADDING * self._scale)

    # One after the other.

    def _add(self, group: FactorGroup) -> None:
        start = len(self._columns)
        inner = _BOX_PADDING * self._scale if group.is_boxed else 0.0
        sign = group.sign
        for place, factor in enumerate(group.factors):
            ahead = 0.0 if place else inner + (_BRACKET * self._scale if group.opens else 0.0)
            self._step(sign, self._width_of(factor), ahead, is_below=group.is_below)
            if not place and group.opens:
                left = self._x + ahead - inner - _BRACKET * self._scale
                self._brackets.append((self._bracket_at(left), True))
            self._x += ahead
            self._place(factor)
            sign = r"\cdot"
        if group.is_boxed:
            self._box(start, group.title)
        if group.closes:
            self._x += inner
            self._brackets.append((self._bracket_at(self._x), False))
            self._x += _BRACKET * self._scale
        elif group.is_boxed:
            self._x += inner
        self._right = max(self._right, self._x)

    def _step(self, sign: str, width: float, ahead: float, *, is_below: bool) -> None:
        """Go on behind a sign, in a new line where the next factor would not fit into this one."""
        gap = _gap_of(sign) * self._scale
        if self._x + gap + ahead + width > self._width and self._x > self._indent:
            self._break()
        if sign:
            self._signs.append((sign, QPointF(self._x + gap / 2.0, self._axis(is_below=is_below))))
        self._x += gap

    def _place(self, factor: FactorText) -> None:
        rect = QRectF(self._x, self._top, self._width_of(factor), self._height)
        self._columns.append(self._column(factor, rect))
        self._x = rect.right()
        self._right = max(self._right, self._x)

    def _box(self, start: int, title: str) -> None:
        """Box what was added since, each line of it for itself."""
        pad = _BOX_PADDING * self._scale
        added = self._columns[start:]
        for top in sorted({column.rect.top() for column in added}):
            box = QRectF()
            for column in added:
                if column.rect.top() == top:
                    box = box.united(column.rect)
            self._boxes.append((box.adjusted(-pad, -self._pad, pad, pad), title))

    def _break(self) -> None:
        self._x = self._indent
        self._top += self._height + (_BOX_PADDING + 4.0) * self._scale + self._head

    def _bracket_at(self, left: float) -> QRectF:
        """Return where a bracket stands: as high as everything from symbols to numbers, and their boxes."""
        pad = _BOX_PADDING * self._scale / 2.0
        return QRectF(left, self._top - pad, _BRACKET * self._scale, self._height + 2.0 * pad)

    def _axis(self, *, is_below: bool) -> float:
        """Return the height of fraction bars and signs, or of the signs among the numbers."""
        if is_below:
            return self._top + self._baselines[2] - _AXIS * NUMBER_PX * self._scale
        return self._top + self._baselines[0] - _AXIS * SYMBOL_PX * self._scale

    # Columns.

    def _lines_of(self, factor: FactorText) -> tuple[tuple[str, float, float], ...]:
        """Return the LaTeX of symbol, name and number, each with its size and its baseline; "" where none is drawn."""
        texts = (factor.symbol, factor.name, factor.number if factor.shows_number else "")
        sizes = (px * self._scale for px in (SYMBOL_PX, NAME_PX, NUMBER_PX))
        return tuple(zip(texts, sizes, self._baselines, strict=True))

    def _room_of(self, group: FactorGroup) -> float:
        """Return the width of a group with the gaps before its factors, its box and its brackets."""
        gaps = _gap_of(group.sign) + _GAP * (len(group.factors) - 1)
        needed = sum(map(self._width_of, group.factors)) + gaps * self._scale
        padding = 2 * _BOX_PADDING if group.is_boxed else 0
        return needed + (padding + _BRACKET * (group.opens + group.closes)) * self._scale

    def _button_width(self, factor: FactorText) -> float:
        if not factor.words:
            return 0.0
        return self._style.words.horizontalAdvance(factor.words) + 2.0 * _BUTTON_PADDING * self._style.title_scale

    def _width_of(self, factor: FactorText) -> float:
        width = self._widths.get(id(factor))
        if width is None:
            width = self._widths[id(factor)] = self._measured(factor)
        return width

    def _measured(self, factor: FactorText) -> float:
        # Known or not: forwards and back, each line of a step has its chain at the same size.
        texts = zip((factor.symbol, factor.name, factor.number), (SYMBOL_PX, NAME_PX, NUMBER_PX), strict=True)
        found = [(self._lookup(latex), px * self._scale) for latex, px in texts if latex]
        width = max((formula.advance * px for formula, px in found if formula is not None), default=0.0)
        return max(width, self._button_width(factor), self._style.box_width if factor.number else 0.0)

    def _column(self, factor: FactorText, rect: QRectF) -> FactorColumn:
        parts = []
        for latex, px, baseline in self._lines_of(factor):
            formula = self._lookup(latex) if latex else None
            if formula is not None:
                origin = QPointF(rect.center().x() - formula.advance * px / 2.0, rect.top() + baseline)
                parts.append((formula, origin, px))
        height = 1.3 * NUMBER_PX * self._scale
        middle = rect.top() + self._baselines[2] - _AXIS * NUMBER_PX * self._scale
        box = _around(QPointF(rect.center().x(), middle), self._style.box_width, height)
        button = QRectF()
        if factor.words:
            high = self._style.words.height() + 6.0 * self._style.title_scale
            button = _around(QPointF(rect.center().x(), self._axis(is_below=False)), self._button_width(factor), high)
        return FactorColumn(factor, tuple(parts), box, button, rect)


def _gap_of(sign: str) -> int:
    return _WIDE_GAP if sign in _WIDE_SIGNS else _GAP


def _around(middle: QPointF, width: float, height: float) -> QRectF:
    return QRectF(middle.x() - width / 2.0, middle.y() - height / 2.0, width, height)
