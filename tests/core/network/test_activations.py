"""Every activation: literal values, its derivative against differences, extremes, dtype, and the names it goes by."""

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.network.calls import CallList

JUMPS = ("step", "step_inclusive", "sign")
ELEMENTWISE = [name for name, activation in mlp.ACTIVATIONS.items() if not activation.output_only]
POINTS = np.array([-2.0, 0.0, 2.0])

LITERAL = {
    "identity": [-2.0, 0.0, 2.0],
    "sigmoid": [0.11920292202211755, 0.5, 0.8807970779778823],
    "tanh": [-0.9640275800758169, 0.0, 0.9640275800758169],
    "relu": [0.0, 0.0, 2.0],
    "leaky_relu": [-0.02, 0.0, 2.0],
    "elu": [-0.8646647167633873, 0.0, 2.0],
    "softplus": [0.1269280110429726, 0.6931471805599453, 2.1269280110429727],
    "silu": [-0.2384058440442351, 0.0, 1.7615941559557646],
    "sine": [-0.9092974268256817, 0.0, 0.9092974268256817],
    "step": [0.0, 0.0, 1.0],
    "step_inclusive": [0.0, 1.0, 1.0],
    "sign": [-1.0, 1.0, 1.0],
    "softmax": [0.0158762400110, 0.1173104222, 0.8668133321973],
}


def test_the_menu_is_complete() -> None:
    """Every promised activation is there, titled and explained."""
    assert set(mlp.ACTIVATIONS) == set(LITERAL)
    for name, activation in mlp.ACTIVATIONS.items():
        assert activation.name == name
        assert activation.title
        assert activation.summary.endswith(".")
        assert activation.range[0] <= activation.centre <= activation.range[1]


@pytest.mark.parametrize("name", LITERAL)
def test_values(name: str) -> None:
    """Each gives its textbook values at -2, 0 and 2."""
    np.testing.assert_allclose(mlp.ACTIVATIONS[name](POINTS), LITERAL[name], atol=1e-10)


@pytest.mark.parametrize(
    "activation", [*(mlp.ACTIVATIONS[name] for name in ELEMENTWISE), mlp.Sigmoid(beta=3.5)], ids=repr
)
def test_slope_is_the_difference_quotient(activation: mlp.Activation, rng: np.random.Generator) -> None:
    """The derivative is that of the function, away from kinks."""
    z = rng.normal(scale=3.0, size=200)
    z = z[np.abs(z) > 1e-3]
    difference = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation.slope(z), difference, atol=1e-8)


@pytest.mark.parametrize("name", JUMPS)
def test_jumps_cannot_be_descended(name: str) -> None:
    """A step has derivative 0 everywhere."""
    assert not mlp.ACTIVATIONS[name].slope(POINTS).any()


@pytest.mark.parametrize("name", mlp.ACTIVATIONS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_extremes_stay_finite_and_in_range(name: str, dtype: str) -> None:
    """At logits of plus and minus 1000 nothing overflows, nothing warns, and the dtype stays."""
    activation = mlp.ACTIVATIONS[name]
    z = np.array([-1000.0, -50.0, 0.0, 50.0, 1000.0], dtype)
    y = activation(z)
    assert y.dtype == z.dtype
    assert np.isfinite(y).all()
    assert y.min() >= np.float32(activation.range[0])
    assert y.max() <= activation.range[1]
    if not activation.output_only:
        assert np.isfinite(activation.slope(z)).all()


def test_sigmoid_keeps_its_small_values() -> None:
    """Far below 0 the sigmoid is exp(z), not 0: its relative accuracy survives."""
    np.testing.assert_allclose(mlp.ACTIVATIONS["sigmoid"](np.array([-100.0])), np.exp(-100.0), rtol=1e-14)


def test_steep_sigmoid_is_nearly_a_step() -> None:
    """The step is the limit of a sigmoid of growing beta."""
    np.testing.assert_allclose(mlp.Sigmoid(beta=1000.0)(np.array([-0.1, 0.1])), [0.0, 1.0], atol=1e-12)
    assert mlp.Sigmoid(beta=2.0) == mlp.Sigmoid(beta=2.0) != mlp.Sigmoid(beta=3.0)
    assert mlp.Sigmoid(2.0)(1.5) == mlp.ACTIVATIONS["sigmoid"](3.0)


@pytest.mark.parametrize("beta", [0.0, -1.0, float("nan"), float("inf")])
def test_sigmoid_refuses_a_senseless_steepness(beta: float) -> None:
    """Beta must be positive and finite."""
    with pytest.raises(mlp.ArgumentError, match="beta"):
        mlp.Sigmoid(beta=beta)


def test_softmax_multiplies_by_its_whole_jacobian(rng: np.random.Generator) -> None:
    """dL/dz_j = sum_k dL/dy_k y_k ([j = k] - y_j), for every sample."""
    softmax = mlp.ACTIVATIONS["softmax"]
    z, delta = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    a = softmax(z.T).T
    expected = np.stack([(np.diag(y) - np.outer(y, y)) @ d for y, d in zip(a.T, delta.T, strict=True)], axis=1)
    softmax.multiply_derivative(delta, z, a, np.empty_like(z))
    np.testing.assert_allclose(delta, expected, atol=1e-14)
    with pytest.raises(mlp.ArgumentError, match="matrix"):
        softmax.slope(z)


@pytest.mark.parametrize("name", mlp.ACTIVATIONS)
def test_written_down_and_done_now_agree(name: str, rng: np.random.Generator) -> None:
    """The same lines serve the readable network and the compiled step, in place too."""
    activation = mlp.ACTIVATIONS[name]
    z = rng.normal(size=(3, 5))
    now, later = np.empty_like(z), z.copy()
    activation.activate(z, now)
    calls = CallList(z.dtype)
    activation.activate(later, later, np.empty_like(z), calls)
    calls.run()
    np.testing.assert_array_equal(later, now)
    delta_now, delta_later = np.ones_like(z), np.ones_like(z)
    activation.multiply_derivative(delta_now, z, now, np.empty_like(z))
    calls = CallList(z.dtype)
    activation.multiply_derivative(delta_later, z, now, np.empty_like(z), calls)
    calls.run()
    np.testing.assert_array_equal(delta_later, delta_now)


@pytest.mark.parametrize("name", mlp.ACTIVATIONS)
def test_any_order_in_memory_will_do(name: str, rng: np.random.Generator) -> None:
    """Arrays that are views of others, transposed or with gaps, give the same answers."""
    activation = mlp.ACTIVATIONS[name]
    z = rng.normal(size=(4, 3))
    plain, spread = np.empty_like(z), np.empty((6, 8)).T[::2, ::2]
    activation.activate(z, plain)
    activation.activate(np.asfortranarray(z), spread)
    np.testing.assert_allclose(spread, plain, rtol=1e-15)


def test_whole_numbers_are_taken_as_floats() -> None:
    """A gallery may ask for phi of plain integers."""
    assert mlp.ACTIVATIONS["relu"]([-1, 2]).tolist() == [0.0, 2.0]
