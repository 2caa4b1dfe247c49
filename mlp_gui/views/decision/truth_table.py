"""The truth table beside the plane: each corner with what the hidden units say there, the answer, and what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mlp_gui.look.numbers import fixed
from mlp_gui.views.decision.naming import symbol, unit_symbol

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.output_scale import OutputScale

Unit = tuple[int, int]

MOST_HIDDEN: Final = 6
"""Columns of hidden units; of more units the table tells inputs and answer alone."""
_ROW: Final = 20
_HEAD: Final = 22
_AIR: Final = 6
_LEAST: Final = 14
_MARK: Final = 16
"""Pixels at 100 %: height of a row and of the head, what a column is wider than its numbers, the least of these, and
the last column."""
_BAR: Final = 3.0
_MAP_SHARE: Final = 0.45
"""So much of the map keeps letters on it at a contrast of 4.5."""
_WHOLE: Final = frozenset({"step", "step_inclusive", "sign"})
_WITHIN_ONE: Final = frozenset({"sigmoid", "softmax", "tanh", "sine"})
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        A symbol.
    texts : tuple of str
        Row by row.
    widest : str
        As wide as a text of it can be expected to get.
    places : tuple of float
        Where each number lies on the map, from -1 to 1; none for a column without colours.
    unit : (int, int) or None
        The unit whose answers these are, as (layer, unit).
    is_strong : bool
        Whether its numbers are what the table is about.
    """

    name: str
    texts: tuple[str, ...]
    widest: str
    places: tuple[float, ...] = ()
    unit: Unit | None = None
    is_strong: bool = False


class TruthTablePicture:
    """A truth table of one moment, ready to be painted.

    Parameters
    ----------
    table : TruthTable
        The moment's.
    network : Network
        Its activations say how numbers are written.
    names : tuple of str
        Of the raw inputs.
    scale : OutputScale
        Of the region: the answers are coloured as it is.
    """

    def __init__(self, table: mlp.TruthTable, network: mlp.Network, names: tuple[str, ...], scale: OutputScale) -> None:
        self.table = table
        self.inputs = tuple(
            Column(symbol(name), tuple(f"{value:.0f}" for value in values), "0")
            for name, values in zip(names, table.corners.points.T.tolist(), strict=True)
        )
        has_depth = len(table.hidden) > 1
        self.hidden: tuple[Column, ...] = ()
        if sum(part.shape[1] for part in table.hidden) <= MOST_HIDDEN:
            self.hidden = tuple(
                _numbers(unit_symbol(network, layer, unit, names_layer=has_depth), values, network, (layer, unit))
                for layer, part in enumerate(table.hidden)
                for unit, values in enumerate(part.T)
            )
        last = network.layer_count - 1
        output = _numbers(unit_symbol(network, last, 0), table.outputs, network, (last, 0))
        places = tuple(scale.place(value) for value in table.outputs.tolist())
        targets = tuple(f"{value:.0f}".replace("-", "−") for value in table.targets.tolist())
        target = Column("𝑡", targets, max(targets, key=len))
        self.answers = (Column(output.name, output.texts, output.widest, places, output.unit, is_strong=True), target)

    @property
    def shape(self) -> tuple[object, ...]:
        """What its size comes from: tables of the same shape have the same place."""
        return len(self.table.targets), *(column.widest for column in (*self.inputs, *self.hidden, *self.answers))

    def columns(self, with_hidden: bool) -> tuple[Column, ...]:
        """Return what is shown, with or without the hidden units."""
        return (*self.inputs, *(self.hidden if with_hidden else ()), *self.answers)

    def width(self, style: PlotStyle, with_hidden: bool) -> float:
        """Return the width that it takes, in pixels."""
        return float(sum(_width(column, style) for column in self.columns(with_hidden)) + style.px(_MARK) + _BAR)

    def height(self, style: PlotStyle) -> float:
        """Return the height that it takes, in pixels."""
        return style.px(_HEAD) + style.px(_ROW) * len(self.table.targets)

    def row_at(self, style: PlotStyle, rect: QRectF, position: QPointF) -> int:
        """Return the row below a pixel, or -1."""
        row = int((position.y() - rect.top() - style.px(_HEAD)) // style.px(_ROW))
        return row if rect.contains(position) and 0 <= row < len(self.table.targets) else -1

    def sample_of(self, row: int) -> int:
        """Return the first point of the data that lies in a row's corner."""
        return int(self.table.corners.samples[row])

    def row_of(self, point: np.ndarray) -> int:
        """Return the row whose corner a point of the data is."""
        return int(np.flatnonzero((self.table.corners.points == point).all(axis=1))[0])

    def paint(
        self,
        painter: QPainter,
        style: PlotStyle,
        rect: QRectF,
        with_hidden: bool,
        rows: frozenset[int],
        units: frozenset[Unit],
        unknown: frozenset[tuple[int, Unit]] = frozenset(),
    ) -> None:
        """Paint it.

        Parameters
        ----------
        painter : QPainter
            Painting, antialiased.
        style : PlotStyle
            Colours and fonts.
        rect : QRectF
            Where; as large as `width` and `height` say.
        with_hidden : bool
            Whether the hidden units have columns.
        rows : frozenset of int
            Those of the cursor's points.
        units : frozenset of (int, int)
            The cursor's units, as (layer, unit).
        unknown : frozenset of (int, (int, int))
            Rows and units whose answers are not known yet where a sample is stepped through: a dash stands for them.
        """
        theme, head, pitch = style.theme, style.px(_HEAD), style.px(_ROW)
        for row in rows:
            line = QRectF(rect.left(), rect.top() + head + row * pitch, rect.width(), pitch)
            painter.fillRect(line, theme.cursor_soft)
            painter.fillRect(QRectF(line.left(), line.top(), _BAR, pitch), theme.cursor)
        left = rect.left() + _BAR
        for column in self.columns(with_hidden):
            width = _width(column, style)
            if column.unit is not None and column.unit in units:
                painter.fillRect(QRectF(left, rect.top(), width, head), theme.cursor_soft)
            dashes = frozenset(row for row, unit in unknown if unit == column.unit)
            _paint_column(painter, style, column, QRectF(left, rect.top(), width, rect.height()), dashes)
            left += width
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawLine(QPointF(rect.left(), rect.top() + head - 0.5), QPointF(rect.right(), rect.top() + head - 0.5))
        output = self.answers[0].unit
        for row, is_right in enumerate(self.table.is_right.tolist()):
            if (row, output) in unknown:
                continue
            centre = QPointF(left + style.px(_MARK) / 2.0, rect.top() + head + (row + 0.5) * pitch)
            _paint_verdict(painter, style, centre, is_right)


def _numbers(name: str, values: np.ndarray, network: mlp.Network, unit: Unit) -> Column:
    activation = network.activation_names[unit[0]]
    is_whole = activation in _WHOLE
    texts = tuple(fixed(value, 0 if is_whole else 2) for value in values.tolist())
    if is_whole:
        widest = "−1" if activation == "sign" else "1"
    elif activation in _WITHIN_ONE:
        widest = "−0.00" if activation in ("tanh", "sine") else "0.00"
    else:
        widest = "−00.00"
    has_middle = activation in ("sigmoid", "step", "step_inclusive")
    places = np.clip(np.nan_to_num(2.0 * values - 1.0 if has_middle else values), -1.0, 1.0)
    return Column(name, texts, widest, tuple(places.tolist()), unit)


def _width(column: Column, style: PlotStyle) -> float:
    numbers = (style.value_metrics if column.is_strong else style.label_metrics).horizontalAdvance(column.widest)
    return round(max(numbers, style.symbol_metrics.horizontalAdvance(column.name), style.px(_LEAST)) + style.px(_AIR))


def _paint_column(painter: QPainter, style: PlotStyle, column: Column, rect: QRectF, dashes: frozenset[int]) -> None:
    theme, head, pitch = style.theme, style.px(_HEAD), style.px(_ROW)
    painter.setPen(theme.text2)
    painter.setFont(style.symbol_font)
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), head - 3.0), _CENTRE, column.name)
    painter.setFont(style.value_font if column.is_strong else style.label_font)
    for row, text in enumerate(column.texts):
        cell = QRectF(rect.left(), rect.top() + head + row * pitch, rect.width(), pitch)
        if row in dashes:
            painter.setPen(theme.text3)
            painter.drawText(cell, _CENTRE, "–")
            continue
        if column.places:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.weight_map.colour(_MAP_SHARE * column.places[row])))
            painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -1.5, -1.5), 3.0, 3.0)
        painter.setPen(theme.text)
        painter.drawText(cell, _CENTRE, text)


def _paint_verdict(painter: QPainter, style: PlotStyle, centre: QPointF, is_right: bool) -> None:
    """Paint a check mark where the answer is right, and a cross where it is wrong."""
    unit = style.px(4)
    pen = QPen(style.theme.good if is_right else style.theme.error, 1.7 * style.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_right:
        places = ((-1.0, 0.0), (-0.25, 0.8), (1.0, -0.8))
        painter.drawPolyline(QPolygonF([centre + QPointF(x, y) * unit for x, y in places]))
        return
    for sign in (1.0, -1.0):
        offset = QPointF(0.8, 0.8 * sign) * unit
        painter.drawLine(centre - offset, centre + offset)
