"""The frame of map and curve: where plot and legend lie, and the axes around the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPen

from mlp_gui.views.axes import LinearScale, linear_ticks, tick_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import PlotStyle


@dataclass(frozen=True, slots=True)
class SurfaceFrame:
    """Where things lie, in logical pixels.

    Attributes
    ----------
    plot : QRectF
        The map or the curve.
    legend : QRectF
        To its right.
    x, y : LinearScale
        Values and pixels; y of a curve goes from 0 to 1.
    """

    plot: QRectF
    legend: QRectF
    x: LinearScale
    y: LinearScale

    def position(self, x: float, y: float) -> QPointF:
        """Return where a point lies."""
        return QPointF(self.x.pixel(x), self.y.pixel(y))

    def positions(self, points: np.ndarray) -> np.ndarray:
        """Return where points lie, shape (n_points, 2)."""
        return np.column_stack((self.x.pixels(points[:, 0]), self.y.pixels(points[:, 1])))


def fit_frame(
    size: QSizeF,
    style: PlotStyle,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    legend_width: float,
    *,
    is_square: bool,
    heading: float = 0.0,
) -> SurfaceFrame:
    """Lay the plot, square or as large as it gets, and its legend into `size`, below a heading of that height."""
    left, top, bottom = style.px(70), style.px(12) + heading, style.px(42)
    width = max(size.width() - left - legend_width - style.px(24), 40.0)
    height = max(size.height() - top - bottom, 40.0)
    if is_square:
        side = float(round(min(width, height)))
        left += round((width - side) / 2.0)
        top += round((height - side) / 2.0)
        width = height = side
    plot = QRectF(left, top, round(width), round(height))
    legend = QRectF(plot.right() + style.px(14), plot.top(), legend_width, plot.height())
    return SurfaceFrame(
        plot,
        legend,
        LinearScale(*x_range, plot.left(), plot.right()),
        LinearScale(*y_range, plot.bottom(), plot.top()),
    )


def paint_frame(
    painter: QPainter,
    style: PlotStyle,
    frame: SurfaceFrame,
    x_title: str,
    y_title: str,
    y_ticks: list[tuple[float, str]] | None = None,
    *,
    is_maths: bool,
) -> None:
    """Paint border, ticks and titles.

    Parameters
    ----------
    y_ticks : list of (float, str), optional
        Places from 0 to 1 and texts; by default round values of the y scale.
    is_maths : bool
        Whether the titles are symbols.
    """
    plot, theme = frame.plot, style.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.setFont(style.tick_font)
    half, reach = style.tick_metrics.height() / 2.0, style.px(40)
    positions, step = linear_ticks(frame.x.low, frame.x.high, _count(plot.width(), style.px(46)))
    for value in positions.tolist():
        at, below = frame.x.pixel(value), plot.bottom() + style.px(11)
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawLine(QPointF(at, plot.bottom() + 1.0), QPointF(at, plot.bottom() + 4.0))
        painter.setPen(theme.text3)
        box = QRectF(at - reach, below - half, 2 * reach, 2 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick_text(value, step))
    if y_ticks is None:
        positions, step = linear_ticks(frame.y.low, frame.y.high, _count(plot.height(), style.px(34)))
        pixels = frame.y.pixels(positions).tolist()
        labels = [(at, tick_text(value, step)) for at, value in zip(pixels, positions.tolist(), strict=True)]
    else:
        labels = [(frame.y.pixel(place), text) for place, text in y_ticks]
    widest = 0.0
    for at, text in labels:
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawLine(QPointF(plot.left() - 1.0, at), QPointF(plot.left() - 4.0, at))
        painter.setPen(theme.text3)
        box = QRectF(plot.left() - style.px(7) - 2 * reach, at - half, 2 * reach, 2 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        widest = max(widest, style.tick_metrics.horizontalAdvance(text))
    painter.setFont(style.symbol_font if is_maths else style.label_font)
    painter.setPen(theme.text2)
    line = style.px(18)
    centre = plot.center()
    box = QRectF(centre.x() - 200.0, plot.bottom() + style.px(20), 400.0, line)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, x_title)
    beside = plot.left() - style.px(7) - widest - style.px(5)
    if is_maths and y_ticks is None:
        box = QRectF(beside - 100.0, centre.y() - line, 100.0, 2 * line)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, y_title)
        return
    painter.setFont(style.label_font)
    painter.save()
    painter.translate(beside - style.px(9), centre.y())
    painter.rotate(-90.0)
    painter.drawText(QRectF(-200.0, -line / 2.0 - 1.0, 400.0, line), Qt.AlignmentFlag.AlignCenter, y_title)
    painter.restore()


def _count(length: float, pitch: float) -> int:
    return min(max(int(length / pitch) + 1, 2), 9)
