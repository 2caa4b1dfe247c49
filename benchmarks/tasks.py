"""The four training jobs of the comparison, from a toy to a real network, and what they start from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Task:
    """A network and the way in which it is trained.

    Attributes
    ----------
    name : str
        Letter of the task.
    sizes : tuple of int
        Units of each layer, inputs first.
    hidden, output : str
        Activations.
    loss, optimizer : str
        Names as in `mlp_core.TrainingConfig`.
    learning_rate : float
        Step size.
    batch_size, n_samples : int
        Samples of a batch and of an epoch.
    """

    name: str
    sizes: tuple[int, ...]
    hidden: str
    output: str
    loss: str
    optimizer: str
    learning_rate: float
    batch_size: int
    n_samples: int

    @property
    def title(self) -> str:
        """Name, shape and training in one line."""
        shape = "-".join(str(size) for size in self.sizes)
        return f"{self.name}: {shape} {self.hidden}, {self.output}, {self.optimizer}, batch {self.batch_size}"

    @property
    def is_regression(self) -> bool:
        """Whether the targets are values rather than classes."""
        return self.loss == "squared_error"

    def one_batch(self) -> Task:
        """Return the task with a single batch as its data, so that all peers see the same batches."""
        return replace(self, n_samples=self.batch_size)


TASKS = {
    "A": Task("A", (2, 4, 2, 1), "tanh", "tanh", "squared_error", "sgd", 0.03, 10, 1000),
    "B": Task("B", (2, 8, 8, 1), "tanh", "sigmoid", "binary_cross_entropy", "adam", 0.01, 32, 3200),
    "C": Task("C", (64, 64, 32, 10), "relu", "softmax", "categorical_cross_entropy", "adam", 0.001, 32, 3200),
    "D": Task("D", (784, 512, 256, 10), "relu", "softmax", "categorical_cross_entropy", "adam", 0.001, 128, 2560),
}


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """The data and the first weights that all peers share.

    Attributes
    ----------
    inputs : ndarray, shape (n_samples, sizes[0])
        Network inputs.
    targets : ndarray, shape (n_samples, sizes[-1])
        What the outputs should be.
    labels : ndarray of int64, shape (n_samples,)
        Classes; empty for regression.
    weights : list of ndarray, shapes (sizes[k + 1], sizes[k])
        Weights of each layer, rows are units.
    biases : list of ndarray, shapes (sizes[k + 1],)
        Biases of each layer.
    """

    inputs: Array
    targets: Array
    labels: npt.NDArray[np.int64]
    weights: list[Array]
    biases: list[Array]


def make_start(task: Task, seed: int = 1) -> Start:
    """Draw data and first weights for a task.

    Parameters
    ----------
    task : Task
        Decides the shapes.
    seed : int
        Of everything drawn.
    """
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(task.n_samples, task.sizes[0]))
    if task.name == "D":
        # Pictures have pixels that are always black: their weights get no gradient, and their moments decay.
        inputs = np.where(rng.random(task.sizes[0]) < 0.2, 0.0, np.clip(inputs, 0.0, 1.0))
    n_classes = max(2, task.sizes[-1])
    scores = np.tanh(inputs @ rng.normal(size=(task.sizes[0], n_classes)))
    labels = scores.argmax(axis=1)
    # Every class occurs in a single batch too, or scikit-learn would build a smaller output layer.
    labels[:n_classes] = np.arange(n_classes)
    if task.is_regression:
        targets = np.where(labels == 1, 1.0, -1.0)[:, np.newaxis]
        labels = np.empty(0, dtype=np.int64)
    elif task.sizes[-1] == 1:
        targets = labels[:, np.newaxis].astype(np.float64)
    else:
        targets = np.eye(n_classes)[labels]
    shapes = list(zip(task.sizes[1:], task.sizes[:-1], strict=True))
    weights = [rng.normal(0.0, 1.0 / np.sqrt(fan_in), size=(fan_out, fan_in)) for fan_out, fan_in in shapes]
    return Start(inputs, targets, labels, weights, [np.zeros(fan_out) for fan_out, _ in shapes])
