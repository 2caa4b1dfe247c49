"""Where the loss chart's parts lie, and its axes and legend line, painted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mlp_gui.look.theme import blend
from mlp_gui.views.axes import (
    dashed_segments,
    draw_segments,
    linear_ticks,
    log_tick_text,
    log_ticks,
    polyline_segments,
    tick_text,
)

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.views.axes import LinearScale, PlotStyle, Scale
    from mlp_gui.views.loss.chart import LossAxis

_LINES: dict[str, tuple[float, tuple[float, float] | None]] = {
    "train": (1.75, None),
    "validation": (1.5, (1.5, 3.5)),
    "test": (1.4, (4.0, 2.5)),
}
"""Width and, in multiples of a pixel, dash and gap of each part's curve; dashes count square caps in."""

_THREAD = 0.4
"""How much of a dashed curve's colour there is between its dashes."""

_SAMPLE, _GAP, _BETWEEN = 22, 7, 12
_MARGIN = 10
"""Room for a line sample, between the texts of an entry, between entries, and at the ends of a full row."""

_LABEL_GAP = 8
"""Between the numbers of the loss axis and the curves."""

_ROOM_STEP = 6
"""Room for those numbers grows by so much at once."""

_OVERHANG = 16
"""How far the last number of the epoch axis may reach beyond the axis."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One part in the legend line: its name, its loss and its metric as texts."""

    part: str
    value: str
    metric: str

    def width(self, style: PlotStyle) -> float:
        """Return its length in pixels."""
        length = style.px(_SAMPLE) + style.label_metrics.horizontalAdvance(self.part) + style.px(_GAP)
        length += style.value_metrics.horizontalAdvance(self.value)
        return length + (style.px(_GAP) + style.label_metrics.horizontalAdvance(self.metric) if self.metric else 0.0)


def line_colour(theme: Theme, part: str) -> QColor:
    """Return the colour of a part's curve: ink for what is trained on, quieter for the others."""
    return theme.ink if part == "train" else theme.text3


def line_segments(part: str, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return a curve's line pieces with its part's dashes, for `draw_segments`."""
    width, dashes = _LINES[part]
    if dashes is None:
        return polyline_segments(x, y)
    return dashed_segments(x, y, dashes[0] * 1.4 - width, dashes[1] * 1.4 + width)


def line_pen(theme: Theme, part: str) -> QPen:
    """Return the pen of a part's curve."""
    return QPen(line_colour(theme, part), _LINES[part][0])


def thread_pen(theme: Theme, part: str) -> QPen | None:
    """Return the pen of the unbroken line below a part's dashes, without which a steep curve falls apart; or None."""
    width, dashes = _LINES[part]
    return None if dashes is None else QPen(blend(line_colour(theme, part), theme.panel, _THREAD), width)


def whole_line_pen(theme: Theme, part: str) -> QPen:
    """Return the pen that draws a part's curve at once, its dashes among it."""
    pen = line_pen(theme, part)
    width, dashes = _LINES[part]
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes is not None:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.4 * length / width for length in dashes])
    return pen


def plot_rect(size: QSizeF, style: PlotStyle, n_legend_rows: int, label_room: float) -> QRectF:
    """Return where the curves are drawn, beside so much room for the numbers of the loss axis."""
    left, top, right = label_room, style.px(8), style.px(31)
    bottom = style.px(36) + style.px(19) * n_legend_rows
    width, height = max(size.width() - left - right, 40.0), max(size.height() - top - bottom, 30.0)
    return QRectF(left, top, round(width), round(height))


def least_label_room(style: PlotStyle) -> float:
    """Return the room that the numbers of the loss axis have at least, so that most runs begin at one place."""
    return style.px(44)


def label_room(style: PlotStyle, axis: LossAxis, height: float) -> float:
    """Return the room that the numbers of a loss axis of this height take with their gaps, in even steps."""
    texts = loss_ticks(axis, _most_losses(style, height))[2]
    widest = max(map(style.tick_metrics.horizontalAdvance, texts), default=0)
    step = style.px(_ROOM_STEP)
    return max(math.ceil((widest + style.px(_LABEL_GAP) + 2.0) / step) * step, least_label_room(style))


def legend_rows(
    entries: tuple[LegendEntry, ...], style: PlotStyle, width: float
) -> list[list[tuple[float, LegendEntry]]]:
    """Put each entry into the first row that has room, with its distance from the row's left."""
    rows: list[list[tuple[float, LegendEntry]]] = []
    ends: list[float] = []
    for entry in entries:
        length = entry.width(style)
        index = next((i for i, end in enumerate(ends) if end + length <= width), len(ends))
        if index == len(ends):
            rows.append([])
            ends.append(0.0)
        rows[index].append((ends[index], entry))
        ends[index] += length + style.px(_BETWEEN)
    return rows


def legend_width(size: QSizeF, style: PlotStyle) -> float:
    """Return the width of the legend's rows."""
    return size.width() - 2.0 * style.px(_MARGIN)


def legend_rect(size: QSizeF, style: PlotStyle, plot: QRectF) -> QRectF:
    """Return the band below the axis, over the whole width, that belongs to the legend."""
    top = plot.bottom() + style.px(24)
    return QRectF(0.0, top, size.width(), max(size.height() - top, 1.0))


def paint_legend(
    painter: QPainter, style: PlotStyle, plot: QRectF, rows: list[list[tuple[float, LegendEntry]]]
) -> None:
    """Paint line samples, names, values and metrics below the axis."""
    theme = style.theme
    top = plot.bottom() + style.px(24)
    start = plot.left()
    if rows and (len(rows) > 1 or rows[0][-1][0] + rows[0][-1][1].width(style) > plot.width() + style.px(14)):
        start = style.px(_MARGIN)
    for row in rows:
        for offset, entry in row:
            left, middle = start + offset, top + style.px(19) / 2.0
            ends = np.array([left + 1.0, left + style.px(15)])
            thread = thread_pen(theme, entry.part)
            if thread is not None:
                painter.setPen(thread)
                painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
            painter.setPen(line_pen(theme, entry.part))
            draw_segments(painter, line_segments(entry.part, ends, np.full(2, middle)))
            left += style.px(_SAMPLE)
            for text, font, metrics, colour, gap in (
                (entry.part, style.label_font, style.label_metrics, theme.text2, _GAP),
                (entry.value, style.value_font, style.value_metrics, theme.text, _GAP),
                (entry.metric, style.label_font, style.label_metrics, theme.text2, 0),
            ):
                painter.setFont(font)
                painter.setPen(colour)
                advance = metrics.horizontalAdvance(text)
                painter.drawText(QRectF(left, top, advance + 4.0, style.px(19)), _LEFT, text)
                left += advance + style.px(gap)
        top += style.px(19)


def paint_axes(
    painter: QPainter, style: PlotStyle, plot: QRectF, epochs: LinearScale, losses: Scale, axis: LossAxis
) -> None:
    """Paint grid lines, ticks with their numbers, and the name of the epoch axis."""
    theme, half = style.theme, style.tick_metrics.height() / 2.0
    painter.setFont(style.tick_font)
    majors, minors, texts = loss_ticks(axis, _most_losses(style, plot.height()))
    grid_pen, tick_pen, text_pen = QPen(theme.line, 1.0), QPen(theme.line2, 1.0), QPen(theme.text3)
    for value, text in zip(majors, texts, strict=True):
        at = round(losses.pixel(value)) + 0.5
        painter.setPen(grid_pen)
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        painter.setPen(text_pen)
        painter.drawText(QRectF(0.0, at - half, plot.left() - style.px(_LABEL_GAP), 2 * half), _RIGHT, text)
    painter.setPen(tick_pen)
    for value in minors:
        at = round(losses.pixel(value)) + 0.5
        painter.drawLine(QPointF(plot.left() - 3.0, at), QPointF(plot.left(), at))
    _paint_epochs(painter, style, plot, epochs, tick_pen, text_pen)


def _paint_epochs(
    painter: QPainter, style: PlotStyle, plot: QRectF, epochs: LinearScale, tick_pen: QPen, text_pen: QPen
) -> None:
    half, middle = style.tick_metrics.height() / 2.0, plot.bottom() + style.px(13)
    widest = style.tick_metrics.horizontalAdvance(tick_text(round(epochs.high), 1.0))
    most = min(max(int(plot.width() / max(style.px(64), widest + style.px(24))) + 1, 2), 9)
    ticks, step = linear_ticks(epochs.low, epochs.high, most, whole=True)
    baseline = round(plot.bottom()) + 0.5
    painter.setPen(tick_pen)
    painter.drawLine(QPointF(plot.left(), baseline), QPointF(plot.right(), baseline))
    for tick in ticks.tolist():
        at = epochs.pixel(tick)
        painter.drawLine(QPointF(at, baseline), QPointF(at, baseline + 3.0))
    painter.setPen(text_pen)
    spans = [_label_within(style, plot, epochs.pixel(tick), tick_text(tick, step)) for tick in ticks.tolist()]
    name_at, spans = _place_name(style, plot, spans)
    for at, text in (*spans, (name_at, "epoch")):
        reach = style.tick_metrics.horizontalAdvance(text) / 2.0 + 2.0
        painter.drawText(QRectF(at - reach, middle - half, 2 * reach, 2 * half), Qt.AlignmentFlag.AlignCenter, text)


def _label_within(style: PlotStyle, plot: QRectF, at: float, text: str) -> tuple[float, str]:
    """Return the middle of a label of the epoch axis, moved in where it would reach the view's edge, and the label."""
    end = plot.right() + style.px(_OVERHANG)
    return min(at, end - style.tick_metrics.horizontalAdvance(text) / 2.0), text


def _place_name(
    style: PlotStyle, plot: QRectF, labels: list[tuple[float, str]]
) -> tuple[float, list[tuple[float, str]]]:
    """Return the middle of the axis's name and the labels that may stay.

    The name stands in the last gap that is wide enough; where none is, at the end, in place of the labels there.
    """
    advance = style.tick_metrics.horizontalAdvance
    edges = [(at - advance(text) / 2.0, at + advance(text) / 2.0) for at, text in labels]
    needed = advance("epoch") + 2.0 * style.px(8)
    stops = [right for _, right in edges]
    starts = [left for left, _ in edges[1:]] + [plot.right() + style.px(8)]
    for stop, start in zip(reversed(stops), reversed(starts), strict=True):
        if start - stop >= needed:
            return (start + stop) / 2.0, labels
    middle = plot.right() - advance("epoch") / 2.0
    free = plot.right() - needed + style.px(8)
    return middle, [label for label, (_, right) in zip(labels, edges, strict=True) if right <= free]


def _most_losses(style: PlotStyle, height: float) -> int:
    """Return how many numbers there is room for along a loss axis of this height."""
    return int(height / style.px(30)) + 1


def loss_ticks(axis: LossAxis, most: int) -> tuple[list[float], list[float], list[str]]:
    """Return labelled values, unlabelled ones, and the labels; a log axis with zeros has "or less" at its foot."""
    most = max(most, 2)
    if not axis.is_log:
        ticks, step = linear_ticks(axis.low, axis.high, most)
        return ticks.tolist(), [], [tick_text(tick, step) for tick in ticks.tolist()]
    low = axis.low * 10.0 if axis.has_zero else axis.low
    majors, minors = log_ticks(low, axis.high, most)
    values, texts = majors.tolist(), [log_tick_text(value) for value in majors.tolist()]
    if axis.has_zero:
        values, texts = [axis.low, *values], [f"≤{log_tick_text(axis.low)}", *texts]
    return values, minors.tolist(), texts
