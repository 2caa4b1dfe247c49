"""Unit tiles and bias chips: a heat map, a curve or a number, through a rounded clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from mlp_gui.look.numbers import signed
from mlp_gui.look.theme import blend, contrast
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.edges import colour_of

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.heat import ColumnFill

OFF_OPACITY = 0.38
MOST_TILE_PIXELS = 640
CURVE_GROUND = 0.42
"""Opacity of the colours behind a curve."""


def radius_of(side: float) -> float:
    """Return the corner radius of a tile of this side."""
    return 10.0 if side > 80.0 else min(8.0, 0.2 * side)


def tile_pixmap(
    fill: ColumnFill | None, row: int, side: float, zoom: float, ratio: float, style: CanvasStyle, on: bool = True
) -> QPixmap:
    """Paint one tile with its border.

    Parameters
    ----------
    fill : ColumnFill or None
        What the column shows; None for an empty tile.
    row : int
        Row of the column.
    side : float
        Side in scene pixels.
    zoom : float
        Canvas pixels of a scene pixel.
    ratio : float
        Device pixels of a canvas pixel.
    style : CanvasStyle
        Colours and fonts.
    on : bool
        Inputs that are off are faint.
    """
    pixels = min(max(round(side * zoom * ratio), 1), MOST_TILE_PIXELS)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(pixels / side, pixels / side)
    painter.setOpacity(1.0 if on else OFF_OPACITY)
    theme = style.theme
    border = 0.0 if side < 12.0 else 1.0 if not on or side < 26.0 else 1.5
    inset = border / 2
    box = QRectF(inset, inset, side - 2 * inset, side - 2 * inset)
    radius = max(radius_of(side) - inset, 0.0)
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.setClipPath(shape)
    _paint_content(painter, box, fill, row, style)
    painter.setClipping(False)
    painter.setOpacity(1.0)
    if border:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.ink if on else theme.line2, border))
        painter.drawRoundedRect(box, radius, radius)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _paint_content(painter: QPainter, box: QRectF, fill: ColumnFill | None, row: int, style: CanvasStyle) -> None:
    theme = style.theme
    if fill is None:
        painter.fillRect(box, theme.field)
    elif fill.curves is not None:
        painter.fillRect(box, theme.field)
        opacity = painter.opacity()
        painter.setOpacity(opacity * CURVE_GROUND)
        painter.drawImage(box, fill.images[row])
        painter.setOpacity(opacity)
        _paint_curve(painter, box, fill.curves[row], theme)
    elif fill.images:
        painter.drawImage(box, fill.images[row])
    elif fill.values is not None:
        value = float(fill.values[row])
        ground = theme.weight_map.colour(fill.scale.place(value))
        painter.fillRect(box, ground)
        _paint_number(painter, box, value, ground, style)


def _paint_curve(painter: QPainter, box: QRectF, places: np.ndarray, theme: Theme) -> None:
    middle, reach = box.center().y(), 0.42 * box.height()
    painter.setPen(QPen(blend(theme.text3, theme.field, 0.5), 0.75))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    x = np.linspace(box.left(), box.right(), len(places))
    line = QPolygonF([QPointF(a, middle - reach * b) for a, b in zip(x.tolist(), places.tolist(), strict=True)])
    painter.setPen(QPen(theme.ink, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)


def _paint_number(painter: QPainter, box: QRectF, value: float, ground: QColor, style: CanvasStyle) -> None:
    if box.width() < 30.0:
        return
    theme = style.theme
    colour = max((theme.text, theme.canvas), key=_Against(ground))
    if box.width() < 46.0:
        draw_text(painter, box.center(), signed(value, 1), style.small, colour)
    else:
        draw_text(painter, box.center(), signed(value, 2), style.value, colour)


class _Against:
    """Orders colours by their contrast on one ground."""

    def __init__(self, ground: QColor) -> None:
        self._ground = ground

    def __call__(self, colour: QColor) -> float:
        return contrast(colour, self._ground)


def bias_colour(value: float, largest: float, theme: Theme) -> QColor:
    """Return the colour of a bias: that of a weight of its size."""
    share = min(abs(value) / largest, 1.0) if largest > 0.0 else 0.0
    return colour_of(share, value, theme.weight_map, theme.canvas)


def paint_bias_chip(
    painter: QPainter, rect: QRectF, value: float, colour: QColor, style: CanvasStyle, marked: bool = False
) -> None:
    """Paint a bias as a chip: a dot in its colour and the number."""
    theme = style.theme
    radius = rect.height() / 2
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.cursor_soft if marked else theme.field)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    dot = 0.22 * rect.height()
    painter.drawEllipse(QPointF(rect.left() + 0.62 * rect.height(), rect.center().y()), dot, dot)
    decimals = 2 if abs(value) < 99.995 else 1 if abs(value) < 999.95 else 0
    middle = QPointF((rect.left() + rect.height() + rect.right() - 4.0) / 2, rect.center().y())
    draw_text(painter, middle, signed(value, decimals), style.small, theme.text2)


def paint_bias_dot(painter: QPainter, rect: QRectF, colour: QColor, style: CanvasStyle, marked: bool = False) -> None:
    """Paint a bias as a dot, where a chip has no room."""
    painter.setPen(QPen(style.theme.cursor_line if marked else style.theme.line2, 2.0 if marked else 1.0))
    painter.setBrush(colour)
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
