"""The network of a worksheet as a drawing: units with their symbols and biases, edges with their weights."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen

import mlp_core as mlp
from mlp_gui.export.worksheet_formulas import AXIS, line, plain_number
from mlp_gui.export.worksheet_paper import INK, MATHS, MM, PT, result_font
from mlp_gui.look.maths import set_formula

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_core.explain.worksheet import Given, Worksheet
    from mlp_gui.views.equations.line import Line

_RADIUS: Final = 6.0 * MM
_INPUT_RADIUS: Final = 4.6 * MM
_SIDE: Final = 30.0 * MM
"""Room for inputs and targets on the left and on the right."""
_ROW: Final = 21.0 * MM
_MOST_APART: Final = 52.0 * MM
_LABEL: Final = 8.0 * PT
_APART: Final = 3.6 * MM
"""Of two weights, one below the other."""
_PLACES: Final = tuple(place / 100.0 for place in range(20, 80, 2))
_CLEAR: Final = 1.0 * MM
"""Of a weight from the units on either side."""
_BIAS: Final = 0.78 * MATHS
_WHITE: Final = QColor("#ffffff")


class NetworkBlock:
    """The drawing of a network.

    Parameters
    ----------
    worksheet : Worksheet
        Whose network it is.
    width : float
        Of the page.
    """

    keeps_next = False

    def __init__(self, worksheet: Worksheet, width: float) -> None:
        self._worksheet = worksheet
        sizes = worksheet.trace.sizes
        self._most = max(sizes)
        apart = min((width - 2.0 * _SIDE) / max(len(sizes) - 1, 1), _MOST_APART)
        self._left = (width - apart * (len(sizes) - 1)) / 2.0
        self._apart = apart
        self.height = self._most * _ROW + 2.0 * MM
        self._symbols = {
            (exercise.step.layer, exercise.step.unit): exercise.left[0]
            for exercise in worksheet.exercises
            if exercise.step.operation is mlp.Operation.ACTIVATE and exercise.left
        }
        self._given = {
            (given.quantity.layer, given.quantity.unit, given.quantity.input): given for given in worksheet.parameters
        }

    def _centre(self, layer: int, unit: int) -> QPointF:
        """Return where a unit stands; layer -1 are the inputs."""
        count = self._worksheet.trace.sizes[layer + 1]
        return QPointF(self._left + (layer + 1) * self._apart, (self._most / 2.0 + unit - (count - 1) / 2.0) * _ROW)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw edges, then weights, then units."""
        painter.save()
        painter.translate(x, y)
        sizes = self._worksheet.trace.sizes
        for layer in range(len(sizes) - 1):
            self._paint_gap(painter, layer)
        for unit, given in enumerate(self._worksheet.inputs):
            self._paint_input(painter, unit, given)
        for layer, count in enumerate(sizes[1:]):
            for unit in range(count):
                self._paint_unit(painter, layer, unit)
        for unit, given in enumerate(self._worksheet.targets):
            centre = self._centre(len(sizes) - 2, unit)
            target = _of_given(given)
            target.paint(painter, centre + QPointF(_RADIUS + 3.0 * MM, AXIS * MATHS), MATHS, INK)
        painter.restore()

    def _paint_gap(self, painter: QPainter, layer: int) -> None:
        """Draw the edges into a layer, with their weights where each has room beside the others."""
        below, count = self._worksheet.trace.sizes[layer : layer + 2]
        edges = [(source, unit) for source in range(below) for unit in range(count)]
        painter.setPen(QPen(INK, 0.6 * PT))
        for source, unit in edges:
            painter.drawLine(QLineF(self._centre(layer - 1, source), self._centre(layer, unit)))
        font = result_font(_LABEL)
        metrics = QFontMetricsF(font)
        texts = [plain_number(given.number) for given in self._given.values() if given.quantity.layer == layer]
        place = self._place_of_weights(layer, max(map(metrics.horizontalAdvance, texts), default=0.0))
        if place is None:
            return
        painter.setFont(font)
        for source, unit in edges:
            given = self._given.get((layer, unit, source))
            if given is None:
                continue
            text = plain_number(given.number)
            width = metrics.horizontalAdvance(text)
            at = self._on_edge(layer, source, unit, place)
            height = metrics.capHeight() + 1.4 * MM
            ground = QRectF(at.x() - width / 2.0 - 0.7 * MM, at.y() - height / 2.0, width + 1.4 * MM, height)
            painter.fillRect(ground, _WHITE)
            painter.setPen(INK)
            painter.drawText(QPointF(at.x() - width / 2.0, at.y() + metrics.capHeight() / 2.0), text)

    def _on_edge(self, layer: int, source: int, unit: int, place: float) -> QPointF:
        start, end = self._centre(layer - 1, source), self._centre(layer, unit)
        return start + (end - start) * place

    def _place_of_weights(self, layer: int, width: float) -> float | None:
        """Return how far along the edges their weights stand apart, near the middle; None where they do so nowhere."""
        first, last = (self._half_width(side) + _CLEAR + width / 2.0 for side in (layer - 1, layer))
        below, count = self._worksheet.trace.sizes[layer : layer + 2]
        best, score = None, 0.0
        for place in (place for place in _PLACES if first <= place * self._apart <= self._apart - last):
            heights = sorted(
                self._on_edge(layer, source, unit, place).y() for source in range(below) for unit in range(count)
            )
            apart = min((upper - lower for lower, upper in pairwise(heights)), default=1e9)
            # Twice as far as they must be is far enough.
            found = min(apart / _APART, 2.0) - abs(place - 0.5)
            if apart >= _APART and found > score:
                best, score = place, found
        return best

    def _half_width(self, layer: int) -> float:
        """Return how far the units of a layer and the biases below them reach to either side."""
        biases = (given for (of, _, source), given in self._given.items() if of == layer and source < 0)
        widest = max((_of_given(given).advance for given in biases), default=0.0) * _BIAS / 2.0
        return max(widest, _RADIUS if layer >= 0 else _INPUT_RADIUS)

    def _paint_input(self, painter: QPainter, unit: int, given: Given) -> None:
        centre = self._centre(-1, unit)
        self._paint_circle(painter, centre, _INPUT_RADIUS, given.symbol)
        value = _of_given(given)
        value.paint(
            painter, centre + QPointF(-_INPUT_RADIUS - 2.0 * MM - value.advance * MATHS, AXIS * MATHS), MATHS, INK
        )

    def _paint_unit(self, painter: QPainter, layer: int, unit: int) -> None:
        centre = self._centre(layer, unit)
        self._paint_circle(painter, centre, _RADIUS, self._symbols.get((layer, unit), ""))
        given = self._given.get((layer, unit, -1))
        if given is not None:
            bias = _of_given(given)
            origin = centre + QPointF(-bias.advance * _BIAS / 2.0, _RADIUS + 1.2 * MM + bias.ascent * _BIAS)
            rect = QRectF(origin.x(), origin.y() - bias.ascent * _BIAS, bias.advance * _BIAS, bias.height * _BIAS)
            painter.fillRect(rect.adjusted(-0.6 * MM, -0.3 * MM, 0.6 * MM, 0.3 * MM), _WHITE)
            bias.paint(painter, origin, _BIAS, INK)

    def _paint_circle(self, painter: QPainter, centre: QPointF, radius: float, symbol: str) -> None:
        painter.setPen(QPen(INK, 0.9 * PT))
        painter.setBrush(_WHITE)
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if symbol:
            formula = set_formula(symbol)
            px = min(MATHS, 1.6 * radius / max(formula.advance, 1e-6))
            middle = (formula.ascent - formula.descent) / 2.0 * px
            formula.paint(painter, centre + QPointF(-formula.advance * px / 2.0, middle), px, INK)


def _of_given(given: Given) -> Line:
    return line((given.symbol, "=", given.number))
