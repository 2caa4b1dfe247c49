"""The frame of map and curve: where plot and legend lie, and the axes around the plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt

from mlp_gui.views.axes import (
    Frame,
    LinearScale,
    linear_ticks,
    paint_border,
    paint_x_ticks,
    paint_y_ticks,
    tick_count,
    tick_labels,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import PlotStyle


def fit_frame(
    size: QSizeF,
    style: PlotStyle,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    legend_width: float,
    *,
    is_square: bool,
    heading: float = 0.0,
) -> Frame:
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
    return Frame(
        plot,
        legend,
        LinearScale(*x_range, plot.left(), plot.right()),
        LinearScale(*y_range, plot.bottom(), plot.top()),
    )


def paint_frame(
    painter: QPainter,
    style: PlotStyle,
    frame: Frame,
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
    plot, theme, gap = frame.plot, style.theme, style.px(7)
    paint_border(painter, style, plot)
    positions, step = linear_ticks(frame.x.low, frame.x.high, tick_count(plot.width(), style.px(46)))
    paint_x_ticks(painter, style, plot, plot.bottom() + style.px(11), tick_labels(frame.x, positions, step))
    if y_ticks is None:
        positions, step = linear_ticks(frame.y.low, frame.y.high, tick_count(plot.height(), style.px(34)))
        labels = tick_labels(frame.y, positions, step)
    else:
        labels = [(frame.y.pixel(place), text) for place, text in y_ticks]
    widest = paint_y_ticks(painter, style, plot, gap, labels)
    painter.setFont(style.symbol_font if is_maths else style.label_font)
    painter.setPen(theme.text2)
    line = style.px(18)
    centre = plot.center()
    box = QRectF(centre.x() - 200.0, plot.bottom() + style.px(20), 400.0, line)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, x_title)
    beside = plot.left() - gap - widest - style.px(5)
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
