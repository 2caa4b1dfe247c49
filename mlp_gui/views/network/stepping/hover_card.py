"""The card of what is under the pointer: its name and exact numbers, as far as the step-through has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import compact, signed
from mlp_gui.views.network.card import Card, CardRow, value_row
from mlp_gui.views.network.stepping.input_picture import told_pixels
from mlp_gui.views.network.stepping.letters import letters_of
from mlp_gui.views.network.stepping.pointing import edge_of, lacks_bias

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.state.cursor import Mark
    from mlp_gui.views.network.stepping.numbers import Value
    from mlp_gui.views.network.stepping.shown import StepShown

    Units = tuple[np.ndarray, np.ndarray]

Kind = mlp.Kind
LEAST_DECIMALS = 4


def unit_name(shown: StepShown, layer: int, unit: int) -> str:
    """Return what a unit is called: "unit P", "unit 3 of layer 2", or "output, class 1"."""
    sizes = shown.numbers.trace.sizes
    if layer == len(sizes) - 2 and shown.classes:
        return f"output, {shown.classes[unit]}"
    return shown.numbers.trace.unit_name(layer, unit)


def is_shown(shown: StepShown, mark: Mark) -> bool:
    """Tell whether a mark is of the network that is shown: it may have shrunk since."""
    sizes = shown.numbers.trace.sizes
    if mark.kind == "input":
        return mark.input < sizes[0]
    if mark.layer >= len(sizes) - 1 or mark.unit >= sizes[mark.layer + 1]:
        return False
    return mark.kind != "weight" or mark.input < sizes[mark.layer]


def title_of(shown: StepShown, mark: Mark) -> str:
    """Return the title of a card, with the notation's symbol: "Weight w₁₁⁽¹⁾: x₁ → unit P"."""
    if mark.kind == "input":
        return f"Input {shown.labels[mark.input]}"
    unit = unit_name(shown, mark.layer, mark.unit)
    symbols = mlp.NOTATIONS[shown.notation].symbols(shown.numbers.trace)
    if mark.kind == "unit":
        return f"{unit[0].upper()}{unit[1:]}: {mlp.plain_symbol(symbols.activation(mark.layer, mark.unit))}"
    if mark.kind == "bias":
        return f"Bias {mlp.plain_symbol(symbols.bias(mark.layer, mark.unit))} of {unit}"
    below = shown.labels[mark.input] if mark.layer == 0 else unit_name(shown, mark.layer - 1, mark.input)
    return f"Weight {mlp.plain_symbol(symbols.weight(mark.layer, mark.unit, mark.input))}: {below} → {unit}"


def card_of(shown: StepShown, mark: Mark) -> Card | None:
    """Return the card of a mark; None for what has no number here."""
    numbers = shown.numbers
    if mark.kind == "input":
        value = numbers.of_unit(Kind.INPUT, -1, mark.input)
        rows = [number_row(shown, "value", value), *_own_row("in the data", value, shown.own.inputs, mark.input)]
        return Card(title_of(shown, mark), (*rows, *_rows_of_pixel(shown, mark.input)))
    if mark.kind == "unit":
        hint = "Alt+drag to turn its bias" if lacks_bias(shown.layout, mark) else ""
        return Card(title_of(shown, mark), _unit_rows(shown, mark.layer, mark.unit), hint)
    if mark.kind not in ("weight", "bias"):
        return None
    place = (mark.layer, mark.unit, mark.input if mark.kind == "weight" else -1)
    before = numbers.before(*place).value
    rows = [value_row(mark.kind, before, _number(shown, before))]
    after = numbers.weight(*place).quantity
    if after.kind is Kind.PARAMETER_AFTER:
        rows.append(value_row(f"new {mark.kind}", after.value, _number(shown, after.value)))
    if mark.kind == "weight" and numbers.sample >= 0:
        rows.append(number_row(shown, "weight × input", numbers.product(*place)))
    gradient = numbers.gradient(*place)
    rows.append(number_row(shown, _gradient_name(shown, gradient), gradient, error=True))
    change, last = numbers.change(*place), numbers.last_change(*place)
    rows.append(number_row(shown, "last update" if last.is_known and not change.is_known else "update", last))
    edge = edge_of(shown.layout, mark)
    has_number = mark.kind == "bias" or any(chip.edge == edge for chip in shown.chips)
    hint = "drag its number to turn it" if has_number else "Alt+drag to turn it"
    return Card(title_of(shown, mark), tuple(rows), hint)


def _rows_of_pixel(shown: StepShown, pixel: int) -> list[CardRow]:
    """Return what a pixel is to the unit that the step is at; nothing where the picture tells nothing of it."""
    step, numbers = shown.step, shown.numbers
    if step is None or told_pixels(shown) is None:
        return []
    place = (0, step.unit, pixel)
    rows = [number_row(shown, f"weight to {unit_name(shown, 0, step.unit)}", numbers.weight(*place))]
    if numbers.sample >= 0:
        rows.append(number_row(shown, "weight × input", numbers.product(*place)))
    if step.phase is not mlp.Phase.FORWARD:
        gradient = numbers.gradient(*place)
        rows.append(number_row(shown, _gradient_name(shown, gradient), gradient, error=True))
    return rows


def _gradient_name(shown: StepShown, gradient: Value) -> str:
    """Return whose gradient it is: of the batch, with or without the penalty's part, or of the sample alone."""
    trace, quantity = shown.numbers.trace, gradient.quantity
    if quantity.kind is Kind.OBJECTIVE_GRADIENT:
        return "gradient with penalty"
    if trace.n_samples == 1 or not gradient.is_known:
        return "gradient"
    return (
        "gradient, this sample" if quantity.sample >= 0 else f"gradient, {trace.config.reduction} of {trace.n_samples}"
    )


def _unit_rows(shown: StepShown, layer: int, unit: int) -> tuple[CardRow, ...]:
    numbers, letters = shown.numbers, letters_of(shown.notation)
    is_output = layer == len(numbers.trace.sizes) - 2
    answer = letters.output if is_output else letters.hidden
    rows = [
        number_row(shown, f"sum {letters.total}", numbers.of_unit(Kind.PRE_ACTIVATION, layer, unit)),
        number_row(shown, f"activation {answer}", numbers.of_unit(Kind.ACTIVATION, layer, unit)),
    ]
    if is_output:
        target = numbers.of_unit(Kind.TARGET, layer, unit)
        rows += _own_row("in the data", numbers.of_unit(Kind.ACTIVATION, layer, unit), shown.own.outputs, unit)
        rows.append(number_row(shown, f"target {letters.target}", target))
        rows += _own_row("target in the data", target, shown.own.outputs, unit)
    if numbers.trace.rule is None:
        delta = numbers.of_unit(Kind.DELTA, layer, unit)
        rows.append(number_row(shown, f"error signal {letters.delta}", delta, error=True))
    rows.append(number_row(shown, "bias", numbers.weight(layer, unit, -1)))
    return tuple(rows)


def _own_row(label: str, value: Value, units: Units | None, place: int) -> list[CardRow]:
    """Return a line with what a number is in the user's own units; none where it is so already, or not known yet."""
    if units is None or not value.is_known or not place < len(units[0]):
        return []
    return [CardRow(label, compact(value.quantity.value * float(units[1][place]) + float(units[0][place]), 4))]


def number_row(shown: StepShown, label: str, value: Value, *, error: bool = False, plain: bool = False) -> CardRow:
    """Return a line with a number, or with the word that it is not known yet.

    Parameters
    ----------
    shown : StepShown
        How many decimals are wanted.
    label : str
        What it is.
    value : Value
        The number.
    error : bool
        Whether it has the colours of error signals.
    plain : bool
        Whether it is a target or a cost, which has neither colour nor plus.
    """
    if not value.is_known:
        return CardRow(label, "not yet", "text3")
    number = value.quantity.value
    if plain:
        return CardRow(label, _number(shown, number).removeprefix("+"))
    return value_row(label, number, _number(shown, number), error=error)


def _number(shown: StepShown, value: float) -> str:
    digits = max(shown.style.decimals, LEAST_DECIMALS)
    if value and abs(value) < 0.5 * 10.0**-digits:
        return ("+" if value > 0.0 else "") + compact(value, 3)
    return signed(value, digits)
