"""Unit tiles and bias chips: a heat map, a curve or a number, through a rounded clip."""

from __future__ import annotations

from functools import lru_cache
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
SMALLEST_WITH_NUMBER = 30.0
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
    pixmap.fill(style.theme.canvas)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(pixels / side, pixels / side)
    painter.setOpacity(1.0 if on else OFF_OPACITY)
    _paint_content(painter, QRectF(0.0, 0.0, side, side), fill, row, style)
    painter.end()
    painter.begin(pixmap)
    painter.drawPixmap(0, 0, _frame(side, pixels, style.theme, on))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=32)
def _frame(side: float, pixels: int, theme: Theme, on: bool) -> QPixmap:
    """Return border and corners of a tile, the corners in the canvas's colour: three times as fast as a round clip."""
    border = 0.0 if side < 12.0 else 1.0 if not on or side < 26.0 else 1.5
    inset = border / 2
    radius = radius_of(side)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels / side, pixels / side)
    corners = QPainterPath()
    corners.addRect(QRectF(-1.0, -1.0, side + 2.0, side + 2.0))
    corners.addRoundedRect(QRectF(0.0, 0.0, side, side), radius, radius)
    painter.fillPath(corners, theme.canvas)
    if border:
        painter.setPen(QPen(theme.ink if on else theme.line2, border))
        box = QRectF(inset, inset, side - border, side - border)
        painter.drawRoundedRect(box, radius - inset, radius - inset)
    painter.end()
    return pixmap


def paint_plain_tile(painter: QPainter, place: QRectF, fill: ColumnFill, row: int, theme: Theme) -> None:
    """Paint a tile that is too small for its number: just the colour, straight onto the canvas."""
    value = float(fill.values[row]) if fill.values is not None else 0.0
    radius = radius_of(place.width())
    painter.setPen(QPen(theme.ink, 1.0) if place.width() >= 10.0 else Qt.PenStyle.NoPen)
    painter.setBrush(theme.weight_map.colour(fill.scale.place(value)))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


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
    if box.width() < SMALLEST_WITH_NUMBER - 2.0:
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


def paint_bias_chip(painter: QPainter, rect: QRectF, value: float, colour: QColor, style: CanvasStyle) -> None:
    """Paint a bias as a chip: a dot in its colour and the number."""
    scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), _chip_ground(rect.width(), rect.height(), scale, style.theme))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    dot = 0.22 * rect.height()
    painter.drawEllipse(QPointF(rect.left() + 0.62 * rect.height(), rect.center().y()), dot, dot)
    decimals = 2 if abs(value) < 99.995 else 1 if abs(value) < 999.95 else 0
    middle = QPointF((rect.left() + rect.height() + rect.right() - 4.0) / 2, rect.center().y())
    draw_text(painter, middle, signed(value, decimals), style.small, style.theme.text2)


@lru_cache(maxsize=32)
def _chip_ground(width: float, height: float, scale: float, theme: Theme) -> QPixmap:
    """Return an empty chip at `scale` device pixels a scene pixel."""
    pixmap = QPixmap(max(round(width * scale), 1), max(round(height * scale), 1))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixmap.width() / width, pixmap.height() / height)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.field)
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1.0, height - 1.0), height / 2, height / 2)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def paint_bias_dot(painter: QPainter, rect: QRectF, colour: QColor, style: CanvasStyle) -> None:
    """Paint a bias as a dot, where a chip has no room."""
    painter.setPen(QPen(style.theme.line2, 1.0))
    painter.setBrush(colour)
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
