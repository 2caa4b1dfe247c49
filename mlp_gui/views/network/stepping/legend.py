"""The legend of the step mode: a bar for each scale, with the numbers that hold still while one steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from mlp_gui.look.numbers import compact
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import map_image
from mlp_gui.views.network.stepping.bands import COMPACT

if TYPE_CHECKING:
    from mlp_gui.look import ColourMap
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.style import StepStyle

CHOICE_WIDTH = 132.0
"""Width of a list at the right, pixels at 100 %."""

_EDGES = {"weight": "Weight", "gradient": "Gradient", "update": "Update"}


def paint_legend(
    painter: QPainter,
    shown: StepShown,
) -> None:
    """Paint the bars into the band at the bottom, as many as there is room for."""
    layout, style, held, activation = shown.layout, shown.style, shown.held, shown.scales[-1]
    theme, scale = style.theme, style.scale
    band = layout.bands.legend * scale
    if not band:
        return
    edge_map = theme.error_map if shown.edge_shows == "gradient" else theme.weight_map
    largest = shown.full_width
    bars = (
        (_EDGES[shown.edge_shows], edge_map, (-largest, 0.0, largest)),
        ("Activation", theme.weight_map, (activation.low, activation.centre, activation.high)),
        ("Error signal", theme.error_map, (-held.of("delta"), 0.0, held.of("delta"))),
    )
    is_compact = layout.bands.legend <= COMPACT.legend
    pitch = (134.0 if is_compact else 156.0) * scale
    left, top = 24.0, layout.height - band
    right = layout.width - choices_width(layout) - 28.0
    for title, colours, ticks in bars:
        if left + pitch - 38.0 * scale > right and left > 24.0:
            break
        if is_compact:
            _paint_low_bar(painter, left, top, pitch - 22.0 * scale, title, colours, ticks, style)
        else:
            _paint_bar(painter, left, top, pitch - 38.0 * scale, title, colours, ticks, style)
        left += pitch


def choices_width(layout: StepLayout) -> float:
    """Return the width of the lists at the right of the legend: beside or above one another."""
    one = CHOICE_WIDTH * layout.scale
    return 2 * one + 8.0 if stand_beside(layout) else one


def stand_beside(layout: StepLayout) -> bool:
    """Tell whether the lists stand beside one another: there is width, or no height."""
    return layout.width >= 800.0 * layout.scale or layout.bands.legend <= COMPACT.legend


def _paint_low_bar(
    painter: QPainter,
    left: float,
    top: float,
    length: float,
    title: str,
    colours: ColourMap,
    ticks: tuple[float, float, float],
    style: StepStyle,
) -> None:
    """Paint a bar under its title, between its ends."""
    theme, scale, font = style.theme, style.scale, style.canvas.small
    draw_text(painter, QPointF(left, top + 13.0 * scale), title, font, theme.text2, "left")
    low, high = _end(ticks[0], ticks), _end(ticks[2], ticks)
    metrics, y = QFontMetricsF(font), top + 31.0 * scale
    draw_text(painter, QPointF(left, y), low, font, theme.text3, "left")
    start = left + metrics.horizontalAdvance(low) + 5.0 * scale
    end = left + length - metrics.horizontalAdvance(high) - 5.0 * scale
    draw_text(painter, QPointF(end + 5.0 * scale, y), high, font, theme.text3, "left")
    _paint_colours(painter, QRectF(start, y - 4.0 * scale, max(end - start, 12.0), 8.0 * scale), colours)


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
    _paint_colours(painter, bar, colours)
    y = bar.bottom() + 11.0 * scale
    metrics = QFontMetricsF(style.canvas.small)
    has_middle = sum(metrics.horizontalAdvance(_end(value, ticks)) for value in ticks) + 16.0 * scale <= length
    for share, value, side in zip((0.0, 0.5, 1.0), ticks, ("left", "centre", "right"), strict=True):
        if side != "centre" or has_middle:
            point = QPointF(left + share * length, y)
            draw_text(painter, point, _end(value, ticks), style.canvas.small, theme.text3, side)


def _end(value: float, ticks: tuple[float, float, float]) -> str:
    text = compact(value, 2)
    return f"+{text}" if value > 0.0 and ticks[0] < 0.0 else text


def _paint_colours(painter: QPainter, bar: QRectF, colours: ColourMap) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(bar, map_image(colours))
    painter.restore()
