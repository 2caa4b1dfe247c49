"""What a number of a training step is, in words and with all its digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_core import Kind
from mlp_gui.look.numbers import MINUS

if TYPE_CHECKING:
    from mlp_core import Quantity, Trace

_NAMES: Final = {
    Kind.DELTA: "error signal",
    Kind.DELTA_PRODUCT: "weight times error signal",
    Kind.DELTA_SUM: "loss by activation",
    Kind.LOSS_SLOPE: "loss by activation",
    Kind.ACTIVATION_SLOPE: "slope of the activation",
    Kind.PRE_ACTIVATION: "pre-activation",
    Kind.PARAMETER_AFTER: "new value",
    Kind.OBJECTIVE: "loss and penalty",
    Kind.BATCH_SIZE: "samples of the batch",
}
_WHOLE: Final = frozenset((Kind.BATCH_SIZE, Kind.STEP_NUMBER))


def describe(quantity: Quantity | None, trace: Trace | None, *, is_known: bool) -> str:
    """Return what a number of a trace is, with all its digits once it is known; "" for what is no number of it."""
    if quantity is None or trace is None:
        return ""
    text = f"{title_of(quantity)}{place_of(quantity, trace)}"
    return f"{text}: {exact(quantity)}" if is_known else f"{text}: not yet computed"


def title_of(quantity: Quantity) -> str:
    """Return what kind of number it is, as "Error signal"."""
    name = _NAMES.get(quantity.kind, quantity.kind.value.replace("_", " "))
    return f"{name[0].upper()}{name[1:]}"


def place_of(quantity: Quantity, trace: Trace) -> str:
    """Return where a number belongs, as " of unit Q from input 1, sample 3"."""
    sample = f", {trace.sample_name(quantity.sample)}" if quantity.sample >= 0 and trace.n_samples > 1 else ""
    if quantity.layer < 0:
        return f" {quantity.unit + 1}{sample}" if quantity.kind is Kind.INPUT else sample
    text = f" of {trace.unit_name(quantity.layer, quantity.unit)}" if quantity.unit >= 0 else ""
    if quantity.input >= 0:
        text += f" from {trace.unit_name(quantity.layer - 1, quantity.input)}"
    return text + sample


def place_rows(quantity: Quantity, trace: Trace) -> list[tuple[str, str]]:
    """Return the same line by line, each with its label."""
    rows = [("of", trace.unit_name(quantity.layer, quantity.unit))] if quantity.unit >= 0 else []
    if quantity.input >= 0:
        rows.append(("from", trace.unit_name(quantity.layer - 1, quantity.input)))
    if quantity.sample >= 0 and trace.n_samples > 1:
        rows.append(("for", trace.sample_name(quantity.sample)))
    return rows


def exact(quantity: Quantity) -> str:
    """Return a number with all the digits that count."""
    if quantity.kind in _WHOLE:
        return str(round(quantity.value))
    return f"{quantity.value:.12g}".replace("-", MINUS)
