"""Dataset: what is checked, what is derived, what cannot be changed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from mlp_core.data.dataset import Dataset
from mlp_core.data.split import Split
from mlp_core.errors import ArgumentError, DataError, ShapeError

POINTS = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 9.0]])


def test_two_classes_need_one_output():
    """A binary dataset has one output, and says what it holds."""
    dataset = Dataset.from_arrays(POINTS, [0, 1, 1])
    assert (dataset.n_points, dataset.n_inputs, dataset.n_outputs, dataset.n_classes) == (3, 2, 1, 2)
    assert dataset.labels.dtype == np.int64
    assert dataset.values.shape == (3, 0)
    assert dataset.class_names == ("class 0", "class 1")
    assert dataset.point_names == dataset.input_names == ("x1", "x2")
    assert dataset.input_labels == ("𝑥₁", "𝑥₂")
    assert dataset.is_classification


def test_more_classes_need_an_output_each():
    """Classes that no point has count too, where they are announced."""
    assert Dataset.from_arrays(POINTS, [0, 1, 2]).n_outputs == 3
    assert Dataset.from_arrays(POINTS, [0, 1, 1], n_classes=4).n_outputs == 4
    assert Dataset.from_arrays(POINTS, [0, 0, 0]).n_classes == 2


def test_regression_has_values_in_columns():
    """One column of values for a vector, several for a matrix, and no labels."""
    dataset = Dataset.from_arrays(POINTS, [0.5, 1.5, 2.5], task="regression")
    assert dataset.values.shape == (3, 1)
    assert dataset.labels.shape == (0,)
    assert (dataset.n_outputs, dataset.n_classes, dataset.class_names) == (1, 0, ())
    assert Dataset.from_arrays(POINTS, POINTS, task="regression").n_outputs == 2


def test_all_points_train_unless_said_otherwise():
    """Without a split, the training part is everything."""
    dataset = Dataset.from_arrays(POINTS, [0, 1, 1])
    np.testing.assert_array_equal(dataset.train, [0, 1, 2])
    assert dataset.validation.size == dataset.test.size == 0


def test_nothing_can_be_changed_and_nothing_is_shared():
    """A dataset goes between threads: its arrays are its own and read-only."""
    points = POINTS.copy()
    dataset = Dataset.from_arrays(points, [0, 1, 1])
    points[:] = 99.0
    np.testing.assert_array_equal(dataset.points, POINTS)
    for name in ("points", "labels", "values", "inputs", "train", "validation", "test"):
        assert not getattr(dataset, name).flags.writeable, name
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.task = "regression"


def test_the_domain_is_a_square_around_the_points():
    """Both coordinates get the same scale, with a margin."""
    (x_low, x_high), (y_low, y_high) = Dataset.from_arrays(POINTS, [0, 1, 1]).domain
    assert x_high - x_low == pytest.approx(y_high - y_low)
    assert x_low < 0.0 < 4.0 < x_high
    assert y_low < 1.0 < 9.0 < y_high


def test_the_domain_of_a_line_covers_the_targets():
    """With one coordinate the second range is for the values; a constant still gets some height."""
    (x_low, x_high), (y_low, y_high) = Dataset.from_arrays([[1.0], [3.0]], [5.0, 5.0], task="regression").domain
    assert x_low < 1.0 < 3.0 < x_high
    assert y_low < 5.0 < y_high


@pytest.mark.parametrize(
    ("points", "targets", "options", "error", "message"),
    [
        ([1.0, 2.0], [0, 1], {}, ShapeError, r"points has shape \(2,\)"),
        (np.empty((0, 2)), [], {}, ShapeError, r"points has shape \(0, 2\)"),
        (POINTS, [0, 1], {}, ShapeError, r"targets has shape \(2,\)"),
        (POINTS, [0, 1], {"task": "regression"}, ShapeError, r"need \(3, n_values\)"),
        (POINTS, [0.0, 0.5, 1.0], {}, DataError, "0.5 in row 1"),
        (POINTS, [0, -1, 1], {}, DataError, "-1 in row 1"),
        (POINTS, [0, 1, 2], {"n_classes": 2}, ArgumentError, "at least 3"),
        (POINTS, [0, 1, 2], {"task": "guess"}, ArgumentError, "task is 'guess'"),
        ([[0.0, np.inf]], [0], {}, DataError, "inf in row 0, column 1"),
        (POINTS, [0.0, np.nan, 1.0], {"task": "regression"}, DataError, "nan in row 1, column 0"),
    ],
)
def test_bad_arrays_are_refused_with_the_place(points, targets, options, error, message):
    """The message says which argument, what it has and what it needs."""
    with pytest.raises(error, match=message):
        Dataset.from_arrays(points, targets, **options)


@pytest.mark.parametrize(("train", "test"), [([], [0, 1, 2]), ([0, 1], []), ([0, 1], [1, 2])])
def test_parts_that_do_not_fit_are_refused(train, test):
    """Parts must hold every point once, and some must train."""
    split = Split(np.array(train, np.int64), np.empty(0, np.int64), np.array(test, np.int64))
    with pytest.raises(DataError):
        Dataset.from_arrays(POINTS, [0, 1, 1], split=split)
