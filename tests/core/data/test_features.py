"""Features and normalisation: what the network reads of a raw point."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from mlp_core.data.features import FEATURES, InputMap, coordinate
from mlp_core.errors import ArgumentError, ShapeError

POINTS = np.array([[0.5, -2.0], [3.0, 4.0], [-1.5, 0.0]])
EXPECTED = {
    "x1": [0.5, 3.0, -1.5],
    "x2": [-2.0, 4.0, 0.0],
    "x1_squared": [0.25, 9.0, 2.25],
    "x2_squared": [4.0, 16.0, 0.0],
    "x1_x2": [-1.0, 12.0, 0.0],
    "sin_x1": np.sin([0.5, 3.0, -1.5]),
    "sin_x2": np.sin([-2.0, 4.0, 0.0]),
}


def test_the_seven_features_are_there_in_order():
    """The menu shows the coordinates first, then what is made of them."""
    assert list(FEATURES) == list(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_feature_has_its_formula(name):
    """Each feature is what its name says, on its own."""
    inputs = InputMap([FEATURES[name]], 2)(POINTS)
    assert inputs.shape == (3, 1)
    np.testing.assert_allclose(inputs[:, 0], EXPECTED[name], rtol=1e-15)


def test_inputs_come_in_the_order_of_the_features():
    """The network's inputs stand in the order that was asked for, and say their names."""
    features = [FEATURES[name] for name in ("sin_x2", "x1", "x1_x2")]
    input_map = InputMap(features, 2)
    np.testing.assert_allclose(input_map(POINTS), np.column_stack([EXPECTED[f.name] for f in features]))
    assert input_map.names == ("sin_x2", "x1", "x1_x2")
    assert input_map.labels == ("sin 𝑥₂", "𝑥₁", "𝑥₁𝑥₂")
    assert input_map.n_inputs == 3


@pytest.mark.parametrize("names", [("x1", "x2"), tuple(FEATURES)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_points_is_kept(names, dtype):
    """A float32 grid stays float32 through features and normalisation."""
    n = len(names)
    input_map = InputMap([FEATURES[name] for name in names], 2, np.arange(n), np.arange(1, n + 1))
    inputs = input_map(POINTS.astype(dtype))
    assert inputs.dtype == dtype
    assert inputs.flags.c_contiguous
    expected = (np.column_stack([EXPECTED[name] for name in names]) - np.arange(n)) / np.arange(1, n + 1)
    np.testing.assert_allclose(inputs, expected, rtol=1e-6 if dtype == np.float32 else 1e-15)


def test_calling_leaves_the_points_alone():
    """Normalisation works on a copy, also where the inputs are the coordinates themselves."""
    points = POINTS.copy()
    InputMap([FEATURES["x1"], FEATURES["x2"]], 2, [1.0, 1.0], [2.0, 2.0])(points)
    np.testing.assert_array_equal(points, POINTS)


def test_fill_writes_rows_without_allocating_the_result():
    """A grid is filled row by row, with the same numbers as a call."""
    input_map = InputMap(FEATURES.values(), 2, np.linspace(-1, 1, 7), np.linspace(1, 3, 7))
    rows = np.empty((7, 3))
    input_map.fill(POINTS.T, rows)
    np.testing.assert_array_equal(rows.T, input_map(POINTS))


def test_identity_hands_many_columns_on():
    """A table of any width passes unchanged, with numbered names."""
    table = np.arange(36.0).reshape(3, 12)
    input_map = InputMap.identity(12)
    np.testing.assert_array_equal(input_map(table), table)
    assert input_map.names[-1] == "x12"
    assert input_map.labels[-1] == "𝑥₁₂"


def test_a_map_can_be_sent_to_another_process():
    """Sweeps send datasets to workers, so a map survives pickling."""
    input_map = InputMap(FEATURES.values(), 2, np.ones(7), np.full(7, 2.0))
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(input_map))(POINTS), input_map(POINTS))


def test_wrong_shapes_and_features_are_refused():
    """Errors say what was given and what is needed."""
    with pytest.raises(ArgumentError, match="features is empty"):
        InputMap([], 2)
    with pytest.raises(ArgumentError, match="'x1_x2', which needs x2"):
        InputMap([FEATURES["x1_x2"]], 1)
    with pytest.raises(ShapeError, match=r"\(3, 2\)"):
        InputMap([coordinate(0)], 1)(POINTS)
    with pytest.raises(ShapeError, match=r"need \(1,\)"):
        InputMap([coordinate(0)], 1, shift=[1.0, 2.0])
