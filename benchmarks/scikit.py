"""The peer scikit-learn: `fit` of its multilayer perceptron, as it comes."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

from benchmarks.textbook import Textbook

if TYPE_CHECKING:
    from benchmarks.tasks import Start, Task


class _SharedStart:
    """Mixed into scikit-learn's networks: takes the first weights from where all peers take them."""

    start: Start

    def _init_coef(self, fan_in: int, fan_out: int, dtype: Any) -> tuple[np.ndarray, np.ndarray]:
        for weight, bias in zip(self.start.weights, self.start.biases, strict=True):
            if weight.shape == (fan_out, fan_in):
                return weight.T.astype(dtype), bias.astype(dtype)
        raise ValueError(f"No layer of {fan_out} units with {fan_in} inputs.")


class _Classifier(_SharedStart, MLPClassifier):  # type: ignore[misc]
    """A classifier that starts where its peers do."""


class _Regressor(_SharedStart, MLPRegressor):  # type: ignore[misc]
    """A regressor that starts where its peers do."""


class ScikitLearn:
    """scikit-learn's network, whose output for regression is always linear.

    Parameters
    ----------
    task : Task
        Network and training.
    start : Start
        Data and first weights; no two layers may have one shape.
    dtype : str
        "float64" or "float32"; scikit-learn computes in the dtype of its inputs.
    """

    def __init__(self, task: Task, start: Start, dtype: str = "float64") -> None:
        self.task = task
        self.start = start
        self.inputs = start.inputs.astype(dtype)
        self.targets = start.targets[:, 0].astype(dtype) if task.is_regression else start.labels
        self.model: Any = None

    def run(self, n_times: int) -> int:
        """Fit from the start for as many whole epochs as hold so many batches; return the batches taken."""
        n_batches = -(-len(self.inputs) // self.task.batch_size)
        epochs = -(-n_times // n_batches)
        self.model = self._new_model(epochs)
        self.model.start = self.start
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.model.fit(self.inputs, self.targets)
        return epochs * n_batches

    def loss(self) -> float:
        """Return the mean loss over all data, by the textbook's formulas."""
        reader = Textbook(self.task, self.start)
        reader.weights = [weight.T.astype(np.float64) for weight in self.model.coefs_]
        reader.biases = [bias.astype(np.float64) for bias in self.model.intercepts_]
        return reader.loss()

    def _new_model(self, epochs: int) -> Any:
        kind = _Regressor if self.task.is_regression else _Classifier
        return kind(
            hidden_layer_sizes=self.task.sizes[1:-1],
            activation=self.task.hidden,
            solver=self.task.optimizer,
            alpha=0.0,
            batch_size=self.task.batch_size,
            learning_rate_init=self.task.learning_rate,
            momentum=0.0,
            nesterovs_momentum=False,
            max_iter=epochs,
            tol=0.0,
            n_iter_no_change=epochs + 1,
            random_state=3,
        )
