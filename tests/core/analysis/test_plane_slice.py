"""A plane through many inputs: the network's answers on it are those at the whole points."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def slice_of_five() -> tuple[mlp.PlaneSlice, mlp.InputMap, np.ndarray]:
    """Return the plane of the fourth and second of five coordinates, the normalised map, and where the others stay."""
    rng = np.random.default_rng(0)
    features = mlp.InputMap.identity(5).features
    input_map = mlp.InputMap(features, 5, shift=rng.normal(size=5), scale=rng.uniform(0.5, 2.0, 5))
    held = rng.normal(size=5)
    return mlp.PlaneSlice(input_map, (3, 1), held), input_map, held


def test_places_become_points_with_the_others_held() -> None:
    """The two run, across first; the rest is what it is held at."""
    plane, input_map, held = slice_of_five()
    points = plane.points([[10.0, 20.0]])
    np.testing.assert_array_equal(points, [[held[0], 20.0, held[2], 10.0, held[4]]])
    np.testing.assert_array_equal(plane([[10.0, 20.0]]), input_map(points))


def test_a_decision_grid_over_the_plane_is_that_of_the_points() -> None:
    """Every unit at every place, as the network computes it for the whole point."""
    plane, input_map, _ = slice_of_five()
    network = mlp.Network([5, 4, 1], output="sigmoid", rng=1)
    grid = mlp.decision_grid(network, plane, (-2.0, 2.0), (-1.0, 3.0), resolution=6)
    x, y = np.meshgrid(grid.x, grid.y)
    expected = network.forward(input_map(plane.points(np.column_stack((x.ravel(), y.ravel())))))[1]
    for found, wanted in zip(grid.layers, expected, strict=True):
        np.testing.assert_allclose(found.reshape(len(found), -1).T, wanted, atol=2e-6)


def test_lines_are_where_the_units_hyperplanes_cut_the_plane() -> None:
    """Normal times place plus offset is the unit's sum at the whole point."""
    plane, input_map, _ = slice_of_five()
    network = mlp.Network([5, 3, 1], rng=2)
    found = mlp.first_layer_lines(network, input_map)
    assert found is not None
    normals, offsets = plane.cut(*found)
    places = np.random.default_rng(1).normal(size=(20, 2))
    np.testing.assert_allclose(places @ normals.T + offsets, network.forward(plane(places))[0][0], atol=1e-12)


def test_ranges_hold_the_points_of_both_coordinates() -> None:
    """Each with its own margin; a coordinate that is the same everywhere has room too."""
    points = np.array([[0.0, 5.0, 7.0], [10.0, 5.0, 9.0]])
    assert mlp.plane_ranges(points, (0, 2)) == ((-1.0, 11.0), (6.8, 9.2))
    assert mlp.plane_ranges(points, (1, 0)) == ((4.0, 6.0), (-1.0, 11.0))


@pytest.mark.parametrize("axes", [(0, 0), (-1, 1), (0, 5)])
def test_refuses_what_are_no_two_coordinates(axes: tuple[int, int]) -> None:
    """And values held for another number of coordinates."""
    with pytest.raises(mlp.ArgumentError, match="two different coordinates from 0 to 4"):
        mlp.PlaneSlice(mlp.InputMap.identity(5), axes, np.zeros(5))
    with pytest.raises(mlp.ShapeError, match=r"needs \(5,\)"):
        mlp.PlaneSlice(mlp.InputMap.identity(5), (0, 1), np.zeros(4))
    with pytest.raises(mlp.ShapeError, match="n_places, 2"):
        mlp.PlaneSlice(mlp.InputMap.identity(5), (0, 1), np.zeros(5)).points(np.zeros((4, 3)))
