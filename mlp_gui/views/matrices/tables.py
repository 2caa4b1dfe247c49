"""What the tables of a training step hold: which number stands in which row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = mlp.Kind
Key = tuple[mlp.Kind, int, int, int, int]
"""Kind, layer, unit, input and sample of a quantity."""

COLUMNS: Final = (
    "inputs",
    "weights",
    "biases",
    "pre_activations",
    "activations",
    "deltas",
    "gradients",
    "bias_gradients",
)
"""Tables of a layer from left to right; inputs only stand in front of the first."""

ERRORS: Final = frozenset({"deltas", "gradients", "bias_gradients"})
"""Tables in the colours of error signals."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One matrix or vector of a layer.

    Attributes
    ----------
    name : str
        One of `COLUMNS`.
    kind : mlp_core.Kind
        Of each of its numbers.
    layer : int
        Layer that it stands with; 0 for the first hidden one.
    values : ndarray, shape (n_rows, n_columns)
        The numbers, read off the trace.
    sample : int
        Row of the batch that it belongs to; -1 for the batch.
    by_samples : bool
        True where rows are samples and columns units.
    has_inputs : bool
        True where columns are inputs of the layer, as of weights and their gradients.
    """

    name: str
    kind: mlp.Kind
    layer: int
    values: np.ndarray
    sample: int = -1
    by_samples: bool = False
    has_inputs: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    def key(self, row: int, column: int) -> Key:
        """Return what stands in a cell."""
        layer = -1 if self.kind is Kind.INPUT else self.layer
        if self.by_samples:
            return self.kind, layer, column, -1, row
        if self.has_inputs:
            return self.kind, layer, row, column, self.sample
        # A vector lies along its row or its column; the other index is 0.
        return self.kind, layer, max(row, column), -1, self.sample

    def quantity(self, row: int, column: int) -> mlp.Quantity:
        """Return the number in a cell with what it is."""
        kind, layer, unit, source, sample = self.key(row, column)
        return mlp.Quantity(kind, float(self.values[row, column]), layer, unit, source, sample)

    def cell_of(self, key: Key) -> tuple[int, int] | None:
        """Return the row and column of a quantity, or None where it does not stand here."""
        kind, layer, unit, source, sample = key
        if kind is not self.kind or layer != (-1 if kind is Kind.INPUT else self.layer):
            return None
        if self.by_samples:
            row, column = sample, unit
        elif sample != self.sample:
            return None
        elif self.has_inputs:
            row, column = unit, source
        elif self.shape[1] > 1:
            row, column = 0, unit
        else:
            row, column = unit, 0
        if not self.has_inputs and source >= 0:
            return None
        return (row, column) if 0 <= row < self.shape[0] and 0 <= column < self.shape[1] else None


def tables_of(trace: mlp.Trace, sample: int | None) -> tuple[Table, ...]:
    """Return the tables of a training step, layer by layer.

    Parameters
    ----------
    trace : mlp_core.Trace
        The step.
    sample : int or None
        Row of the batch whose numbers are shown as columns; None for the whole batch, its samples as rows and the
        gradient reduced.
    """
    return tuple(_tables(trace, sample))


def _tables(trace: mlp.Trace, sample: int | None) -> Iterator[Table]:
    weights, biases = trace.network.weights, trace.network.biases
    yield _of_units("inputs", Kind.INPUT, 0, trace.inputs, sample)
    for layer in range(len(weights)):
        yield Table("weights", Kind.WEIGHT, layer, weights[layer], has_inputs=True)
        yield _vector("biases", Kind.BIAS, layer, biases[layer], -1, lies=sample is None)
        yield _of_units("pre_activations", Kind.PRE_ACTIVATION, layer, trace.pre_activations[layer], sample)
        yield _of_units("activations", Kind.ACTIVATION, layer, trace.activations[layer], sample)
        yield _of_units("deltas", *_delta(trace, layer), sample)
        yield from _gradients(trace, layer, sample)


def _vector(name: str, kind: mlp.Kind, layer: int, values: np.ndarray, sample: int, *, lies: bool) -> Table:
    return Table(name, kind, layer, values[np.newaxis] if lies else values[:, np.newaxis], sample)


def _of_units(name: str, kind: mlp.Kind, layer: int, values: np.ndarray, sample: int | None) -> Table:
    if sample is None:
        return Table(name, kind, layer, values, by_samples=True)
    return Table(name, kind, layer, values[sample][:, np.newaxis], sample)


def _delta(trace: mlp.Trace, layer: int) -> tuple[mlp.Kind, int, np.ndarray]:
    """Return the error signals: of a learning rule what its comparison finds, whose sign is the other way round."""
    if trace.rule is None:
        return Kind.DELTA, layer, trace.deltas[layer]
    return (Kind.MISTAKE if trace.rule == "perceptron" else Kind.ERROR), layer, 0.0 - trace.deltas[layer]


def _gradients(trace: mlp.Trace, layer: int, sample: int | None) -> Iterator[Table]:
    by_rule = trace.rule is not None
    kinds = (Kind.CORRECTION, Kind.CORRECTION) if by_rule else (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)
    if sample is not None or trace.n_samples == 1:
        row = sample or 0
        # Signed as the trace signs it, so that a correction of nothing is 0 and not -0.
        delta = 0.0 - trace.deltas[layer][row] if by_rule else trace.deltas[layer][row]
        of_weights = delta[:, np.newaxis] * trace.below(layer)[row]
        of_biases = delta
    else:
        row = -1
        flat = 0.0 - trace.gradient if by_rule else trace.loss_gradient
        all_weights, all_biases = trace.network.unflatten(flat)
        of_weights, of_biases = all_weights[layer], all_biases[layer]
    yield Table("gradients", kinds[0], layer, of_weights, row, has_inputs=True)
    yield _vector("bias_gradients", kinds[1], layer, of_biases, row, lies=sample is None)
