"""The frame of a plot with two axes: where it lies, its ticks, its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPen

from mlp_gui.views.axes.scales import LinearScale
from mlp_gui.views.axes.ticks import linear_ticks, tick_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF, QPainter

    from mlp_gui.views.axes.style import PlotStyle

Range = tuple[float, float]

_FIRST_SYMBOL = 0x2000
_FEWEST_TICKS, _MOST_TICKS = 2, 9

_LEAST_PLOT = 40.0
"""Pixels of a plot's sides at the least."""
_SYMBOL = 20.0
"""Height of a symbol with its index, pixels at 100 %: the mathematical font's own is that of an integral."""
_BELOW = 30.0
"""Room for the numbers and the name of the axis that goes right, pixels at 100 %."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Where the plot and its legend lie, and the two scales.

    Attributes
    ----------
    plot, legend : QRectF
        In logical pixels of the view.
    x, y : LinearScale
        The plot's axes; y counts upward.
    """

    plot: QRectF
    legend: QRectF
    x: LinearScale
    y: LinearScale

    def position(self, x: float, y: float) -> QPointF:
        """Return the pixel of a point of the plane."""
        return QPointF(self.x.pixel(x), self.y.pixel(y))

    def positions(self, points: np.ndarray) -> np.ndarray:
        """Return the pixels of points: (n, 2) to (n, 2), float64."""
        return np.column_stack((self.x.pixels(points[:, 0]), self.y.pixels(points[:, 1])))

    def moved_down(self, distance: float) -> Frame:
        """Return the same frame, lower by some pixels."""
        y = LinearScale(self.y.low, self.y.high, self.y.start + distance, self.y.end + distance)
        return Frame(self.plot.translated(0.0, distance), self.legend.translated(0.0, distance), self.x, y)

    def segments(self, segments: np.ndarray) -> np.ndarray:
        """Return line pieces x, y, x, y in pixels: (n, 4) to (n, 4)."""
        pixels = np.empty_like(segments)
        pixels[:, 0::2] = self.x.pixels(segments[:, 0::2])
        pixels[:, 1::2] = self.y.pixels(segments[:, 1::2])
        return pixels


def fit_frame(
    size: QSizeF,
    style: PlotStyle,
    legend_width: float,
    x_range: Range,
    y_range: Range,
    equal: bool,
    left: float | None = None,
) -> Frame:
    """Lay a plot and, to its right, its legend into `size`.

    Parameters
    ----------
    size : QSizeF
        Of the view, in logical pixels.
    style : PlotStyle
        Margins follow its scale.
    legend_width : float
        Pixels that the legend needs; it gets half of the view at the most.
    x_range, y_range : tuple of float
        Values at the ends of the axes.
    equal : bool
        True for one unit of x as long as one of y.
    left : float, optional
        Pixels left of the plot, at least `close_left`; room for any number and the name beside it where left out.
    """
    # Half a tick's text stands above the plot.
    top, bottom = style.px(10), style.px(_BELOW)
    if left is None:
        left = max(style.px(44), style.px(30) + _widest_tick(style, y_range))
    gap, right = style.px(16), style.px(14)
    legend_width = min(legend_width, 0.5 * size.width())
    width = max(size.width() - left - gap - legend_width - right, _LEAST_PLOT)
    height = max(size.height() - top - bottom, _LEAST_PLOT)
    if equal:
        unit = min(width / (x_range[1] - x_range[0]), height / (y_range[1] - y_range[0]))
        plot_width, plot_height = round(unit * (x_range[1] - x_range[0])), round(unit * (y_range[1] - y_range[0]))
        left += round(max(width - plot_width, 0.0) / 2.0)
    else:
        plot_width, plot_height = round(width), round(height)
    plot = QRectF(left, top, plot_width, plot_height)
    legend = QRectF(plot.right() + gap, top, legend_width, plot_height)
    x = LinearScale(*x_range, plot.left(), plot.right())
    y = LinearScale(*y_range, plot.bottom(), plot.top())
    return Frame(plot, legend, x, y)


def close_left(style: PlotStyle, y_range: Range, name: str, height: float) -> float | None:
    """Return the least room left of a plot, in pixels: its axis's name stands between two of the numbers there.

    Parameters
    ----------
    style : PlotStyle
        Fonts.
    y_range : tuple of float
        Values at the ends of the axis.
    name : str
        Of the axis.
    height : float
        Pixels of the plot's height.

    Returns
    -------
    float or None
        None for a name that is a word, and where no two numbers leave it room.
    """
    ticks, step = linear_ticks(*y_range, tick_count(height, style.px(44)))
    metrics = _name_metrics(style, name)
    pitch = step / (y_range[1] - y_range[0]) * height
    if _is_word(name) or pitch < style.tick_metrics.height() + style.px(_SYMBOL):
        return None
    widths = [style.tick_metrics.horizontalAdvance(tick_text(tick, step)) for tick in ticks.tolist()]
    return style.px(8) + max(*widths, metrics.horizontalAdvance(name)) + style.px(6)


def is_square(x_range: Range, y_range: Range) -> bool:
    """Whether two ranges have one length, so that a unit of the one can be as long as one of the other.

    Two columns of a table, a height and a weight, have units of their own.
    """
    return bool(np.isclose(x_range[1] - x_range[0], y_range[1] - y_range[0]))


def paint_axes(painter: QPainter, style: PlotStyle, frame: Frame, x_name: str, y_name: str) -> None:
    """Paint the border, the ticks with their numbers, and the names in the gaps between them.

    A name that is a word, as a table's columns have, stands upright beside the axis that goes up.
    """
    plot = frame.plot
    x_ticks, x_step, fits = _ticks_with_room(style, frame.x, x_name)
    y_ticks, y_step = linear_ticks(frame.y.low, frame.y.high, tick_count(plot.height(), style.px(44)))
    below = plot.bottom() + style.px(12 if fits else 10)
    paint_border(painter, style, plot)
    paint_x_ticks(painter, style, plot, below, tick_labels(frame.x, x_ticks, x_step))
    paint_y_ticks(painter, style, plot, style.px(8), tick_labels(frame.y, y_ticks, y_step))
    x_at = _middle_gap(frame.x.pixels(x_ticks), plot.center().x(), plot.right())
    # A name that is too long for any gap stands below the numbers.
    beside, under = QPointF(x_at, below + 2.0), QPointF(plot.center().x(), plot.bottom() + style.px(21))
    shown = _name_metrics(style, x_name).elidedText(x_name, Qt.TextElideMode.ElideRight, plot.width())
    _paint_name(painter, style, beside if fits else under, shown)
    y_at = _middle_gap(frame.y.pixels(y_ticks), plot.center().y(), plot.top())
    y_left = plot.left() - style.px(8) - _widest_tick(style, (frame.y.low, frame.y.high)) - style.px(4)
    if _is_word(y_name):
        metrics = _name_metrics(style, y_name)
        painter.save()
        # Beside a low plot a long name reaches below it, where the numbers of the other axis are.
        # One of the least height has no such room, the view may end above it.
        most = style.px(_BELOW) - 4.0 if plot.height() > _LEAST_PLOT else 0.0
        beyond = min(max(metrics.horizontalAdvance(y_name) - plot.height(), 0.0), most)
        middle = plot.center().y() + beyond / 2.0
        painter.translate(max(y_left - metrics.height() / 2.0, metrics.height() / 2.0), middle)
        painter.rotate(-90.0)
        shown = metrics.elidedText(y_name, Qt.TextElideMode.ElideRight, plot.height() + beyond)
        _paint_name(painter, style, QPointF(0.0, 0.0), shown)
        painter.restore()
    else:
        width = _name_metrics(style, y_name).horizontalAdvance(y_name)
        right = y_left if y_left >= width else plot.left() - style.px(8)
        _paint_name(painter, style, QPointF(right - width / 2.0, y_at), y_name)


def _paint_name(painter: QPainter, style: PlotStyle, middle: QPointF, name: str) -> None:
    """Paint the name of an axis around a point."""
    metrics = _name_metrics(style, name)
    width, height = metrics.horizontalAdvance(name) + 2.0, 2.0 * metrics.height()
    painter.setFont(style.label_font if _is_word(name) else style.symbol_font)
    painter.setPen(style.theme.text2)
    box = QRectF(middle.x() - width / 2.0, middle.y() - height / 2.0, width, height)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def _is_word(name: str) -> bool:
    """Whether a name is one of a table's columns; symbols start with a mathematical letter."""
    return len(name) > 1 and ord(name[0]) < _FIRST_SYMBOL


def _name_metrics(style: PlotStyle, name: str) -> QFontMetricsF:
    return style.label_metrics if _is_word(name) else style.symbol_metrics


def paint_border(painter: QPainter, style: PlotStyle, plot: QRectF) -> None:
    """Paint the hairline around a plot."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.theme.line2, 1.0))
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5))


def tick_labels(scale: LinearScale, ticks: np.ndarray, step: float) -> list[tuple[float, str]]:
    """Return pixel and text of each tick."""
    return [(scale.pixel(tick), tick_text(tick, step)) for tick in ticks.tolist()]


def paint_x_ticks(
    painter: QPainter, style: PlotStyle, plot: QRectF, below: float, labels: list[tuple[float, str]]
) -> None:
    """Paint ticks below a plot, and their numbers around the pixel row `below`."""
    half, reach = style.tick_metrics.height() / 2.0, style.px(40)
    painter.setFont(style.tick_font)
    for at, text in labels:
        painter.setPen(QPen(style.theme.line2, 1.0))
        painter.drawLine(QPointF(at, plot.bottom() + 1.0), QPointF(at, plot.bottom() + 4.0))
        painter.setPen(style.theme.text3)
        box = QRectF(at - reach, below - half, 2 * reach, 2 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_y_ticks(
    painter: QPainter, style: PlotStyle, plot: QRectF, gap: float, labels: list[tuple[float, str]]
) -> float:
    """Paint ticks left of a plot, and their numbers `gap` away from it; return the widest one's width."""
    half, reach = style.tick_metrics.height() / 2.0, style.px(40)
    align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    widest = 0.0
    painter.setFont(style.tick_font)
    for at, text in labels:
        painter.setPen(QPen(style.theme.line2, 1.0))
        painter.drawLine(QPointF(plot.left() - 1.0, at), QPointF(plot.left() - 4.0, at))
        painter.setPen(style.theme.text3)
        box = QRectF(plot.left() - gap - 2 * reach, at - half, 2 * reach, 2 * half)
        painter.drawText(box, align, text)
        widest = max(widest, style.tick_metrics.horizontalAdvance(text))
    return widest


def tick_count(length: float, pitch: float) -> int:
    """Return how many ticks fit on an axis, from 2 to 9; both in pixels."""
    return min(max(int(length / pitch) + 1, _FEWEST_TICKS), _MOST_TICKS)


def _ticks_with_room(style: PlotStyle, scale: LinearScale, name: str) -> tuple[np.ndarray, float, bool]:
    """Return as many ticks as leave room for the axis's name between two of their numbers, and whether any do.

    Where no two of them leave room for it there are as many as have room without it, one in the worst case.
    """
    advance = style.tick_metrics.horizontalAdvance
    needed = _name_metrics(style, name).horizontalAdvance(name) + style.px(16)
    without_name: tuple[np.ndarray, float] | None = None
    usual = tick_count(abs(scale.end - scale.start), style.px(54))
    for most in range(max(usual, _FEWEST_TICKS + 1), _FEWEST_TICKS - 1, -1):
        ticks, step = linear_ticks(scale.low, scale.high, most)
        widest = max((advance(tick_text(tick, step)) for tick in ticks.tolist()), default=0.0)
        pitch = abs(scale.pixel(step) - scale.pixel(0.0))
        if pitch >= widest + needed and (len(ticks) >= _FEWEST_TICKS or not name):
            return ticks, step, True
        if without_name is None and pitch >= widest + style.px(6):
            without_name = ticks, step
    if without_name is None:
        without_name = ticks[: 1 if len(ticks) > 1 else None], step
    return *without_name, not name


def _widest_tick(style: PlotStyle, values: Range) -> float:
    """Return the width of the widest tick that a plot of any usual height has: fewer ones may have more decimals."""
    ticks = [linear_ticks(*values, most) for most in range(_FEWEST_TICKS, _MOST_TICKS + 1)]
    texts = {tick_text(tick, step) for positions, step in ticks for tick in positions.tolist()}
    return max(map(style.tick_metrics.horizontalAdvance, texts), default=0.0)


def _middle_gap(ticks: np.ndarray, centre: float, end: float) -> float:
    """Return the middle between the tick at the centre and the next one towards the end, free of their numbers.

    Beside a single tick it is half-way to the end.
    """
    if not len(ticks):
        return centre
    if len(ticks) == 1:
        return float((ticks[0] + end) / 2.0)
    gaps = (ticks[:-1] + ticks[1:]) / 2.0
    beyond = np.where((gaps - centre) * (end - centre) > 0.0, np.abs(gaps - centre), np.inf)
    return float(gaps[int(np.argmin(beyond))]) if np.isfinite(beyond).any() else float(gaps[-1])
