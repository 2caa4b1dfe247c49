"""Unit tiles: a heat map, a curve or a number, with a rounded frame."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from mlp_gui.look.numbers import MINUS, compact, signed
from mlp_gui.look.theme import contrast
from mlp_gui.views.network.canvas_style import draw_text, on_pixels

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.heat import ColumnFill

OFF_OPACITY = 0.38
SMALLEST_WITH_NUMBER = 30.0
MOST_TILE_PIXELS = 640


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
    frame = _frame(side, pixels, style.theme, on)
    painter.drawPixmap(QRectF(pixmap.rect()), frame, QRectF(frame.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_tile(
    painter: QPainter, place: QRectF, fill: ColumnFill | None, row: int, side: float, style: CanvasStyle, on: bool
) -> None:
    """Paint one tile with its border as lines, its map within round corners.

    Parameters
    ----------
    painter : QPainter
        In canvas pixels, smooth.
    place : QRectF
        Of the tile on the canvas.
    fill, row, side, style, on
        See `tile_pixmap`.
    """
    zoom = place.width() / side
    border, radius = _border(side, on), radius_of(side)
    box = QRectF(0.0, 0.0, side, side)
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(zoom, zoom)
    painter.save()
    corners = QPainterPath()
    corners.addRoundedRect(box, radius, radius)
    painter.setClipPath(corners, Qt.ClipOperation.IntersectClip)
    painter.setOpacity(1.0 if on else OFF_OPACITY)
    _paint_content(painter, box, fill, row, style)
    painter.restore()
    if border:
        inset = border / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(style.theme.ink if on else style.theme.line2, border))
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def _border(side: float, on: bool) -> float:
    """Return the width of a tile's border, scene pixels."""
    return 0.0 if side < 12.0 else 1.0 if not on or side < 26.0 else 1.5


@lru_cache(maxsize=32)
def _frame(side: float, pixels: int, theme: Theme, on: bool) -> QPixmap:
    """Return border and corners of a tile, the corners in the canvas's colour: three times as fast as a round clip."""
    border = _border(side, on)
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


def is_sharp(side: float, zoom: float, ratio: float) -> bool:
    """Whether a tile of this side is painted at the screen's resolution, not scaled up."""
    return side * zoom * ratio <= MOST_TILE_PIXELS


def paint_live_tile(
    painter: QPainter, place: QRectF, fill: ColumnFill, row: int, side: float, zoom: float, ratio: float, theme: Theme
) -> None:
    """Paint what a unit answers straight onto the canvas: it changes with every frame.

    Parameters
    ----------
    painter : QPainter
        In canvas pixels, smooth.
    place : QRectF
        Of the tile on the canvas.
    fill, row, side, zoom, ratio, theme
        See `tile_pixmap`; the fill has images.
    """
    pixels = max(round(side * zoom * ratio), 1)
    corner = on_pixels(place.topLeft(), ratio)
    box = QRectF(corner.x(), corner.y(), pixels / ratio, pixels / ratio)
    painter.drawImage(box, fill.images[row])
    frame = _frame(side, pixels, theme, True)
    frame.setDevicePixelRatio(ratio)
    painter.drawPixmap(corner, frame)


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
    elif fill.images:
        painter.drawImage(box, fill.images[row])
    elif fill.values is not None:
        value = float(fill.values[row])
        ground = theme.weight_map.colour(fill.scale.place(value))
        painter.fillRect(box, ground)
        own = None if fill.shown is None else float(fill.shown[row])
        _paint_number(painter, box, value, own, ground, style)


def _paint_number(
    painter: QPainter, box: QRectF, value: float, own: float | None, ground: QColor, style: CanvasStyle
) -> None:
    if box.width() < SMALLEST_WITH_NUMBER - 2.0:
        return
    theme = style.theme
    colour = max((theme.text, theme.canvas), key=_Against(ground))
    if own is not None:
        font = style.small if box.width() < 46.0 else style.value
        draw_text(painter, box.center(), fitting(own, QFontMetricsF(font), box.width() - 2.0), font, colour)
    elif box.width() < 46.0:
        draw_text(painter, box.center(), signed(value, 1), style.small, colour)
    else:
        draw_text(painter, box.center(), signed(value, 2), style.value, colour)


def fitting(value: float, metrics: QFontMetricsF, room: float) -> str:
    """Return a number of any size with as many digits as a tile is wide, thousands as "5.1k"; "" where none fit."""
    texts = [compact(value, digits, trimmed=False) for digits in (3, 2, 1)]
    texts += [
        f"{value / size:.{decimals}f}{letter}".replace("-", MINUS)
        for size, letter in ((1e3, "k"), (1e6, "M"))
        for decimals in (1, 0)
        if size <= abs(value) < 1e3 * size
    ]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), "")


class _Against:
    """Orders colours by their contrast on one ground."""

    def __init__(self, ground: QColor) -> None:
        self._ground = ground

    def __call__(self, colour: QColor) -> float:
        return contrast(colour, self._ground)
