"""Where the tables and their cells lie on a sheet, and the distances that they keep at a density."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from mlp_gui.views.matrices.tables import Table

MOST_COLUMNS: Final = 24
"""Columns up to which every cell has room for its number."""
MOST_ROWS: Final = 64
"""Rows up to which the rows of a layer are as high as numbers, in maps too, so that a unit's row is one line."""
REACH: Final = 2.0
"""Pixels outside its cell that a frame with its smoothed edge takes at most."""


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
SHORTEST: Final = replace(SHORT, bracket=2.0, power_decimals=0)
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


def _height(placed: Placed) -> float:
    return placed.cells.height()


def has_numbers(table: Table) -> bool:
    """Return whether a table's cells have room for their numbers."""
    rows, columns = table.shape
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS
