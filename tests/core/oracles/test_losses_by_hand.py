"""Losses of the hand-outs, worked by hand, and where floating point would break them (E1 to E4, E7)."""

from __future__ import annotations

import math

import numpy as np
import pytest

import mlp_core as mlp


def _unit(output: str, weight: float, bias: float = 0.0) -> mlp.Network:
    """Return a network of one unit that reads one input."""
    network = mlp.Network([1, 1], hidden=(), output=output, initializer="zeros", rng=1)
    network.set_weights([[[weight]]], [[bias]])
    return network


def _at(output: str, y: float, t: float, loss: str) -> tuple[float, float]:
    """Return the loss and dL/dz of one unit whose pre-activation is y, for the target t."""
    network = _unit(output, 0.0, y)
    value, gradient = mlp.loss_and_gradient(network, np.array([[1.0]]), np.array([[t]]), loss=loss)
    return value, float(network.unflatten(gradient)[1][0][0])


def _layer(logits: np.ndarray) -> mlp.Network:
    """Return a softmax layer with these logits at the input 0."""
    network = mlp.Network([1, len(logits)], hidden=(), output="softmax", initializer="zeros", rng=1)
    network.set_weights([np.zeros((len(logits), 1))], [logits])
    return network


def test_squared_error_has_its_half_and_its_reductions() -> None:
    """E1: L = 1/2 (y - t)^2, dL/dy = y - t; the sum over the data of 001 and 004, the mean of 002."""
    assert _at("identity", 3.0, 1.0, "squared_error") == (2.0, 2.0)
    network = _unit("identity", 2.0)
    inputs, targets = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [1.0], [1.0]])
    # y - t = 1, 3, 5: squares 1, 9, 25; the weight's gradient is 1*1 + 3*2 + 5*3.
    for reduction, share in (("sum", 1.0), ("mean", 1.0 / 3.0)):
        loss, gradient = mlp.loss_and_gradient(network, inputs, targets, loss="squared_error", reduction=reduction)
        weights, biases = network.unflatten(gradient)
        assert loss == pytest.approx(17.5 * share)
        assert weights[0][0, 0] == pytest.approx(22.0 * share)
        assert biases[0][0] == pytest.approx(9.0 * share)


def test_absolute_error_and_its_kink() -> None:
    """E2: |y - t| with slope -1 or +1, and a sub-gradient between them at the kink."""
    assert _at("identity", 3.0, 1.0, "absolute_error") == (2.0, 1.0)
    assert _at("identity", -1.0, 1.0, "absolute_error") == (2.0, -1.0)
    loss, slope = _at("identity", 1.0, 1.0, "absolute_error")
    assert loss == 0.0
    assert -1.0 <= slope <= 1.0


def test_hinge_and_its_kink() -> None:
    """E2: max(0, 1 - t y) for targets -1 and +1, and a sub-gradient between -t and 0 at the kink."""
    assert _at("identity", 0.25, 1.0, "hinge") == (0.75, -1.0)
    assert _at("identity", 0.25, -1.0, "hinge") == (1.25, 1.0)
    assert _at("identity", 1.5, 1.0, "hinge") == (0.0, 0.0)
    loss, slope = _at("identity", 1.0, 1.0, "hinge")
    assert loss == 0.0
    assert -1.0 <= slope <= 0.0


def test_zero_one_counts_mistakes() -> None:
    """E2: 1 for a wrong answer, 0 for a right one, and nowhere a slope to descend."""
    for z, t, expected in ((0.5, 1.0, 0.0), (-0.5, 1.0, 1.0), (-0.5, 0.0, 0.0), (0.5, 0.0, 1.0)):
        assert _at("step", z, t, "zero_one") == (expected, 0.0)


def test_perceptron_error_is_the_distance_of_mistakes() -> None:
    """E2, E6: nothing for a right answer, |w x| for a wrong one."""
    assert _at("identity", 0.5, 1.0, "perceptron") == (0.0, 0.0)
    assert _at("identity", -0.5, 1.0, "perceptron") == (0.5, -1.0)
    assert _at("identity", 0.5, -1.0, "perceptron") == (0.5, 1.0)


@pytest.mark.parametrize(("z", "t"), [(0.3, 1.0), (-1.7, 0.0), (2.0, 0.25)])
def test_cross_entropy_of_a_sigmoid(z: float, t: float) -> None:
    """E3: -t log y - (1 - t) log(1 - y), and dL/dz = y - t."""
    y = 1.0 / (1.0 + math.exp(-z))
    loss, slope = _at("sigmoid", z, t, "binary_cross_entropy")
    assert loss == pytest.approx(-t * math.log(y) - (1.0 - t) * math.log(1.0 - y))
    assert slope == pytest.approx(y - t)


@pytest.mark.parametrize(("z", "t", "expected"), [(1000, 0, 1000), (-1000, 1, 1000), (1000, 1, 0), (-1000, 0, 0)])
def test_cross_entropy_survives_huge_logits(z: float, t: float, expected: float) -> None:
    """E3: at logits of +-1000 the loss is the logit or 0, exactly, and the slope -1, 0 or 1."""
    loss, slope = _at("sigmoid", float(z), float(t), "binary_cross_entropy")
    assert loss == pytest.approx(expected, abs=1e-12)
    assert slope == pytest.approx(float(z > 0) - t)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("logits", [[1000.0, 0.0, -1000.0], [1000.0] * 3, [-1000.0] * 3, [1000.0, 999.0, -1000.0]])
def test_softmax_survives_huge_logits(logits: list[float], dtype: str) -> None:
    """E4: probabilities sum to 1 at logits of +-1000, and the gradient is p - t."""
    network = mlp.Network([1, 3], hidden=(), output="softmax", initializer="zeros", rng=1, dtype=dtype)
    network.set_weights([np.zeros((3, 1))], [logits])
    inputs = np.zeros((1, 1), dtype=dtype)
    probabilities = network.predict(inputs)[0]
    assert np.isfinite(probabilities).all()
    assert probabilities.sum() == pytest.approx(1.0, rel=1e-6 if dtype == "float32" else 1e-14)
    targets = np.array([[0.0, 0.0, 1.0]], dtype=dtype)
    loss, gradient = mlp.loss_and_gradient(network, inputs, targets, loss="categorical_cross_entropy")
    shifted = np.array(logits) - max(logits)
    assert loss == pytest.approx(math.log(np.exp(shifted).sum()) - shifted[2], rel=1e-6)
    np.testing.assert_allclose(network.unflatten(gradient)[1][0], probabilities - targets[0], atol=1e-7)


def test_softmax_and_its_cross_entropy_by_hand() -> None:
    """E4: logits log 1, log 2, log 5 are probabilities 1/8, 2/8, 5/8; the loss is -log of the right one."""
    network = _layer(np.log([1.0, 2.0, 5.0]))
    np.testing.assert_allclose(network.predict(np.zeros((1, 1)))[0], [0.125, 0.25, 0.625])
    targets = np.array([[0.0, 1.0, 0.0]])
    loss, gradient = mlp.loss_and_gradient(network, np.zeros((1, 1)), targets, loss="categorical_cross_entropy")
    assert loss == pytest.approx(math.log(4.0))
    np.testing.assert_allclose(network.unflatten(gradient)[1][0], [0.125, -0.75, 0.625])


def test_regularised_loss_of_one_weight() -> None:
    """E7: L_reg = L + lambda w^2 / 2 and w-bar = z-bar x + lambda w, the bias without penalty."""
    x, w, b, t, penalty = 1.5, 0.8, -0.4, 0.2, 0.3
    y = 1.0 / (1.0 + math.exp(-(w * x + b)))
    z_bar = (y - t) * y * (1.0 - y)
    network = _unit("sigmoid", w, b)
    loss, gradient = mlp.loss_and_gradient(network, np.array([[x]]), np.array([[t]]), loss="squared_error", l2=penalty)
    weights, biases = network.unflatten(gradient)
    assert loss == pytest.approx((y - t) ** 2 / 2 + penalty * w**2 / 2)
    assert weights[0][0, 0] == pytest.approx(z_bar * x + penalty * w)
    assert biases[0][0] == pytest.approx(z_bar)
