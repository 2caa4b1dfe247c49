"""Backpropagation against central differences, for every activation, loss, penalty and reduction."""

import numpy as np
import pytest

import mlp_core as mlp

PENALTIES = [(0.0, 0.0), (0.03, 0.0), (0.0, 0.2), (0.03, 0.2)]


def _problem(output: str, loss: str, hidden: str) -> tuple[mlp.Network, np.ndarray, np.ndarray]:
    """Return a network away from all kinks, inputs, and targets that the loss is made for."""
    rng = np.random.default_rng(11)
    network = mlp.Network([3, 4, 5, 2], hidden=hidden, output=output, rng=1)
    network.set_parameters(rng.normal(scale=0.7, size=network.parameter_count))
    inputs, targets = rng.normal(size=(6, 3)), rng.random((6, 2))
    if loss in ("hinge", "perceptron"):
        targets = np.where(targets > 0.5, 1.0, -1.0)
    elif loss == "categorical_cross_entropy":
        targets = targets / targets.sum(axis=1, keepdims=True)
    return network, inputs, targets


def _assert_gradients_agree(network: mlp.Network, inputs: np.ndarray, targets: np.ndarray, **settings: object) -> None:
    _, gradient = mlp.loss_and_gradient(network, inputs, targets, **settings)
    expected = mlp.numerical_gradient(network, inputs, targets, nudge=1e-6, **settings)
    np.testing.assert_allclose(gradient, expected, atol=2e-7 * (1.0 + np.abs(expected).max()))


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("loss", mlp.LOSSES)
@pytest.mark.parametrize("activation", mlp.ACTIVATIONS)
def test_every_activation_loss_penalty_and_reduction(activation: str, loss: str, reduction: str) -> None:
    """The gradient is that of the loss, penalties included: in hidden layers (softmax aside) and in the output."""
    hidden = "tanh" if activation == "softmax" else activation
    network, inputs, targets = _problem(activation, loss, hidden)
    for l1, l2 in PENALTIES:
        _assert_gradients_agree(network, inputs, targets, loss=loss, l1=l1, l2=l2, reduction=reduction)


@pytest.mark.parametrize("hidden", [["tanh", "relu"], ["sine", "sine"], ["identity", "sigmoid"]])
def test_mixed_layers(hidden: list[str]) -> None:
    """Layers of different activations, alone or as neighbours, and one that is the last as well."""
    rng = np.random.default_rng(3)
    network = mlp.Network([2, 3, 4, 1], hidden=hidden, output=mlp.Sigmoid(beta=2.0), rng=1)
    network.set_parameters(rng.normal(size=network.parameter_count))
    inputs, targets = rng.normal(size=(5, 2)), rng.integers(0, 2, size=(5, 1)).astype(float)
    for loss in ("squared_error", "binary_cross_entropy"):
        _assert_gradients_agree(network, inputs, targets, loss=loss)


def test_softmax_with_targets_of_any_sum(rng: np.random.Generator) -> None:
    """The fused path stays right where targets do not sum to 1."""
    network = mlp.Network([2, 3], output="softmax", rng=1)
    _assert_gradients_agree(network, rng.normal(size=(4, 2)), rng.random((4, 3)), loss="categorical_cross_entropy")


def test_penalties_leave_biases_alone() -> None:
    """l2 adds l2 * sum(w^2) / 2 and l1 adds l1 * sum|w|, over weights only."""
    network = mlp.Network([1, 1], output="identity")
    network.set_weights([[[-3.0]]], [[5.0]])
    loss, gradient = mlp.loss_and_gradient(network, [[0.0]], [[5.0]], l1=0.1, l2=0.01)
    assert loss == pytest.approx(0.1 * 3.0 + 0.01 * 9.0 / 2.0)
    np.testing.assert_allclose(gradient, [-0.1 - 0.03, 0.0], atol=1e-15)


def test_one_step_by_hand() -> None:
    """Univariate logistic least squares (B1): L = 1/2 (y - t)^2, z-bar = (y - t) y (1 - y), w-bar = z-bar x."""
    network = mlp.Network([1, 1], output="sigmoid")
    network.set_weights([[[0.5]]], [[-0.25]])
    y = 1.0 / (1.0 + np.exp(-(0.5 * 2.0 - 0.25)))
    z_bar = (y - 1.0) * y * (1.0 - y)
    loss, gradient = mlp.loss_and_gradient(network, [[2.0]], [[1.0]])
    assert loss == pytest.approx(0.5 * (y - 1.0) ** 2, rel=1e-14)
    np.testing.assert_allclose(gradient, [2.0 * z_bar, z_bar], rtol=1e-14)


def test_logits_of_a_thousand() -> None:
    """The fused losses neither overflow nor warn, and their gradient is y - t."""
    network = mlp.Network([1, 1], output="sigmoid")
    network.set_weights([[[1000.0]]], [[0.0]])
    loss, gradient = mlp.loss_and_gradient(network, [[1.0]], [[0.0]], loss="binary_cross_entropy")
    assert loss == 1000.0
    assert gradient.tolist() == [1.0, 1.0]


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    """A single-precision network has a single-precision gradient close to the double one."""
    wide = mlp.Network([3, 4, 2], rng=1)
    inputs, targets = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    _, gradient = mlp.loss_and_gradient(wide.copy("float32"), inputs, targets, l2=0.1)
    assert gradient.dtype == np.float32
    np.testing.assert_allclose(gradient, mlp.loss_and_gradient(wide, inputs, targets, l2=0.1)[1], atol=1e-5)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"inputs": np.zeros((3, 1))}, "inputs"),
        ({"targets": np.zeros((3, 2))}, "targets"),
        ({"targets": np.zeros((2, 1))}, "samples"),
        ({"inputs": np.zeros((0, 2)), "targets": np.zeros((0, 1))}, "samples"),
        ({"targets": np.full((3, 1), np.nan)}, "targets"),
        ({"loss": "no"}, "loss"),
        ({"l1": -1.0}, "l1"),
        ({"l2": np.inf}, "l2"),
        ({"reduction": "max"}, "reduction"),
    ],
)
def test_what_it_refuses(changes: dict[str, object], named: str) -> None:
    """Every argument is checked at the edge, and the error names it."""
    arguments = {"inputs": np.zeros((3, 2)), "targets": np.zeros((3, 1)), **changes}
    network = mlp.Network([2, 3, 1])
    with pytest.raises(mlp.ArgumentError, match=named):
        mlp.loss_and_gradient(network, **arguments)
    with pytest.raises(mlp.ArgumentError, match=named):
        mlp.numerical_gradient(network, **arguments)


def test_nudge_must_be_positive() -> None:
    """Central differences need a distance."""
    with pytest.raises(mlp.ArgumentError, match="nudge"):
        mlp.numerical_gradient(mlp.Network([1, 1]), [[0.0]], [[0.0]], nudge=0.0)
