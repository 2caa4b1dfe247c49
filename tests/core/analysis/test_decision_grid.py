"""The decision grid: the same numbers as the network's own, in float32, cancellable, read-only."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_core.analysis.decision_grid import decision_grid
from mlp_core.data.features import FEATURES, InputMap
from mlp_core.errors import ArgumentError, Cancelled, ShapeError
from mlp_core.network.activations import ACTIVATIONS
from mlp_core.network.network import Network

PLANE = InputMap([FEATURES["x1"], FEATURES["x2"]], 2)
SQUARE = {"x_range": (-6.0, 6.0), "y_range": (-5.0, 5.0)}
JUMPS = ("step", "step_inclusive", "sign")
SMOOTH = [name for name, entry in ACTIVATIONS.items() if name not in JUMPS and not entry.output_only]
TOLERANCE = {"rtol": 2e-4, "atol": 2e-5}


def _points(grid):
    x, y = np.meshgrid(grid.x, grid.y)
    return np.column_stack((x.ravel(), y.ravel()))


def _assert_same_as_network(grid, network, input_map):
    points = _points(grid) if grid.y is not None else grid.x[:, np.newaxis]
    inputs = input_map(points)
    shape = (grid.x.size,) if grid.y is None else (grid.y.size, grid.x.size)
    np.testing.assert_allclose(grid.inputs, inputs.T.reshape(-1, *shape), **TOLERANCE)
    for values, expected in zip(grid.layers, network.forward(inputs)[1], strict=True):
        assert values.dtype == np.float32
        np.testing.assert_allclose(values, expected.T.reshape(-1, *shape), **TOLERANCE)


@pytest.mark.parametrize("names", [("x1", "x2"), *((name,) for name in FEATURES), tuple(FEATURES)])
def test_every_feature_gives_the_network_s_own_answers(names):
    """Whatever the network reads, all units agree with a forward pass at the grid's points."""
    n = len(names)
    input_map = InputMap([FEATURES[name] for name in names], 2, np.linspace(-0.5, 0.5, n), np.linspace(2.0, 5.0, n))
    network = Network([n, 5, 3, 1], hidden="tanh", output="sigmoid", rng=4)
    grid = decision_grid(network, input_map, **SQUARE, resolution=37)
    assert len(grid.layers) == 3
    assert grid.output.shape == (1, 37, 37)
    _assert_same_as_network(grid, network, input_map)


@pytest.mark.parametrize("activation", SMOOTH)
def test_every_smooth_activation_gives_the_network_s_own_answers(activation):
    """Hidden layers of every kind come out right, and a softmax above them."""
    network = Network([2, 6, 3], hidden=activation, output="softmax", rng=5)
    grid = decision_grid(network, PLANE, **SQUARE, resolution=20)
    _assert_same_as_network(grid, network, PLANE)
    np.testing.assert_allclose(grid.output.sum(axis=0), 1.0, rtol=1e-5)


@pytest.mark.parametrize("activation", JUMPS)
def test_jumps_are_right_away_from_their_line(activation):
    """Steps agree with the network wherever rounding cannot put a point on the other side."""
    network = Network([2, 3], output=activation, rng=6)
    grid = decision_grid(network, PLANE, **SQUARE, resolution=31)
    sums, answers = network.forward(_points(grid))
    clear = np.abs(sums[0]) > 1e-5
    np.testing.assert_array_equal(grid.output.reshape(3, -1).T[clear], answers[0][clear])


def test_one_coordinate_gives_lines():
    """With one raw input the units are curves, and there is no y."""
    input_map = InputMap([FEATURES["x1"], FEATURES["sin_x1"]], 1, [0.1, 0.2], [3.0, 1.0])
    network = Network([2, 4, 1], hidden="tanh", output="identity", rng=7)
    grid = decision_grid(network, input_map, (-6.0, 6.0), None, resolution=50)
    assert grid.y is None
    assert grid.inputs.shape == (2, 50)
    assert [values.shape for values in grid.layers] == [(4, 50), (1, 50)]
    _assert_same_as_network(grid, network, input_map)


def test_row_zero_is_the_lowest_and_the_ends_are_included():
    """A picture has to be turned once, and its corners are the corners of the range."""
    network = Network([2, 1], output="identity", rng=1)
    network.set_weights([[[1.0, 10.0]]], [[0.0]])
    grid = decision_grid(network, PLANE, (0.0, 1.0), (2.0, 3.0), resolution=5)
    np.testing.assert_allclose(grid.x, np.linspace(0.0, 1.0, 5))
    np.testing.assert_allclose(grid.output[0, 0], 20.0 + grid.x)
    np.testing.assert_allclose(grid.output[0, -1], 30.0 + grid.x)


@pytest.mark.parametrize("resolution", [2, 63, 64, 65, 130])
def test_chunks_cover_the_grid_whatever_its_size(resolution):
    """The last chunk, short or full, is computed like every other."""
    network = Network([2, 40, 1], hidden="tanh", output="tanh", rng=8)
    grid = decision_grid(network, PLANE, **SQUARE, resolution=resolution)
    _assert_same_as_network(grid, network, PLANE)


@pytest.mark.parametrize("activation", SMOOTH)
def test_the_outputs_alone_are_the_same(activation):
    """Where nothing but the output is kept, it is the output of the whole grid."""
    network = Network([2, 7, 5, 3], hidden=activation, output="softmax", rng=5)
    whole = decision_grid(network, PLANE, **SQUARE, resolution=65)
    alone = decision_grid(network, PLANE, **SQUARE, resolution=65, output_only=True)
    assert (alone.inputs.shape, len(alone.layers)) == ((0, 65, 65), 1)
    np.testing.assert_allclose(alone.output, whole.output, rtol=1e-5, atol=1e-6)
    for array in (alone.x, alone.y, alone.inputs, alone.output):
        assert not array.flags.writeable


def test_the_output_alone_along_a_line():
    """One raw input and no hidden layer are no special case."""
    input_map = InputMap([FEATURES["x1"], FEATURES["sin_x1"]], 1, [0.1, 0.2], [3.0, 1.0])
    network = Network([2, 1], output="tanh", rng=7)
    whole, alone = (
        decision_grid(network, input_map, (-6.0, 6.0), None, resolution=50, output_only=only) for only in (False, True)
    )
    np.testing.assert_allclose(alone.output, whole.output, rtol=1e-5)
    assert alone.y is None


def test_the_output_alone_takes_the_memory_of_the_output():
    """A wide network, all of whose units would not fit, still has an output."""
    network = Network([2, 3000, 1], rng=1)
    with pytest.raises(ArgumentError, match="choose a lower resolution"):
        decision_grid(network, PLANE, **SQUARE, resolution=220)
    assert decision_grid(network, PLANE, **SQUARE, resolution=220, output_only=True).output.shape == (1, 220, 220)


def test_a_float32_network_is_drawn_like_its_float64_twin():
    """The network's own precision does not matter to the picture."""
    single = Network([2, 4, 1], rng=9, dtype="float32")
    double = Network([2, 4, 1], rng=9)
    double.set_parameters(single.parameters)
    np.testing.assert_array_equal(
        decision_grid(single, PLANE, **SQUARE, resolution=16).output,
        decision_grid(double, PLANE, **SQUARE, resolution=16).output,
    )


def test_the_result_is_read_only_and_apart_from_the_network():
    """The grid goes to another thread while training goes on."""
    network = Network([2, 3, 1], rng=2)
    grid = decision_grid(network, PLANE, **SQUARE, resolution=8)
    before = grid.output.copy()
    network.parameters[:] = 0.0
    np.testing.assert_array_equal(grid.output, before)
    for array in (grid.x, grid.y, grid.inputs, *grid.layers):
        assert not array.flags.writeable


@pytest.mark.parametrize("output_only", [False, True])
def test_it_stops_when_no_longer_wanted(output_only):
    """Cancelling takes effect at the next chunk."""
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) == 3

    network = Network([2, 16, 1], rng=2)
    with pytest.raises(Cancelled):
        decision_grid(network, PLANE, **SQUARE, resolution=256, cancelled=cancelled, output_only=output_only)
    assert len(asked) == 3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("output", ["sigmoid", "tanh", "softmax"])
def test_huge_weights_saturate_without_a_warning(output):
    """A network about to diverge is still drawn, quietly."""
    network = Network([2, 3, 2], hidden="sigmoid", output=output, rng=3)
    network.parameters *= 1e200
    values = decision_grid(network, PLANE, **SQUARE, resolution=16).layers[0]
    assert values.min() >= 0.0
    assert values.max() <= 1.0


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"x_range": (1.0, 1.0)}, ArgumentError, "x_range"),
        ({"y_range": (0.0, np.nan)}, ArgumentError, "y_range"),
        ({"resolution": 1}, ArgumentError, "resolution is 1"),
        ({"resolution": 20_000}, ArgumentError, "choose a lower resolution"),
        ({"y_range": None}, ShapeError, "without y_range it must be 1"),
        ({"input_map": InputMap([FEATURES["x1"]], 2)}, ShapeError, "makes 1 inputs"),
    ],
)
def test_what_does_not_fit_is_refused(change, error, message):
    """Errors name the argument and what it needs."""
    arguments = {"network": Network([2, 2, 1]), "input_map": PLANE, **SQUARE, **change}
    with pytest.raises(error, match=message):
        decision_grid(**arguments)
