"""The training step that comes next, and what any other samples would make of it: traced, without taking it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import encode_targets
from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.explain.trace import OptimizerState
from mlp_core.explain.trace_names import TraceNames
from mlp_core.explain.tracing import trace_step
from mlp_core.learning.schedules import SCHEDULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.explain.trace import Trace
    from mlp_core.learning.trainer import Trainer

    Array = npt.NDArray[np.floating[Any]]


def trace_next(trainer: Trainer, samples: Sequence[int] | None = None) -> Trace:
    """Return the record of the step that a trainer takes next, without taking it: nothing of the trainer changes.

    Parameters
    ----------
    trainer : Trainer
        Its next batch, its optimizer's state and its learning rate are traced.
    samples : sequence of int, optional
        Samples of the dataset to take for the batch, instead of those whose turn it is.

    Raises
    ------
    ArgumentError
        If a sample is not in the dataset.
    DivergenceError
        If the step makes a number that is not finite.
    """
    dataset, upcoming = trainer.dataset, _Upcoming(trainer)
    if samples is None:
        rows, batch_size = upcoming.rows, upcoming.batch_size
    else:
        rows = np.asarray(samples, np.int64)
        if rows.ndim != 1 or not rows.size or not ((rows >= 0) & (rows < len(dataset.inputs))).all():
            raise ArgumentError(f"samples is {samples!r}; it needs indices from 0 to {len(dataset.inputs) - 1}.")
        batch_size = len(rows)
    return upcoming.trace(dataset.inputs[rows], rows, rows, batch_size)


def trace_point(trainer: Trainer, point: npt.ArrayLike) -> Trace:
    """Return the record of the step that any point would give as a batch of its own; nothing of the trainer changes.

    What would be right there nobody knows: the target is that of the nearest training point.

    Parameters
    ----------
    trainer : Trainer
        As in `trace_next`.
    point : array_like, shape (n_coordinates,)
        A raw point; it need not be one of the dataset's. In the trace its sample is -1.

    Raises
    ------
    ShapeError
        If it does not have the coordinates.
    ArgumentError
        If a coordinate is not finite.
    DivergenceError
        If the step makes a number that is not finite.
    """
    dataset = trainer.dataset
    place = np.asarray(point, np.float64)
    if place.shape != (dataset.n_coordinates,):
        raise ShapeError(f"point has shape {place.shape}; it needs ({dataset.n_coordinates},).")
    offsets = dataset.points[dataset.train] - place
    nearest = dataset.train[int(np.argmin(np.einsum("ij,ij->i", offsets, offsets)))]
    inputs = dataset.input_map(place[np.newaxis])
    return _Upcoming(trainer).trace(inputs, np.array([nearest]), np.array([-1]), 1)


class _Upcoming:
    """The step that a trainer takes next.

    Parameters
    ----------
    trainer : Trainer
        Only read.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._checkpoint = checkpoint = trainer.checkpoint()
        train = trainer.dataset.train
        order, batch_size = checkpoint.order, checkpoint.batch_size
        if order is None:
            # Between two epochs: what the generator will draw, drawn from a copy.
            bits = getattr(np.random, checkpoint.random_state["bit_generator"])()
            bits.state = dict(checkpoint.random_state)
            order = np.random.Generator(bits).permutation(len(train))
            batch_size = min(trainer.config.batch_size, len(train))
        self.batch_size = batch_size
        self._n_batches = math.ceil(len(train) / batch_size)
        first = checkpoint.batch * batch_size
        self.rows = train[order[first : first + batch_size]]

    def trace(
        self, inputs: Array, targets_of: npt.NDArray[np.int64], samples: npt.NDArray[np.int64], batch_size: int
    ) -> Trace:
        """Return the record of the step with other inputs.

        Parameters
        ----------
        inputs : ndarray, shape (n_samples, n_inputs)
            The batch.
        targets_of : ndarray of int64, shape (n_samples,)
            Rows of the dataset whose targets it has.
        samples : ndarray of int64, shape (n_samples,)
            What the trace says they are.
        batch_size : int
            Samples of a full batch.
        """
        trainer, checkpoint, config = self._trainer, self._checkpoint, self._trainer.config
        done = checkpoint.epoch * self._n_batches + checkpoint.batch
        schedule = SCHEDULES[config.schedule]
        trace = trace_step(
            trainer.network,
            inputs,
            encode_targets(trainer.dataset, trainer.network.activations[-1], config.loss)[targets_of],
            config,
            OptimizerState(checkpoint.slots, checkpoint.step_count),
            samples=samples,
            learning_rate=schedule.rate(config.learning_rate, done, self._n_batches, config.schedule_epochs),
            full_batch_size=batch_size,
            epoch=checkpoint.epoch,
        )
        return replace(trace, names=TraceNames.of(trainer.dataset))
