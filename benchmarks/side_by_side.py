"""Many networks of one shape trained side by side, as races, restarts and sweeps will train them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from benchmarks.report import Bound, Row, duration
from benchmarks.tasks import TASKS, make_start
from benchmarks.timing import compare
from mlp_core.learning.stepper import Stepper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort

BOUNDS = {16: Bound(0.25, at_most=True), 64: Bound(0.13, at_most=True)}
"""By number of networks: what a step costs for each of them, beside a step of one network alone."""

_TASK = TASKS["A"]


class Crowd:
    """So many networks of task A over one set of arrays, going through the batches together.

    Parameters
    ----------
    n_networks : int
        At least 1.
    """

    def __init__(self, n_networks: int) -> None:
        start = make_start(_TASK)
        network = mlp.Network(_TASK.sizes, hidden=_TASK.hidden, output=_TASK.output, dtype="float32")
        network.set_weights(start.weights, start.biases)
        # One network alone has no leading axis: that is how it trains in the window.
        self.parameters = network.parameters if n_networks == 1 else np.tile(network.parameters, (n_networks, 1))
        config = mlp.TrainingConfig(loss=_TASK.loss, optimizer=_TASK.optimizer)
        inputs = np.column_stack((start.inputs, np.ones(len(start.inputs)))).astype(np.float32)
        data = (inputs, start.targets.astype(np.float32))
        self._stepper = Stepper(network.layout, network.activations, self.parameters, config, data, _TASK.batch_size)
        self._rng = np.random.default_rng(3)
        self._batch = 0

    def run(self, n_times: int) -> int:
        """Take so many steps with every network, in a new order each epoch."""
        n_batches = self._stepper.n_batches
        left = n_times
        while left:
            if self._batch == 0:
                self._stepper.set_order(self._rng.permutation(_TASK.n_samples))
            count = min(left, n_batches - self._batch)
            self._stepper.run(self._batch, count, _rates)
            self._batch = (self._batch + count) % n_batches
            left -= count
        return n_times


def _rates(steps: range) -> list[float]:
    return [_TASK.learning_rate] * len(steps)


def measure_side_by_side(effort: Effort) -> Iterator[Row]:
    """Compare a step of many networks with a step of one.

    Parameters
    ----------
    effort : Effort
        Length and number of the blocks.

    Yields
    ------
    Row
        One per number of networks.

    Raises
    ------
    ValueError
        If a network learns otherwise in a crowd than alone.
    """
    alone = Crowd(1)
    crowds = {f"{count} networks": Crowd(count) for count in BOUNDS}
    alone.run(effort.gate_steps)
    for crowd in crowds.values():
        crowd.run(effort.gate_steps)
        if not np.allclose(crowd.parameters, alone.parameters, atol=1e-5):
            raise ValueError("A network learns otherwise in a crowd than alone.")
    comparisons = compare(alone, crowds, effort)
    for title, count in zip(crowds, BOUNDS, strict=True):
        found = comparisons[title]
        each = found.peer_seconds / count
        detail = f"{duration(each)} each against {duration(found.reference_seconds)} alone"
        note = "time of one network in the crowd over that of one alone"
        yield Row(f"{title} of task A side by side", "one alone", detail, found.ratio / count, BOUNDS[count], note)
