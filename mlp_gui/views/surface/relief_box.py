"""The box around the relief: its ground, and axes with numbers along the edges that are in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from mlp_gui.views.axes import linear_ticks, tick_text
from mlp_gui.views.surface.legend import heading
from mlp_gui.views.surface.names import axis_symbols

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.camera import View
    from mlp_gui.views.surface.heights import Heights

_CORNERS: Final = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
_MOST_TICKS: Final = 5
_ENDS: Final = 0.93
"""Nearer to the corners there are no numbers: those of both edges would meet."""


class ReliefBox:
    """Ground and axes of one picture.

    Parameters
    ----------
    picture : SurfacePicture
        Of a plane.
    heights : Heights
        Scale of the losses.
    style : PlotStyle
        Colours and fonts.
    view : View
        The projection.
    """

    def __init__(self, picture: SurfacePicture, heights: Heights, style: PlotStyle, view: View) -> None:
        self._picture = picture
        self._heights = heights
        self._style = style
        self._view = view
        x, y, away = view.project(_CORNERS[:, 0], _CORNERS[:, 1], np.zeros(4))
        self._floor = [QPointF(*corner) for corner in zip(x.tolist(), y.tolist(), strict=True)]
        self._front = int(np.argmin(away))
        self._left = int(np.argmin(x))

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what lies below the relief."""
        theme = self._style.theme
        painter.setPen(QPen(theme.line2, 1.0))
        painter.setBrush(theme.canvas)
        painter.drawPolygon(QPolygonF(self._floor))

    def paint_axes(self, painter: QPainter) -> None:
        """Paint numbers and names along both front edges, and the losses up the left one."""
        symbols = axis_symbols(self._picture)
        for neighbour in ((self._front + 1) % 4, (self._front - 1) % 4):
            axis = int(_CORNERS[self._front, 0] == _CORNERS[neighbour, 0])
            self._paint_edge(painter, axis, neighbour, symbols[axis])
        self._paint_losses(painter)

    def _at(self, u: float, v: float, h: float = 0.0) -> QPointF:
        x, y, _ = self._view.project(np.array(u), np.array(v), np.array(h))
        return QPointF(float(x), float(y))

    def _paint_edge(self, painter: QPainter, axis: int, neighbour: int, title: str) -> None:
        style, theme, picture = self._style, self._style.theme, self._picture
        across = float(_CORNERS[self._front, 1 - axis])
        start, end = self._floor[self._front], self._floor[neighbour]
        outward = self._outward(start, end)
        low, high = picture.centre[axis] - picture.half, picture.centre[axis] + picture.half
        length = float(np.hypot(end.x() - start.x(), end.y() - start.y()))
        most = min(max(int(length / style.px(34)), 2), _MOST_TICKS)
        values, step = linear_ticks(low, high, most)
        painter.setFont(style.tick_font)
        for value in values.tolist():
            share = (value - picture.centre[axis]) / picture.half
            if abs(share) > _ENDS:
                continue
            at = self._at(share, across) if axis == 0 else self._at(across, share)
            painter.setPen(QPen(theme.line2, 1.0))
            painter.drawLine(at, at + outward * style.px(4))
            painter.setPen(theme.text3)
            self._paint_beside(painter, at, outward, style.px(6), tick_text(value, step))
        painter.setFont(style.symbol_font if picture.axes.indices else style.label_font)
        painter.setPen(theme.text2)
        self._paint_beside(painter, (start + end) / 2.0, outward, style.px(34), title)

    def _paint_losses(self, painter: QPainter) -> None:
        style, theme = self._style, self._style.theme
        u, v = _CORNERS[self._left]
        foot, top = self._at(u, v), self._at(u, v, 1.0)
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawLine(foot, top)
        most = min(max(int((foot.y() - top.y()) / style.px(15)), 2), 8)
        painter.setFont(style.tick_font)
        half = style.tick_metrics.height() / 2.0
        for place, text in self._heights.ticks(most):
            at = self._at(u, v, place)
            painter.setPen(QPen(theme.line2, 1.0))
            painter.drawLine(at, at - QPointF(style.px(4), 0.0))
            painter.setPen(theme.text3)
            box = QRectF(at.x() - style.px(66), at.y() - half, style.px(60), 2 * half)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(theme.text2)
        name = heading(self._picture)
        name = f"{name}, log" if self._heights.is_log else name
        self._paint_text(painter, top - QPointF(style.px(8), style.px(14)), name)

    def _outward(self, start: QPointF, end: QPointF) -> QPointF:
        """Return the direction at right angles to an edge that leads away from the relief."""
        way = end - start
        length = float(np.hypot(way.x(), way.y())) or 1.0
        normal = QPointF(-way.y() / length, way.x() / length)
        return normal if normal.y() > 0.0 else -normal

    def _paint_beside(self, painter: QPainter, at: QPointF, outward: QPointF, gap: float, text: str) -> None:
        """Paint a text whose nearest corner is so far outside an edge."""
        room = painter.fontMetrics().tightBoundingRect(text)
        reach = abs(outward.x()) * room.width() / 2.0 + abs(outward.y()) * room.height() / 2.0
        self._paint_text(painter, at + outward * (gap + reach), text)

    @staticmethod
    def _paint_text(painter: QPainter, middle: QPointF, text: str) -> None:
        box = QRectF(0.0, 0.0, 240.0, 40.0)
        box.moveCenter(middle)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
