"""A weight or bias turned by hand: what the gradient says will happen to the loss, and what does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.explain.rule_chain import slope_of_loss
from mlp_gui.look.numbers import fixed_or_power, signed
from mlp_gui.views.network.card import Card, CardRow, value_row

if TYPE_CHECKING:
    import mlp_core as mlp

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does.

    Attributes
    ----------
    change : float
        New minus old parameter.
    predicted : float
        Gradient times change.
    actual : float or None
        Loss after minus loss before, with penalty, over the batch of the trace; None while it is being computed.
    """

    change: float
    predicted: float
    actual: float | None

    @property
    def difference(self) -> float | None:
        """Actual minus predicted: it grows with the square of a small change."""
        return None if self.actual is None else self.actual - self.predicted


class Knob:
    """One parameter of a trace, to be turned.

    The worker computes what a turn does: it makes a trace of the same batch with the new parameter.

    Parameters
    ----------
    trace : Trace
        Where it starts: its batch, its loss and its gradient.
    index : int
        Place in `network.parameters`.
    """

    def __init__(self, trace: mlp.Trace, index: int) -> None:
        self.trace = trace
        self.index = index
        self.start = float(trace.parameters_before[index])

    def effect(self, value: float, now: mlp.Trace | None) -> Effect:
        """Return what setting the parameter to `value` predicts, and does as far as the newest trace has it."""
        trace = self.trace
        change = value - self.start
        predicted = slope_of_loss(trace, self.index) * change
        if change == 0.0:
            return Effect(0.0, 0.0, 0.0)
        if now is None or not self._is_of(now, value):
            return Effect(change, predicted, None)
        return Effect(change, predicted, now.objective - trace.objective)

    def _is_of(self, now: mlp.Trace, value: float) -> bool:
        """Tell whether a trace is of the same batch, with this parameter turned to a value."""
        if now.sizes != self.trace.sizes or now.state_before.step_count != self.trace.state_before.step_count:
            return False
        kind = now.parameters_before.dtype.type
        return kind(value) == now.parameters_before[self.index] and np.array_equal(now.samples, self.trace.samples)

    def card(self, title: str, value: float, now: mlp.Trace | None) -> Card:
        """Return a card with the value and the effect."""
        effect = self.effect(value, now)
        return Card(
            title,
            (
                value_row("value", value, signed(value, 4)),
                CardRow("change", signed(effect.change, 4)),
                CardRow("predicted Δ loss", _text(effect.predicted)),
                CardRow("actual Δ loss", _text(effect.actual)),
                CardRow("difference", _text(effect.difference)),
            ),
            "predicted = gradient × change",
        )


def _text(value: float | None) -> str:
    """Return a change of the loss: of a small turn its difference is small, and not nothing."""
    return "…" if value is None else fixed_or_power(value, DECIMALS, with_sign=True, power_decimals=2)
