"""Biases: a chip with a number under its unit, or a dot where a chip has no room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from mlp_gui.look.numbers import compact, signed
from mlp_gui.look.pixel_ratio import is_for_lines
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.edges import colour_of

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.views.network.canvas_style import CanvasStyle


SHADES: Final = 24
"""Steps of a bias's colour on either side of 0; more cannot be told apart on a dot."""


class BiasLook(NamedTuple):
    """What can be seen of a bias: two with the same look have the same chip.

    Attributes
    ----------
    hundredths, tenths, whole : float
        The number as it is written, with as many digits as fit.
    shade : int
        Of its colour, from 0 to SHADES.
    is_negative : bool
        Whether it is below 0.
    """

    hundredths: float
    tenths: float
    whole: float
    shade: int
    is_negative: bool


def bias_look(value: float, largest: float) -> BiasLook:
    """Return what can be seen of a bias beside weights of at most `largest`."""
    share = min(abs(value) / largest, 1.0) if largest > 0.0 else 0.0
    shade = round(SHADES * share) if math.isfinite(share) else 0
    return BiasLook(round(value, 2), round(value, 1), round(value, 0), shade, value < 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Chip:
    """One bias, painted: text costs ten times as much as its picture.

    Attributes
    ----------
    corner : QPointF
        Upper left on the canvas, between device pixels.
    pixmap : QPixmap
        The chip or the dot on nothing.
    look : BiasLook
        What it shows.
    """

    corner: QPointF
    pixmap: QPixmap
    look: BiasLook


def bias_chip(place: QRectF, zoom: float, ratio: float, value: float, look: BiasLook, style: CanvasStyle) -> Chip:
    """Paint one bias, as a dot where the place is not wider than high.

    Parameters
    ----------
    place : QRectF
        Where it stands on the canvas.
    zoom : float
        Canvas pixels of a scene pixel.
    ratio : float
        Device pixels of a canvas pixel.
    value : float
        The bias.
    look : BiasLook
        What can be seen of it.
    style : CanvasStyle
        Colours and fonts.
    """
    colour = colour_of(look.shade / SHADES, value, style.theme.weight_map, style.theme.canvas)
    left, top = math.floor(place.left() * ratio), math.floor(place.top() * ratio)
    right, bottom = math.ceil(place.right() * ratio) + 1, math.ceil(place.bottom() * ratio) + 1
    pixmap = QPixmap(right - left, bottom - top)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    corner = QPointF(left / ratio, top / ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_bias(painter, place.translated(-corner), zoom, value, colour, style)
    painter.end()
    return Chip(corner, pixmap, look)


def paint_bias(painter: QPainter, place: QRectF, zoom: float, value: float, colour: QColor, style: CanvasStyle) -> None:
    """Paint a bias as a chip, or as a dot where the place is not wider than high."""
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(zoom, zoom)
    rect = QRectF(0.0, 0.0, place.width() / zoom, place.height() / zoom)
    if rect.width() > rect.height():
        paint_bias_chip(painter, rect, value, colour, style)
    else:
        _paint_bias_dot(painter, rect, colour, style)
    painter.restore()


def bias_colour(value: float, largest: float, theme: Theme) -> QColor:
    """Return the colour of a bias: that of a weight of its size."""
    share = min(abs(value) / largest, 1.0) if largest > 0.0 else 0.0
    return colour_of(share, value, theme.weight_map, theme.canvas)


def paint_bias_chip(painter: QPainter, rect: QRectF, value: float, colour: QColor, style: CanvasStyle) -> None:
    """Paint a bias as a chip: a dot in its colour and the number."""
    if is_for_lines():
        _paint_chip_ground(painter, rect, style.theme)
    else:
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), _chip_ground(rect.width(), rect.height(), scale, style.theme))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    dot = 0.22 * rect.height()
    font, indent = style.small, rect.height()
    if rect.height() < 1.4 * font.pixelSize():
        font, indent = QFont(font), 0.85 * rect.height()
        font.setPixelSize(max(round(0.72 * rect.height()), 1))
    painter.drawEllipse(QPointF(rect.left() + 0.62 * indent, rect.center().y()), dot, dot)
    left, right = rect.left() + indent, rect.right() - 0.25 * indent
    middle = QPointF((left + right) / 2, rect.center().y())
    text, font = fitting_number(value, font, right - left)
    draw_text(painter, middle, text, font, style.theme.text2)


def fitting_number(value: float, font: QFont, width: float) -> tuple[str, QFont]:
    """Return a bias with as many digits as fit, and a smaller font where even a power of ten does not.

    A number that is cut would be read as another one.
    """
    metrics = QFontMetricsF(font)
    texts = [signed(value, decimals) for decimals in (2, 1, 0)] if abs(value) < 1e6 else []
    rough = compact(value, 2)
    texts.append(f"+{rough}" if value > 0.0 else rough)
    for text in texts:
        if metrics.horizontalAdvance(text) <= width + 1.0:
            return text, font
    smaller = QFont(font)
    smaller.setPixelSize(max(int(font.pixelSize() * width / metrics.horizontalAdvance(texts[-1])), 6))
    return texts[-1], smaller


@lru_cache(maxsize=32)
def _chip_ground(width: float, height: float, scale: float, theme: Theme) -> QPixmap:
    """Return an empty chip at `scale` device pixels a scene pixel."""
    pixmap = QPixmap(max(round(width * scale), 1), max(round(height * scale), 1))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixmap.width() / width, pixmap.height() / height)
    _paint_chip_ground(painter, QRectF(0.0, 0.0, width, height), theme)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def _paint_chip_ground(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.field)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)


def _paint_bias_dot(painter: QPainter, rect: QRectF, colour: QColor, style: CanvasStyle) -> None:
    """Paint a bias as a dot, where a chip has no room."""
    painter.setPen(QPen(style.theme.line2, 1.0))
    painter.setBrush(colour)
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
