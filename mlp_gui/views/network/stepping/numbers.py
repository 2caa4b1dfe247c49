"""What the cards and edges say: numbers of the trace, as far as they are known where the step-through stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_gui.views.network.heat import nice_ceiling

if TYPE_CHECKING:
    from mlp_gui.state.walk import Walk

Kind = mlp.Kind

_FLIPPED = frozenset((Kind.DELTA, Kind.DELTA_PRODUCT, Kind.MISTAKE, Kind.ERROR, Kind.CORRECTION))
_THERE = frozenset(("known", "asked"))
_MEANS = {Kind.PRE_ACTIVATION: "pre_activations", Kind.ACTIVATION: "activations", Kind.DELTA: "deltas"}


@dataclass(frozen=True, slots=True)
class Value:
    """One number as a card or chip shows it.

    Attributes
    ----------
    quantity : Quantity
        The number.
    state : str
        "known", "next" (the step that is under way makes it), "asked" (the user is to predict it) or "later".
    """

    quantity: mlp.Quantity
    state: str

    @property
    def is_known(self) -> bool:
        """Whether it is shown."""
        return self.state == "known"


class StepNumbers:
    """Numbers of one trace at one line.

    Parameters
    ----------
    walk : Walk
        The lines of the trace for the sample that is walked.
    position : int
        The line that is done; -1 before the first.
    step : Step or None
        The step that is done, under way or asked for; what it leads to is marked as next.
    flips : bool
        Whether error signals have the other sign, as the notation "lab" wants, or a learning rule's errors have.
    asked : Quantity, optional
        The number that the user is asked for.
    last_update : ndarray, shape (n_parameters,), optional
        What the training step before has changed; None before the first.
    """

    def __init__(
        self,
        walk: Walk,
        position: int,
        step: mlp.Step | None,
        *,
        flips: bool = False,
        asked: mlp.Quantity | None = None,
        last_update: np.ndarray | None = None,
    ) -> None:
        self.walk = walk
        self.trace = walk.trace
        self.position = position
        self.flips = flips
        self.last_update = last_update
        self._asked = None if asked is None else _key(asked)
        self._next = (
            frozenset()
            if step is None or step.granularity not in ("unit", "term")
            else frozenset((_key(step.makes), _led_to(step.makes)))
        )

    def says_as(self, other: StepNumbers) -> bool:
        """Tell whether every number, and what is known of it, is the same as in others."""
        mine, theirs = (self.position, self.flips, self._asked), (other.position, other.flips, other._asked)
        return self.walk is other.walk and mine == theirs and self._next == other._next

    @property
    def sample(self) -> int:
        """Row of the batch that is shown; -1 for the mean over the batch."""
        return -1 if self.walk.sample is None else self.walk.sample

    def of_unit(self, kind: mlp.Kind, layer: int, unit: int) -> Value:
        """Return a unit's pre-activation, activation, delta, input (layer -1) or target."""
        if self.sample < 0:
            return Value(self._signed(mlp.Quantity(kind, self._mean(kind, layer, unit), layer, unit)), "known")
        return self._value(self.trace.quantity(kind, layer, unit, -1, self.sample))

    def class_unit(self) -> int:
        """Return the output that is the sample's class; -1 for the batch, and where targets name no single one."""
        targets = self.trace.targets[self.sample] if self.sample >= 0 else np.zeros(0)
        is_class = targets.size > 1 and np.count_nonzero(targets) == 1 and targets.max() == 1.0
        return int(targets.argmax()) if is_class else -1

    def told_output(self) -> int:
        """Return the output that the loss is told of: the sample's class, else the one furthest from its target."""
        unit, trace = self.class_unit(), self.trace
        if unit >= 0:
            return unit
        apart = np.abs(trace.activations[-1] - trace.targets)
        return int((apart.mean(axis=0) if self.sample < 0 else apart[self.sample]).argmax())

    def _mean(self, kind: mlp.Kind, layer: int, unit: int) -> float:
        trace = self.trace
        if kind is Kind.INPUT:
            return float(np.mean(trace.inputs[:, unit]))
        if kind is Kind.TARGET:
            return float(np.mean(trace.targets[:, unit]))
        return float(np.mean(getattr(trace, _MEANS[kind])[layer][:, unit]))

    def loss(self) -> Value:
        """Return the loss of the sample, or of the batch."""
        trace = self.trace
        if self.sample < 0:
            return self._value(trace.quantity(Kind.LOSS))
        unit = (len(trace.sizes) - 2, 0) if trace.sizes[-1] == 1 else (-1, -1)
        return self._value(trace.quantity(Kind.LOSS, *unit, -1, self.sample))

    def of_batch(self, kind: mlp.Kind) -> Value:
        """Return a number that belongs to the batch as a whole."""
        return self._value(self.trace.quantity(kind))

    def weight(self, layer: int, unit: int, source: int) -> Value:
        """Return a weight, or with source -1 a bias; after its update, the new one."""
        after = self.after(layer, unit, source)
        if after.is_known:
            return after
        return Value(self.trace.quantity(Kind.BIAS if source < 0 else Kind.WEIGHT, layer, unit, source), "known")

    def after(self, layer: int, unit: int, source: int) -> Value:
        """Return a weight or bias after its update."""
        return self._value(self.trace.quantity(Kind.PARAMETER_AFTER, layer, unit, source))

    def before(self, layer: int, unit: int, source: int) -> mlp.Quantity:
        """Return a weight or bias as it was."""
        return self.trace.quantity(Kind.BIAS if source < 0 else Kind.WEIGHT, layer, unit, source)

    def updates(self, layer: int, unit: int, source: int) -> bool:
        """Tell whether the new weight is known; without looking at its number, which takes longer."""
        return self.walk.is_known(mlp.Quantity(Kind.PARAMETER_AFTER, 0.0, layer, unit, source), self.position)

    def reduces(self, layer: int, unit: int, source: int) -> bool:
        """Tell whether the gradient that the optimizer reads is known."""
        trace = self.trace
        kind = Kind.WEIGHT_GRADIENT
        if trace.rule is not None:
            kind = Kind.CORRECTION
        elif trace.is_penalised:
            return self.walk.is_known(mlp.Quantity(Kind.OBJECTIVE_GRADIENT, 0.0, layer, unit, source), self.position)
        sample = -1 if trace.n_samples > 1 else 0
        return self.walk.is_known(mlp.Quantity(kind, 0.0, layer, unit, source, sample), self.position)

    def signed_gradients(self) -> tuple[np.ndarray, ...]:
        """Return the gradients that the optimizer reads, or a rule's corrections, signed as `gradient` signs them."""
        return tuple(self._as_corrections(part) for part in self.trace.weight_gradients)

    def signed_gradients_of_sample(self) -> tuple[np.ndarray, ...]:
        """Return those of the sample alone."""
        trace = self.trace
        parts = (np.outer(part[self.sample], trace.below(k)[self.sample]) for k, part in enumerate(trace.deltas))
        return tuple(map(self._as_corrections, parts))

    def _as_corrections(self, gradients: np.ndarray) -> np.ndarray:
        return gradients if self.trace.rule is None or self.flips else 0.0 - gradients

    def derives(self, layer: int, unit: int, source: int) -> bool:
        """Tell whether the sample's own gradient of a weight is known."""
        quantity = mlp.Quantity(Kind.WEIGHT_GRADIENT, 0.0, layer, unit, source, self.sample)
        return self.walk.is_known(quantity, self.position)

    def signals(self, layer: int, unit: int, source: int) -> bool:
        """Tell whether the error signal that a weight carries back is known."""
        quantity = mlp.Quantity(Kind.DELTA_PRODUCT, 0.0, layer, unit, source, max(self.sample, 0))
        return self.walk.is_known(quantity, self.position)

    def gradient(self, layer: int, unit: int, source: int) -> Value:
        """Return the gradient of a weight or bias: what the optimizer reads as soon as it is there or asked for.

        Before that the loss's own part of a penalised one, and of a batch that is not reduced yet the sample's.
        """
        whole = self._value(self.trace.gradient_quantity(layer, unit, source))
        if whole.state in _THERE:
            return whole
        kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
        if whole.quantity.kind is Kind.OBJECTIVE_GRADIENT:
            sample = -1 if self.trace.n_samples > 1 else 0
            whole = self._value(self.trace.quantity(kind, layer, unit, source, sample))
        if whole.state in _THERE or self.sample < 0:
            return whole
        if self.trace.rule is not None:
            kind = Kind.CORRECTION
        return self._value(self.trace.quantity(kind, layer, unit, source, self.sample))

    def penalty_part(self, layer: int, unit: int, source: int) -> Value:
        """Return the penalty's part of a weight's gradient."""
        return self._value(self.trace.quantity(Kind.PENALTY_GRADIENT, layer, unit, source))

    def change(self, layer: int, unit: int, source: int) -> Value:
        """Return new minus old."""
        return self._value(self.trace.quantity(Kind.CHANGE, layer, unit, source))

    def last_change(self, layer: int, unit: int, source: int) -> Value:
        """Return what the last update of a weight or bias has changed: this step's once it is made, else the former."""
        change = self.change(layer, unit, source)
        if change.state in _THERE or self.last_update is None:
            return change
        former = float(self.last_update[self.trace.index(layer, unit, source)])
        return Value(replace(change.quantity, value=former), "known")

    def signal(self, layer: int, unit: int, source: int) -> Value:
        """Return the error signal that a weight carries back to the unit below it."""
        return self._value(self.trace.quantity(Kind.DELTA_PRODUCT, layer, unit, source, max(self.sample, 0)))

    def product(self, layer: int, unit: int, source: int) -> Value:
        """Return what a weight carries forward."""
        return self._value(self.trace.quantity(Kind.PRODUCT, layer, unit, source, max(self.sample, 0)))

    def loss_slope(self, unit: int) -> Value:
        """Return what the loss sends to an output, with the sign of the error signals: "lab" has minus the slope."""
        kind = Kind.DELTA if self.trace.fused else Kind.LOSS_SLOPE
        slope = self._value(self.trace.quantity(kind, len(self.trace.sizes) - 2, unit, -1, max(self.sample, 0)))
        if self.flips and kind is Kind.LOSS_SLOPE:
            return replace(slope, quantity=replace(slope.quantity, value=0.0 - slope.quantity.value))
        return slope

    def _value(self, quantity: mlp.Quantity) -> Value:
        if self.walk.is_known(quantity, self.position):
            return Value(self._signed(quantity), "known")
        if _key(quantity) == self._asked:
            return Value(self._signed(quantity), "asked")
        return Value(self._signed(quantity), "next" if _key(quantity) in self._next else "later")

    def _signed(self, quantity: mlp.Quantity) -> mlp.Quantity:
        """Return a number with the sign that the notation gives it."""
        if self.flips and quantity.kind in _FLIPPED:
            return replace(quantity, value=0.0 - quantity.value)
        return quantity


def _key(quantity: mlp.Quantity) -> tuple[object, ...]:
    return (quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample)


_LEADS_TO = {
    Kind.PRODUCT: Kind.PRE_ACTIVATION,
    Kind.PRE_ACTIVATION: Kind.ACTIVATION,
    Kind.LOSS_SLOPE: Kind.DELTA,
    Kind.ACTIVATION_SLOPE: Kind.DELTA,
    Kind.DELTA_SUM: Kind.DELTA,
}


def _led_to(made: mlp.Quantity) -> tuple[object, ...]:
    """Return the key of the number of a card that a line works towards."""
    if made.kind is Kind.DELTA_PRODUCT:
        return (Kind.DELTA, made.layer - 1, made.input, -1, made.sample)
    return (_LEADS_TO.get(made.kind), made.layer, made.unit, -1, made.sample)


class HeldScales:
    """The sizes that have full colour and width; they hold still within a trace and seldom change between traces."""

    def __init__(self) -> None:
        self._held: dict[str, float] = {}

    def reset(self) -> None:
        """Forget: another network is stepped through."""
        self._held.clear()

    def take(self, trace: mlp.Trace, last_update: np.ndarray | None = None) -> None:
        """Measure a trace, and what the step before it has changed."""
        self._note("weight", _largest(*trace.network.weights))
        self._note("activation", _largest(*trace.activations))
        self._note("delta", _largest(*trace.deltas))
        self._note("gradient", max(_largest(*trace.weight_gradients), _largest_of_samples(trace)))
        former = () if last_update is None else (last_update,)
        self._note("update", _largest(trace.parameters_after - trace.parameters_before, *former))

    def _note(self, name: str, largest: float) -> None:
        held = self._held.get(name, 0.0)
        if largest > held or largest < 0.2 * held:
            self._held[name] = nice_ceiling(largest)

    def of(self, name: str) -> float:
        """Return the size of full colour of "weight", "activation", "delta", "gradient" or "update"."""
        return self._held.get(name, 1.0) or 1.0


def _largest(*arrays: np.ndarray) -> float:
    return _finite([float(np.abs(array).max(initial=0.0)) for array in arrays])


def _largest_of_samples(trace: mlp.Trace) -> float:
    """Return the size of the largest weight gradient of any one sample."""
    largest = [
        float(np.max(np.abs(deltas).max(axis=1) * np.abs(trace.below(layer)).max(axis=1), initial=0.0))
        for layer, deltas in enumerate(trace.deltas)
    ]
    return _finite(largest)


def _finite(sizes: list[float]) -> float:
    """Return the largest of some sizes, or 0 where it is not finite."""
    largest = max(sizes, default=0.0)
    return largest if np.isfinite(largest) else 0.0
