"""What the chip of an edge says: its weight, and what the phase makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.views.network.stepping.letters import error_letters, letters_of, loss_letter, subscript
from mlp_gui.views.network.stepping.style import sign_colour

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mlp_gui.look import Theme
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.numbers import StepNumbers, Value
    from mlp_gui.views.network.stepping.shown import StepShown

ARROW = "→ "
ASKED, LATER = "?", "–"
WEIGHT, INPUT = "𝑤", "𝑥"

Place = tuple[int, int, int]
"""Layer, unit and source of a weight."""


@dataclass(frozen=True, slots=True)
class ChipLine:
    """One line of a chip, before it is known how much room it has.

    Attributes
    ----------
    value : float or None
        The number; None for one that is not known.
    colour : QColor
        Of the number.
    mark : str
        What stands before it.
    is_asked : bool
        Whether the user is to predict it.
    is_gradient : bool
        Whether it is a derivative of the loss, which stands where a weight stood before.
    """

    value: float | None
    colour: QColor
    mark: str = ""
    is_asked: bool = False
    is_gradient: bool = False


def weight_of(layout: StepLayout, edge: int) -> Place:
    """Return layer, unit and source of a single weight's edge."""
    curves = layout.curves
    gap = int(curves.gap[edge])
    columns = layout.columns
    return (
        gap,
        columns[gap + 1].groups[int(curves.target[edge])][0],
        columns[gap].groups[int(curves.source[edge])][0],
    )


def name_of(shown: StepShown, edge: int) -> str:
    """Return where a single weight's number comes from: "x₁", "P", or "z₂" as a notation writes it; back from "δ₂"."""
    layer, unit, source = weight_of(shown.layout, edge)
    network, letters = shown.numbers.trace.network, letters_of(shown.notation)
    sizes, given = network.sizes, network.unit_names
    if shown.step is not None and shown.step.phase is mlp.Phase.BACKWARD:
        return mlp.unit_letter(sizes, layer, unit, given) or letters.delta + subscript(str(unit + 1))
    if layer == 0:
        return shown.short_labels[source]
    return mlp.unit_letter(sizes, layer - 1, source, given) or letters.hidden + subscript(str(source + 1))


def gradient_mark(numbers: StepNumbers, quantity: mlp.Quantity, notation: str) -> str:
    """Return what tells a gradient from a weight, and that of a batch from a sample's.

    A sum, or a mean, or loss and penalty together, of what is derived.
    """
    trace = numbers.trace
    if quantity.kind is mlp.Kind.OBJECTIVE_GRADIENT:
        return f"∂({letters_of(notation).loss}+𝑅) "
    letters = "∂" if trace.rule is None else f"{error_letters(notation, trace)}{INPUT}"
    return _over_samples(letters, quantity, trace)


def bias_gradient_name(numbers: StepNumbers, quantity: mlp.Quantity, notation: str) -> str:
    """Return how a notation writes the derivative of the loss by a bias: of a sample's loss, or of the batch's.

    Of a learning rule it is how it writes the correction of a bias.
    """
    trace, letters = numbers.trace, letters_of(notation)
    if trace.rule is not None:
        return _over_samples(error_letters(notation, trace), quantity, trace)
    loss = loss_letter(notation, quantity.sample, trace.n_samples)
    if quantity.kind is mlp.Kind.OBJECTIVE_GRADIENT:
        loss = f"({letters.loss}+𝑅)"
    return f"∂{loss}/∂{letters.bias} "


def loss_slope_mark(numbers: StepNumbers, notation: str) -> str:
    """Return what tells the number that the loss sends back from its slope, in a notation that has it with a minus."""
    if not numbers.flips or numbers.trace.fused:
        return ""
    letters = letters_of(notation)
    is_square = numbers.trace.config.loss == "squared_error"
    return f"{letters.target}−{letters.output} " if is_square else f"−∂{letters.output} "


def bias_gradient_letter(trace: mlp.Trace, notation: str) -> str:
    """Return what stands before the gradient of a bias in short, or before a learning rule's correction of it."""
    return "∂" if trace.rule is None else error_letters(notation, trace)


def _over_samples(letters: str, quantity: mlp.Quantity, trace: mlp.Trace) -> str:
    """Return what one sample makes, or what stands for the sum or mean of it over a batch."""
    if quantity.sample >= 0 or trace.n_samples == 1:
        return f"{letters} "
    return f"Σ{letters}/𝑛 " if trace.config.reduction == "mean" else f"Σ{letters} "


def lines_of(
    numbers: StepNumbers, place: Place, shows: str, theme: Theme, step: mlp.Step | None, notation: str
) -> tuple[ChipLine, ...]:
    """Return what the chip of a weight says.

    Parameters
    ----------
    numbers : StepNumbers
        Of the trace, as far as they are known.
    place : tuple of int
        Layer, unit and source.
    shows : str
        "weight", "gradient" or "update".
    theme : Theme
        Colours.
    step : Step or None
        What is done or under way.
    notation : str
        Its letters.
    """
    phase = None if step is None else step.phase
    before = numbers.before(*place).value
    if shows == "update":
        line = _line(numbers.last_change(*place), theme, later=LATER)
        is_former = phase is mlp.Phase.UPDATE and line.value is not None and not numbers.change(*place).is_known
        return (replace(line, colour=theme.text3) if is_former else line,)
    if shows == "gradient":
        return _gradient_lines(numbers, place, theme, notation)
    if phase is mlp.Phase.GRADIENT:
        lines = _gradient_lines(numbers, place, theme, notation)
        if lines[0].value is not None or lines[0].is_asked:
            return lines
    if phase is mlp.Phase.UPDATE:
        after = numbers.after(*place)
        if after.is_known or after.state == "asked":
            return (ChipLine(before, theme.text3), _line(after, theme, ARROW))
    own = ChipLine(before, sign_colour(before, theme))
    is_own_unit = step is not None and (step.layer, step.unit) == place[:2]
    carried = _carried(numbers, place, theme, phase, product_mark(place[0], notation) if is_own_unit else "")
    return (own,) if carried is None else (own, carried)


def product_mark(layer: int, notation: str) -> str:
    """Return what tells a weight times what it reads from the weight above it."""
    return f"{WEIGHT}{letters_of(notation).hidden if layer else INPUT} "


def _carried(numbers: StepNumbers, place: Place, theme: Theme, phase: mlp.Phase | None, mark: str) -> ChipLine | None:
    """Return the error signal that has gone back through a weight, or what it has carried into the unit of the step.

    `mark` is that of a product, empty where the step is about another unit. What is asked for is a "?".
    """
    if numbers.sample < 0:
        return None
    if phase is mlp.Phase.BACKWARD and place[0] > 0:
        signal = numbers.signal(*place)
        return _line(signal, theme, error=True) if signal.state in ("known", "asked") else None
    product = numbers.product(*place) if phase is mlp.Phase.FORWARD else None
    if product is None or not (product.state == "asked" or (product.is_known and mark)):
        return None
    return _line(product, theme, mark)


def _gradient_lines(numbers: StepNumbers, place: Place, theme: Theme, notation: str) -> tuple[ChipLine, ...]:
    """Return the gradient, and below the loss's own part of a penalised one the penalty's."""
    gradient = numbers.gradient(*place)
    line = _line(gradient, theme, gradient_mark(numbers, gradient.quantity, notation), error=True, later=LATER)
    if numbers.trace.is_penalised and gradient.quantity.kind is mlp.Kind.WEIGHT_GRADIENT:
        part = numbers.penalty_part(*place)
        if part.is_known or part.state == "asked":
            return _gradient(line), _gradient(_line(part, theme, "∂𝑅 ", error=True))
    return (_gradient(line),)


def _gradient(line: ChipLine) -> ChipLine:
    return replace(line, is_gradient=line.value is not None or line.is_asked)


def _line(value: Value, theme: Theme, mark: str = "", *, error: bool = False, later: str = "") -> ChipLine:
    if value.is_known:
        number = value.quantity.value
        return ChipLine(number, sign_colour(number, theme, error=error), mark)
    if value.state == "asked":
        return ChipLine(None, theme.text, mark, is_asked=True)
    return ChipLine(None, theme.text3, later)
