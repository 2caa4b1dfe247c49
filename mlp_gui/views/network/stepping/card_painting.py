"""The cards of a step's picture: inputs, units with their biases, and the loss, each painted when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt

import mlp_core as mlp
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.cut_names import fitting_names
from mlp_gui.views.network.level_of_detail import pooled_vector
from mlp_gui.views.network.stepping import cards
from mlp_gui.views.network.stepping.chip_lines import bias_gradient_letter, bias_gradient_name
from mlp_gui.views.network.stepping.chip_sizes import ChipText
from mlp_gui.views.network.stepping.forms import SLIM
from mlp_gui.views.network.stepping.letters import letters_of, loss_letter
from mlp_gui.views.network.stepping.mosaic_cards import BACKWARD, is_current, mosaics_one_by_one
from mlp_gui.views.network.stepping.numbers import Value
from mlp_gui.views.network.stepping.penalty_nodes import paint_nodes
from mlp_gui.views.network.stepping.style import draw_frame, sign_colour
from mlp_gui.views.network.stepping.writing import number_texts, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor, QFont, QImage, QPainter

    from mlp_gui.views.network.stepping.layout import CardColumn
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.sprites import Sprites
    from mlp_gui.views.network.stepping.style import StepStyle

Kind = mlp.Kind

_ROWS = {
    "full": ("sum", "activation", "delta"),
    "rows": ("sum", "activation", "delta"),
    "trio": ("sum", "activation", "delta"),
    "grid": ("sum", "activation", "delta"),
    "pair": ("sum", "activation"),
    "twin": ("sum", "activation"),
    "side": ("sum", "activation"),
    "line": ("activation",),
}
_ROWS_BACKWARD = {
    "pair": ("activation", "delta"),
    "twin": ("activation", "delta"),
    "side": ("activation", "delta"),
}
"""What smaller cards show while error signals come back: a gradient is made of the two."""

LEAST_ROW = 17.0
"""Height of a row of the loss with its share of the card's borders, pixels at 100 %."""

_KINDS = {"sum": Kind.PRE_ACTIVATION, "activation": Kind.ACTIVATION, "delta": Kind.DELTA}


def cards_one_by_one(painter: QPainter, shown: StepShown, sprites: Sprites) -> Iterator[None]:
    """Paint all cards, column by column, and pause after each."""
    for index, column in enumerate(shown.layout.columns):
        if column.form.name == "dot":
            _paint_dots(painter, shown, index - 1, column)
            continue
        if column.form.name == "mosaic":
            yield from mosaics_one_by_one(painter, shown, index - 1, column, sprites)
            continue
        if index == 0:
            _paint_inputs(painter, shown, column, sprites)
        for row in range(len(column.groups)):
            if not column.is_single(row):
                _paint_group(painter, shown, column, row, sprites)
            elif index:
                _paint_unit(painter, shown, index - 1, row, sprites)
            yield
    _paint_loss(painter, shown, sprites)
    paint_nodes(painter, shown, sprites)


def unit_rows(shown: StepShown, layer: int, unit: int, form: str) -> list[cards.Row]:
    """Return the rows of a unit's card that its form has room for and that are asked for.

    Where the card has no room for the unit's name, its number stands below each symbol.
    """
    numbers, letters = shown.numbers, letters_of(shown.notation)
    has_delta = numbers.trace.rule is None
    names = _ROWS[form]
    index = str(unit + 1) if form in SLIM and numbers.trace.sizes[layer + 1] > 1 else ""
    if has_delta and shown.step is not None and shown.step.phase in BACKWARD:
        names = _ROWS_BACKWARD.get(form, names)
    if form == "line":
        names = (_number_in_play(shown, layer, unit, has_delta=has_delta),)
    if shown.unit_shows != "all":
        names = (shown.unit_shows if has_delta or shown.unit_shows != "delta" else "activation",)
    if "bias" in names:
        return [cards.Row(letters.bias, numbers.weight(layer, unit, -1), index)]
    is_output = layer == len(numbers.trace.sizes) - 2
    symbols = {
        "sum": letters.total,
        "activation": letters.output if is_output else letters.hidden,
        "delta": letters.delta,
    }
    return [
        cards.Row(symbols[name], numbers.of_unit(_KINDS[name], layer, unit), index)
        for name in names
        if has_delta or name != "delta"
    ]


def _number_in_play(shown: StepShown, layer: int, unit: int, *, has_delta: bool) -> str:
    """Return the one number of a card without room for more: the newest one, or what the step reads of the unit."""
    numbers, step = shown.numbers, shown.step
    sum_, activation, delta = (numbers.of_unit(kind, layer, unit) for kind in _KINDS.values())
    if step is not None and step.phase in BACKWARD and has_delta:
        is_read = step.phase is mlp.Phase.GRADIENT and layer == step.layer - 1
        return "activation" if is_read or delta.state == "later" else "delta"
    is_there = activation.is_known or activation.state == "asked"
    return "activation" if is_there or sum_.state == "later" else "sum"


def loss_rows(shown: StepShown) -> list[cards.Row]:
    """Return the rows of the loss's card: what an output answers, what it should, and what that costs.

    Of several outputs it is that of the sample's class, or the one that is furthest from its target.
    """
    numbers, letters = shown.numbers, letters_of(shown.notation)
    last, unit = len(numbers.trace.sizes) - 2, numbers.told_output()
    index = str(unit + 1) if numbers.trace.sizes[-1] > 1 else ""
    rows = [
        cards.Row(letters.output, numbers.of_unit(Kind.ACTIVATION, last, unit), index),
        cards.Row(letters.target, numbers.of_unit(Kind.TARGET, last, unit), index),
        cards.Row(loss_letter(shown.notation, numbers.sample, numbers.trace.n_samples), numbers.loss()),
    ]
    if shown.layout.nodes is not None and numbers.sample >= 0 and numbers.trace.n_samples > 1:
        # The penalty is added to the loss of the batch; where there is no room for that, its own node says both.
        is_high = shown.layout.loss.height() >= LEAST_ROW * (len(rows) + 1) * shown.style.scale
        rows += [cards.Row(letters.loss, numbers.of_batch(Kind.LOSS))] * is_high
    return rows


def _paint_dots(painter: QPainter, shown: StepShown, layer: int, column: CardColumn) -> None:
    """Paint a column of coloured dots: each shows the mean of the units that it stands for."""
    numbers, colours = shown.numbers, shown.style.theme.weight_map
    sample, last = numbers.sample, column.groups[-1][0]
    part = numbers.trace.inputs if layer < 0 else numbers.trace.activations[layer]
    values = pooled_vector(part.mean(axis=0) if sample < 0 else part[sample], column.groups)
    kind = Kind.INPUT if layer < 0 else Kind.ACTIVATION
    is_whole = numbers.of_unit(kind, layer, last).is_known
    largest = shown.held.of("activation")
    for row, (start, _) in enumerate(column.groups):
        value = float(values[row]) if is_whole or numbers.of_unit(kind, layer, start).is_known else np.nan
        place = 0.0 if np.isnan(value) else value / largest if layer < 0 else shown.scales[layer].place(value)
        current = is_current(shown, layer, start)
        cards.paint_dot(painter, column.card(row), colours.colour(place), shown.style, current=current)


def _paint_group(painter: QPainter, shown: StepShown, column: CardColumn, row: int, sprites: Sprites) -> None:
    start, stop = column.groups[row]
    rect, key = column.card(row), ("group", stop - start)
    with sprites.card(painter, rect, key) as place:
        if place is not None:
            cards.paint_group(*place, stop - start, shown.style)


def _paint_inputs(painter: QPainter, shown: StepShown, column: CardColumn, sprites: Sprites) -> None:
    units = [start for row, (start, _) in enumerate(column.groups) if column.is_single(row)]
    if not units:
        return
    values = {unit: shown.numbers.of_unit(Kind.INPUT, -1, unit) for unit in units}
    labels = [shown.short_labels[unit] for unit in units]
    kind = cards.input_type(column.card(0), labels, list(values.values()), shown.style)
    pixels = kind.name.pixelSize(), kind.number.pixelSize()
    labels = fitting_names(labels, [kind.name] * len(labels), kind.name_room)
    for unit, label in zip(units, labels, strict=True):
        rect, current = column.card(column.row_of(unit)), is_current(shown, -1, unit)
        key = ("input", label, values[unit], current, pixels)
        with sprites.card(painter, rect, key) as place:
            if place is not None:
                cards.paint_input(*place, label, values[unit], kind, shown.style, current=current)


def _paint_unit(painter: QPainter, shown: StepShown, layer: int, row: int, sprites: Sprites) -> None:
    column = shown.layout.columns[layer + 1]
    unit, form, rect = column.groups[row][0], column.form.name, column.card(row)
    picture = _picture(shown, layer, unit, row)
    name = _name(shown, layer, unit, form)
    rows = unit_rows(shown, layer, unit, form)
    current = is_current(shown, layer, unit)
    seen = picture.cacheKey() if hasattr(picture, "cacheKey") else picture.rgba()
    key = (form, name, tuple(rows), seen, current)
    with sprites.card(painter, rect, key) as place:
        if place is not None:
            cards.paint_unit(*place, form, name, rows, picture, shown.style, current=current)
    chip = column.bias_chip(row)
    if chip is not None:
        paint_bias(painter, shown, layer, unit, chip, sprites)


def _name(shown: StepShown, layer: int, unit: int, form: str) -> str:
    """Return what stands in a unit's card: of an output its class, where that does not stand beside it."""
    is_output = layer == len(shown.numbers.trace.sizes) - 2
    if is_output and shown.classes and not shown.layout.has_names and form in ("full", "rows"):
        font, room = cards.name_room(shown.layout.columns[-1].card(0), form, shown.style)
        return fitting_names(shown.classes, [font] * len(shown.classes), room)[unit]
    network = shown.numbers.trace.network
    return mlp.unit_letter(network.sizes, layer, unit, network.unit_names) or str(unit + 1)


def _picture(shown: StepShown, layer: int, unit: int, row: int) -> QImage | QColor:
    """Return the heat map of a unit with a full card, else the colour of its activation."""
    full = shown.layout.columns[layer + 1].form.name == "full"
    if full and layer < len(shown.fills) and shown.fills[layer].images:
        return shown.fills[layer].images[row]
    activation = shown.numbers.of_unit(Kind.ACTIVATION, layer, unit)
    place = shown.scales[layer].place(activation.quantity.value) if activation.is_known else 0.0
    return shown.style.theme.weight_map.colour(place)


def paint_bias(painter: QPainter, shown: StepShown, layer: int, unit: int, chip: QRectF, sprites: Sprites) -> None:
    """Paint a bias."""
    theme, tight = shown.style.theme, shown.style.tight
    said = bias_text(shown, layer, unit, tight, chip.width() - 12.0 * shown.style.scale)
    current = is_bias_current(shown, layer, unit)
    key = ("bias", said.text, said.colour.rgb(), said.font.pixelSize(), current)
    with sprites.card(painter, chip, key) as place:
        if place is not None:
            own, rect = place
            own.setPen(Qt.PenStyle.NoPen)
            own.setBrush(theme.cursor_soft if said.is_asked else theme.field)
            own.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            draw_frame(own, rect, rect.height() / 2, theme, current=current)
            draw_text(own, rect.center(), said.text, said.font, said.colour)


def is_bias_current(shown: StepShown, layer: int, unit: int) -> bool:
    """Tell whether the line is about a bias."""
    step = shown.step
    if step is None or step.granularity != "term" or step.makes.input >= 0:
        return False
    kinds = (Kind.PRODUCT, Kind.BIAS_GRADIENT, Kind.PARAMETER_AFTER)
    return (step.makes.layer, step.makes.unit) == (layer, unit) and step.makes.kind in kinds


def bias_text(shown: StepShown, layer: int, unit: int, font: QFont, room: float) -> ChipText:
    """Return what is said of a bias in some room: its number, its gradient, or the old and the new number."""
    style, numbers = shown.style, shown.numbers
    phase = None if shown.step is None else shown.step.phase
    place = (layer, unit, -1)
    before, gradient = numbers.before(*place).value, numbers.gradient(*place)
    if phase is mlp.Phase.UPDATE:
        after = numbers.after(*place)
        if after.is_known:
            new = number_texts(after.quantity.value, style.decimals)
            pairs = zip(number_texts(before, style.decimals), new, strict=False)
            return _said([" → ".join(pair) for pair in pairs], after, style, font, room)
        if after.state == "asked":
            return _said([f"{text} → ?" for text in number_texts(before, style.decimals)], after, style, font, room)
    if phase is mlp.Phase.GRADIENT and gradient.state in ("known", "asked"):
        name = bias_gradient_name(numbers, gradient.quantity, shown.notation)
        letter = bias_gradient_letter(numbers.trace, shown.notation)
        texts = number_texts(gradient.quantity.value, style.decimals) if gradient.is_known else ["?"]
        return _said([name + texts[0], *(f"{letter} {text}" for text in texts), *texts], gradient, style, font, room)
    own = Value(numbers.before(*place), "known")
    texts = number_texts(before, style.decimals)
    letter = letters_of(shown.notation).bias
    return _said([f"bias {texts[0]}", f"{letter} {texts[0]}", *texts], own, style, font, room)


def _said(texts: list[str], value: Value, style: StepStyle, font: QFont, room: float) -> ChipText:
    text, fitting = write(texts, font, room, style.least, style.floor)
    error = value.quantity.kind in (Kind.BIAS_GRADIENT, Kind.CORRECTION)
    colour = sign_colour(value.quantity.value, style.theme, error=error) if value.is_known else style.theme.text
    return ChipText(text, colour, fitting, not value.is_known)


def _paint_loss(painter: QPainter, shown: StepShown, sprites: Sprites) -> None:
    rows, rect, current = loss_rows(shown), shown.layout.loss, shown.travel.at == "loss"
    key = ("loss", tuple(rows), current)
    with sprites.card(painter, rect, key) as place:
        if place is not None:
            cards.paint_loss(*place, rows, shown.style, current=current)
