"""The truth table of a gate: X2 and X4 as in the hand-outs, whatever the data's order; none where there is no gate."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def _table(name: str) -> mlp.TruthTable:
    experiment = mlp.EXAMPLES[name]
    dataset, network, _ = experiment.build()
    corners = mlp.gate_corners(dataset)
    assert corners is not None
    return mlp.truth_table(network, dataset, corners, experiment.training.loss)


@pytest.mark.parametrize(
    ("example", "hidden"),
    [
        ("hand_xor_steps", [[0, 0], [1, 0], [1, 0], [1, 1]]),
        ("hand_xor_half_planes", [[0, 1], [1, 1], [1, 1], [1, 0]]),
    ],
)
def test_the_tables_of_the_hand_outs(example: str, hidden: list[list[int]]) -> None:
    """X2 and X4: x1 x2, both hidden units, the output, row by row as they are printed."""
    table = _table(example)
    np.testing.assert_array_equal(table.corners.points, [[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(table.hidden[0], hidden)
    np.testing.assert_array_equal(table.outputs, [0, 1, 1, 0])
    np.testing.assert_array_equal(table.targets, [0, 1, 1, 0])
    assert table.is_right.all()


def test_a_perceptron_is_wrong_somewhere_on_xor() -> None:
    """X1: labels are -1 and 1 there, and the unit that starts at 0 says 1 everywhere."""
    table = _table("xor_perceptron")
    np.testing.assert_array_equal(table.targets, [-1, 1, 1, -1])
    np.testing.assert_array_equal(table.is_right, [False, True, True, False])
    assert table.hidden == ()


def test_corners_know_the_first_point_that_lies_there() -> None:
    """Points in any order, some of them twice: each row names one of its own."""
    points = [[1, 1], [0, 1], [1, 1], [0, 0], [1, 0]]
    corners = mlp.gate_corners(mlp.Dataset.from_arrays(points, [1, 0, 1, 0, 0]))
    assert corners is not None
    np.testing.assert_array_equal(corners.points[-1], [1, 1])
    np.testing.assert_array_equal(corners.samples, [3, 1, 4, 0])
    np.testing.assert_array_equal(corners.labels, [0, 0, 0, 1])


@pytest.mark.parametrize(
    "dataset",
    [
        mlp.Dataset.from_arrays([[0, 0.5], [1, 1]], [0, 1]),
        mlp.Dataset.from_arrays([[0, 0], [0, 0]], [0, 1]),
        mlp.Dataset.from_arrays(np.eye(4), [0, 1, 0, 1]),
        mlp.Dataset.from_arrays([[0, 0], [0, 1], [1, 0]], [0, 1, 2]),
        mlp.Dataset.from_arrays([[0.0], [1.0]], [0.0, 1.0], task="regression"),
    ],
    ids=["beside the corners", "one corner of both classes", "four inputs", "three classes", "values"],
)
def test_other_data_have_no_truth_table(dataset: mlp.Dataset) -> None:
    """Only corners with one of two classes each are a gate."""
    assert mlp.gate_corners(dataset) is None
