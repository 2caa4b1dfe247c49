"""The column grid of an equation: each number stands under its symbol, long sums go on in the next line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

from mlp_gui.views.equations.bonds import bonds
from mlp_gui.views.equations.breaking import Breaking
from mlp_gui.views.equations.entries import Entry, Shape
from mlp_gui.views.equations.line import is_ink
from mlp_gui.views.paper import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.look.formula import Formula

    Lookup = Callable[[str], Formula | None]

FRAME_SIDE: Final = 0.36
BOX_GAP: Final = 0.2
FRAME_GAP: Final = 0.22


@dataclass(frozen=True, slots=True)
class GridStyle:
    """Sizes of a grid, in logical pixels.

    Attributes
    ----------
    symbol_px, number_px : float
        Fonts of the upper and the lower row.
    box_width, box_height : float
        Least size of the box that stands for a number not yet known.
    gap_width : Callable
        Width of the chip that stands for so many terms.
    note_height : float
        Room for words under the frame of the current term.
    row_gap, line_gap : float
        Room between symbols and numbers, and between lines, in em.
    frame_gap, frame_side : float
        Room between the current term and its frame, above and beside it, in em.
    box_gap : float
        Room beside a reused factor for its box, in em.
    spread : float
        Part of the usual distances between columns.
    """

    symbol_px: float
    number_px: float
    box_width: float
    box_height: float
    gap_width: Callable[[int], float]
    note_height: float = 0.0
    row_gap: float = 0.52
    line_gap: float = 0.75
    frame_gap: float = FRAME_GAP
    frame_side: float = FRAME_SIDE
    box_gap: float = BOX_GAP
    spread: float = 1.0

    @property
    def padding(self) -> float:
        """Room between the current term and its frame on either side."""
        return self.frame_side * self.symbol_px

    @property
    def padding_above(self) -> float:
        """Room between the current term and its frame above and below."""
        return self.frame_gap * self.symbol_px

    def frame_room(self, cells: Sequence[Cell]) -> float:
        """Return the room above and below a line that a frame needs."""
        is_framed = any(cell.entry.is_current or cell.entry.is_reused for cell in cells)
        return self.padding_above if is_framed else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One entry at its place.

    Attributes
    ----------
    entry : Entry
        What it shows.
    symbol, number : Formula or None
        As they are set; the number None where a box stands for it.
    symbol_at, number_at : QPointF
        Left ends of the baselines.
    box : QRectF
        Where the box stands in place of a number.
    rect : QRectF
        The whole column, for the pointer and for frames.
    """

    entry: Entry
    symbol: Formula | None
    number: Formula | None
    symbol_at: QPointF
    number_at: QPointF
    box: QRectF
    rect: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """An equation laid out from (0, 0).

    Attributes
    ----------
    columns : tuple of Column
        From left to right, line by line.
    frames : tuple of QRectF
        Around the current term: one, or one a line where it is broken.
    width, height : float
        Of everything, in logical pixels.
    line_count : int
        Lines that it takes.
    """

    columns: tuple[Column, ...]
    frames: tuple[QRectF, ...]
    width: float
    height: float
    line_count: int

    def column_at(self, point: QPointF) -> Column | None:
        """Return the column below a point, or None."""
        return next((column for column in self.columns if column.rect.contains(point)), None)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """An entry with its formulas and its width."""

    entry: Entry
    symbol: Formula | None
    number: Formula | None
    width: float


def lay_out(entries: Sequence[Entry], lookup: Lookup, style: GridStyle, width: float, *, inside: bool = False) -> Grid:
    """Lay an equation out in lines of at most `width` logical pixels; a term wider than that has a line to itself.

    Parameters
    ----------
    entries : sequence of Entry
        The equation.
    lookup : Callable
        Gives the set formula of a LaTeX text; what it has none for takes no room.
    inside : bool
        Whether lines may break inside brackets.
    """
    cells = cells_of(entries, lookup, style)

    def measure(first: int, end: int) -> float:
        return _width(cells[first:end], style)

    lines, indent = Breaking(entries, inside=inside).lines(width, measure)
    return _placed([cells[first:end] for first, end in lines], style, indent)


def cells_of(entries: Sequence[Entry], lookup: Lookup, style: GridStyle) -> list[Cell]:
    """Return each entry with its formulas and its width."""
    return [_cell(entry, lookup, style) for entry in entries]


def _cell(entry: Entry, lookup: Lookup, style: GridStyle) -> Cell:
    symbol = lookup(entry.symbol) if is_ink(entry.symbol) and not entry.left_out else None
    # One that is on its way keeps its room, so that nothing moves aside for it when it comes.
    number = lookup(entry.number) if entry.number and entry.standing is not Standing.ASKED else None
    width = symbol.advance * style.symbol_px if symbol is not None else 0.0
    if number is not None:
        width = max(width, number.advance * style.number_px)
    if entry.number and entry.standing is not Standing.KNOWN:
        width = max(width, style.box_width)
    if entry.left_out:
        width = style.gap_width(entry.left_out)
    return Cell(entry, symbol, number, width)


def spaces(cells: Sequence[Cell], style: GridStyle) -> list[float]:
    """Return the room before each cell."""
    result = [0.0]
    kinds = _shapes(cells)
    for (left, right), shapes in zip(pairwise(cells), pairwise(kinds), strict=True):
        space = 0.0 if shapes[1].clings else max(shapes[0].space, shapes[1].space) * style.spread * style.symbol_px
        if left.entry.is_reused or right.entry.is_reused:
            space += style.box_gap * style.symbol_px
        if left.entry.is_current != right.entry.is_current:
            space = max(space, 0.26 * style.symbol_px) + style.padding
        result.append(space)
    return result[: len(cells)]


def _shapes(cells: Sequence[Cell]) -> list[Shape]:
    """Return what each cell is for its distances: a sign that nothing stands before keeps close to what follows."""
    shapes: list[Shape] = []
    for cell in cells:
        shape = cell.entry.shape
        leads = not shapes or shapes[-1] in (Shape.RELATION, Shape.OPENING)
        shapes.append(Shape.OPENING if shape is Shape.SIGN and leads and len(shapes) > 0 else shape)
    return shapes


def _width(cells: Sequence[Cell], style: GridStyle) -> float:
    ends = sum(style.padding for cell in (*cells[:1], *cells[-1:]) if cell.entry.is_current)
    return sum(cell.width for cell in cells) + sum(spaces(cells, style)) + ends


def _placed(lines: list[list[Cell]], style: GridStyle, indent: float) -> Grid:
    columns: list[Column] = []
    frames: list[QRectF] = []
    top = width = 0.0
    for index, cells in enumerate(lines):
        x = indent if index else 0.0
        if cells and cells[0].entry.is_current:
            x += style.padding
        ascent, descent, above, below = reaches(cells, style)
        room = style.frame_room(cells)
        symbol_line = top + room + ascent
        number_line = symbol_line + descent + style.row_gap * style.symbol_px + above
        bottom = number_line + below
        rows = (symbol_line, number_line)
        line_columns = _columns(cells, style, x, rows, (top + room, bottom))
        x = line_columns[-1].rect.right() if line_columns else x
        frames.extend(_frames(line_columns, style))
        columns.extend(line_columns)
        if cells and cells[-1].entry.is_current:
            x += style.padding
        width = max(width, x)
        gap = style.line_gap * style.symbol_px if index + 1 < len(lines) else 0.0
        note = style.note_height if any(cell.entry.is_current for cell in cells) else 0.0
        top = bottom + room + max(gap, note)
    return Grid(tuple(columns), tuple(frames), width, top, len(lines))


def reaches(cells: Sequence[Cell], style: GridStyle) -> tuple[float, float, float, float]:
    """Return how far symbols reach above and below their baseline, and then numbers or the boxes in their place."""
    ascent, descent = _reach([cell.symbol for cell in cells], style.symbol_px, 0.72, 0.22)
    above, below = _reach([cell.number for cell in cells], style.number_px, 0.70, 0.20)
    if any(cell.entry.quantity is not None for cell in cells):
        # Room for a box in any number's place, whether one stands there now or not.
        row_middle = 0.26 * style.number_px  # a box stands around the middle of the digits
        above = max(above, style.box_height / 2.0 + row_middle)
        below = max(below, style.box_height / 2.0 - row_middle)
    return ascent, descent, above, below


def _reach(formulas: Sequence[Formula | None], px: float, ascent: float, descent: float) -> tuple[float, float]:
    """Return how far a row reaches above and below its baseline; at least as far as letters do, so that rows agree."""
    found = [formula for formula in formulas if formula is not None]
    return (
        px * max([ascent, *(formula.ascent for formula in found)]),
        px * max([descent, *(formula.descent for formula in found)]),
    )


def _columns(
    cells: Sequence[Cell], style: GridStyle, x: float, rows: tuple[float, float], span: tuple[float, float]
) -> list[Column]:
    """Place the cells of a line from `x` on; `rows` are the two baselines, `span` is from top to bottom."""
    between = spaces(cells, style)
    rights = accumulate(space + cell.width for space, cell in zip(between, cells, strict=True))
    lefts = [x + right - cell.width for right, cell in zip(rights, cells, strict=True)]
    symbols = [cell.symbol.advance * style.symbol_px if cell.symbol is not None else 0.0 for cell in cells]
    numbers = [_number_width(cell, style) for cell in cells]
    columns: list[Column] = []
    for run in bonds([cell.entry for cell in cells], _shapes(cells)):
        room = (lefts[run.start], lefts[run.stop - 1] + cells[run.stop - 1].width)
        inner = [between[place] if place > run.start else 0.0 for place in run]
        starts = (_centred(room, [row[place] for place in run], inner) for row in (symbols, numbers))
        for place, symbol_x, number_x in zip(run, *starts, strict=True):
            at = (QPointF(symbol_x, rows[0]), QPointF(number_x, rows[1]))
            columns.append(_column(cells[place], style, lefts[place], at, span))
    return columns


def _number_width(cell: Cell, style: GridStyle) -> float:
    """Return the width of what stands in the lower row; a box is as wide as its column."""
    if cell.number is None or not cell.entry.shows_number:
        return cell.width if cell.entry.number else 0.0
    return cell.number.advance * style.number_px


def _centred(room: tuple[float, float], widths: Sequence[float], between: Sequence[float]) -> list[float]:
    """Return the left ends of what stands close together in the middle of a room; what is empty takes no distance."""
    parts = [width + space if width else 0.0 for width, space in zip(widths, between, strict=True)]
    begin = (room[0] + room[1] - sum(parts)) / 2.0
    return [begin + end - width for end, width in zip(accumulate(parts), widths, strict=True)]


def _column(cell: Cell, style: GridStyle, x: float, at: tuple[QPointF, QPointF], span: tuple[float, float]) -> Column:
    """Return a cell that begins at `x`, with its symbol and its number where they stand."""
    symbol_at, number_at = at
    box_width = max(cell.width, style.box_width)
    box_middle = number_at.y() - 0.26 * style.number_px
    left = x + (cell.width - box_width) / 2.0
    return Column(
        cell.entry,
        cell.symbol,
        cell.number if cell.entry.shows_number else None,
        symbol_at,
        number_at,
        QRectF(left, box_middle - style.box_height / 2.0, box_width, style.box_height),
        QRectF(x, span[0], cell.width, span[1] - span[0]),
    )


def _frames(columns: Sequence[Column], style: GridStyle) -> list[QRectF]:
    """Return one frame around each run of current columns of a line."""
    frames: list[QRectF] = []
    was_current = False
    for column in columns:
        if column.entry.is_current:
            frames.append(frames.pop().united(column.rect) if was_current else QRectF(column.rect))
        was_current = column.entry.is_current
    across, above = style.padding, style.padding_above
    return [frame.adjusted(-across, -above, across, above) for frame in frames]
