"""What a number of a training step is, in words and with all its digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_core import Kind, unit_name
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
    text = f"{title_of(quantity)}{place_of(quantity, trace.sizes)}"
    return f"{text}: {exact(quantity)}" if is_known else f"{text}: not yet computed"


def title_of(quantity: Quantity) -> str:
    """Return what kind of number it is, as "Error signal"."""
    name = _NAMES.get(quantity.kind, quantity.kind.value.replace("_", " "))
    return f"{name[0].upper()}{name[1:]}"


def place_of(quantity: Quantity, sizes: tuple[int, ...]) -> str:
    """Return where a number belongs in a network of some sizes, as " of unit Q from input 1"."""
    if quantity.layer < 0:
        return f" {quantity.unit + 1}" if quantity.kind is Kind.INPUT else ""
    text = f" of {unit_name(sizes, quantity.layer, quantity.unit)}" if quantity.unit >= 0 else ""
    if quantity.input >= 0:
        text += f" from {unit_name(sizes, quantity.layer - 1, quantity.input)}"
    return text


def exact(quantity: Quantity) -> str:
    """Return a number with all the digits that count."""
    if quantity.kind in _WHOLE:
        return str(round(quantity.value))
    return f"{quantity.value:.12g}".replace("-", MINUS)
