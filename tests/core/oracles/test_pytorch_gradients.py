"""Losses and gradients against PyTorch's automatic differentiation, in double precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import mlp_core as mlp

HIDDEN = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "sine")
PAIRS = [
    ("identity", "squared_error"),
    ("identity", "absolute_error"),
    ("identity", "hinge"),
    ("identity", "perceptron"),
    ("tanh", "squared_error"),
    ("tanh", "hinge"),
    ("tanh", "absolute_error"),
    ("relu", "squared_error"),
    ("sine", "squared_error"),
    ("sigmoid", "squared_error"),
    ("sigmoid", "binary_cross_entropy"),
    ("softmax", "categorical_cross_entropy"),
    ("softmax", "squared_error"),
    ("softmax", "absolute_error"),
    ("softmax", "binary_cross_entropy"),
    ("sigmoid", "categorical_cross_entropy"),
]
"""Output activation and loss."""


def _targets(loss: str, n_samples: int, n_outputs: int, rng: np.random.Generator) -> np.ndarray:
    if "cross_entropy" in loss:
        return np.eye(max(n_outputs, 2))[rng.integers(0, max(n_outputs, 2), n_samples)][:, :n_outputs]
    if loss in ("hinge", "perceptron"):
        return rng.choice([-1.0, 1.0], size=(n_samples, n_outputs))
    return rng.normal(size=(n_samples, n_outputs))


def _assert_agrees(
    torch_network: Any, network: mlp.Network, inputs: np.ndarray, targets: np.ndarray, **terms: Any
) -> None:
    loss, gradient = mlp.loss_and_gradient(network, inputs, targets, **terms)
    peer = torch_network(network)
    expected = peer.loss(inputs, targets, **terms)
    expected.backward()
    assert loss == pytest.approx(expected.item(), rel=1e-10, abs=1e-14)
    wanted = peer.flat_gradient()
    assert np.linalg.norm(gradient - wanted) <= 1e-10 * np.linalg.norm(wanted)
    np.testing.assert_allclose(gradient, wanted, rtol=1e-8, atol=1e-11 * np.abs(wanted).max())


@pytest.mark.parametrize("layers", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_random_networks(torch_network: Any, layers: int, seed: int) -> None:
    """Random sizes, activations, losses and penalties, 1 to 5 layers deep: the same loss and gradient."""
    rng = np.random.default_rng([seed, layers])
    for _ in range(4):
        output, loss = PAIRS[rng.integers(len(PAIRS))]
        sizes = [int(size) for size in rng.integers(1, 8, layers + 1)]
        if output == "softmax":
            sizes[-1] = max(sizes[-1], 2)
        hidden = [HIDDEN[index] for index in rng.integers(0, len(HIDDEN), layers - 1)]
        network = mlp.Network(sizes, hidden=hidden, output=output, rng=rng)
        network.set_parameters(rng.normal(0.0, 0.6, size=network.parameter_count))
        inputs = rng.normal(size=(int(rng.integers(1, 20)), sizes[0]))
        targets = _targets(loss, len(inputs), sizes[-1], rng)
        l1, l2 = (float(value) for value in rng.choice([0.0, 0.01, 0.3], size=2))
        reduction = str(rng.choice(["mean", "sum"]))
        _assert_agrees(torch_network, network, inputs, targets, loss=loss, l1=l1, l2=l2, reduction=reduction)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_each_output_with_each_fitting_loss(torch_network: Any, output: str, loss: str, reduction: str) -> None:
    """Every output activation under every loss that fits it, fused or not, with several outputs."""
    rng = np.random.default_rng(11)
    network = mlp.Network([3, 5, 3], hidden="tanh", output=output, rng=rng)
    inputs = rng.normal(size=(7, 3))
    targets = _targets(loss, 7, 3, rng)
    _assert_agrees(torch_network, network, inputs, targets, loss=loss, reduction=reduction)


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 0.0), (0.0, 0.1), (0.2, 0.05)])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_each_hidden_activation_with_penalties(torch_network: Any, hidden: str, l1: float, l2: float) -> None:
    """Every hidden activation, twice over, with penalties on weights and none on biases."""
    rng = np.random.default_rng(12)
    network = mlp.Network([2, 4, 4, 1], hidden=hidden, output="identity", rng=rng)
    network.set_parameters(rng.normal(0.0, 0.7, size=network.parameter_count))
    inputs = rng.normal(size=(9, 2))
    targets = rng.normal(size=(9, 1))
    _assert_agrees(torch_network, network, inputs, targets, loss="squared_error", l1=l1, l2=l2)
