"""Which sheet fits: tables in columns or each layer by itself, roomy or dense, all of them or those that are needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.matrices.sheet import (
    DENSE,
    MOST_COLUMNS,
    MOST_ROWS,
    ROOMY,
    SHORT,
    SHORTEST,
    TIGHT,
    Placed,
    Sheet,
    has_numbers,
)
from mlp_gui.views.matrices.tables import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.matrices.sheet import Density
    from mlp_gui.views.matrices.tables import Table

    Measure = Callable[[Table, Density], float]
    """Width that the cells' numbers and that the heading need, in logical pixels: of a table at a density."""

_SMALL, _VECTOR, _LONGEST = 9.0, 14.0, 420.0
_MOST_LOOSENED = 14.0

_LAST_WAYS: Final = (
    (DENSE, False), (TIGHT, True), (TIGHT, False), (SHORT, True), (SHORT, False), (SHORTEST, True), (SHORTEST, False),
)  # fmt: skip


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
    wholes = _Wholes(style, measure)
    for tables, density, in_columns in ways:
        whole = wholes.of(tables, density)
        spare = room.height() - whole.height
        if spare < 0.0:
            continue
        columns = whole.columns(room.width(), style, in_columns=in_columns)
        if columns.right < room.width() + 0.5:
            return whole.loosened(spare, style).sheet(columns, style)
    for tables, density, in_columns in ways[1:]:
        whole = wholes.of(tables, density)
        columns = whole.columns(room.width() - bar, style, in_columns=in_columns)
        if columns.right < room.width() - bar + 0.5:
            break
    return whole.sheet(columns, style)


class _Cells(NamedTuple):
    """The cells of one table: pitches and gap in pixels, and whether they have room for their numbers."""

    width: float
    height: float
    gap: float
    has_numbers: bool


class _Columns(NamedTuple):
    """Where the cells of each kind of table begin, layer by layer, and where all of them end; pixels."""

    starts: list[dict[str, float]]
    right: float


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """All tables of a sheet at a density, measured but not yet placed: most ways are given up before that.

    Attributes
    ----------
    layers : tuple of tuple of Table
        The tables of each layer.
    cells : dict of int to _Cells
        Of each table, by its identity.
    widths : dict of int to float
        Of all cells of a table with their gaps, the same; pixels.
    density : Density
        Distances.
    height : float
        Of the sheet, pixels.
    """

    layers: tuple[tuple[Table, ...], ...]
    cells: dict[int, _Cells]
    widths: dict[int, float]
    density: Density
    height: float

    def columns(self, width: float, style: PlotStyle, *, in_columns: bool) -> _Columns:
        """Return where tables begin in a width: those of all layers in columns, or those of each by itself."""
        if in_columns:
            every = [table for layer in self.layers for table in layer]
            starts, right = _starts(every, self.widths, style, self.density, width)
            return _Columns([starts] * len(self.layers), right)
        found = [_starts(layer, self.widths, style, self.density, width) for layer in self.layers]
        return _Columns([starts for starts, _ in found], max((right for _, right in found), default=0.0))

    def loosened(self, spare: float, style: PlotStyle) -> _Whole:
        """Return the same with some of the spare height, in pixels, above and between the layers."""
        share = min(0.9 * spare / style.scale / (len(self.layers) + 1), _MOST_LOOSENED)
        density = replace(self.density, top=self.density.top + 0.6 * share, below=self.density.below + share)
        return replace(self, density=density)

    def sheet(self, columns: _Columns, style: PlotStyle) -> Sheet:
        """Return the tables where they stand."""
        px, density = style.px, self.density
        placed, labels, y = [], [], px(density.top)
        for layer, starts in zip(self.layers, columns.starts, strict=True):
            top = y + px(density.heading)
            height = max(self.cells[id(table)].height * table.shape[0] for table in layer)
            for table in layer:
                cells, (rows, count) = self.cells[id(table)], table.shape
                gap = QSizeF(cells.gap, cells.gap)
                size = QSizeF(cells.width * count - cells.gap, cells.height * rows - cells.gap)
                at = QPointF(round(starts[table.name]), round(top))
                pitch = QSizeF(cells.width, cells.height)
                placed.append(Placed(table, QRectF(at, size), pitch, gap, cells.has_numbers, density))
            if density.label:
                line = min(height, px(density.cell_height))
                labels.append((f"Layer {layer[0].layer + 1}", QRectF(px(density.left), top, px(density.label), line)))
            y = top + height + px(density.below)
        return Sheet(tuple(placed), tuple(labels), QSizeF(columns.right, y), density)


class _Wholes:
    """The measured tables of all ways; what two of them share is measured once."""

    def __init__(self, style: PlotStyle, measure: Measure) -> None:
        self._style, self._measure = style, measure
        self._found: dict[tuple[int, int], _Whole] = {}
        self._cells: dict[tuple[int, int], _Cells] = {}

    def of(self, tables: tuple[Table, ...], density: Density) -> _Whole:
        """Return some tables at a density."""
        key = (id(tables), id(density))
        if key not in self._found:
            self._found[key] = self._made(tables, density)
        return self._found[key]

    def _made(self, tables: tuple[Table, ...], density: Density) -> _Whole:
        cells = {id(table): self._cells_of(table, density) for table in tables}
        numbers = _widest(tables, {key: each.width for key, each in cells.items()})
        for table in tables:
            each = cells[id(table)]
            if each.has_numbers:
                # Cells of one column of tables are of one width, so that they stand in line.
                cells[id(table)] = each._replace(width=numbers[table.name])
        widths = {id(table): cells[id(table)].width * table.shape[1] for table in tables}
        layers = tuple(tuple(layer) for _, layer in groupby(tables, key=attrgetter("layer")))
        px = self._style.px
        between = px(density.heading) + px(density.below)
        heights = [max(cells[id(table)].height * table.shape[0] for table in layer) for layer in layers]
        return _Whole(layers, cells, widths, density, px(density.top) + sum(heights) + between * len(layers))

    def _cells_of(self, table: Table, density: Density) -> _Cells:
        key = (id(table), id(density))
        if key not in self._cells:
            self._cells[key] = _measured(table, self._style, self._measure(table, density), density)
        return self._cells[key]


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


def _measured(table: Table, style: PlotStyle, number: float, density: Density) -> _Cells:
    """Return the cells of a table whose numbers and heading need a width, pixels.

    The height depends on the count of rows alone: what belongs to one unit stands in one line in all tables of a layer.
    """
    rows, columns = table.shape
    gap = style.px(density.cell_gap)
    height = style.px(density.cell_height) + gap if rows <= MOST_ROWS else _small(rows, style)
    if has_numbers(table):
        return _Cells(round(number) + gap, height, gap, has_numbers=True)
    width = style.px(_SMALL) if columns <= MOST_COLUMNS else _small(columns, style)
    return _Cells(style.px(_VECTOR) if columns == 1 else width, height, 0.0, has_numbers=False)


def _small(count: int, style: PlotStyle) -> float:
    """Return the side of cells of which so many stand side by side, a whole number of pixels."""
    return float(max(1, int(min(style.px(_SMALL), style.px(_LONGEST) / count))))
