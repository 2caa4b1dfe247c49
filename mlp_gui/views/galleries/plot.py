"""A small plot of functions: axes, curves, and one yellow point with its drop line and tangent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from mlp_gui.views.axes import LinearScale, linear_ticks, tick_text

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle

DASHES: Final = {"dashed": [4.0, 3.0], "dotted": [1.5, 2.5]}
"""Dash patterns, in widths of the pen."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One function.

    Attributes
    ----------
    name : str
        For a legend.
    x, y : ndarray, shape (n_points,), float64
        Its points; pieces at a number that is not finite are left out.
    colour : QColor
        Of the line.
    width : float
        Of the line, in pixels.
    dash : str
        "", "dashed" or "dotted".
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    colour: QColor
    width: float = 1.75
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Where the network stands on a curve.

    Attributes
    ----------
    x, y : float
        The place.
    slope : float or None
        Of the tangent; None for none.
    """

    x: float
    y: float
    slope: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Everything that one small plot shows.

    Attributes
    ----------
    title : str
        A symbol, written in the upper corner.
    value : str
        The number under it, or "".
    x_range, y_range : (float, float)
        Ends of the axes.
    curves : tuple of Curve
        Painted in order, the last on top.
    point : Point or None
        The yellow one.
    at : float or None
        Where a line stands upright while the point on it is not known yet.
    x_name : str
        Beside the horizontal axis.
    names_others : bool
        Whether all curves but the last are named in the lower right corner.
    """

    title: str
    value: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    curves: tuple[Curve, ...]
    point: Point | None = None
    at: float | None = None
    x_name: str = ""
    names_others: bool = False


_LOW: Final = 46
"""Pixels at 100 % of the height below which a plot has no room for two lines above each other, nor for other names."""


class PlotPainter:
    """Paints one plot again and again: its axes and curves are kept as a picture until they are others."""

    def __init__(self) -> None:
        self._kept: tuple[object, ...] = ()
        self._picture = QPixmap()

    def paint(self, painter: QPainter, style: PlotStyle, area: QRectF, plot: Plot) -> None:
        """Paint a plot with its axes into an area, in logical pixels."""
        frame = QRectF(area).adjusted(style.px(40), style.px(10), -style.px(12), -style.px(24))
        if frame.width() < 20 or frame.height() < 20:
            return
        x = LinearScale(*plot.x_range, frame.left(), frame.right())
        y = LinearScale(*plot.y_range, frame.bottom(), frame.top())
        ratio = painter.device().devicePixelRatioF()
        # Curves are the same if they are the same objects: whoever computes them keeps them.
        wanted = (plot.curves, plot.x_range, plot.y_range, plot.x_name, area, ratio, style)
        if wanted != self._kept:
            self._kept = wanted
            self._picture = _picture(style, (area, frame), (x, y), plot, ratio)
        painter.drawPixmap(area.topLeft(), self._picture)
        if plot.point is not None:
            _paint_point(painter, style, frame, (x, y), plot.point)
        elif plot.at is not None:
            _paint_place(painter, style, frame, x.pixel(plot.at))
        if plot.names_others and frame.height() >= style.px(_LOW):
            _paint_names(painter, style, frame, plot.curves[:-1])
        if plot.title:
            _paint_title(painter, style, frame, plot)


def _picture(
    style: PlotStyle, place: tuple[QRectF, QRectF], scales: tuple[LinearScale, LinearScale], plot: Plot, ratio: float
) -> QPixmap:
    """Return axes and curves on nothing, as large as the area."""
    (area, frame), (x, y) = place, scales
    picture = QPixmap(math.ceil(area.width() * ratio), math.ceil(area.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-area.topLeft())
    _paint_axes(painter, style, frame, x, y, plot.x_name)
    painter.setClipRect(frame.adjusted(-1.0, -4.0, 1.0, 4.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in plot.curves:
        pen = QPen(curve.colour, curve.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if curve.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(DASHES[curve.dash])
        painter.setPen(pen)
        painter.drawPath(_path(curve, x, y))
    painter.end()
    return picture


def _path(curve: Curve, x: LinearScale, y: LinearScale) -> QPainterPath:
    path = QPainterPath()
    is_drawing = False
    reach = 4.0 * abs(y.end - y.start)
    pixels = np.clip(y.pixels(curve.y), min(y.start, y.end) - reach, max(y.start, y.end) + reach)
    for at, height in zip(x.pixels(curve.x).tolist(), pixels.tolist(), strict=True):
        if height != height:
            is_drawing = False
        elif is_drawing:
            path.lineTo(at, height)
        else:
            path.moveTo(at, height)
            is_drawing = True
    return path


def _paint_axes(
    painter: QPainter, style: PlotStyle, frame: QRectF, x: LinearScale, y: LinearScale, x_name: str
) -> None:
    theme, half = style.theme, style.tick_metrics.height() / 2.0
    x_ticks, x_step = linear_ticks(x.low, x.high, max(3, min(7, int(frame.width() / style.px(44)) + 1)))
    y_ticks, y_step = linear_ticks(y.low, y.high, max(2, min(5, int(frame.height() / style.px(34)) + 1)))
    painter.setFont(style.tick_font)
    for tick in y_ticks.tolist():
        at = round(y.pixel(tick)) + 0.5
        painter.setPen(QPen(theme.line2 if tick == 0.0 else theme.line, 1.0))
        painter.drawLine(QPointF(frame.left(), at), QPointF(frame.right(), at))
        painter.setPen(theme.text3)
        box = QRectF(frame.left() - style.px(38), at - half, style.px(32), 2 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick_text(tick, y_step))
    last = -1e9
    for tick in x_ticks.tolist():
        at, text = x.pixel(tick), tick_text(tick, x_step)
        wide = style.tick_metrics.horizontalAdvance(text)
        if at - wide / 2 < last + 4:
            continue
        last = at + wide / 2
        box = QRectF(at - style.px(24), frame.bottom() + style.px(4), style.px(48), 2 * half)
        painter.setPen(theme.text3)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
    if x_name:
        painter.setFont(style.symbol_font)
        painter.setPen(theme.text2)
        gap = x.pixel((x_ticks[-1] + x_ticks[-2]) / 2.0) if len(x_ticks) > 1 else frame.center().x()
        box = QRectF(gap - style.px(20), frame.bottom() + style.px(4) - half, style.px(40), 4 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, x_name)


def _paint_point(
    painter: QPainter, style: PlotStyle, frame: QRectF, scales: tuple[LinearScale, LinearScale], point: Point
) -> None:
    x, y = scales
    theme = style.theme
    at = QPointF(x.pixel(point.x), min(max(y.pixel(point.y), frame.top()), frame.bottom()))
    line = theme.cursor_line
    pen = QPen(line, 1.25)
    pen.setDashPattern([3.0, 2.5])
    painter.setPen(pen)
    painter.drawLine(at, QPointF(at.x(), frame.bottom()))
    if point.slope is not None:
        # In pixels the tangent rises by the slope times the ratio of the scales; 46 px to each side.
        rise = point.slope * (y.end - y.start) / (y.high - y.low) / ((x.end - x.start) / (x.high - x.low))
        reach = style.px(46) / (1.0 + rise * rise) ** 0.5
        painter.save()
        painter.setClipRect(frame.adjusted(0, -style.px(6), 0, style.px(6)))
        painter.setPen(QPen(line, 1.75))
        ends = (QPointF(at.x() + side * reach, at.y() + side * reach * rise) for side in (-1.0, 1.0))
        painter.drawLine(*ends)
        painter.restore()
    painter.setBrush(theme.cursor)
    painter.setPen(QPen(theme.panel if theme.dark else theme.ink, 1.25))
    painter.drawEllipse(at, style.px(5), style.px(5))


def _paint_place(painter: QPainter, style: PlotStyle, frame: QRectF, at: float) -> None:
    """Paint where on the axis the network stands, while what the curve says there is still to come."""
    pen = QPen(style.theme.cursor_line, 1.25)
    pen.setDashPattern([3.0, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()))
    painter.setBrush(style.theme.panel)
    painter.setPen(QPen(style.theme.cursor_line, 1.75))
    painter.drawEllipse(QPointF(at, frame.bottom()), style.px(4), style.px(4))


def _paint_title(painter: QPainter, style: PlotStyle, frame: QRectF, plot: Plot) -> None:
    """Paint the symbol and under it the number, in a low plot beside it, on a ground that keeps curves away."""
    left = frame.left() + style.px(8)
    line = style.value_metrics.height() + 2.0
    widths = (style.symbol_metrics.horizontalAdvance(plot.title), style.value_metrics.horizontalAdvance(plot.value))
    is_low = frame.height() < style.px(_LOW)
    aside = widths[0] + style.px(8) if is_low else 0.0
    wide = aside + widths[1] if is_low else max(widths)
    # Lifted off the axis, where the frame is hardly higher than a line.
    top = frame.top() + (-style.px(6) if is_low else 2.0)
    box = QRectF(left, top, wide + 2.0, line * (2 if plot.value and not is_low else 1))
    ground = QColor(style.theme.panel)
    ground.setAlphaF(0.86)
    painter.fillRect(box.adjusted(-3, 0, 3, 0), ground)
    painter.setFont(style.symbol_font)
    painter.setPen(style.theme.text2)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, box.top(), wide + 2.0, line), align, plot.title)
    painter.setFont(style.value_font)
    painter.setPen(style.theme.text)
    if plot.value:
        at = QPointF(left + aside, box.top() + (0.0 if is_low else line))
        painter.drawText(QRectF(at.x(), at.y(), widths[1] + 2.0, line), align, plot.value)


def paint_stroke(painter: QPainter, curve: Curve, start: QPointF, length: float) -> None:
    """Paint a piece of a curve's line, for a legend."""
    pen = QPen(curve.colour, curve.width)
    if curve.dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASHES[curve.dash])
    painter.setPen(pen)
    painter.drawLine(start, QPointF(start.x() + length, start.y()))


def _paint_names(painter: QPainter, style: PlotStyle, frame: QRectF, curves: tuple[Curve, ...]) -> None:
    line, stroke = style.tick_metrics.height(), style.px(16)
    painter.setFont(style.tick_font)
    for place, curve in enumerate(reversed(curves), start=1):
        wide = style.tick_metrics.horizontalAdvance(curve.name)
        box = QRectF(frame.right() - wide - style.px(4), frame.bottom() - place * line - style.px(8), wide + 2, line)
        ground = QColor(style.theme.panel)
        ground.setAlphaF(0.86)
        painter.fillRect(box.adjusted(-stroke - 8, 0, 2, 0), ground)
        paint_stroke(painter, curve, QPointF(box.left() - stroke - style.px(5), box.center().y()), stroke)
        painter.setPen(style.theme.text2)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, curve.name)
