"""The units' lines: what is on them has the sum zero, and their normals point to where it is positive."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def network_of(sizes: list[int], seed: int = 3) -> mlp.Network:
    """Return a network whose biases are not zero."""
    network = mlp.Network(sizes, hidden="tanh", output="sigmoid", rng=seed)
    network.set_parameters(np.random.default_rng(seed).normal(size=network.parameter_count))
    return network


def test_the_first_layers_lines_give_its_sums() -> None:
    """Normal times point plus offset is the pre-activation, anywhere in the plane, normalised or not."""
    network = network_of([2, 5, 1])
    points = np.random.default_rng(0).uniform(-6.0, 6.0, (40, 2))
    coordinates = mlp.InputMap.identity(2).features
    for input_map in (
        mlp.InputMap.identity(2),
        mlp.InputMap(coordinates, 2, shift=(0.7, -1.2), scale=(2.5, 0.4)),
        mlp.InputMap(coordinates[::-1], 2, shift=(0.7, -1.2), scale=(2.5, 0.4)),
    ):
        found = mlp.first_layer_lines(network, input_map)
        assert found is not None
        normals, offsets = found
        sums = network.forward(input_map(points))[0][0]
        np.testing.assert_allclose(points @ normals.T + offsets, sums, rtol=1e-12, atol=1e-12)


def test_units_that_read_squares_have_no_straight_lines() -> None:
    """With x1 squared among the inputs there is none to return."""
    input_map = mlp.InputMap([mlp.FEATURES["x1"], mlp.FEATURES["x2"], mlp.FEATURES["x1_squared"]], 2)
    assert mlp.first_layer_lines(network_of([3, 4, 1]), input_map) is None


def test_refuses_a_network_of_other_inputs() -> None:
    """The numbers of inputs are named."""
    with pytest.raises(mlp.ShapeError, match="makes 2 inputs; the network has 3"):
        mlp.first_layer_lines(network_of([3, 1]), mlp.InputMap.identity(2))


@pytest.mark.parametrize("normal", [(1.0, 0.0), (0.0, -2.0), (3.0, 4.0), (-1.0, 0.5)])
def test_a_line_is_cut_at_the_box_with_its_positive_side_on_the_left(normal: tuple[float, float]) -> None:
    """Both ends lie on the line and on the box's border."""
    ends = mlp.line_in_box(normal, 0.6, (-2.0, 3.0), (-1.0, 4.0))
    assert ends is not None
    np.testing.assert_allclose(ends @ normal + 0.6, 0.0, atol=1e-12)
    for x, y in ends.tolist():
        assert min(abs(x + 2.0), abs(x - 3.0), abs(y + 1.0), abs(y - 4.0)) < 1e-12
    along = ends[1] - ends[0]
    left = np.array((-along[1], along[0]))
    assert left @ normal > 0.0


@pytest.mark.parametrize(
    ("normal", "offset"), [((1.0, 0.0), 9.0), ((0.0, 0.0), 1.0), ((1.0, 1.0), np.inf), ((np.nan, 1.0), 0.0)]
)
def test_a_line_beside_the_box_or_without_a_direction_is_none(normal: tuple[float, float], offset: float) -> None:
    """Nothing is drawn where there is nothing to draw."""
    assert mlp.line_in_box(normal, offset, (-1.0, 1.0), (-1.0, 1.0)) is None


@pytest.mark.parametrize(("offset", "area"), [(0.0, 2.0), (0.5, 3.0), (5.0, 4.0), (-5.0, 0.0), (-0.5, 1.0)])
def test_a_half_plane_is_cut_at_the_box(offset: float, area: float) -> None:
    """What is left of a box of area 4 has the area that it should, and lies on the right side."""
    polygon = mlp.half_plane_in_box((1.0, 0.0), offset, (-1.0, 1.0), (-1.0, 1.0))
    x, y = polygon.T
    assert 0.5 * abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) == pytest.approx(area)
    assert (x + offset >= -1e-12).all()


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_sums_over_a_grid_are_those_of_the_network(layer: int) -> None:
    """Every layer's pre-activations, point by point."""
    network = network_of([2, 6, 4, 1])
    input_map = mlp.InputMap.identity(2)
    grid = mlp.decision_grid(network, input_map, (-2.0, 2.0), (-1.0, 3.0), resolution=9)
    sums = mlp.pre_activation_grid(network, grid, layer)
    x, y = np.meshgrid(grid.x, grid.y)
    expected = network.forward(np.column_stack((x.ravel(), y.ravel())))[0][layer]
    np.testing.assert_allclose(sums.reshape(len(sums), -1).T, expected, rtol=2e-5, atol=2e-5)


def test_sums_over_a_line_have_one_axis() -> None:
    """One raw input: a curve for each unit."""
    network = network_of([1, 3, 1])
    grid = mlp.decision_grid(network, mlp.InputMap.identity(1), (-2.0, 2.0), resolution=7)
    np.testing.assert_allclose(
        mlp.pre_activation_grid(network, grid, 0).T, network.forward(grid.x[:, np.newaxis])[0][0], atol=1e-5
    )


def test_sums_need_a_grid_with_all_units_and_a_layer_that_exists() -> None:
    """What is wrong is said."""
    network = network_of([2, 3, 1])
    ranges = ((-1.0, 1.0), (-1.0, 1.0))
    alone = mlp.decision_grid(network, mlp.InputMap.identity(2), *ranges, resolution=4, output_only=True)
    with pytest.raises(mlp.ShapeError, match="grid has 1 layers"):
        mlp.pre_activation_grid(network, alone, 0)
    grid = mlp.decision_grid(network, mlp.InputMap.identity(2), *ranges, resolution=4)
    with pytest.raises(mlp.ArgumentError, match="layers 0 to 1"):
        mlp.pre_activation_grid(network, grid, 2)
    with pytest.raises(mlp.ShapeError, match="units read 5"):
        mlp.pre_activation_grid(network_of([2, 5, 1]), grid, 1)
