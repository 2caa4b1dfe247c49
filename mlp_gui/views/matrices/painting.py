"""How tables are painted: brackets, headings, cells with their numbers, and maps of those too many for numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPen, QPolygonF

from mlp_gui.look.numbers import fixed, fixed_or_power
from mlp_gui.views.matrices.barred import paint_symbol
from mlp_gui.views.matrices.knowledge import CellState
from mlp_gui.views.matrices.sheet import REACH, has_numbers
from mlp_gui.views.matrices.symbols import heading
from mlp_gui.views.matrices.tables import ERRORS
from mlp_gui.views.paper import Standing, paint_unknown
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QRegion

    import mlp_core as mlp
    from mlp_gui.look.theme import ColourMap
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.matrices.knowledge import Knowledge, States
    from mlp_gui.views.matrices.sheet import Density, Placed
    from mlp_gui.views.matrices.tables import Table

#: What stands in a cell without its number.
TEXTS: Final = {CellState.NEXT: "next", CellState.LATER: "–", CellState.ASKED: "?"}
_STANDINGS: Final = {
    CellState.NEXT: Standing.NEXT,
    CellState.LATER: Standing.LATER,
    CellState.ASKED: Standing.ASKED,
}
_ARROW: Final = "→"
_AT_THE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# So much of the map keeps letters on it at a contrast of 4.5.
_MAP_SHARE: Final = 0.45
_PLAIN: Final = frozenset({"inputs", "pre_activations"})
_RADIUS: Final = 4.0
_LEAST_WIDTH: Final = 32
# The least square that a mark on a map shows as.
_LEAST_MARK: Final = 5.0


class TablePainter:
    """Paints the tables of one trace; scales hold still while it is stepped through.

    Parameters
    ----------
    trace : mlp_core.Trace
        Whose numbers they are.
    style : PlotStyle
        Colours and fonts.
    decimals : int
        Digits behind the point.
    notation : str
        Of the headings.
    """

    def __init__(self, trace: mlp.Trace, style: PlotStyle, decimals: int, notation: str) -> None:
        self._trace, self._style = trace, style
        self._decimals, self._notation = decimals, notation
        weights = [np.abs(array).max() for array in (*trace.network.weights, *trace.network.biases) if array.size]
        deltas = max(float(np.abs(array).max()) for array in trace.deltas)
        self._scales = {
            "inputs": float(np.abs(trace.inputs).max()),
            "weights": float(max(weights)),
            "pre_activations": max(float(np.abs(array).max()) for array in trace.pre_activations),
            "deltas": deltas,
            "gradients": max(float(np.abs(trace.gradient).max()), deltas),
        }
        self._maps: dict[Table, tuple[tuple[range, range, bytes], QImage]] = {}
        # What a trace's numbers are written as, how wide they are and what ground they stand on holds while it is told.
        self._texts: dict[tuple[Table, int, int, int | None], str] = {}
        self._grounds: dict[tuple[Table, int, int], QColor | None] = {}
        self._widths: dict[tuple[Table, bool, float, int | None], float] = {}
        self._headings: dict[Table, tuple[float, float, float]] = {}

    def text(self, table: Table, row: int, column: int, density: Density) -> str:
        """Return the number of a cell as it is written at a density."""
        key = (table, row, column, density.power_decimals)
        found = self._texts.get(key)
        if found is None:
            value = float(table.values[row, column])
            found = self._texts[key] = self._written(table, value, density.power_decimals)
        return found

    def _written(self, table: Table, value: float, power_decimals: int | None) -> str:
        if table.name == "inputs":
            return fixed(value, 0 if value == round(value) else self._decimals)
        # What would round to 0 without being 0 is written as in the equations.
        has_sign = table.name != "activations"
        return fixed_or_power(value, self._decimals, with_sign=has_sign, power_decimals=power_decimals)

    def needed_width(self, table: Table, density: Density) -> float:
        """Return the width of a cell that every number of a table and its share of the heading fit into."""
        key = (table, density.is_dense, density.beside, density.power_decimals)
        found = self._widths.get(key)
        if found is None:
            found = self._widths[key] = self._measured(table, density)
        return found

    def _measured(self, table: Table, density: Density) -> float:
        style = self._style
        heading_width = sum(self._heading_widths(table))
        if not has_numbers(table) or not table.values.size:
            return heading_width
        flat, size = table.values.ravel(), np.abs(table.values.ravel())
        places = {int(flat.argmin()), int(flat.argmax()), int(np.where(size > 0.0, size, np.inf).argmin())}
        metrics = style.tick_metrics if density.is_dense else style.label_metrics
        texts = (self.text(table, *divmod(place, table.shape[1]), density) for place in places)
        number = max(metrics.horizontalAdvance(text) for text in texts) + style.px(2.0 * density.beside)
        return max(number, heading_width / table.shape[1], style.px(_LEAST_WIDTH))

    def colour(self, table: Table, value: float) -> QColor | None:
        """Return the ground of a cell with a number, or None for plain ones."""
        if table.name in _PLAIN:
            return None
        return self._map(table).colour(_MAP_SHARE * float(self._shares(table, np.asarray(value))))

    def _ground(self, table: Table, row: int, column: int) -> QColor | None:
        place = (table, row, column)
        if place not in self._grounds:
            self._grounds[place] = self.colour(table, float(table.values[row, column]))
        return self._grounds[place]

    def paint(self, painter: QPainter, placed: Placed, area: QRegion, knowledge: Knowledge) -> None:
        """Paint what of a table lies in an area."""
        around = QRectF(area.boundingRect())
        self._paint_brackets(painter, placed.box)
        if placed.has_numbers:
            rows, columns = placed.within(around.adjusted(-REACH, -REACH, REACH, REACH))
            reaches = {(row, column): placed.reach_of(row, column) for row in rows for column in columns}
            cells = {place: rect for place, (rect, reach) in reaches.items() if area.intersects(reach)}
            self._paint_cells(painter, placed, cells, knowledge.states(placed.table))
        else:
            self._paint_map(painter, placed, around, knowledge)

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the outline of what the cursor is on, in whichever view; on light ground between hairlines of ink."""
        spare, theme = max(_LEAST_MARK - min(rect.width(), rect.height()), 0.0) / 2.0, self._style.theme
        whole = rect.adjusted(-spare, -spare, spare, spare)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not theme.dark:
            painter.setPen(QPen(theme.ink, 3.5))
            painter.drawRoundedRect(whole.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.setPen(QPen(theme.cursor, 1.5))
        painter.drawRoundedRect(whole.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)

    def paint_arrow(self, painter: QPainter, placed: Placed) -> None:
        """Paint the arrow that leads from the old parameters to the new."""
        style, width = self._style, self._style.px(placed.density.before_new)
        box = QRectF(placed.box.left() - width, placed.box.top(), width - 2.0, placed.box.height())
        painter.setFont(style.symbol_font)
        painter.setPen(style.theme.text2)
        painter.drawText(box, _AT_THE_RIGHT, _ARROW)

    def _paint_cells(
        self, painter: QPainter, placed: Placed, cells: dict[tuple[int, int], QRectF], states: States
    ) -> None:
        """Paint some cells: first all grounds, at last all numbers, as going to and fro takes twice as long."""
        theme, table = self._style.theme, placed.table
        font = self._style.tick_font if placed.density.is_dense else self._style.label_font
        known = {place: rect for place, rect in cells.items() if states[place[0]][place[1]] not in _STANDINGS}
        painter.setPen(Qt.PenStyle.NoPen)
        for place, rect in known.items():
            ground = self._ground(table, *place)
            if ground is not None:
                painter.setBrush(ground)
                painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        for (row, column), rect in cells.items():
            state = states[row][column]
            if state in _STANDINGS:
                paint_unknown(painter, rect, _STANDINGS[state], font, theme, _RADIUS)
        in_play = [rect for (row, column), rect in known.items() if states[row][column] is CellState.IN_PLAY]
        self._paint_frames(painter, in_play)
        painter.setFont(font)
        painter.setPen(theme.text)
        beside = self._style.px(placed.density.beside)
        for place, rect in known.items():
            painter.drawText(rect.adjusted(0, 0, -beside, 0), _AT_THE_RIGHT, self.text(table, *place, placed.density))

    def _paint_frames(self, painter: QPainter, rects: list[QRectF]) -> None:
        """Paint the yellow frames of cells in play; on light ground with a hairline of ink outside each."""
        theme = self._style.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not theme.dark:
            painter.setPen(QPen(theme.ink, 1.0))
            for rect in rects:
                painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), _RADIUS + 0.5, _RADIUS + 0.5)
        painter.setPen(QPen(theme.cursor, 2.0))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _heading_widths(self, table: Table) -> tuple[float, float, float]:
        """Return the widths of symbol, exponent and word of a heading."""
        found = self._headings.get(table)
        if found is None:
            symbol, layer, word = heading(table, self._trace, self._notation)
            ticks = self._style.tick_metrics
            behind = ticks.horizontalAdvance(word) + 4.0 if word else 0.0
            width = self._style.symbol_metrics.horizontalAdvance(symbol)
            found = self._headings[table] = (width, ticks.horizontalAdvance(layer) + 1.0, behind)
        return found

    def paint_heading(self, painter: QPainter, placed: Placed, seen: QRectF) -> None:
        """Paint what a table is called over the middle of what of it is in sight.

        Parameters
        ----------
        seen : QRectF
            What of the sheet is in sight.
        """
        style, table, box = self._style, placed.table, placed.box
        symbol, layer, word = heading(table, self._trace, self._notation)
        width, exponent, behind = self._heading_widths(table)
        height = style.px(placed.density.heading)
        top = box.top() - height
        if top < seen.top() < box.bottom() - height:
            top = seen.top()
            strip = QRectF(box.left() - 2.0, top, box.width() + 4.0, height)
            painter.fillRect(strip, style.theme.panel)
        whole, left, right = width + exponent + behind, max(box.left(), seen.left()), min(box.right(), seen.right())
        middle = (left + right) / 2.0 if right - left >= whole else box.center().x()
        x, y = middle - whole / 2.0, top + height - style.px(5)
        painter.setPen(style.theme.text)
        paint_symbol(painter, style, QPointF(x, y), symbol)
        painter.setPen(style.theme.text2)
        painter.setFont(style.tick_font)
        painter.drawText(QPointF(x + width + 1, y - style.px(5)), layer)
        painter.drawText(QPointF(x + width + exponent + 4.0, y), word)

    def _paint_brackets(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self._style.theme.text3, 1.5))
        reach = 4.0
        for edge, inward in ((box.left(), reach), (box.right(), -reach)):
            corners = [
                QPointF(edge + inward, box.top()),
                QPointF(edge, box.top()),
                QPointF(edge, box.bottom()),
                QPointF(edge + inward, box.bottom()),
            ]
            painter.drawPolyline(QPolygonF(corners))

    def _paint_map(self, painter: QPainter, placed: Placed, area: QRectF, knowledge: Knowledge) -> None:
        """Paint what of a table lies in an area as a picture, one pixel a cell, enlarged.

        What is not known stays the ground's colour; a single cell in play has its number beside it.
        """
        rows, columns = placed.within(area)
        if not rows or not columns:
            return
        block = placed.block(rows, columns)
        painter.fillRect(block, self._style.theme.hover)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(block, self._image(placed.table, rows, columns, knowledge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        to_come, in_play = knowledge.block_to_come(placed.table), knowledge.block_in_play(placed.table)
        for cells, is_current in ((to_come, False), (in_play, True)):
            if cells is not None:
                pen = QPen(self._style.theme.cursor if is_current else self._style.theme.cursor_line, 1.5)
                if not is_current:
                    pen.setDashPattern([3.0, 2.5])
                painter.setPen(pen)
                painter.drawRect(placed.block(*cells).adjusted(-1.0, -1.0, 1.0, 1.0))

    def paint_note(self, painter: QPainter, placed: Placed, knowledge: Knowledge) -> None:
        """Write the number of the one cell in play of a map beside it."""
        if placed.has_numbers:
            return
        rows, columns = knowledge.block_in_play(placed.table) or ((), ())
        if len(rows) != 1 or len(columns) != 1 or not knowledge.known_cells(placed.table)[rows[0], columns[0]]:
            return
        style, cell = self._style, placed.cell(rows[0], columns[0])
        text, metrics = self.text(placed.table, rows[0], columns[0], placed.density), style.tick_metrics
        size = metrics.size(Qt.TextFlag.TextSingleLine, text)
        box = QRectF(0.0, 0.0, size.width() + style.px(10), size.height() + style.px(4))
        box.moveCenter(cell.center())
        # To the right of the cell, or to the left where the table ends.
        box.moveLeft(cell.right() + style.px(4))
        if box.right() > placed.box.right():
            box.moveRight(cell.left() - style.px(4))
        draw_box(painter, box, _RADIUS, style.theme.panel, style.theme.cursor_line, 1.25)
        painter.setFont(style.tick_font)
        painter.setPen(style.theme.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _image(self, table: Table, rows: range, columns: range, knowledge: Knowledge) -> QImage:
        part = (slice(rows.start, rows.stop), slice(columns.start, columns.stop))
        known = knowledge.known_cells(table)[part]
        stamp = (rows, columns, known.tobytes() if not known.all() else b"all")
        former = self._maps.get(table)
        if former is not None and former[0] == stamp:
            return former[1]
        shares = self._shares(table, table.values[part])
        pixels = self._map(table).packed[np.rint((np.clip(shares, -1.0, 1.0) + 1.0) * 127.5).astype(np.intp)]
        pixels = np.ascontiguousarray(np.where(known, pixels, 0), dtype=np.uint32)
        # A copy owns its pixels, so that the array may go.
        image = QImage(pixels.data, len(columns), len(rows), 4 * len(columns), QImage.Format.Format_ARGB32).copy()
        self._maps[table] = (stamp, image)
        return image

    def _map(self, table: Table) -> ColourMap:
        return self._style.theme.error_map if table.name in ERRORS else self._style.theme.weight_map

    def _shares(self, table: Table, values: np.ndarray) -> np.ndarray:
        """Return where values stand on the map, -1 to 1."""
        if table.name == "activations":
            function = self._trace.network.activations[table.layer]
            low, high = function.range
            if np.isfinite([low, high]).all():
                shares: np.ndarray = (values - function.centre) / max(high - function.centre, function.centre - low)
                return shares
            return np.asarray(values / (np.abs(self._trace.activations[table.layer]).max() or 1.0))
        name = table.name
        if name.endswith("gradients"):
            name = "gradients"
        elif name in ("biases", "new_weights", "new_biases"):
            name = "weights"
        return np.asarray(values / (self._scales[name] or 1.0))
