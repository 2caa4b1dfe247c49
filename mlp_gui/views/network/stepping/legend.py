"""The legend of the step mode: a bar for each scale, with the numbers that hold still while one steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from mlp_gui.look.numbers import compact
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import map_image
from mlp_gui.views.network.stepping.layout import LEGEND

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
    length, pitch = 118.0 * scale, 156.0 * scale
    left, top = 24.0, height - LEGEND * scale
    for title, colours, ticks in bars:
        if left + length > width - 250.0 * scale and left > 24.0:
            break
        _paint_bar(painter, left, top, length, title, colours, ticks, style)
        left += pitch


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
    shape = QPainterPath()
    shape.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(bar, map_image(colours))
    painter.restore()
    y = bar.bottom() + 11.0 * scale
    for share, value, side in zip((0.0, 0.5, 1.0), ticks, ("left", "centre", "right"), strict=True):
        text = compact(value, 2)
        if value > 0.0 and ticks[0] < 0.0:
            text = f"+{text}"
        draw_text(painter, QPointF(left + share * length, y), text, style.canvas.small, theme.text3, side)
