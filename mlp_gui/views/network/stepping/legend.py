"""The legend of the step mode: a bar for each scale, with the numbers that hold still while one steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from mlp_gui.look.numbers import compact
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import map_image
from mlp_gui.views.network.stepping.layout import LEGEND, legend_height

if TYPE_CHECKING:
    from mlp_gui.look import ColourMap
    from mlp_gui.views.network.heat import ValueScale
    from mlp_gui.views.network.stepping.numbers import HeldScales
    from mlp_gui.views.network.stepping.style import StepStyle

_EDGES = {"weight": "Weight", "gradient": "Gradient", "update": "Update"}


def paint_legend(
    painter: QPainter,
    width: float,
    height: float,
    shows: str,
    held: HeldScales,
    activation: ValueScale,
    style: StepStyle,
) -> None:
    """Paint the bars into the band at the bottom, as many as there is room for."""
    theme, scale = style.theme, style.scale
    edge_map = theme.error_map if shows == "gradient" else theme.weight_map
    largest = held.of(shows)
    bars = (
        (_EDGES[shows], edge_map, (-largest, 0.0, largest)),
        ("Activation", theme.weight_map, (activation.low, activation.centre, activation.high)),
        ("Error signal", theme.error_map, (-held.of("delta"), 0.0, held.of("delta"))),
    )
    band = legend_height(height, scale)
    left, top = 24.0, height - band
    if band < LEGEND * scale:
        for bar in bars:
            left = _paint_in_line(painter, left, top + band / 2.0, width - 290.0 * scale, bar, style)
        return
    length, pitch = 118.0 * scale, 156.0 * scale
    for title, colours, ticks in bars:
        if left + length > width - 250.0 * scale and left > 24.0:
            break
        _paint_bar(painter, left, top, length, title, colours, ticks, style)
        left += pitch


def _paint_in_line(
    painter: QPainter,
    left: float,
    middle: float,
    right: float,
    bar: tuple[str, ColourMap, tuple[float, float, float]],
    style: StepStyle,
) -> float:
    """Paint title, lowest number, bar and highest number in a line, if there is room; return where the next begins."""
    theme, scale = style.theme, style.scale
    title, colours, ticks = bar
    texts = (title, _tick(ticks[0], ticks), _tick(ticks[-1], ticks))
    fonts = (style.canvas.title, style.canvas.small, style.canvas.small)
    widths = [QFontMetricsF(font).horizontalAdvance(text) for font, text in zip(fonts, texts, strict=True)]
    gap, length = 6.0 * scale, 56.0 * scale
    if left + sum(widths) + length + 3.0 * gap > right:
        return right
    draw_text(painter, QPointF(left, middle), texts[0], fonts[0], theme.text, "left")
    left += widths[0] + gap
    draw_text(painter, QPointF(left, middle), texts[1], fonts[1], theme.text3, "left")
    left += widths[1] + gap
    _paint_map(painter, QRectF(left, middle - 4.5 * scale, length, 9.0 * scale), colours)
    left += length + gap
    draw_text(painter, QPointF(left, middle), texts[2], fonts[2], theme.text3, "left")
    return left + widths[2] + 24.0 * scale


def _paint_bar(
    painter: QPainter,
    left: float,
    top: float,
    length: float,
    title: str,
    colours: ColourMap,
    ticks: tuple[float, float, float],
    style: StepStyle,
) -> None:
    theme, scale = style.theme, style.scale
    draw_text(painter, QPointF(left, top + 20.0 * scale), title, style.canvas.title, theme.text, "left")
    bar = QRectF(left, top + 33.0 * scale, length, 9.0 * scale)
    _paint_map(painter, bar, colours)
    y = bar.bottom() + 11.0 * scale
    for share, value, side in zip((0.0, 0.5, 1.0), ticks, ("left", "centre", "right"), strict=True):
        draw_text(
            painter, QPointF(left + share * length, y), _tick(value, ticks), style.canvas.small, theme.text3, side
        )


def _tick(value: float, ticks: tuple[float, float, float]) -> str:
    """Return a number of the scale; with its sign where the scale has both."""
    text = compact(value, 2)
    return f"+{text}" if value > 0.0 and ticks[0] < 0.0 else text


def _paint_map(painter: QPainter, bar: QRectF, colours: ColourMap) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(bar, map_image(colours))
    painter.restore()
