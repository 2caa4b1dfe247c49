"""Painting: the current point and the crosshair of a fitted chart, above its curves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from mlp_gui.views.axes import ReadoutRow
from mlp_gui.views.loss.chart import losses_of, metrics_of
from mlp_gui.views.loss.layout import line_colour
from mlp_gui.views.loss.texts import exact_loss_text, metric_text

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.loss.fitting import FittedChart

_CURRENT_RADIUS, _HOVERED_RADIUS = 3.6, 3.0


def paint_current(painter: QPainter, style: PlotStyle, chart: FittedChart) -> None:
    """Paint where the training stands, with the losses that the legend tells; inside an epoch, the way there too."""
    now, last = chart.now, float(chart.history.epochs[-1])
    x = chart.epochs.pixel(now.epoch)
    if not chart.plot.left() - 1.0 <= x <= chart.plot.right() + 1.0:
        return
    _paint_upright(painter, QPen(style.theme.cursor_line, 1.0), chart, x)
    if now.epoch > last >= chart.epochs.low:
        for part in chart.parts:
            start, end = float(losses_of(chart.history, part)[-1]), now.losses[part]
            if math.isfinite(start) and math.isfinite(end):
                painter.setPen(QPen(line_colour(style.theme, part), 1.0, Qt.PenStyle.DotLine))
                painter.drawLine(
                    QPointF(chart.epochs.pixel(last), chart.losses.pixel(start)), QPointF(x, chart.losses.pixel(end))
                )
    _paint_rings(painter, style, chart, x, now.losses, _CURRENT_RADIUS)


def paint_lost(painter: QPainter, style: PlotStyle, chart: FittedChart) -> None:
    """Paint the last finite losses of a run that diverged, and that it left the plot from there, upwards."""
    now_x = chart.epochs.pixel(chart.now.epoch)
    for part in chart.parts:
        losses = losses_of(chart.history, part)
        rows = np.flatnonzero(np.isfinite(losses))
        if not len(rows) or math.isfinite(chart.now.losses[part]):
            continue
        epoch, loss = float(chart.history.epochs[rows[-1]]), float(losses[rows[-1]])
        x = chart.epochs.pixel(epoch)
        if not chart.plot.left() - 1.0 <= x <= now_x <= chart.plot.right() + 1.0:
            continue
        painter.setPen(QPen(line_colour(style.theme, part), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, chart.losses.pixel(loss)), QPointF(now_x, chart.plot.top()))
        _paint_rings(painter, style, chart, x, {part: loss}, _HOVERED_RADIUS)


def paint_crosshair(painter: QPainter, style: PlotStyle, chart: FittedChart, row: int) -> QPointF:
    """Paint the line through a row and a ring on each curve; return where its card belongs."""
    x = chart.epochs.pixel(float(chart.history.epochs[row]))
    _paint_upright(painter, QPen(style.theme.text3, 1.0), chart, x)
    losses = {part: float(losses_of(chart.history, part)[row]) for part in chart.parts}
    _paint_rings(painter, style, chart, x, losses, _HOVERED_RADIUS)
    return QPointF(x, chart.plot.top() - style.px(12))


def readout_rows(chart: FittedChart, row: int) -> tuple[ReadoutRow, ...]:
    """Return a row's epoch, and each part's exact loss with its metric."""
    history = chart.history
    rows = [ReadoutRow("epoch", str(int(history.epochs[row])))]
    for part in chart.parts:
        metric = metric_text(float(metrics_of(history, part)[row]), history.metric_name)
        value = exact_loss_text(float(losses_of(history, part)[row]))
        rows.append(ReadoutRow(part, f"{value}   {metric}" if metric else value))
    return tuple(rows)


def _paint_upright(painter: QPainter, pen: QPen, chart: FittedChart, x: float) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(x, chart.plot.top()), QPointF(x, chart.plot.bottom()))


def _paint_rings(
    painter: QPainter, style: PlotStyle, chart: FittedChart, x: float, losses: dict[str, float], radius: float
) -> None:
    painter.setBrush(style.theme.panel)
    for part in reversed([each for each in chart.parts if each in losses]):
        y = chart.losses.pixel(losses[part])
        if chart.plot.top() - 1.0 <= y <= chart.plot.bottom() + 1.0:
            painter.setPen(QPen(line_colour(style.theme, part), 1.5))
            painter.drawEllipse(QPointF(x, y), radius, radius)
