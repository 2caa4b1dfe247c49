"""The reference: our own trainer, as the program uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from benchmarks.textbook import loss_of

if TYPE_CHECKING:
    from benchmarks.tasks import Start, Task


class Engine:
    """A trainer of the core with everything that it does in the window: new orders, history, checks for divergence.

    Parameters
    ----------
    task : Task
        Network and training.
    start : Start
        Data and first weights.
    dtype : str
        "float32" or "float64".
    """

    def __init__(self, task: Task, start: Start, dtype: str = "float32") -> None:
        self.task = task
        self.start = start
        network = mlp.Network(task.sizes, hidden=task.hidden, output=task.output, dtype=dtype)
        network.set_weights(start.weights, start.biases)
        config = mlp.TrainingConfig(
            loss=task.loss,
            optimizer=task.optimizer,
            learning_rate=task.learning_rate,
            batch_size=task.batch_size,
        )
        self.trainer = mlp.Trainer(network, make_dataset(task, start), config, rng=3)

    def run(self, n_times: int) -> int:
        """Train for so many batches."""
        self.trainer.run_steps(n_times)
        return n_times

    def loss(self) -> float:
        """Return the mean loss over all data, by the textbook's formulas."""
        return loss_of(self.task, self.trainer.network.predict(self.start.inputs), self.start.targets)


def make_dataset(task: Task, start: Start) -> mlp.Dataset:
    """Return the data of a task as our own dataset.

    Parameters
    ----------
    task : Task
        Says whether the targets are values or classes.
    start : Start
        The data.
    """
    if task.is_regression:
        return mlp.Dataset.from_arrays(start.inputs, start.targets, task="regression")
    return mlp.Dataset.from_arrays(start.inputs, start.labels, n_classes=max(2, task.sizes[-1]))
