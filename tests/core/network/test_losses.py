"""Every loss: literal values, gradients against differences, the fused paths, and what clipping does."""

import numpy as np
import pytest

import mlp_core as mlp

SMOOTH_POINTS = {
    "squared_error": (np.array([[0.3], [-1.2]]), np.array([[1.0], [0.5]])),
    "absolute_error": (np.array([[0.3], [-1.2]]), np.array([[1.0], [-2.0]])),
    "binary_cross_entropy": (np.array([[0.3], [0.9]]), np.array([[1.0], [0.0]])),
    "categorical_cross_entropy": (np.array([[0.3], [0.7]]), np.array([[1.0], [0.0]])),
    "hinge": (np.array([[0.3], [-1.2]]), np.array([[1.0], [-1.0]])),
    "perceptron": (np.array([[0.3], [1.2]]), np.array([[1.0], [-1.0]])),
    "zero_one": (np.array([[0.3], [0.9]]), np.array([[1.0], [0.0]])),
}
VALUES = {
    "squared_error": 0.5 * (0.7**2 + 1.7**2),
    "absolute_error": 0.7 + 0.8,
    "binary_cross_entropy": -np.log(0.3) - np.log(0.1),
    "categorical_cross_entropy": -np.log(0.3),
    "hinge": 0.7,
    "perceptron": 1.2,
    "zero_one": 1.0,
}


def _gradient(loss: mlp.Loss, y: np.ndarray, t: np.ndarray) -> np.ndarray:
    out = np.empty_like(y)
    loss.gradient(y, t, out, np.empty_like(y))
    return out


def test_the_menu_is_complete() -> None:
    """Every promised loss is there, titled and explained."""
    assert set(mlp.LOSSES) == set(VALUES)
    for name, loss in mlp.LOSSES.items():
        assert loss.name == name
        assert loss.title
        assert loss.summary.endswith(".")


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    """Each gives its formula's value, summed over the outputs of the sample."""
    np.testing.assert_allclose(mlp.LOSSES[name].values(*SMOOTH_POINTS[name]), [VALUES[name]], rtol=1e-14)


@pytest.mark.parametrize("name", VALUES)
def test_gradient_is_the_difference_quotient(name: str) -> None:
    """dL/dy of each output agrees with central differences away from kinks."""
    loss, (y, t) = mlp.LOSSES[name], SMOOTH_POINTS[name]
    nudges = 1e-6 * np.eye(len(y))
    above, below = loss.values(y + nudges, t + 0.0 * nudges), loss.values(y - nudges, t + 0.0 * nudges)
    np.testing.assert_allclose(_gradient(loss, y, t)[:, 0], (above - below) / 2e-6, atol=1e-7)


def test_kinks_have_a_chosen_slope() -> None:
    """At their kinks: absolute error and hinge 0; the perceptron -t, or it would never leave zero weights."""
    assert _gradient(mlp.LOSSES["absolute_error"], np.array([[2.0]]), np.array([[2.0]])).item() == 0.0
    assert _gradient(mlp.LOSSES["hinge"], np.array([[1.0]]), np.array([[1.0]])).item() == 0.0
    assert _gradient(mlp.LOSSES["perceptron"], np.array([[0.0]]), np.array([[1.0]])).item() == -1.0


def test_zero_one_counts_wrong_classes() -> None:
    """A single output is cut half-way between its levels; of several the highest counts."""
    zero_one = mlp.LOSSES["zero_one"]
    assert zero_one.values(np.array([[0.2, 0.6]]), np.array([[0.0, 0.0]])).tolist() == [0.0, 1.0]
    assert zero_one.values(np.array([[-0.2, 0.3]]), np.array([[-1.0, 1.0]])).tolist() == [0.0, 0.0]
    outputs, targets = np.array([[0.5, 0.1], [0.4, 0.2], [0.1, 0.7]]), np.eye(3)[:, [0, 1]]
    assert zero_one.values(outputs, targets).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("name", ["binary_cross_entropy", "categorical_cross_entropy"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_clipped_entropies_have_the_clipped_slope(name: str, dtype: str) -> None:
    """Outside (0, 1) a cross-entropy is that of the clipped output: finite, and flat."""
    loss = mlp.LOSSES[name]
    y, t = np.array([[-0.5, 0.0, 1.0, 7.0]], dtype), np.array([[1.0, 1.0, 0.0, 0.0]], dtype)
    assert np.isfinite(loss.values(y, t)).all()
    assert not _gradient(loss, y, t).any()


@pytest.mark.parametrize("beta", [1.0, 2.5])
def test_sigmoid_and_its_entropy_fuse(beta: float) -> None:
    """From the logits: exact at plus and minus 1000, and dL/dz = beta (y - t)."""
    loss, sigmoid = mlp.LOSSES["binary_cross_entropy"], mlp.Sigmoid(beta=beta)
    assert loss.fuses_with(sigmoid)
    z, t = np.array([[-1000.0, 1000.0, 0.7]]), np.array([[1.0, 0.0, 0.25]])
    losses = loss.values_from_logits(z, t, sigmoid)
    np.testing.assert_allclose(losses[:2], [1000.0 * beta, 1000.0 * beta], rtol=1e-15)
    y = sigmoid(z)
    np.testing.assert_allclose(losses[2:], loss.values(y, t)[2:], rtol=1e-13)
    out = np.empty_like(z)
    loss.gradient_by_logits(y, t, sigmoid, out)
    np.testing.assert_allclose(out, beta * (y - t), rtol=1e-15)


def test_softmax_and_its_entropy_fuse() -> None:
    """From the logits: finite at plus and minus 1000, and dL/dz = y - t."""
    loss, softmax = mlp.LOSSES["categorical_cross_entropy"], mlp.ACTIVATIONS["softmax"]
    assert loss.fuses_with(softmax)
    assert not loss.fuses_with(mlp.ACTIVATIONS["sigmoid"])
    z, t = np.array([[1000.0], [-1000.0]]), np.array([[0.0], [1.0]])
    assert loss.values_from_logits(z, t, softmax).tolist() == [2000.0]
    y = softmax(z.T).T
    assert y.sum() == 1.0
    out = np.empty_like(z)
    loss.gradient_by_logits(y, t, softmax, out)
    assert out[:, 0].tolist() == [1.0, -1.0]
