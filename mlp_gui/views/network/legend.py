"""The legend on the canvas: what widths and colours mean, with numbers that are true for this network."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from mlp_gui.look.numbers import MINUS, alike, compact
from mlp_gui.look.pixel_ratio import is_for_picture
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.chips import bias_colour, paint_bias_chip
from mlp_gui.views.network.edges import colour_of, width_of
from mlp_gui.views.network.layout import CHIP_HEIGHT, CHIP_WIDTH

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mlp_gui.look import ColourMap
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.heat import ValueScale
    from mlp_gui.views.network.layout import NetworkLayout

_STEPS = ((8, 4, 1), (6, 3, 1), (5, 2.5, 0.5), (4, 2, 0.5), (3, 1.5, 0.5), (2, 1, 0.2), (1.5, 0.75, 0.2), (1, 0.5, 0.1))
"""Weights that the legend shows, the largest first, times a power of ten."""
SAMPLE_BIAS = 0.5


@dataclass(frozen=True, slots=True)
class LegendContent:
    """What the legend says; equal contents look the same and are painted once.

    Attributes
    ----------
    weights : tuple of float
        Three round sizes, the largest first; empty while nothing is known.
    largest : float
        Size that has the full width, rounded to what the eye can see.
    errors : bool
        Whether edges show gradients.
    dashed : bool
        Whether negative edges are dashed.
    ranges : tuple of (title, ValueScale)
        Distinct scales of the layers, with the layers that have them.
    is_mean : bool
        Whether the tiles show means over the training part.
    """

    weights: tuple[float, ...]
    largest: float
    errors: bool
    dashed: bool
    ranges: tuple[tuple[str, ValueScale], ...]
    is_mean: bool = False


def legend_content(
    largest: float, errors: bool, dashed: bool, scales: list[tuple[str, ValueScale]], *, is_mean: bool = False
) -> LegendContent:
    """Round the numbers of the legend so that it changes seldom while a network learns."""
    grouped: dict[ValueScale, list[str]] = {}
    for title, scale in scales:
        grouped.setdefault(scale, []).append(title)
    ranges = tuple((_titles(titles), scale) for scale, titles in grouped.items())
    coarse = float(f"{largest:.2g}")
    return LegendContent(_round_weights(largest), coarse, errors, dashed, ranges, is_mean)


def _round_weights(largest: float) -> tuple[float, ...]:
    """Return the round sizes of which the first is nearly `largest`, so that its width is true."""
    if not largest > 0.0:
        return ()
    power = 10.0 ** math.floor(math.log10(1.08 * largest))
    mantissa = 1.08 * largest / power
    steps = next(steps for steps in _STEPS if steps[0] <= mantissa or steps is _STEPS[-1])
    return tuple(step * power for step in steps)


def _titles(titles: list[str]) -> str:
    hidden = [title.removeprefix("Hidden ") for title in titles if title.startswith("Hidden ")]
    parts = []
    if hidden:
        together = len(hidden) > 2 and [int(number) for number in hidden] == list(
            range(int(hidden[0]), int(hidden[-1]) + 1)
        )
        numbers = f"{hidden[0]}–{hidden[-1]}" if together else ", ".join(hidden)
        parts.append(f"Hidden {numbers}")
    parts.extend(title for title in titles if not title.startswith("Hidden "))
    return ", ".join(parts)


class _Parts(NamedTuple):
    """How the legend is spread, pixels.

    Attributes
    ----------
    samples : int
        How many weights of either sign there is room for.
    pitch : float
        Distance of two samples.
    bar : float
        Length of the colours' bar; 0 where there is none.
    bias : bool
        Whether there is a bias.
    """

    samples: int
    pitch: float
    bar: float
    bias: bool


_SPREADS = (
    _Parts(3, 44.0, 150.0, True), _Parts(3, 38.0, 110.0, True), _Parts(2, 38.0, 110.0, True),
    _Parts(2, 38.0, 84.0, True), _Parts(2, 38.0, 84.0, False), _Parts(1, 38.0, 84.0, False),
    _Parts(2, 38.0, 0.0, False), _Parts(1, 38.0, 0.0, False), _Parts(0, 38.0, 0.0, False),
)  # fmt: skip
"""From the roomiest, at 100 %: the bias is left out first, as it has the colours of weights."""

_MEANS = ("Activation, mean over the training part", "Mean over the training part", "Training mean", "Mean")

GAP = 30.0
"""Between two parts of the legend, pixels at 100 %."""


def paint_legend(painter: QPainter, layout: NetworkLayout, content: LegendContent, style: CanvasStyle) -> None:
    """Paint the legend into the band at the bottom, with as much of it as there is room for beside the zoom.

    A picture has neither the zoom nor what can be done with the pointer.
    """
    scale = style.scale
    top = layout.height - layout.legend
    is_roomy = layout.legend >= 80.0 * scale
    bar_y = top + (38.0 if is_roomy else 25.0) * scale
    label_y = bar_y + 16.5 * scale
    font = style.title if is_roomy else style.caption
    left = 24.0
    right = layout.width - (12.0 if is_for_picture() else 105.0 * scale)
    rows = range_rows(content, most=2 if is_roomy else 1)
    beside = max((_advance(title, style) for title, *_ in rows), default=0.0)
    beside = _advance(rows[0][3], style) / 2 + (beside + 7.0 * scale if beside else 0.0) if rows else 0.0
    # In a high band the zoom stands below the bar and the bias.
    end = layout.width - 12.0 if is_roomy else right
    # A long low end reaches to the left of the bar.
    before = max(max((_advance(low, style) for _, low, *_ in rows), default=0.0) / 2 - (GAP - 8.0) * scale, 0.0)
    parts = _spread(content, before + beside, right - left, end - left, style)
    titles: list[tuple[float, str]] = []
    samples = content.weights[: parts.samples]
    if samples:
        distance = _distance(samples, parts.pitch * scale, style)
        shown = replace(content, weights=samples)
        _paint_weights(painter, left, distance, parts.pitch * scale, bar_y, label_y, shown, style)
        titles.append((left, "Gradient" if content.errors else "Weight"))
        left += 2 * len(samples) * distance + GAP * scale
    if parts.bar and rows:
        left += before
        _paint_ranges(painter, left, parts.bar * scale, bar_y, label_y, rows, style)
        room = parts.bar * scale + beside + (GAP - 8.0) * scale
        titles.append((left, _activation_title(content, room, font)))
        left += parts.bar * scale + beside + GAP * scale
    if parts.bias:
        _paint_bias_sample(painter, left, bar_y, end, content, style)
        titles.append((left, "Bias"))
    y, colour = (16.0, style.theme.text) if is_roomy else (7.0, style.theme.text2)
    for x, text in titles:
        draw_text(painter, QPointF(x, top + y * scale), text, font, colour, "left")


def _activation_title(content: LegendContent, room: float, font: QFont) -> str:
    """Return what the colours of tiles are, as fully as there is room for."""
    if not content.is_mean:
        return "Activation"
    metrics = QFontMetricsF(font)
    return next((title for title in _MEANS if metrics.horizontalAdvance(title) <= room), _MEANS[-1])


def _spread(content: LegendContent, beside: float, room: float, whole: float, style: CanvasStyle) -> _Parts:
    """Return the roomiest way to show what can be shown: in `room` without the bias, in `whole` with it.

    `beside` is what stands behind the bar of colours.
    """
    scale = style.scale
    for parts in _SPREADS:
        samples = content.weights[: parts.samples]
        width = 2 * len(samples) * _distance(samples, parts.pitch * scale, style)
        width += (GAP + parts.bar) * scale + beside if parts.bar else 0.0
        with_bias = width + (GAP + CHIP_WIDTH) * scale if parts.bias else 0.0
        if width <= room and with_bias <= whole:
            return parts
    return _SPREADS[-1]


def _advance(text: str, style: CanvasStyle) -> float:
    return QFontMetricsF(style.small).horizontalAdvance(text)


def _distance(weights: tuple[float, ...], pitch: float, style: CanvasStyle) -> float:
    """Return how far samples stand apart, pixels: `pitch`, or more where the numbers below them are long."""
    widest = max((_advance(text, style) for text in sample_texts(weights)), default=0.0)
    return max(pitch, widest + 6.0 * style.scale)


def sample_texts(weights: tuple[float, ...]) -> list[str]:
    """Return the numbers below the samples, with their signs."""
    return [text if text.startswith(MINUS) else f"+{text}" for text in alike(weights)]


def _paint_weights(
    painter: QPainter,
    left: float,
    distance: float,
    pitch: float,
    bar_y: float,
    label_y: float,
    content: LegendContent,
    style: CanvasStyle,
) -> None:
    theme = style.theme
    colours = theme.error_map if content.errors else theme.weight_map
    length = 34.0 / 44.0 * pitch
    values = (*(-weight for weight in content.weights), *reversed(content.weights))
    for place, (value, text) in enumerate(zip(values, sample_texts(values), strict=True)):
        share = min(abs(value) / content.largest, 1.0) if content.largest else 0.0
        pen = QPen(colour_of(share, value, colours, theme.canvas), max(width_of(share), 1.0))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        x = left + place * distance
        painter.setPen(pen)
        if value < 0 and content.dashed:
            for dash in range(3):
                at = x + dash * length / 2.7
                painter.drawLine(QPointF(at, bar_y), QPointF(at + 0.26 * length, bar_y))
        else:
            painter.drawLine(QPointF(x, bar_y), QPointF(x + length, bar_y))
        draw_text(painter, QPointF(x + length / 2, label_y), text, style.small, theme.text3)


def range_rows(content: LegendContent, most: int) -> list[tuple[str, str, str, str]]:
    """Return title, low, middle and high of each scale; where there are more than `most`, one line for all."""
    if len(content.ranges) > most:
        return [("", *ends_of_all([scale for _, scale in content.ranges]))]
    several = len(content.ranges) > 1
    return [
        (title if several else "", _tick(one.low, one), _tick(one.centre, one), _tick(one.high, one))
        for title, one in content.ranges
    ]


def ends_of_all(scales: list[ValueScale]) -> tuple[str, str, str]:
    """Return low, middle and high of layers whose colours are their own: of both, or the nearest and the furthest."""
    lows, highs = [_tick(one.low, one) for one in scales], [_tick(one.high, one) for one in scales]
    if len(scales) <= 2:
        return " | ".join(lows), "", " | ".join(highs)
    by_low, by_high = sorted(scales, key=_low_end, reverse=True), sorted(scales, key=_high_end)
    low, high = (
        "…".join(dict.fromkeys((_tick(end(ordered[0]), ordered[0]), _tick(end(ordered[-1]), ordered[-1]))))
        for ordered, end in ((by_low, _low_end), (by_high, _high_end))
    )
    return low, "0" if all(one.centre == 0.0 for one in scales) else "", high


def _low_end(scale: ValueScale) -> float:
    return scale.low


def _high_end(scale: ValueScale) -> float:
    return scale.high


def _paint_ranges(
    painter: QPainter,
    left: float,
    length: float,
    bar_y: float,
    label_y: float,
    rows: list[tuple[str, str, str, str]],
    style: CanvasStyle,
) -> None:
    theme, scale = style.theme, style.scale
    bar = QRectF(left, bar_y - 5.0 * scale, length, 10.0 * scale)
    shape = QPainterPath()
    shape.addRoundedRect(bar, 2.0, 2.0)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(bar, map_image(theme.weight_map))
    painter.restore()
    for row, (title, low, middle, high) in enumerate(rows):
        y = label_y + 14.0 * scale * row
        has_middle = sum(_advance(text, style) for text in (low, high)) / 2 + _advance(middle, style) < length
        for x, text in ((left, low), (left + length / 2, middle if has_middle else ""), (left + length, high)):
            draw_text(painter, QPointF(x, y), text, style.small, theme.text3)
        if title:
            x = left + length + _advance(high, style) / 2 + 7.0 * scale
            draw_text(painter, QPointF(x, y), title, style.small, theme.text3, "left")


def _tick(value: float, scale: ValueScale) -> str:
    text = compact(value, 2 if scale.centre == 0.0 else 3)
    return f"+{text}" if value > 0 and scale.centre == 0.0 else text


def _paint_bias_sample(
    painter: QPainter, left: float, bar_y: float, right: float, content: LegendContent, style: CanvasStyle
) -> None:
    scale, theme = style.scale, style.theme
    chip = QRectF(left, bar_y - CHIP_HEIGHT * scale / 2, CHIP_WIDTH * scale, CHIP_HEIGHT * scale)
    # Biases are coloured on the scale of the weights, which is not at hand where the edges show gradients.
    largest = 1.0 if content.errors else content.largest or 1.0
    paint_bias_chip(painter, chip, SAMPLE_BIAS, bias_colour(SAMPLE_BIAS, largest, theme), style)
    hint = "double-click to edit"
    x = chip.right() + 8.0 * scale
    if not is_for_picture() and x + QFontMetricsF(style.caption).horizontalAdvance(hint) < right:
        draw_text(painter, QPointF(x, bar_y), hint, style.caption, theme.text3, "left")


def map_image(colours: ColourMap) -> QImage:
    """Return a colour map as an image one pixel high, from its low end to its high one."""
    row = np.ascontiguousarray(colours.packed[None, :])
    return QImage(row.data, row.shape[1], 1, 4 * row.shape[1], QImage.Format.Format_RGB32).copy()
