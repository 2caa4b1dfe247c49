"""The legend: the colour bar of the losses with its numbers, and the colours of the path with its epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainterPath, QPen, QPolygonF

from mlp_gui.look.numbers import grouped
from mlp_gui.views.surface.readout import is_summed

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import ColourMap
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.heights import Heights

WIDTH: Final = 64
"""At 100 %."""
_BAR: Final = 11
_PATH_SHARE: Final = 0.3
_LEAST_PATH: Final = 74
"""Height that the path's colours take of it, with their title and the gap above."""
_SHORT: Final = {"penalty": "penalty", "zero_one": "errors", "perceptron": "error", "squared_error": "error"}
"""What fits over the bar."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def heading(picture: SurfacePicture) -> str:
    """Return what the heights are, as short as fits over the bar: "loss", "Σ loss" of a sum over the samples."""
    return _SHORT.get(picture.shown, "Σ loss" if is_summed(picture) else "loss")


def paint_legend(painter: QPainter, style: PlotStyle, rect: QRectF, heights: Heights, picture: SurfacePicture) -> None:
    """Paint both bars from the top of `rect` down; a mark at the first says how high the current point lies."""
    title = style.tick_metrics.height()
    name = heading(picture)
    has_path = len(picture.path) > 1 and rect.height() > style.px(170)
    bottom = rect.bottom() - (max(_PATH_SHARE * rect.height(), style.px(_LEAST_PATH)) if has_path else 0.0)
    _paint_title(painter, style, rect, rect.top() - style.px(4), f"{name}, log" if heights.is_log else name)
    bar = QRectF(rect.left(), rect.top() + title + style.px(6), style.px(_BAR), 0.0)
    bar.setBottom(bottom)
    _paint_bar(painter, bar, style.theme.loss_map)
    most = max(int(bar.height() / style.px(18)), 2)
    _paint_texts(painter, style, bar, heights.holding(picture.plane_loss).ticks(most))
    here = bar.bottom() - float(heights.parts(np.array([picture.plane_loss]))[0]) * bar.height()
    size = style.px(4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.theme.ink)
    tip = QPointF(bar.left() - 1.0, here)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-size, -size), tip + QPointF(-size, size)]))
    if has_path:
        top = bottom + style.px(16)
        _paint_title(painter, style, rect, top, "epoch")
        path_bar = QRectF(rect.left(), top + title + style.px(9), style.px(_BAR), 0.0)
        path_bar.setBottom(rect.bottom() - 2.0)
        _paint_bar(painter, path_bar, style.theme.path_map)
        first, last = (int(picture.path_epochs[end]) for end in (0, -1))
        _paint_texts(painter, style, path_bar, [(0.0, grouped(first)), (1.0, grouped(last))])


def _paint_title(painter: QPainter, style: PlotStyle, rect: QRectF, top: float, text: str) -> None:
    painter.setFont(style.tick_font)
    painter.setPen(style.theme.text2)
    painter.drawText(QRectF(rect.left() - 2.0, top, rect.width() + 16.0, style.tick_metrics.height()), _LEFT, text)


def _paint_bar(painter: QPainter, bar: QRectF, colours: ColourMap) -> None:
    table = np.ascontiguousarray(colours.packed[::-1])
    image = QImage(table.data, 1, len(table), 4, QImage.Format.Format_RGB32)
    clip = QPainterPath()
    clip.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(clip)
    painter.drawImage(bar, image)
    painter.restore()


def _paint_texts(painter: QPainter, style: PlotStyle, bar: QRectF, ticks: list[tuple[float, str]]) -> None:
    painter.setFont(style.tick_font)
    half = style.tick_metrics.height() / 2.0
    for place, text in ticks:
        at = bar.bottom() - place * bar.height()
        painter.setPen(QPen(style.theme.line2, 1.0))
        painter.drawLine(QPointF(bar.right() + 1.0, at), QPointF(bar.right() + 3.0, at))
        painter.setPen(style.theme.text3)
        painter.drawText(QRectF(bar.right() + style.px(6), at - half, style.px(80), 2 * half), _LEFT, text)
