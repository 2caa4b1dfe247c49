"""Planes and lines through parameter space."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

import mlp_core as mlp


@pytest.fixture
def network() -> mlp.Network:
    """Return a small network with biases that are not 0."""
    network = mlp.Network([2, 3, 1], rng=1)
    network.set_parameters(network.parameters + 0.1)
    return network


def test_the_coordinates_of_two_parameters_are_their_values(network: mlp.Network) -> None:
    """The current point lies where the parameters stand, and all others stay as they are."""
    axes = mlp.parameter_axes(network, 1, 4)
    here = axes.project(network.parameters[np.newaxis])[0]
    assert here == pytest.approx(network.parameters[[1, 4]])
    moved = axes.parameters_at(2.0, -3.0)
    expected = network.parameters.copy()
    expected[[1, 4]] = 2.0, -3.0
    assert (moved == expected).all()


def test_a_random_direction_moves_every_unit_by_its_own_length(network: mlp.Network) -> None:
    """Normalised per unit: the row of each unit's weights and bias is as long as the unit's own."""
    axes = mlp.random_axes(network, seed=5)
    for direction in axes.directions:
        for drawn, own in zip(network.layout.blocks(direction), network.layout.blocks(network.parameters), strict=True):
            assert np.linalg.norm(drawn, axis=1) == pytest.approx(np.linalg.norm(own, axis=1))
    assert (axes.directions == mlp.random_axes(network, seed=5).directions).all()
    assert (axes.directions != mlp.random_axes(network, seed=6).directions).any()


def test_the_principal_components_are_those_of_the_reference() -> None:
    """Directions up to sign, and the shares of variance, against scikit-learn."""
    path = np.random.default_rng(0).normal(size=(40, 9)) * np.arange(1, 10)
    axes, reference = mlp.trajectory_axes(path), PCA(2, svd_solver="full").fit(path)
    assert np.abs((axes.directions * reference.components_).sum(axis=1)) == pytest.approx(1.0)
    assert axes.explained == pytest.approx(reference.explained_variance_ratio_)
    assert (axes.origin == path[-1]).all()


@pytest.mark.parametrize("second", [1.0, 1e-7])
def test_a_short_path_through_many_parameters_has_the_same_components(second: float) -> None:
    """Two unit directions at right angles, those of the decomposition of the whole table, however small the second."""
    rng = np.random.default_rng(4)
    weights = rng.normal(size=(30, 3)) * (10.0, second, 0.1 * second)
    path = rng.normal(size=900) + weights @ np.linalg.qr(rng.normal(size=(900, 3)))[0].T
    axes = mlp.trajectory_axes(path)
    _, lengths, components = np.linalg.svd(path - path.mean(axis=0), full_matrices=False)
    assert axes.directions @ axes.directions.T == pytest.approx(np.eye(2), abs=1e-14)
    assert np.abs((axes.directions * components[:2]).sum(axis=1)) == pytest.approx(1.0, abs=1e-9)
    assert axes.explained == pytest.approx((lengths**2 / (lengths**2).sum())[:2])


def test_a_path_in_a_plane_is_projected_exactly() -> None:
    """What lies in the plane has distance 0 and comes back from its coordinates."""
    rng = np.random.default_rng(3)
    path = rng.normal(size=6) + rng.normal(size=(20, 2)) @ rng.normal(size=(2, 6))
    axes = mlp.trajectory_axes(path)
    assert axes.distances(path) == pytest.approx(0.0, abs=1e-12)
    back = np.array([axes.parameters_at(*point) for point in axes.project(path)])
    assert back == pytest.approx(path, abs=1e-12)
    assert sum(axes.explained) == pytest.approx(1.0)


def test_the_line_between_two_moments_goes_from_0_to_1() -> None:
    """Both ends are where they were."""
    start, end = np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 5.0])
    axes = mlp.line_between(start, end)
    assert (axes.parameters_at(0.0) == start).all()
    assert (axes.parameters_at(1.0) == end).all()
    assert axes.project(np.array([start, end]))[:, 0] == pytest.approx([0.0, 1.0])


def test_the_distance_from_the_plane_is_that_of_the_missing_directions(network: mlp.Network) -> None:
    """A point that differs in a third parameter lies as far off as that differs."""
    axes = mlp.parameter_axes(network, 0, 1)
    other = network.parameters.copy()
    other[[0, 5]] += 7.0, 0.25
    assert axes.distances(other[np.newaxis]) == pytest.approx([0.25])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda n: mlp.parameter_axes(n, 2, 2), "two different parameters"),
        (lambda n: mlp.parameter_axes(n, 99), "0 to 12"),
        (lambda n: mlp.trajectory_axes([n.parameters] * 4), "on a line"),
        (lambda n: mlp.line_between(n.parameters, n.parameters), "same point"),
    ],
)
def test_axes_that_span_nothing_are_refused(network: mlp.Network, make: object, words: str) -> None:
    """The message says what is wrong."""
    with pytest.raises(mlp.ArgumentError, match=words):
        make(network)  # type: ignore[operator]


def test_other_numbers_of_coordinates_are_refused(network: mlp.Network) -> None:
    """A plane needs two, and points with all parameters."""
    axes = mlp.parameter_axes(network, 0, 1)
    with pytest.raises(mlp.ArgumentError, match="need 2"):
        axes.parameters_at(1.0)
    with pytest.raises(mlp.ShapeError, match="13"):
        axes.project(np.zeros((2, 3)))
    with pytest.raises(mlp.ShapeError, match="at least 3"):
        mlp.trajectory_axes(np.zeros((2, 3)))
