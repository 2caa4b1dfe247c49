"""Where the tables and their cells lie: aligned in columns, as large as their numbers or as small as they must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.matrices.tables import COLUMNS

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.matrices.tables import Table

MOST_WITH_NUMBERS: Final = 24
"""Rows or columns up to which every cell has room for its number."""
_CELL_HEIGHT, _CELL_GAP = 27.0, 4.0
_HEADING, _BELOW = 26.0, 12.0
_LEFT, _LABEL, _RIGHT, _TOP = 12.0, 44.0, 6.0, 6.0
_BRACKET: Final = 6.0
_LEAST_GAP, _MOST_GAP = 7.0, 26.0
_SMALL, _LONGEST = 9.0, 420.0


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
    """

    table: Table
    cells: QRectF
    pitch: QSizeF
    gap: QSizeF
    has_numbers: bool

    @property
    def box(self) -> QRectF:
        """The cells with their brackets."""
        return self.cells.adjusted(-_BRACKET, -3.0, _BRACKET, 3.0)

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a cell lies."""
        return QRectF(
            self.cells.left() + column * self.pitch.width(),
            self.cells.top() + row * self.pitch.height(),
            self.pitch.width() - self.gap.width(),
            self.pitch.height() - self.gap.height(),
        )

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
        What stands to the left of each layer.
    size : QSizeF
        Of the whole sheet.
    """

    placed: tuple[Placed, ...]
    labels: tuple[tuple[str, QRectF], ...]
    size: QSizeF


def lay_out(tables: tuple[Table, ...], style: PlotStyle, decimals: int, width: float) -> Sheet:
    """Return the tables laid out, layers one under the other.

    Parameters
    ----------
    tables : tuple of Table
        Layer by layer.
    style : PlotStyle
        Fonts and scale.
    decimals : int
        Digits behind the point.
    width : float
        Pixels that there are; gaps grow with them, and what is wider is scrolled.
    """
    widest = max((len(f"{abs(_largest(table)):.0f}") for table in tables), default=1)
    number = style.label_metrics.horizontalAdvance(f"+{'0' * min(widest, 6)}.{'0' * decimals}") + style.px(8)
    sizes = {id(table): _pitches(table, style, number) for table in tables}
    used = [name for name in COLUMNS if any(table.name == name for table in tables)]
    spans = {
        name: max(sizes[id(each)][0].width() * each.shape[1] for each in tables if each.name == name) for name in used
    }
    left, right = style.px(_LEFT) + style.px(_LABEL), style.px(_RIGHT)
    bracket = 2 * _BRACKET
    room = width - left - right - sum(spans.values()) - bracket * len(used)
    gap = min(max(room / max(len(used) - 1, 1), style.px(_LEAST_GAP)), style.px(_MOST_GAP))
    starts, x = {}, left
    for name in used:
        starts[name] = x + _BRACKET
        x += spans[name] + bracket + gap
    placed, labels, y = [], [], style.px(_TOP)
    for layer in range(max((table.layer for table in tables), default=-1) + 1):
        row = [table for table in tables if table.layer == layer]
        top = y + style.px(_HEADING)
        height = max(sizes[id(table)][0].height() * table.shape[0] for table in row)
        for table in row:
            pitch, spacing, has_numbers = sizes[id(table)]
            size = QSizeF(
                pitch.width() * table.shape[1] - spacing.width(), pitch.height() * table.shape[0] - spacing.height()
            )
            at = QPointF(round(starts[table.name]), round(top))
            placed.append(Placed(table, QRectF(at, size), pitch, spacing, has_numbers))
        line = min(height, style.px(_CELL_HEIGHT))
        labels.append((f"Layer {layer + 1}", QRectF(style.px(_LEFT), top, style.px(_LABEL), line)))
        y = top + height + style.px(_BELOW)
    return Sheet(tuple(placed), tuple(labels), QSizeF(x - gap + right, y))


def _pitches(table: Table, style: PlotStyle, number: float) -> tuple[QSizeF, QSizeF, bool]:
    """Return cell with gap, gap, and whether numbers fit."""
    rows, columns = table.shape
    has_numbers = max(rows, columns) <= MOST_WITH_NUMBERS
    full_height = style.px(_CELL_HEIGHT) + style.px(_CELL_GAP)
    if has_numbers:
        return QSizeF(number + style.px(_CELL_GAP), full_height), QSizeF(style.px(_CELL_GAP), style.px(_CELL_GAP)), True
    height, width = _small(rows, style), _small(columns, style)
    if columns == 1:
        # A vector may have several cells a pixel: it would otherwise push the layers apart.
        width, height = style.px(14), min(style.px(_SMALL), style.px(_LONGEST) / rows)
    if rows == 1:
        height = style.px(14)
    elif rows <= MOST_WITH_NUMBERS:
        height = style.px(_SMALL)
    if columns <= MOST_WITH_NUMBERS and columns > 1:
        width = style.px(_SMALL)
    return QSizeF(width, height), QSizeF(0.0, 0.0), False


def _small(count: int, style: PlotStyle) -> float:
    """Return the side of cells of which so many stand side by side, a whole number of pixels."""
    return float(max(1, int(min(style.px(_SMALL), style.px(_LONGEST) / count))))


def _largest(table: Table) -> float:
    return float(abs(table.values).max()) if table.values.size else 0.0
