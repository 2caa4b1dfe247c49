"""Where the tables and their cells lie: aligned in columns, roomy or dense, or as small as they must be."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.matrices.tables import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect

    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.matrices.tables import Table

    Measure = Callable[[Table, "Density"], float]
    """Width that the cells' numbers and that the heading need, in logical pixels: of a table at a density."""

MOST_COLUMNS: Final = 24
"""Columns up to which every cell has room for its number."""
MOST_ROWS: Final = 64
"""Rows up to which the rows of a layer are as high as numbers, in maps too, so that a unit's row is one line."""
REACH: Final = 2.0
"""Pixels outside its cell that a frame with its smoothed edge takes at most."""
_SMALL, _VECTOR, _LONGEST = 9.0, 14.0, 420.0
_MOST_LOOSENED = 14.0


@dataclass(frozen=True, slots=True)
class Density:
    """Distances of a sheet at 100 %, in pixels.

    Attributes
    ----------
    is_dense : bool
        Whether letters are small too.
    cell_height, cell_gap : float
        Of a cell with a number, and between two.
    heading, below : float
        Above and below a layer's tables.
    left, label, right, top : float
        Margins; the label names the layer, 0 where only the headings do.
    bracket : float
        Between cells and their bracket.
    least_gap, most_gap : float
        Between two tables.
    before_new : float
        Room for the arrow from old to new.
    beside : float
        On either side of a number in its cell.
    power_decimals : int or None
        Decimals before a power of ten; None for those of the equations.
    """

    is_dense: bool
    cell_height: float
    cell_gap: float
    heading: float
    below: float
    left: float
    label: float
    right: float
    top: float
    bracket: float
    least_gap: float
    most_gap: float
    before_new: float
    beside: float
    power_decimals: int | None = None


ROOMY: Final = Density(False, 27.0, 4.0, 26.0, 12.0, 12.0, 44.0, 6.0, 6.0, 6.0, 6.0, 26.0, 26.0, 5.0)
DENSE: Final = Density(True, 20.0, 2.0, 20.0, 5.0, 10.0, 0.0, 6.0, 2.0, 4.0, 5.0, 22.0, 20.0, 3.5)
TIGHT: Final = Density(True, 20.0, 1.0, 20.0, 5.0, 6.0, 0.0, 2.0, 2.0, 3.0, 3.0, 22.0, 15.0, 3.5)
SHORT: Final = replace(TIGHT, bracket=2.5, beside=2.5, power_decimals=1)
SHORTEST: Final = replace(SHORT, power_decimals=0)
"""With powers of ten of two digits, and of one."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A table and where it lies.

    Attributes
    ----------
    table : Table
        What it holds.
    cells : QRectF
        All its cells, in pixels of the whole sheet.
    pitch : QSizeF
        From one cell to the next.
    gap : QSizeF
        Between two cells.
    has_numbers : bool
        Whether its cells have room for their numbers.
    density : Density
        Of the sheet.
    """

    table: Table
    cells: QRectF
    pitch: QSizeF
    gap: QSizeF
    has_numbers: bool
    density: Density
    _reaches: dict[tuple[int, int], tuple[QRectF, QRect]] = field(default_factory=dict, init=False, repr=False)

    @property
    def box(self) -> QRectF:
        """The cells with their brackets."""
        reach = self.density.bracket
        return self.cells.adjusted(-reach, -reach / 2.0, reach, reach / 2.0)

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a cell lies."""
        return self.block(range(row, row + 1), range(column, column + 1))

    def block(self, rows: range, columns: range) -> QRectF:
        """Return where some rows and columns lie."""
        return QRectF(
            self.cells.left() + columns.start * self.pitch.width(),
            self.cells.top() + rows.start * self.pitch.height(),
            len(columns) * self.pitch.width() - self.gap.width(),
            len(rows) * self.pitch.height() - self.gap.height(),
        )

    def reach_of(self, row: int, column: int) -> tuple[QRectF, QRect]:
        """Return where a cell with a number lies, and the pixels that it is painted on with the frame around it."""
        found = self._reaches.get((row, column))
        if found is None:
            cell = self.cell(row, column)
            found = cell, cell.adjusted(-REACH, -REACH, REACH, REACH).toAlignedRect()
            self._reaches[row, column] = found
        return found

    def at(self, position: QPointF) -> tuple[int, int] | None:
        """Return the row and column at a place, or None beside the table."""
        if not self.cells.contains(position):
            return None
        row = int((position.y() - self.cells.top()) / self.pitch.height())
        column = int((position.x() - self.cells.left()) / self.pitch.width())
        rows, columns = self.table.shape
        return min(row, rows - 1), min(column, columns - 1)

    def within(self, area: QRectF) -> tuple[range, range]:
        """Return the rows and columns that touch an area."""
        common = self.cells.intersected(area)
        if common.isEmpty():
            return range(0), range(0)
        rows, columns = self.table.shape
        top, left = common.top() - self.cells.top(), common.left() - self.cells.left()
        return (
            range(int(top / self.pitch.height()), min(int((top + common.height()) / self.pitch.height()) + 1, rows)),
            range(int(left / self.pitch.width()), min(int((left + common.width()) / self.pitch.width()) + 1, columns)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All tables laid out.

    Attributes
    ----------
    placed : tuple of Placed
        The tables.
    labels : tuple of (str, QRectF)
        What stands to the left of each layer; none on a dense sheet.
    size : QSizeF
        Of the whole sheet.
    density : Density
        Its distances.
    """

    placed: tuple[Placed, ...]
    labels: tuple[tuple[str, QRectF], ...]
    size: QSizeF
    density: Density

    def is_narrow(self, room: QSizeF) -> bool:
        """Return whether it is no wider than the room, but for rounding."""
        return self.size.width() < room.width() + 0.5

    def whole_row_tops(self, top: float, heading: float) -> tuple[float, float]:
        """Return from where the sheet is seen without a row cut by the headings: just above a place and just below.

        Parameters
        ----------
        top : float
            The place, in pixels of the whole sheet.
        heading : float
            Height of the headings, which stay in sight over the cells.
        """
        line = top + heading
        cut = (each for each in self.placed if each.has_numbers and each.cells.top() < line < each.cells.bottom())
        longest = max(cut, key=_height, default=None)
        if longest is None:
            return top, top
        pitch = longest.pitch.height()
        first = longest.cells.top() - heading - REACH
        rows = math.floor((top - first) / pitch)
        return first + rows * pitch, first + (rows + 1) * pitch


_LAST_WAYS: Final = (
    (DENSE, False), (TIGHT, True), (TIGHT, False), (SHORT, True), (SHORT, False), (SHORTEST, True), (SHORTEST, False),
)  # fmt: skip


def _height(placed: Placed) -> float:
    return placed.cells.height()


def lay_out(
    choices: Sequence[tuple[Table, ...]], style: PlotStyle, measure: Measure, room: QSizeF, bar: float
) -> Sheet:
    """Return the first sheet that fits: roomy before dense, in columns or not, all tables before those needed.

    Parameters
    ----------
    choices : sequence of tuple of Table
        What may be shown, layer by layer; the last is the least.
    style : PlotStyle
        Fonts and scale.
    measure : Callable
        Widths of numbers and headings.
    room : QSizeF
        Pixels that there are. Where nothing fits, the least sheet that is narrow enough is scrolled.
    bar : float
        What the bar that scrolls it takes of the width.
    """
    ways = [(choices[0], ROOMY, True), *((tables, DENSE, True) for tables in choices)]
    # Where one layer's matrix is much wider than another's, tables that stand in columns would need more than the room.
    ways += [(tables, density, in_columns) for density, in_columns in _LAST_WAYS for tables in choices]
    for tables, density, in_columns in ways:
        sheet = _laid_out(tables, style, measure, room.width(), density, in_columns=in_columns)
        spare = room.height() - sheet.size.height()
        if sheet.is_narrow(room) and spare >= 0.0:
            looser = _loosened(density, spare / style.scale, sheet)
            return _laid_out(tables, style, measure, room.width(), looser, in_columns=in_columns)
    beside_bar = QSizeF(room.width() - bar, room.height())
    for tables, density, in_columns in ways[1:]:
        sheet = _laid_out(tables, style, measure, beside_bar.width(), density, in_columns=in_columns)
        if sheet.is_narrow(beside_bar):
            break
    return sheet


def _loosened(density: Density, spare: float, sheet: Sheet) -> Density:
    """Return a density with some of the spare height, in pixels at 100 %, above and between the layers."""
    n_layers = len({placed.table.layer for placed in sheet.placed})
    share = min(0.9 * spare / (n_layers + 1), _MOST_LOOSENED)
    return replace(density, top=density.top + 0.6 * share, below=density.below + share)


def _laid_out(
    tables: tuple[Table, ...], style: PlotStyle, measure: Measure, width: float, density: Density, *, in_columns: bool
) -> Sheet:
    px = style.px
    sizes = {id(table): _pitches(table, style, measure(table, density), density) for table in tables}
    numbers = _widest(tables, {key: pitch.width() for key, (pitch, _gap, _is_written) in sizes.items()})
    for table in tables:
        pitch, spacing, is_written = sizes[id(table)]
        if is_written:
            # Cells of one column of tables are of one width, so that they stand in line.
            sizes[id(table)] = QSizeF(numbers[table.name], pitch.height()), spacing, is_written
    widths = {id(table): sizes[id(table)][0].width() * table.shape[1] for table in tables}
    placed, labels, y, right = [], [], px(density.top), 0.0
    starts, end = _starts(tables, widths, style, density, width) if in_columns else ({}, 0.0)
    for layer in range(max((table.layer for table in tables), default=-1) + 1):
        row = [table for table in tables if table.layer == layer]
        if not in_columns:
            starts, end = _starts(row, widths, style, density, width)
        right = max(right, end)
        top = y + px(density.heading)
        height = max((sizes[id(table)][0].height() * table.shape[0] for table in row), default=0.0)
        for table in row:
            pitch, spacing, is_written = sizes[id(table)]
            size = QSizeF(
                pitch.width() * table.shape[1] - spacing.width(), pitch.height() * table.shape[0] - spacing.height()
            )
            at = QPointF(round(starts[table.name]), round(top))
            placed.append(Placed(table, QRectF(at, size), pitch, spacing, is_written, density))
        if density.label:
            line = min(height, px(density.cell_height))
            labels.append((f"Layer {layer + 1}", QRectF(px(density.left), top, px(density.label), line)))
        y = top + height + px(density.below)
    return Sheet(tuple(placed), tuple(labels), QSizeF(right, y), density)


def _widest(tables: Sequence[Table], widths: dict[int, float]) -> dict[str, float]:
    """Return the greatest of the tables' widths for each kind of table that there is."""
    widest: dict[str, float] = {}
    for table in tables:
        widest[table.name] = max(widest.get(table.name, 0.0), widths[id(table)])
    return widest


def _starts(
    tables: Sequence[Table], widths: dict[int, float], style: PlotStyle, density: Density, width: float
) -> tuple[dict[str, float], float]:
    """Return where the cells of each kind of table begin, so that none lies over another, and where all of them end."""
    px = style.px
    spans = _widest(tables, widths)
    used = [name for name in COLUMNS if name in spans]
    left, right, bracket = px(density.left) + px(density.label), px(density.right), 2 * density.bracket
    arrow = px(density.before_new) if "new_weights" in used else 0.0
    room = width - left - right - arrow - sum(spans.values()) - bracket * len(used)
    gap = min(max(room / max(len(used) - 1, 1), px(density.least_gap)), px(density.most_gap))
    starts: dict[str, float] = {}
    x = left
    for name in used:
        x += arrow if name == "new_weights" else 0.0
        starts[name] = x + density.bracket
        x += spans[name] + bracket + gap
    return starts, x - gap + right


def has_numbers(table: Table) -> bool:
    """Return whether a table's cells have room for their numbers."""
    rows, columns = table.shape
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS


def _pitches(table: Table, style: PlotStyle, number: float, density: Density) -> tuple[QSizeF, QSizeF, bool]:
    """Return cell with gap, gap, and whether numbers fit.

    The height depends on the count of rows alone: what belongs to one unit stands in one line in all tables of a layer.
    """
    rows, columns = table.shape
    gap = style.px(density.cell_gap)
    height = style.px(density.cell_height) + gap if rows <= MOST_ROWS else _small(rows, style)
    if has_numbers(table):
        return QSizeF(round(number) + gap, height), QSizeF(gap, gap), True
    width = style.px(_SMALL) if columns <= MOST_COLUMNS else _small(columns, style)
    return QSizeF(style.px(_VECTOR) if columns == 1 else width, height), QSizeF(0.0, 0.0), False


def _small(count: int, style: PlotStyle) -> float:
    """Return the side of cells of which so many stand side by side, a whole number of pixels."""
    return float(max(1, int(min(style.px(_SMALL), style.px(_LONGEST) / count))))
