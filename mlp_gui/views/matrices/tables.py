"""What the tables of a training step hold: which number stands in which row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlp_gui.state.cursor import Mark
    from mlp_gui.views.paper import Identity

Kind = mlp.Kind

Block = tuple[range, range]
"""Rows and columns of a table."""

COLUMNS: Final = (
    "inputs",
    "weights",
    "biases",
    "pre_activations",
    "activations",
    "deltas",
    "gradients",
    "bias_gradients",
    "batch_gradients",
    "batch_bias_gradients",
    "objective_gradients",
    "new_weights",
    "new_biases",
)
"""Tables of a layer from left to right; inputs only stand in front of the first."""

ERRORS: Final = frozenset({"deltas", *(name for name in COLUMNS if name.endswith("gradients"))})
"""Tables in the colours of error signals."""


_OF_UNITS: Final = frozenset({"pre_activations", "activations", "deltas"})


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

    @property
    def whole(self) -> Block:
        """All of it."""
        return range(self.shape[0]), range(self.shape[1])

    @property
    def corners(self) -> tuple[Identity, Identity]:
        """What stands first and last."""
        return self.key(0, 0), self.key(self.shape[0] - 1, self.shape[1] - 1)

    def key(self, row: int, column: int) -> Identity:
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

    def cell_of(self, key: Identity) -> tuple[int, int] | None:
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

    def block_of(self, keys: Sequence[Identity]) -> Block | None:
        """Return the least block around the cells of some quantities; None where none of them stands here.

        Parameters
        ----------
        keys : sequence of Identity
            Of this table's kind and layer.
        """
        # Rows and columns as they would be of a matrix by samples, of weights, and of a vector.
        if self.by_samples:
            cells = [(sample, unit) for _, _, unit, source, sample in keys if source < 0]
        elif self.has_inputs:
            cells = [(unit, source) for _, _, unit, source, sample in keys if sample == self.sample and source >= 0]
        else:
            units = [unit for _, _, unit, source, sample in keys if sample == self.sample and source < 0]
            cells = [(0, unit) for unit in units] if self.shape[1] > 1 else [(unit, 0) for unit in units]
        if not cells:
            return None
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)

    def cells_of(self, mark: Mark, samples: tuple[int, ...]) -> tuple[range, range]:
        """Return the rows and columns that are about a mark, either empty where nothing is.

        Parameters
        ----------
        samples : tuple of int
            Rows of the dataset of the batch's samples.
        """
        rows, columns = self.shape
        wanted = (range(rows), range(columns))
        if mark.kind == "sample" and self.by_samples and mark.sample in samples:
            row = samples.index(mark.sample)
            wanted = (range(row, row + 1), range(columns))
        elif mark.kind == "weight" and self.has_inputs and mark.layer == self.layer:
            wanted = (range(mark.unit, mark.unit + 1), range(mark.input, mark.input + 1))
        elif mark.kind == self._kind_of_vector() and (mark.kind == "input" or mark.layer == self.layer):
            place = mark.input if mark.kind == "input" else mark.unit
            lies = self.by_samples or columns > 1
            wanted = (range(rows), range(place, place + 1)) if lies else (range(place, place + 1), range(1))
        else:
            return range(0), range(0)
        is_inside = wanted[0].stop <= rows and wanted[1].stop <= columns
        return wanted if is_inside else (range(0), range(0))

    def _kind_of_vector(self) -> str:
        """Return the kind of mark that a row or column of one index is about."""
        if self.has_inputs:
            return ""
        if self.kind is Kind.INPUT:
            return "input"
        return "unit" if self.name in _OF_UNITS else "bias"


def tables_of(trace: mlp.Trace, sample: int | None, *, flips: bool = False) -> tuple[Table, ...]:
    """Return the tables of a training step, layer by layer.

    Parameters
    ----------
    trace : mlp_core.Trace
        The step.
    sample : int or None
        Row of the batch whose numbers are shown as columns; None for the whole batch, its samples as rows and the
        gradient reduced.
    flips : bool
        Whether the notation's error signal is minus the loss's derivative, or its learning rules' error and correction
        minus the core's.
    """
    return tuple(_tables(trace, sample, flips=flips))


def _tables(trace: mlp.Trace, sample: int | None, *, flips: bool) -> Iterator[Table]:
    weights, biases = trace.network.weights, trace.network.biases
    yield _of_units("inputs", Kind.INPUT, 0, trace.inputs, sample)
    for layer in range(len(weights)):
        yield Table("weights", Kind.WEIGHT, layer, weights[layer], has_inputs=True)
        yield _vector("biases", Kind.BIAS, layer, biases[layer], -1, lies=sample is None)
        yield _of_units("pre_activations", Kind.PRE_ACTIVATION, layer, trace.pre_activations[layer], sample)
        yield _of_units("activations", Kind.ACTIVATION, layer, trace.activations[layer], sample)
        yield _of_units("deltas", *_delta(trace, layer, flips=flips), sample)
        yield from _gradients(trace, layer, sample, flips=flips)


def _vector(name: str, kind: mlp.Kind, layer: int, values: np.ndarray, sample: int, *, lies: bool) -> Table:
    return Table(name, kind, layer, values[np.newaxis] if lies else values[:, np.newaxis], sample)


def _of_units(name: str, kind: mlp.Kind, layer: int, values: np.ndarray, sample: int | None) -> Table:
    if sample is None:
        return Table(name, kind, layer, values, by_samples=True)
    return Table(name, kind, layer, values[sample][:, np.newaxis], sample)


def _delta(trace: mlp.Trace, layer: int, *, flips: bool) -> tuple[mlp.Kind, int, np.ndarray]:
    """Return the error signals: of a learning rule what its comparison finds, whose sign is the other way round."""
    if trace.rule is None:
        return Kind.DELTA, layer, 0.0 - trace.deltas[layer] if flips else trace.deltas[layer]
    kind = Kind.MISTAKE if trace.rule == "perceptron" else Kind.ERROR
    return kind, layer, 0.0 + trace.deltas[layer] if flips else 0.0 - trace.deltas[layer]


def _gradients(trace: mlp.Trace, layer: int, sample: int | None, *, flips: bool) -> Iterator[Table]:
    lies, is_batch = sample is None, trace.n_samples > 1
    if sample is not None or not is_batch:
        row = sample or 0
        delta = _corrected(trace, trace.deltas[layer][row], flips=flips)
        values = (delta[:, np.newaxis] * trace.below(layer)[row], delta)
        yield from _pair("gradients", "bias_gradients", _gradient_kinds(trace), layer, values, row, lies=lies)
    if is_batch:
        names = ("gradients", "bias_gradients") if lies else ("batch_gradients", "batch_bias_gradients")
        flat = _corrected(trace, trace.loss_gradient, flips=flips)
        yield from _pair(*names, _gradient_kinds(trace), layer, _of_layer(trace, flat, layer), -1, lies=lies)
    if trace.is_penalised and trace.rule is None:
        values = _of_layer(trace, trace.gradient, layer)
        yield Table("objective_gradients", Kind.OBJECTIVE_GRADIENT, layer, values[0], has_inputs=True)
    after = (Kind.PARAMETER_AFTER, Kind.PARAMETER_AFTER)
    values = _of_layer(trace, trace.parameters_after, layer)
    yield from _pair("new_weights", "new_biases", after, layer, values, -1, lies=lies)


def _corrected(trace: mlp.Trace, values: np.ndarray, *, flips: bool) -> np.ndarray:
    """Return gradients as they are, and of a learning rule what the notation adds or subtracts; 0 is never -0."""
    if trace.rule is None:
        return values
    return 0.0 + values if flips else 0.0 - values


def _gradient_kinds(trace: mlp.Trace) -> tuple[mlp.Kind, mlp.Kind]:
    return (Kind.CORRECTION,) * 2 if trace.rule is not None else (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)


def _of_layer(trace: mlp.Trace, flat: np.ndarray, layer: int) -> tuple[np.ndarray, np.ndarray]:
    weights, biases = trace.network.unflatten(flat)
    return weights[layer], biases[layer]


def _pair(
    of_weights: str,
    of_biases: str,
    kinds: tuple[mlp.Kind, mlp.Kind],
    layer: int,
    values: tuple[np.ndarray, np.ndarray],
    sample: int,
    *,
    lies: bool,
) -> Iterator[Table]:
    """Yield a matrix that is shaped like the weights, and a vector like the biases."""
    yield Table(of_weights, kinds[0], layer, values[0], sample, has_inputs=True)
    yield _vector(of_biases, kinds[1], layer, values[1], sample, lies=lies)
