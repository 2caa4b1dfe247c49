"""Where the nodes of a computation graph stand, and how they are painted: values above, error signals below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPen, QPolygonF

from mlp_gui.views.paper import paint_unknown
from mlp_gui.views.paper.colours import colour_of
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QPainter

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.galleries.graph_story import GraphStory, Node, Shown

    Lookup = Callable[[str], Formula | None]

# Pixels at 100 %.
_BOX: Final = QSizeF(50.0, 20.0)
_NUMBER_HEIGHT: Final = 14.0
_COLUMN_GAP: Final = 28.0
_MARGIN: Final = 14.0
_SYMBOL_PX, _BAR_PX, _NUMBER_PX = 15.0, 13.0, 13.0
_AFTER_SYMBOL: Final = 5.0
# Pixels that stay free above and below.
_AIR: Final = 2.0
_LEAST, _MOST = 0.8, 1.6


@dataclass(frozen=True, slots=True, eq=False)
class NodePlace:
    """A node at its place, in logical pixels.

    Attributes
    ----------
    node : Node
        What it shows.
    box : QRectF
        With its symbol.
    value, error : QRectF
        Where its numbers stand.
    """

    node: Node
    box: QRectF
    value: QRectF
    error: QRectF

    @property
    def whole(self) -> QRectF:
        """All of it."""
        return self.box.united(self.value).united(self.error)

    def shown_at(self, position: QPointF) -> Shown | None:
        """Return the number at a point; on the box that of the value."""
        if self.error.contains(position):
            return self.node.error
        return self.node.value if self.whole.contains(position) else None


@dataclass(frozen=True, slots=True, eq=False)
class GraphPage:
    """A graph laid out.

    Attributes
    ----------
    places : tuple of NodePlace
        The nodes.
    edges : tuple of (QRectF, QRectF)
        Boxes that an arrow leads from and to.
    has_symbols : bool
        Whether there is room for what stands before the error signals.
    scale : float
        Of everything, 1.0 for 100 %.
    height : float
        What all of it needs.
    """

    places: tuple[NodePlace, ...]
    edges: tuple[tuple[QRectF, QRectF], ...]
    has_symbols: bool
    scale: float
    height: float


def lay_out_graph(story: GraphStory, lookup: Lookup, controller: ThemeController, room: QSizeF) -> GraphPage:
    """Lay a graph out as large as it fits; where letters would get too small it is higher than the room."""
    margin, count = 2.0 * _MARGIN, story.column_count
    row = _BOX.height() + 2.0 * _NUMBER_HEIGHT
    for has_symbols in (True, False):
        widest = max(_BOX.width(), *_widths(story, lookup, controller, has_symbols=has_symbols))
        across = room.width() / (margin + count * (widest + _COLUMN_GAP) - _COLUMN_GAP)
        if across >= _LEAST * controller.scale:
            break
    least, most = _LEAST * controller.scale, _MOST * controller.scale
    scale = min(max(min(across, (room.height() - _AIR) / (3.0 * row)), least), most)
    # In a very narrow dock letters get small: the graph is never wider than that.
    scale = min(scale, across)
    pitch = min((room.width() - (margin + widest) * scale) / max(count - 1, 1), 2.4 * (widest + _COLUMN_GAP) * scale)
    step = row * scale + min(max(room.height() / 3.0 - row * scale, 0.0), 24.0 * scale)
    first = QPointF((room.width() - pitch * (count - 1)) / 2.0, max(room.height() - 3.0 * step, 0.0) / 2.0)
    places = []
    for node in story.nodes:
        middle = QPointF(first.x() + node.column * pitch, first.y() + (node.row + 0.5) * step)
        box = _around(middle, _BOX.width() * scale, _BOX.height() * scale)
        wide, high = widest * scale, _NUMBER_HEIGHT * scale
        above = QRectF(middle.x() - wide / 2.0, box.top() - high, wide, high)
        places.append(NodePlace(node, box, above, above.translated(0.0, box.height() + high)))
    boxes = {place.node.key: place.box for place in places}
    edges = tuple((boxes[start], boxes[end]) for start, end in story.edges)
    return GraphPage(tuple(places), edges, has_symbols, scale, 3.0 * step)


def _widths(story: GraphStory, lookup: Lookup, controller: ThemeController, *, has_symbols: bool) -> list[float]:
    """Return the widths of all numbers with the symbols before them, in pixels at 100 %."""
    metrics = QFontMetricsF(controller.font(_NUMBER_PX / controller.scale))
    shown = [each for node in story.nodes for each in (node.value, node.error) if each is not None]
    # What is to come takes its room all the same, so that nothing jumps.
    return [
        metrics.horizontalAdvance(each.text) + (_symbol_width(each, lookup) if has_symbols else 0.0) + 4.0
        for each in shown
    ]


def _symbol_width(shown: Shown, lookup: Lookup) -> float:
    formula = lookup(shown.symbol) if shown.symbol else None
    return formula.advance * _BAR_PX + _AFTER_SYMBOL if formula is not None else 0.0


def paint_graph(
    painter: QPainter,
    page: GraphPage,
    lookup: Lookup,
    controller: ThemeController,
    marked: Collection[NodePlace],
) -> None:
    """Paint arrows, boxes and numbers; what the step is about has the cursor's ground."""
    theme, scale = controller.theme, page.scale
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, end in page.edges:
        _paint_arrow(painter, start, end, QPen(theme.text3, 1.25 * scale), scale)
    for place in page.places:
        current = place.node.is_current
        fill = theme.cursor_soft if current else theme.panel
        border, width = (theme.cursor_line, 2.0) if current else (theme.line2, 1.25)
        draw_box(painter, place.box, 7.0 * scale, fill, border, width)
        if place in marked:
            draw_box(painter, place.box.adjusted(-3, -3, 3, 3), 9.0 * scale, None, theme.cursor, 1.75)
        formula = lookup(place.node.symbol)
        if formula is not None:
            px = min(_SYMBOL_PX * scale, 0.86 * place.box.width() / max(formula.advance, 0.1))
            baseline = place.box.center().y() + (formula.ascent - formula.descent) * px / 2.0
            formula.paint(
                painter, QPointF(place.box.center().x() - formula.advance * px / 2.0, baseline), px, theme.text
            )
        for shown, at in ((place.node.value, place.value), (place.node.error, place.error)):
            if shown is not None:
                symbol = lookup(shown.symbol) if shown.symbol and page.has_symbols else None
                _paint_number(painter, at, shown, symbol, controller, scale)


def _paint_number(
    painter: QPainter, box: QRectF, shown: Shown, symbol: Formula | None, controller: ThemeController, scale: float
) -> None:
    theme = controller.theme
    if not shown.shows_number:
        small = _around(box.center(), min(box.width(), 44.0 * scale), box.height() - 2.0)
        paint_unknown(painter, small, shown.standing, controller.font(11.0 * scale / controller.scale), theme, 4.0)
        return
    font = controller.font(_NUMBER_PX * scale / controller.scale)
    metrics = QFontMetricsF(font)
    ahead = (symbol.advance * _BAR_PX + _AFTER_SYMBOL) * scale if symbol is not None else 0.0
    left = box.center().x() - (metrics.horizontalAdvance(shown.text) + ahead) / 2.0
    baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0
    if symbol is not None:
        symbol.paint(painter, QPointF(left, baseline), _BAR_PX * scale, theme.text2)
    painter.setFont(font)
    painter.setPen(colour_of(shown.quantity, theme))
    painter.drawText(QPointF(left + ahead, baseline), shown.text)


def _paint_arrow(painter: QPainter, start: QRectF, end: QRectF, pen: QPen, scale: float) -> None:
    """Paint an arrow between two boxes: from the right side of one to the left side of the other, or in a curve."""
    painter.setPen(pen)
    gap = 2.0 * scale
    source, target = QPointF(start.right() + gap, start.center().y()), QPointF(end.left() - gap, end.center().y())
    if end.left() <= start.right():
        # One column: straight up or down.
        down = end.center().y() > start.center().y()
        source = QPointF(start.center().x(), start.bottom() if down else start.top())
        target = QPointF(end.center().x(), end.top() if down else end.bottom())
    bend = 0.45 * (target.x() - source.x())
    path = QPainterPath(source)
    path.cubicTo(QPointF(source.x() + bend, source.y()), QPointF(target.x() - bend, target.y()), target)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    head, half = 6.0 * scale, 3.2 * scale
    painter.setBrush(pen.color())
    painter.setPen(Qt.PenStyle.NoPen)
    tip = [target, QPointF(target.x() - head, target.y() - half), QPointF(target.x() - head, target.y() + half)]
    painter.drawPolygon(QPolygonF(tip))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _around(middle: QPointF, width: float, height: float) -> QRectF:
    return QRectF(middle.x() - width / 2.0, middle.y() - height / 2.0, width, height)
