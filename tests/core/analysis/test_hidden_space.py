"""The hidden space: two units as they are, wider layers along their main directions, and the lines behind them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

import mlp_core as mlp


def test_two_units_are_their_own_coordinates() -> None:
    """Nothing is turned or moved."""
    activations = np.random.default_rng(0).normal(size=(20, 2))
    plane = mlp.hidden_plane(activations)
    assert plane.is_exact
    np.testing.assert_array_equal(plane.project(activations), activations)
    assert sum(plane.shares) == pytest.approx(1.0)


def test_one_unit_lies_on_a_line() -> None:
    """The second coordinate is 0."""
    activations = np.random.default_rng(0).normal(size=(20, 1))
    plane = mlp.hidden_plane(activations)
    np.testing.assert_array_equal(plane.project(activations), np.column_stack((activations, np.zeros(20))))
    assert plane.shares == (1.0, 0.0)


def test_a_wide_layer_is_seen_along_its_principal_components() -> None:
    """Directions, coordinates and variances are scikit-learn's, up to the directions' signs."""
    rng = np.random.default_rng(1)
    activations = np.tanh(rng.normal(size=(300, 7)) @ rng.normal(size=(7, 7)))
    plane = mlp.hidden_plane(activations)
    reference = PCA(2).fit(activations)
    np.testing.assert_allclose(np.abs(np.sum(plane.axes * reference.components_, axis=1)), 1.0, atol=1e-9)
    np.testing.assert_allclose(np.abs(plane.project(activations)), np.abs(reference.transform(activations)), atol=1e-9)
    np.testing.assert_allclose(plane.shares, reference.explained_variance_ratio_, atol=1e-9)
    assert not plane.is_exact


def test_main_directions_keep_their_signs_from_moment_to_moment() -> None:
    """A picture that follows training does not flip over."""
    activations = np.random.default_rng(2).normal(size=(50, 4)) * (3.0, 2.0, 0.5, 0.1)
    first = mlp.hidden_plane(activations)
    flipped = mlp.HiddenPlane(first.origin, -first.axes, first.shares, False)
    again = mlp.hidden_plane(activations + 1e-6, like=flipped)
    np.testing.assert_allclose(again.axes, -first.axes, atol=1e-4)


def test_main_directions_point_where_the_other_plane_does() -> None:
    """Each coordinate grows with that of the inputs, so that the way there does not turn everything over."""
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(200, 2)) * (2.0, 1.0)
    for sign in (1.0, -1.0):
        activations = inputs @ (sign * np.eye(2, 5)) + 0.01 * rng.normal(size=(200, 5))
        coordinates = mlp.hidden_plane(activations, towards=inputs).project(activations)
        assert (np.sum(coordinates * inputs, axis=0) > 0.0).all()


def test_activations_that_do_not_vary_or_are_not_finite_have_a_plane_too() -> None:
    """A dead or diverged layer is drawn as one point, not as an error."""
    still = mlp.hidden_plane(np.ones((5, 3)))
    np.testing.assert_allclose(still.project(np.ones((5, 3))), 0.0, atol=1e-12)
    assert still.shares == (1.0, 0.0)
    assert np.isfinite(mlp.hidden_plane(np.full((5, 3), np.inf)).axes).all()


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (4,)])
def test_refuses_what_is_no_table(shape: tuple[int, ...]) -> None:
    """Points by rows, units by columns."""
    with pytest.raises(mlp.ShapeError, match="n_samples, n_units"):
        mlp.hidden_plane(np.zeros(shape))
    with pytest.raises(mlp.ShapeError, match="needs 2 units"):
        mlp.hidden_plane(np.zeros((3, 2))).project(np.zeros((3, 5)))


@pytest.mark.parametrize("name", ["hand_xor_steps", "hand_xor_half_planes", "hand_xor_sigmoids"])
def test_xor_becomes_separable_behind_two_units(name: str) -> None:
    """One line in the hidden space has the four corners on their right sides."""
    experiment = mlp.EXAMPLES[name]
    dataset, network, _ = experiment.build()
    threshold = mlp.decision_threshold(network.activations[-1], experiment.training.loss)
    found = mlp.decision_lines(network, 0, threshold)
    assert found is not None
    normals, offsets = found
    hidden = network.forward(dataset.inputs)[1][0]
    sides = hidden @ normals[0] + offsets[0] > 0.0
    np.testing.assert_array_equal(sides, dataset.labels == 1)


@pytest.mark.parametrize(("output", "threshold"), [("sigmoid", 0.5), ("tanh", 0.0), ("identity", 0.5), ("relu", 0.5)])
def test_on_the_decision_line_the_output_is_the_threshold(output: str, threshold: float) -> None:
    """Whatever the output's activation."""
    network = mlp.Network([2, 2, 1], output=output, rng=3)
    found = mlp.decision_lines(network, 0, threshold)
    assert found is not None
    (normal,), (offset,) = found
    place = -offset * normal / (normal @ normal)
    answer = network.activations[-1](network.weights[1] @ place + network.biases[1])
    assert answer[0] == pytest.approx(threshold, abs=1e-9)


def test_a_deeper_layer_of_several_units_has_a_line_for_each() -> None:
    """Where their sums are zero; behind a wide layer there are no lines."""
    network = mlp.Network([2, 2, 3, 1], rng=3)
    found = mlp.decision_lines(network, 0, 0.0)
    assert found is not None
    np.testing.assert_array_equal(found[0], network.weights[1])
    np.testing.assert_array_equal(found[1], network.biases[1])
    assert mlp.decision_lines(network, 1, 0.0) is None
    with pytest.raises(mlp.ArgumentError, match="hidden layers 0 to 1"):
        mlp.decision_lines(network, 2)


def test_says_so_where_no_sum_gives_an_answer() -> None:
    """A sigmoid never answers 2."""
    with pytest.raises(mlp.ArgumentError, match="sigmoid answer 2"):
        mlp.sum_at(mlp.ACTIVATIONS["sigmoid"], 2.0)
