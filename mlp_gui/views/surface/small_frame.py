"""The frame of a small map or curve: what its axes are called and where they end, and a colour bar lying below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPolygonF

from mlp_gui.look.numbers import compact
from mlp_gui.views.axes import Frame, LinearScale, paint_border, tick_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.heights import Heights

LEFT: Final = 20
"""Pixels at 100 % beside the plot, for its upright axis."""
_BAR: Final = 7
_BAR_ROW: Final = 20


def fit_small_frame(
    size: QSizeF,
    style: PlotStyle,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    is_square: bool,
    left: int = LEFT,
) -> Frame:
    """Lay the plot, square with its colour bar below or as large as it gets, into `size`, from its top."""
    line = style.tick_metrics.height() + style.px(3)
    beside, right, top = style.px(left), style.px(5), style.px(3)
    below = line + (style.px(_BAR_ROW) if is_square else 0.0)
    width = max(size.width() - beside - right, 20.0)
    height = max(size.height() - top - below, 20.0)
    if is_square:
        width = height = float(round(min(width, height)))
        beside += round((size.width() - beside - right - width) / 2.0)
    plot = QRectF(beside, top, round(width), round(height))
    legend = QRectF(plot.left(), plot.bottom() + line, plot.width(), style.px(_BAR_ROW) if is_square else 0.0)
    across = LinearScale(*x_range, plot.left(), plot.right())
    return Frame(plot, legend, across, LinearScale(*y_range, plot.bottom(), plot.top()))


def paint_small_frame(
    painter: QPainter, style: PlotStyle, frame: Frame, titles: tuple[str, str], *, is_maths: bool
) -> None:
    """Paint the border, below it both ends of the axis across with its name between, and beside it the other's name."""
    plot, theme = frame.plot, style.theme
    paint_border(painter, style, plot)
    line = style.tick_metrics.height() + style.px(3)
    row = QRectF(plot.left(), plot.bottom() + 1.0, plot.width(), line)
    step = (frame.x.high - frame.x.low) / 4.0
    ends = tuple(tick_text(end, step) for end in (frame.x.low, frame.x.high))
    font, metrics = (style.symbol_font, style.label_metrics) if is_maths else (style.tick_font, style.tick_metrics)
    taken = max(map(style.tick_metrics.horizontalAdvance, ends))
    painter.setPen(theme.text3)
    painter.setFont(style.tick_font)
    middle = Qt.AlignmentFlag.AlignVCenter
    if 2 * taken + metrics.horizontalAdvance(titles[0]) + style.px(8) <= row.width():
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | middle, ends[0])
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, ends[1])
    painter.setPen(theme.text2)
    painter.setFont(font)
    painter.drawText(row, Qt.AlignmentFlag.AlignCenter, titles[0])
    painter.save()
    painter.translate(plot.left() - style.px(10), plot.center().y())
    painter.rotate(-90.0)
    painter.drawText(
        QRectF(-plot.height() / 2.0, -line / 2.0, plot.height(), line), Qt.AlignmentFlag.AlignCenter, titles[1]
    )
    painter.restore()


def paint_small_legend(
    painter: QPainter, style: PlotStyle, rect: QRectF, heights: Heights, picture: SurfacePicture
) -> None:
    """Paint the colour bar of a linear scale lying, its ends' values beside it, and where the current point lies."""
    low, high = (compact(end, 3) for end in (heights.low, heights.high))
    widths = tuple(style.tick_metrics.horizontalAdvance(text) + style.px(5) for text in (low, high))
    bar = QRectF(rect.left() + widths[0], 0.0, max(rect.width() - sum(widths), style.px(12)), style.px(_BAR))
    bar.moveTop(rect.center().y() - bar.height() / 2.0 + style.px(2))
    table = np.ascontiguousarray(style.theme.loss_map.packed)
    painter.drawImage(bar, QImage(table.data, len(table), 1, 4 * len(table), QImage.Format.Format_RGB32))
    painter.setFont(style.tick_font)
    painter.setPen(style.theme.text3)
    row = QRectF(rect.left(), bar.center().y() - style.px(9), rect.width(), style.px(18))
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, low)
    painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, high)
    size = style.px(4)
    at = bar.left() + float(heights.parts(np.array([picture.plane_loss]))[0]) * bar.width()
    tip = QPointF(at, bar.top() - 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.theme.ink)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-size, -size), tip + QPointF(size, -size)]))
