"""A weight or bias turned by hand: what the gradient says will happen to the loss, and what does."""

from __future__ import annotations

from dataclasses import dataclass

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.views.network.card import Card, CardRow, value_row

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
    actual : float
        Loss after minus loss before, with penalty, over the batch of the trace.
    """

    change: float
    predicted: float
    actual: float

    @property
    def difference(self) -> float:
        """Actual minus predicted: it grows with the square of a small change."""
        return self.actual - self.predicted


class Knob:
    """One parameter of a trace, to be turned.

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
        self._network = trace.network.copy()

    def effect(self, value: float) -> Effect:
        """Return what setting the parameter to `value` predicts and does."""
        trace, config = self.trace, self.trace.config
        parameters = trace.parameters_before.copy()
        parameters[self.index] = value
        self._network.set_parameters(parameters)
        after, _ = mlp.loss_and_gradient(
            self._network,
            trace.inputs,
            trace.targets,
            loss=trace.loss_function,
            l1=config.l1,
            l2=config.l2,
            reduction=config.reduction,
        )
        change = float(parameters[self.index]) - self.start
        return Effect(change, float(trace.gradient[self.index]) * change, float(after) - trace.objective)

    def card(self, title: str, value: float) -> Card:
        """Return a card with the value and the effect."""
        effect = self.effect(value)
        return Card(
            title,
            (
                value_row("value", value, signed(value, 4)),
                CardRow("change", signed(effect.change, 4)),
                CardRow("predicted Δ loss", signed(effect.predicted, DECIMALS)),
                CardRow("actual Δ loss", signed(effect.actual, DECIMALS)),
                CardRow("difference", signed(effect.difference, DECIMALS)),
            ),
            "predicted = gradient × change",
        )
