"""Traces of many kinds of training steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

DESCENTS = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is None]

CASES = {
    "sigmoid": ([2, 2, 1], "sigmoid", "sigmoid", "squared_error", {}),
    "fused": ([3, 4, 2, 1], "tanh", "sigmoid", "binary_cross_entropy", {"l2": 0.1}),
    "softmax": ([2, 5, 3], "relu", "softmax", "categorical_cross_entropy", {"l1": 0.05, "l2": 0.02}),
    "softmax_unfused": ([2, 3, 3], "elu", "softmax", "squared_error", {"reduction": "sum"}),
    "regression": ([1, 3, 3, 2], ["silu", "sine"], "identity", "squared_error", {"l1": 0.1}),
    "absolute": ([2, 4, 2], "softplus", "identity", "absolute_error", {}),
    "hinge": ([2, 4, 1], "leaky_relu", "identity", "hinge", {"reduction": "sum", "l2": 0.3}),
    "unfused_cross_entropy": ([2, 4, 2], "tanh", "sigmoid", "categorical_cross_entropy", {}),
    "zero_one": ([2, 3, 2], "tanh", "sigmoid", "zero_one", {"l2": 0.1}),
    "single": ([4, 1], [], "tanh", "squared_error", {}),
    "perceptron": ([2, 1], [], "sign", "perceptron", {"optimizer": "perceptron"}),
    "perceptron_01": ([2, 2], [], "step", "squared_error", {"optimizer": "perceptron", "reduction": "sum"}),
    "delta": ([3, 2], [], "identity", "squared_error", {"optimizer": "delta"}),
}


def random_targets(rng: np.random.Generator, n_samples: int, n_outputs: int, loss: str, output: str) -> np.ndarray:
    """Return targets that fit the loss."""
    if output == "identity" and loss not in ("hinge", "perceptron"):
        return rng.normal(size=(n_samples, n_outputs))
    low = -1.0 if loss in ("hinge", "perceptron") or output == "tanh" else 0.0
    if n_outputs > 1:
        targets = np.full((n_samples, n_outputs), low)
        targets[np.arange(n_samples), rng.integers(n_outputs, size=n_samples)] = 1.0
        return targets
    return np.where(rng.random((n_samples, 1)) < 0.5, low, 1.0)


@pytest.fixture
def make_trace() -> Callable[..., mlp.Trace]:
    """Return a function that traces a step of one of the cases, from the middle of a run of its optimizer."""

    def make(case: str, n_samples: int = 3, seed: int = 0, dtype: str = "float64", **settings: object) -> mlp.Trace:
        sizes, hidden, output, loss, own = CASES[case]
        rng = np.random.default_rng(seed)
        network = mlp.Network(sizes, hidden=hidden, output=output, rng=seed, dtype=dtype)
        network.set_parameters(rng.normal(size=network.parameter_count))
        config = mlp.TrainingConfig(**{"loss": loss, "learning_rate": 0.03, **own, **settings})
        slots = {name: rng.random(network.parameter_count) for name in ("velocity", "second_moment", "squared_sum")}
        slots["first_moment"] = rng.normal(size=network.parameter_count)
        return mlp.trace_step(
            network,
            rng.normal(size=(n_samples, sizes[0])),
            random_targets(rng, n_samples, sizes[-1], loss, output),
            config,
            mlp.OptimizerState(slots, 7),
        )

    return make
