"""The peer that every course writes: backpropagation in NumPy, one formula a line, new arrays at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from benchmarks.tasks import Start, Task

    Array = npt.NDArray[np.floating[Any]]


class Textbook:
    """A multilayer perceptron as a textbook writes it.

    Parameters
    ----------
    task : Task
        Network and training.
    start : Start
        Data and first weights.
    dtype : str
        "float64" or "float32".
    """

    def __init__(self, task: Task, start: Start, dtype: str = "float64") -> None:
        self.task = task
        self.inputs = start.inputs.astype(dtype)
        self.targets = start.targets.astype(dtype)
        self.weights: list[Array] = [weight.astype(dtype) for weight in start.weights]
        self.biases: list[Array] = [bias.astype(dtype) for bias in start.biases]
        self.moments = [(np.zeros_like(each), np.zeros_like(each)) for each in (*self.weights, *self.biases)]
        self.time = 0
        self.rng = np.random.default_rng(3)

    def run(self, n_times: int) -> int:
        """Train for so many batches, in a new order each epoch."""
        done = 0
        while True:
            order = self.rng.permutation(len(self.inputs))
            for first in range(0, len(order), self.task.batch_size):
                if done == n_times:
                    return done
                batch = order[first : first + self.task.batch_size]
                self.step(self.inputs[batch], self.targets[batch])
                done += 1

    def forward(self, inputs: Array) -> list[Array]:
        """Return the activations of all layers, the inputs first."""
        activations = [inputs]
        for weight, bias in zip(self.weights, self.biases, strict=True):
            z = activations[-1] @ weight.T + bias
            is_last = len(activations) == len(self.weights)
            activations.append(_activate(self.task.output if is_last else self.task.hidden, z))
        return activations

    def step(self, inputs: Array, targets: Array) -> None:
        """Take one step down the gradient of one batch."""
        activations = self.forward(inputs)
        delta = (activations[-1] - targets) / len(inputs)
        if self.task.is_regression:
            delta = delta * _slope(self.task.output, activations[-1])
        weight_gradients: list[Array] = []
        bias_gradients: list[Array] = []
        for layer in reversed(range(len(self.weights))):
            weight_gradients.insert(0, delta.T @ activations[layer])
            bias_gradients.insert(0, delta.sum(axis=0))
            if layer:
                delta = (delta @ self.weights[layer]) * _slope(self.task.hidden, activations[layer])
        self._update([*weight_gradients, *bias_gradients])

    def loss(self) -> float:
        """Return the mean loss over all data."""
        return loss_of(self.task, self.forward(self.inputs)[-1], self.targets)

    def _update(self, gradients: list[Array]) -> None:
        parameters = [*self.weights, *self.biases]
        rate = self.task.learning_rate
        if self.task.optimizer == "sgd":
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter[...] -= rate * gradient
            return
        self.time += 1
        for parameter, gradient, (m, v) in zip(parameters, gradients, self.moments, strict=True):
            m[...] = 0.9 * m + 0.1 * gradient
            v[...] = 0.999 * v + 0.001 * gradient**2
            m_hat, v_hat = m / (1 - 0.9**self.time), v / (1 - 0.999**self.time)
            parameter[...] -= rate * m_hat / (np.sqrt(v_hat) + 1e-8)


def loss_of(task: Task, outputs: Array, targets: Array) -> float:
    """Return the mean loss over all rows, with a textbook's formulas in double precision.

    Parameters
    ----------
    task : Task
        Names the loss.
    outputs, targets : ndarray, shape (n_samples, n_outputs)
        What the network gave and what it should give.
    """
    y, t = outputs.astype(np.float64), targets.astype(np.float64)
    if task.loss == "squared_error":
        return float(((y - t) ** 2).sum() / 2 / len(y))
    if task.loss == "binary_cross_entropy":
        return float(-(t * np.log(y) + (1 - t) * np.log(1 - y)).sum() / len(y))
    return float(-(t * np.log(y)).sum() / len(y))


def _activate(name: str, z: Array) -> Array:
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, 0)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "softmax":
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
    return z


def _slope(name: str, a: Array) -> Array:
    if name == "tanh":
        return 1 - a**2
    if name == "relu":
        return (a > 0).astype(a.dtype)
    return np.ones_like(a)
