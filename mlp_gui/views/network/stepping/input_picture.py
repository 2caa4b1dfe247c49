"""Inputs that are a picture, at the grains of units and terms: what each pixel is to the unit, and the one in play."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

import mlp_core as mlp
from mlp_gui.look.numbers import compact
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.heat import ValueScale, nice_ceiling
from mlp_gui.views.network.mosaic import field_place
from mlp_gui.views.network.stepping.cards import Row, paint_loss
from mlp_gui.views.network.stepping.chip_lines import ARROW, INPUT, WEIGHT
from mlp_gui.views.network.stepping.forms import BELOW_PICTURE
from mlp_gui.views.network.stepping.legend import paint_colours
from mlp_gui.views.network.stepping.letters import letters_of
from mlp_gui.views.network.stepping.style import draw_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.sprites import Sprites

Kind, Phase = mlp.Kind, mlp.Phase

LEGEND, AIR = 18.0, 3.0
CARD = BELOW_PICTURE - LEGEND - 2 * AIR
"""Heights of the bar and of the card below the picture, and what is left above each, pixels at 100 %."""

WIDEST: Final = f"{WEIGHT}{INPUT}−0.88+0.88"
"""What stands beside the bar."""

FADED: Final = 0.3
"""How much is seen of a pixel that has no number for the unit yet."""


@dataclass(frozen=True, slots=True, eq=False)
class ToldPixels:
    """A number for each pixel.

    Attributes
    ----------
    name : str
        What it is, as a formula has it.
    values : ndarray, shape (n_pixels,), float64
        The numbers.
    known : ndarray, shape (n_pixels,), bool
        Which of them are there already.
    largest : float
        The size that has full colour.
    is_error : bool
        Whether they have the colours of error signals.
    """

    name: str
    values: np.ndarray
    known: np.ndarray
    largest: float
    is_error: bool = False


def told_pixels(shown: StepShown) -> ToldPixels | None:
    """Return the numbers that a step at one unit of the first layer has for its pixels; None where it has none."""
    step, numbers = shown.step, shown.numbers
    if not shown.layout.columns[0].along or step is None or step.granularity not in ("unit", "term"):
        return None
    if step.layer != 0 or step.unit < 0 or numbers.trace.rule is not None:
        return None
    if step.phase is Phase.FORWARD and numbers.sample >= 0:
        return _products(shown, step.unit)
    if step.phase is Phase.GRADIENT:
        return _gradients(shown, step.unit)
    return _weights(shown, step.unit) if step.phase is Phase.UPDATE else None


def _products(shown: StepShown, unit: int) -> ToldPixels:
    trace, sample = shown.numbers.trace, shown.numbers.sample
    weights, inputs = trace.network.weights[0], trace.inputs[sample]
    # Of all units, so that the colours hold still from one to the next.
    largest = float((np.abs(weights).max(axis=0) * np.abs(inputs)).max(initial=0.0))
    known = _known(len(inputs), partial(_is_multiplied, shown, unit))
    return ToldPixels(WEIGHT + INPUT, weights[unit] * inputs, known, _ceiling(largest))


def _ceiling(largest: float) -> float:
    """Return the size of full colour for numbers up to `largest`, which may not be finite."""
    return (nice_ceiling(largest) if np.isfinite(largest) else 0.0) or 1.0


def _is_multiplied(shown: StepShown, unit: int, pixel: int) -> bool:
    return shown.numbers.product(0, unit, pixel).is_known


def _gradients(shown: StepShown, unit: int) -> ToldPixels:
    numbers, trace = shown.numbers, shown.numbers.trace
    count = trace.sizes[0]
    known = _known(count, partial(numbers.reduces, 0, unit))
    values = trace.weight_gradients[0][unit]
    largest = float(np.abs(trace.weight_gradients[0]).max(initial=0.0))
    if numbers.sample >= 0:
        own = trace.deltas[0][numbers.sample, unit] * trace.inputs[numbers.sample]
        values = np.where(known, values, own)
        of_sample = np.abs(trace.deltas[0][numbers.sample]).max() * np.abs(trace.inputs[numbers.sample]).max()
        largest = max(largest, float(of_sample))
        known = known | _known(count, partial(numbers.derives, 0, unit))
    return ToldPixels("∂", values, known, _ceiling(largest), is_error=True)


def _weights(shown: StepShown, unit: int) -> ToldPixels:
    numbers, trace = shown.numbers, shown.numbers.trace
    count, before = trace.sizes[0], trace.network.weights[0][unit]
    after = trace.network.unflatten(trace.parameters_after)[0][0][unit]
    known = _known(count, partial(numbers.updates, 0, unit))
    if shown.edge_shows == "update":
        changes = after - before
        if numbers.last_update is not None:
            changes = np.where(known, changes, trace.network.unflatten(numbers.last_update)[0][0][unit])
            known = np.ones(count, dtype=bool)
        return ToldPixels(f"Δ{WEIGHT}", changes, known, shown.held.of("update"))
    return ToldPixels(WEIGHT, np.where(known, after, before), np.ones(count, dtype=bool), shown.held.of("weight"))


def _known(count: int, is_known: Callable[[int], bool]) -> np.ndarray:
    """Return which pixels have their number: lines go through them in order."""
    least, most = 0, count
    while least < most:
        middle = (least + most) // 2
        least, most = (middle + 1, most) if is_known(middle) else (least, middle)
    return np.arange(count) < least


def pixel_in_play(shown: StepShown) -> int:
    """Return the pixel that the step is about; -1 for none or many."""
    step = shown.step
    if not shown.layout.columns[0].along or step is None or step.granularity not in ("unit", "term"):
        return -1
    if step.phase is Phase.INPUT and step.layer < 0:
        return step.unit
    is_one = step.granularity == "term" and step.layer == 0 and step.phase in (
        Phase.FORWARD, Phase.GRADIENT, Phase.UPDATE,
    )  # fmt: skip
    return step.input if is_one else -1


def paint_pixels(painter: QPainter, rect: QRectF, told: ToldPixels, start: int, shown: StepShown) -> None:
    """Paint the numbers of a band that begins with pixel `start`, over its picture."""
    theme = shown.style.theme
    along = shown.layout.columns[0].along
    first, stop = shown.layout.columns[0].groups[shown.layout.columns[0].row_of(start)]
    colours = theme.error_map if told.is_error else theme.weight_map
    scale = ValueScale(0.0, told.largest)
    for pixel in range(first, stop):
        if told.known[pixel]:
            left, top, width, height = field_place(pixel - first, stop - first, along)
            corner = rect.topLeft() + QPointF(left * rect.width(), top * rect.height())
            place = QRectF(corner.x(), corner.y(), width * rect.width(), height * rect.height())
            painter.fillRect(place, colours.colour(scale.place(float(told.values[pixel]))))


def paint_below(painter: QPainter, shown: StepShown, told: ToldPixels | None, sprites: Sprites) -> None:
    """Paint the bar of the pixels' colours and the numbers of the one in play, below; and a frame around it."""
    pixel, place = pixel_in_play(shown), card_place(shown)
    column = shown.layout.columns[0]
    field = column.place_of(pixel) if pixel >= 0 else None
    if field is not None:
        draw_frame(painter, field, 1.0, shown.style.theme, current=True)
    if place is None:
        return
    if told is not None:
        _paint_bar(painter, place.adjusted(0.0, -LEGEND * shown.style.scale, 0.0, 0.0), told, shown)
    rows = pixel_rows(shown, pixel) if pixel >= 0 else []
    if rows:
        with sprites.card(painter, place, ("pixel", tuple(rows))) as own:
            if own is not None:
                paint_loss(*own, rows, shown.style, current=False)


def card_place(shown: StepShown) -> QRectF | None:
    """Return where the card of the pixel in play stands; None where there is no room for it."""
    layout = shown.layout
    column, scale = layout.columns[0], layout.scale
    if not column.along:
        return None
    below = column.card(len(column.groups) - 1).bottom()
    if layout.content.bottom() - below < BELOW_PICTURE * scale - 1.0:
        return None
    width = max(column.size[0], QFontMetricsF(shown.style.canvas.small).horizontalAdvance(WIDEST) + 42.0 * scale)
    left = max(column.x - width / 2, min(column.left, 8.0 * scale))
    return QRectF(round(left), round(below + (LEGEND + 2 * AIR) * scale), round(width), round(CARD * scale))


def pixel_rows(shown: StepShown, pixel: int) -> list[Row]:
    """Return what the step has of one pixel: its value, and what it is multiplied with and makes."""
    numbers, step = shown.numbers, shown.step
    assert step is not None
    index = str(pixel + 1)
    value = Row(INPUT, numbers.of_unit(Kind.INPUT, -1, pixel), index)
    if step.layer < 0:
        return [value]
    place = (0, step.unit, pixel)
    if step.phase is Phase.UPDATE:
        after = numbers.after(*place)
        old = type(after)(numbers.before(*place), "known")
        return [Row(WEIGHT, old), Row(ARROW.strip() + WEIGHT, after)]
    if step.phase is Phase.GRADIENT:
        delta = numbers.of_unit(Kind.DELTA, 0, step.unit)
        letter = letters_of(shown.notation).delta
        return [value, Row(letter, delta, str(step.unit + 1)), Row("∂", numbers.gradient(*place))]
    if numbers.sample < 0:
        return [value]
    weight = Row(WEIGHT, numbers.weight(*place))
    return [value, weight, Row(WEIGHT + INPUT, numbers.product(*place))]


def _paint_bar(painter: QPainter, place: QRectF, told: ToldPixels, shown: StepShown) -> None:
    """Paint what the pixels' colours mean: name, low end, bar, high end."""
    style = shown.style
    font, gap = style.canvas.small, 5.0 * style.scale
    y = place.top() + (LEGEND / 2 - AIR) * style.scale
    low, high = compact(-told.largest, 2), f"+{compact(told.largest, 2)}"
    metrics = QFontMetricsF(font)
    x = place.left()
    draw_text(painter, QPointF(x, y), told.name, font, style.theme.text, "left")
    x += metrics.horizontalAdvance(told.name) + gap
    draw_text(painter, QPointF(x, y), low, font, style.theme.text3, "left")
    x += metrics.horizontalAdvance(low) + gap
    end = place.right() - metrics.horizontalAdvance(high) - gap
    colours = style.theme.error_map if told.is_error else style.theme.weight_map
    paint_colours(painter, QRectF(x, y - 4.0 * style.scale, max(end - x, 8.0), 8.0 * style.scale), colours)
    draw_text(painter, QPointF(place.right(), y), high, font, style.theme.text3, "right")
