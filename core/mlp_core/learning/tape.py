"""An epoch's batches, gathered in their shuffled order into contiguous arrays, with the calls that train on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from mlp_core.learning.plan import GradientPlan
    from mlp_core.network.calls import CallList

    Array = npt.NDArray[np.floating[Any]]

_MOST_BATCHES = 1024
_MOST_NUMBERS = 1 << 15
"""A stretch stays in the processor's cache from the gathering to the training."""


class BatchTape:
    """A stretch of the shuffled data, batch after batch, that training runs along.

    An epoch that does not fit is gathered stretch by stretch. The calls of each place on the tape are compiled once;
    another epoch only changes the numbers below them.

    Parameters
    ----------
    inputs : ndarray, shape (n_samples, n_inputs + 1)
        Training samples with a last column of ones.
    targets : ndarray, shape (n_samples, n_outputs)
        What is right.
    batch_size : int
        Samples of a full batch, at most n_samples.
    make_plan : callable
        `make_plan(n_samples)` returns the plan for a batch of that size.

    Attributes
    ----------
    n_batches : int
        Batches of an epoch, the short one at the end included.
    """

    def __init__(
        self, inputs: Array, targets: Array, batch_size: int, make_plan: Callable[[int], GradientPlan]
    ) -> None:
        self._inputs, self._targets, self._batch_size = inputs, targets, batch_size
        self._n_full, n_short = divmod(len(inputs), batch_size)
        self.n_batches = self._n_full + (n_short > 0)
        per_batch = batch_size * (inputs.shape[1] + targets.shape[1])
        self._capacity = max(1, min(self._n_full, _MOST_BATCHES, _MOST_NUMBERS // per_batch))
        # Targets lie like the outputs, units by rows, for the loss to run along both.
        self._tape = _buffers(inputs, targets, (self._capacity, batch_size))
        plan = make_plan(batch_size)
        self._calls: list[CallList] = [plan.calls(x, t.T) for x, t in zip(*self._tape, strict=True)]
        self._short = _buffers(inputs, targets, (1, n_short))
        self._short_calls: list[CallList] = []
        if n_short:
            self._short_calls.append(make_plan(n_short).calls(self._short[0][0], self._short[1][0].T))
        self._order: npt.NDArray[np.int64] = np.arange(len(inputs))
        self._stretch: int | None = None

    def set_order(self, order: npt.NDArray[np.int64]) -> None:
        """Start an epoch in which the samples come in this order."""
        self._order = order
        self._stretch = None
        if self._short_calls:
            self._gather(order[self._n_full * self._batch_size :], self._short)

    def window(self, first: int, count: int) -> Sequence[CallList]:
        """Return the calls of the batches from `first` on: at least one of them, at most `count`.

        Parameters
        ----------
        first : int
            Batch of the epoch, from 0 to n_batches - 1.
        count : int
            At least 1.
        """
        if first >= self._n_full:
            return self._short_calls
        stretch, place = divmod(first, self._capacity)
        if stretch != self._stretch:
            self._fill(stretch)
        return self._calls[place : min(place + count, self._n_full - stretch * self._capacity)]

    def _fill(self, stretch: int) -> None:
        first = stretch * self._capacity
        count = min(self._capacity, self._n_full - first)
        rows = self._order[first * self._batch_size : (first + count) * self._batch_size]
        self._gather(rows, (self._tape[0][:count], self._tape[1][:count]))
        self._stretch = stretch

    def _gather(self, rows: npt.NDArray[np.int64], buffers: tuple[Array, Array]) -> None:
        inputs, targets = buffers
        # "clip" only skips the copy that "raise" makes to be safe; the rows are a permutation.
        self._inputs.take(rows, 0, inputs.reshape(len(rows), inputs.shape[-1]), "clip")
        n_batches, n_outputs, size = targets.shape
        if n_outputs == 1:
            self._targets.take(rows, 0, targets.reshape(len(rows), 1), "clip")
        else:
            np.copyto(targets, self._targets.take(rows, 0).reshape(n_batches, size, n_outputs).swapaxes(1, 2))


def _buffers(inputs: Array, targets: Array, lead: tuple[int, int]) -> tuple[Array, Array]:
    n_batches, size = lead
    return (
        np.empty((n_batches, size, inputs.shape[1]), inputs.dtype),
        np.empty((n_batches, targets.shape[1], size), targets.dtype),
    )
