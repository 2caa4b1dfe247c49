"""The chart as a picture that is kept: a longer history paints only what it adds at the curves' ends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from mlp_gui.look.pixel_ratio import is_for_lines
from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.views.axes import draw_segments, polyline_segments
from mlp_gui.views.loss.layout import (
    legend_rect,
    line_pen,
    line_segments,
    paint_axes,
    paint_legend,
    thread_pen,
    whole_line_pen,
)

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.loss.fitting import FittedChart
    from mlp_gui.views.loss.layout import LegendEntry

_REACH = 3.0
"""Pixels that a line's width and caps reach beyond its ends."""


class ChartPicture:
    """Axes, curves and legend of one view, opaque; each is painted again only where it changed."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._axes = QPixmap()
        self._curves = QPixmap()
        self._drawn: dict[str, np.ndarray] = {}
        self._legend = QPixmap()
        self._legend_key: tuple[object, ...] = ()
        self._entries: tuple[LegendEntry, ...] = ()
        self._pace = ReadingPace()

    def paint(
        self, painter: QPainter, chart: FittedChart, size: QSizeF, ratio: float, style: PlotStyle, is_running: bool
    ) -> None:
        """Paint everything that stays below the marks.

        Parameters
        ----------
        painter : QPainter
            Of the view.
        chart : FittedChart
            What to paint; it has curves.
        size : QSizeF
            Of the view, in logical pixels.
        ratio : float
            Device pixels of a logical pixel.
        style : PlotStyle
            Colours and fonts.
        is_running : bool
            Whether the losses change all the time: their numbers then follow at the pace of reading.
        """
        if is_for_lines():
            _paint_lines(painter, chart, size, style)
            return
        key = (size, ratio, chart.epochs, chart.axis, chart.plot, chart.parts, style)
        if key != self._key:
            self._key = key
            self._axes = _axes_pixmap(chart, size, ratio, style)
            self._curves = self._axes.copy()
            self._drawn = {}
        self._extend_curves(chart, ratio, style)
        painter.drawPixmap(QPointF(0.0, 0.0), self._curves)
        band = legend_rect(size, style, chart.plot)
        legend_key = (size, ratio, chart.plot, chart.parts, style)
        if legend_key != self._legend_key or (chart.entries != self._entries and self._pace.is_due(is_running)):
            self._legend_key, self._entries = legend_key, chart.entries
            self._legend = _legend_pixmap(chart, band, ratio, style)
        painter.drawPixmap(band.topLeft(), self._legend)

    def _extend_curves(self, chart: FittedChart, ratio: float, style: PlotStyle) -> None:
        """Paint the curves from the first place on where one of them is not what was painted before."""
        heights = {curve.part: chart.losses.pixels(curve.values) for curve in chart.curves}
        pieces = {curve.part: polyline_segments(curve.x, heights[curve.part]) for curve in chart.curves}
        none = np.empty((0, 4))
        first = min(first_difference(self._drawn.get(part, none), new) for part, new in pieces.items())
        self._drawn = pieces
        if first == np.inf:
            return
        # On whole device pixels, so that what stays and what is new meet without a seam.
        left = np.floor((max(first, 0.0) - _REACH) * ratio) / ratio if np.isfinite(first) else 0.0
        strip = QRectF(max(left, 0.0), 0.0, self._curves.width() / ratio, self._curves.height() / ratio)
        painter = QPainter(self._curves)
        painter.setClipRect(strip)
        painter.drawPixmap(QPointF(0.0, 0.0), self._axes)
        painter.setClipRect(strip.intersected(chart.plot.adjusted(-1.0, -2.0, 6.0, 2.0)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in reversed(chart.curves):
            thread = thread_pen(style.theme, curve.part)
            if thread is not None:
                painter.setPen(thread)
                draw_segments(painter, _from(pieces[curve.part], left - _REACH))
            dashes = line_segments(curve.part, curve.x, heights[curve.part])
            painter.setPen(line_pen(style.theme, curve.part))
            draw_segments(painter, _from(dashes, left - _REACH))
        painter.end()


def _from(segments: np.ndarray, x: float) -> np.ndarray:
    """Return the pieces that end at `x` or later."""
    later: np.ndarray = segments[np.searchsorted(segments[:, 2], x) :]
    return later


def first_difference(before: np.ndarray, after: np.ndarray) -> float:
    """Return the least x from which two curves differ, inf where they are the same.

    Parameters
    ----------
    before, after : ndarray, shape (n, 4), float64
        Line pieces x, y, x, y with x not falling.
    """
    count = min(len(before), len(after))
    differs = np.flatnonzero((before[:count] != after[:count]).any(axis=1))
    index = int(differs[0]) if len(differs) else count
    return min((float(pieces[index, 0]) for pieces in (before, after) if index < len(pieces)), default=np.inf)


def _paint_lines(painter: QPainter, chart: FittedChart, size: QSizeF, style: PlotStyle) -> None:
    """Paint all of it at once, keeping nothing."""
    painter.save()
    painter.fillRect(QRectF(QPointF(0.0, 0.0), size), style.theme.panel)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_axes(painter, style, chart.plot, chart.epochs, chart.losses, chart.axis)
    paint_legend(painter, style, chart.plot, chart.legend)
    painter.setClipRect(chart.plot.adjusted(-1.0, -2.0, 6.0, 2.0), Qt.ClipOperation.IntersectClip)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in reversed(chart.curves):
        line = _whole_line(curve.x, chart.losses.pixels(curve.values))
        thread = thread_pen(style.theme, curve.part)
        if thread is not None:
            painter.setPen(thread)
            painter.drawPath(line)
        painter.setPen(whole_line_pen(style.theme, curve.part))
        painter.drawPath(line)
    painter.restore()


def _whole_line(x: np.ndarray, y: np.ndarray) -> QPainterPath:
    """Return a curve as one path, interrupted where it is not finite."""
    path, is_on = QPainterPath(), False
    for at_x, at_y in zip(x.tolist(), y.tolist(), strict=True):
        was_on, is_on = is_on, math.isfinite(at_x) and math.isfinite(at_y)
        if is_on and was_on:
            path.lineTo(at_x, at_y)
        elif is_on:
            path.moveTo(at_x, at_y)
    return path


def _blank(size: QSizeF, ratio: float, style: PlotStyle) -> QPixmap:
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(style.theme.panel)
    return pixmap


def _axes_pixmap(chart: FittedChart, size: QSizeF, ratio: float, style: PlotStyle) -> QPixmap:
    """Return grid lines, ticks and numbers as a picture of the whole view."""
    pixmap = _blank(size, ratio, style)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_axes(painter, style, chart.plot, chart.epochs, chart.losses, chart.axis)
    painter.end()
    return pixmap


def _legend_pixmap(chart: FittedChart, band: QRectF, ratio: float, style: PlotStyle) -> QPixmap:
    pixmap = _blank(band.size(), ratio, style)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-band.topLeft())
    paint_legend(painter, style, chart.plot, chart.legend)
    painter.end()
    return pixmap
