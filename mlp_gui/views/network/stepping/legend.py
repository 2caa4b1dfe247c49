"""The legend of the step mode: a bar for each scale, with the numbers that hold still while one steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

import mlp_core as mlp
from mlp_gui.look.numbers import MINUS, compact
from mlp_gui.look.pixel_ratio import is_for_picture
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import ends_of_all, map_image
from mlp_gui.views.network.stepping.bands import COMPACT, FLAT
from mlp_gui.views.network.stepping.edge_values import BEFORE_GRADIENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.look import ColourMap
    from mlp_gui.views.network.heat import ValueScale
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.style import StepStyle

Bar = tuple[str, "ColourMap", tuple[str, str, str]]
"""Title, colours, and the numbers at the low end, in the middle and at the high end."""

CHOICE_WIDTH, LARGE_CHOICE_WIDTH = 150.0, 152.0
"""Width of a list at the right, pixels at 100 %, and before a class."""

LEAST_CHOICE_WIDTH, BESIDE_LISTS = 84.0, 172.0
"""The least width of a list, and what a low bar and the margins take beside two, pixels at 100 %."""

FLAT_BAR, FLAT_GAP = 39.0, 6.0
"""Length of a bar with its title and its ends in one line, and what is between these, pixels at 100 %."""

LEAST_BAR = 30.0
"""Length of a bar, pixels at 100 %, below which its colours tell little."""


def paint_legend(
    painter: QPainter,
    shown: StepShown,
) -> None:
    """Paint the bars into the band at the bottom, as many as there is room for."""
    layout, style, held = shown.layout, shown.style, shown.held
    theme, scale = style.theme, style.scale
    band = layout.bands.legend * scale
    if not band:
        return
    edge_map = theme.error_map if shown.edge_shows == "gradient" else theme.weight_map
    largest = shown.full_width
    activation, ends = activation_bar(shown.scales)
    bars: tuple[Bar, ...] = (
        (edge_title(shown), edge_map, _ends(-largest, 0.0, largest)),
        (activation, theme.weight_map, ends),
        (_error_title(shown), theme.error_map, _ends(-held.of("delta"), 0.0, held.of("delta"))),
    )
    is_compact = layout.bands.legend <= COMPACT.legend
    pitch = (134.0 if is_compact else 156.0) * scale
    left, top = 24.0, layout.height - band
    right = layout.width - choices_width(layout) - 28.0
    if layout.bands == FLAT:
        _paint_flat_bars(painter, bars, left, right, top + band / 2, style)
        return
    for title, colours, ticks in bars:
        if left + pitch - 38.0 * scale > right and left > 24.0:
            break
        if is_compact:
            _paint_low_bar(painter, left, top, pitch - 22.0 * scale, title, colours, ticks, style)
        else:
            _paint_bar(painter, left, top, pitch - 38.0 * scale, title, colours, ticks, style)
        left += pitch


def edge_title(shown: StepShown) -> str:
    """Return the title of the edges' bar, which tells too that there is nothing to be shown yet."""
    numbers, phase = shown.numbers, None if shown.step is None else shown.step.phase
    if shown.edge_shows == "gradient":
        title = "Gradient" if numbers.trace.rule is None else "Correction"
        return f"{title}, not yet" if phase in BEFORE_GRADIENT else title
    if shown.edge_shows == "update":
        return "No update yet" if numbers.last_update is None and phase is not mlp.Phase.UPDATE else "Last update"
    return "Weight"


def _error_title(shown: StepShown) -> str:
    """Return the title of the error signals' bar: it tells the mark of gradients where these stand on edges."""
    is_derived = shown.step is not None and shown.step.phase is mlp.Phase.GRADIENT
    return "Error | ∂ gradient" if is_derived and shown.numbers.trace.rule is None else "Error signal"


def activation_bar(scales: tuple[ValueScale, ...]) -> tuple[str, tuple[str, str, str]]:
    """Return the title of the activations' bar and the numbers at its low end, its middle and its high end.

    Hidden and output layers mostly have two scales, and both numbers then stand at each end. Where the hidden layers
    differ among themselves, there are the nearest and the furthest of their ends: each layer's colours are its own.
    """
    hidden, output = {(scale.low, scale.centre, scale.high) for scale in scales[:-1]}, scales[-1]
    last = _ends(output.low, output.centre, output.high)
    if len(hidden) > 1:
        return "Activation, by layer", ends_of_all(list(scales))
    first = _ends(*hidden.pop()) if hidden else last
    if first == last:
        return "Activation", last
    low, middle, high = (f"{one} | {other}" for one, other in zip(first, last, strict=True))
    return "Hidden | output", (low, middle, high)


def choice_width(layout: StepLayout) -> float:
    """Return the width of one of the lists; where two and a bar have no room beside each other, they give way."""
    wanted = (LARGE_CHOICE_WIDTH if layout.bands == FLAT else CHOICE_WIDTH) * layout.scale
    room = layout.width - BESIDE_LISTS * layout.scale
    return max(min(wanted, room / 2), LEAST_CHOICE_WIDTH * layout.scale)


def choices_width(layout: StepLayout) -> float:
    """Return the width of the lists at the right of the legend, beside or above one another; 0 in a picture."""
    if is_for_picture():
        return 0.0
    one = choice_width(layout)
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
    ticks: tuple[str, str, str],
    style: StepStyle,
) -> None:
    """Paint a bar under its title, between its ends; before "±" and its size where both ends leave it no room."""
    theme, scale, font = style.theme, style.scale, style.canvas.small
    draw_text(painter, QPointF(left, top + 13.0 * scale), title, font, theme.text2, "left")
    low, _, high = ticks
    metrics, y = QFontMetricsF(font), top + 31.0 * scale
    room = length - metrics.horizontalAdvance(low) - metrics.horizontalAdvance(high) - 10.0 * scale
    if room < LEAST_BAR * scale:
        low, high = short_ends(low, high)
    draw_text(painter, QPointF(left, y), low, font, theme.text3, "left")
    start = left + (metrics.horizontalAdvance(low) + 5.0 * scale if low else 0.0)
    end = left + length - metrics.horizontalAdvance(high) - 5.0 * scale
    draw_text(painter, QPointF(end + 5.0 * scale, y), high, font, theme.text3, "left")
    paint_colours(painter, QRectF(start, y - 4.0 * scale, max(end - start, 12.0), 8.0 * scale), colours)


def short_ends(low: str, high: str) -> tuple[str, str]:
    """Return what stands at both ends of a bar in less room: "±" and the size, where they have the same."""
    is_even = low.replace(MINUS, "") == high.replace("+", "") != low
    return ("", f"±{high.replace('+', '')}") if is_even else (low, high)


def _paint_flat_bars(
    painter: QPainter, bars: Sequence[Bar], left: float, right: float, y: float, style: StepStyle
) -> None:
    """Paint title, low end, bar and high end of each in one line, with short ends where not all have room so."""
    gap = 2 * FLAT_GAP * style.scale
    ends = [(low, high) for _, _, (low, _, high) in bars]
    if left + sum(_flat_width(bar[0], both, style) + gap for bar, both in zip(bars, ends, strict=True)) > right:
        ends = [short_ends(*both) for both in ends]
    for (title, colours, _), both in zip(bars, ends, strict=True):
        width = _flat_width(title, both, style)
        if left + width <= right:
            _paint_flat_bar(painter, left, y, title, colours, both, style)
            left += width + gap


def _flat_width(title: str, ends: tuple[str, str], style: StepStyle) -> float:
    """Return the width of a bar with its title and its ends in one line, pixels."""
    metrics = QFontMetricsF(style.canvas.small)
    texts = sum(metrics.horizontalAdvance(text) for text in (title, *ends))
    return texts + (FLAT_BAR + (3 + bool(ends[0])) * FLAT_GAP) * style.scale


def _paint_flat_bar(
    painter: QPainter, left: float, y: float, title: str, colours: ColourMap, ends: tuple[str, str], style: StepStyle
) -> None:
    scale, font, gap, theme = style.scale, style.canvas.small, FLAT_GAP * style.scale, style.theme
    advance, (low, high), x = QFontMetricsF(font).horizontalAdvance, ends, left
    draw_text(painter, QPointF(x, y), title, font, theme.text, "left")
    x += advance(title) + 2 * gap
    if low:
        draw_text(painter, QPointF(x, y), low, font, theme.text3, "left")
        x += advance(low) + gap
    paint_colours(painter, QRectF(x, y - 5.0 * scale, FLAT_BAR * scale, 10.0 * scale), colours)
    draw_text(painter, QPointF(x + FLAT_BAR * scale + gap, y), high, font, theme.text3, "left")


def _paint_bar(
    painter: QPainter,
    left: float,
    top: float,
    length: float,
    title: str,
    colours: ColourMap,
    ticks: tuple[str, str, str],
    style: StepStyle,
) -> None:
    theme, scale = style.theme, style.scale
    draw_text(painter, QPointF(left, top + 20.0 * scale), title, style.canvas.title, theme.text, "left")
    bar = QRectF(left, top + 33.0 * scale, length, 9.0 * scale)
    paint_colours(painter, bar, colours)
    y = bar.bottom() + 11.0 * scale
    metrics = QFontMetricsF(style.canvas.small)
    has_middle = sum(metrics.horizontalAdvance(text) for text in ticks) + 16.0 * scale <= length
    for share, text, side in zip((0.0, 0.5, 1.0), ticks, ("left", "centre", "right"), strict=True):
        if side != "centre" or has_middle:
            point = QPointF(left + share * length, y)
            draw_text(painter, point, text, style.canvas.small, theme.text3, side)


def _ends(low: float, middle: float, high: float) -> tuple[str, str, str]:
    texts = [compact(value, 2) for value in (low, middle, high)]
    if low < 0.0 < high:
        texts[2] = f"+{texts[2]}"
    return texts[0], texts[1], texts[2]


def paint_colours(painter: QPainter, bar: QRectF, colours: ColourMap) -> None:
    """Paint a map's colours from its low end to its high end."""
    shape = QPainterPath()
    shape.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(bar, map_image(colours))
    painter.restore()
