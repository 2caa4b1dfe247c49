"""Accuracy, R2 and the confusion matrix, against scikit-learn and by hand."""

import math

import numpy as np
import pytest
from sklearn import metrics as peer

from mlp_core import errors
from mlp_core.learning.metrics import accuracy, confusion_matrix, metric_name, r2


@pytest.mark.parametrize(("low", "threshold"), [(0.0, 0.5), (-1.0, 0.0)])
def test_accuracy_of_one_output(low: float, threshold: float) -> None:
    """A single output is class 1 above the threshold, whichever levels code the two classes."""
    targets = np.array([[low], [1.0], [1.0], [low]])
    outputs = np.array([[threshold - 0.1], [threshold + 0.1], [threshold], [threshold + 1e-9]])
    assert accuracy(outputs, targets, threshold) == 0.5


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_accuracy_and_confusion_agree_with_scikit_learn(dtype: type) -> None:
    """Several outputs: the highest wins."""
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 4, size=200)
    targets: np.ndarray = np.eye(4, dtype=dtype)[labels]
    outputs: np.ndarray = (targets + rng.normal(0.0, 0.8, size=targets.shape)).astype(dtype)
    answers = outputs.argmax(axis=1)
    assert accuracy(outputs, targets) == pytest.approx(peer.accuracy_score(labels, answers))
    np.testing.assert_array_equal(confusion_matrix(outputs, targets), peer.confusion_matrix(labels, answers))


def test_confusion_of_one_output_counts_both_classes() -> None:
    """Rows are the right classes, columns the answers."""
    targets = np.array([[0.0], [0.0], [0.0], [1.0]])
    outputs = np.array([[0.2], [0.9], [0.1], [0.3]])
    np.testing.assert_array_equal(confusion_matrix(outputs, targets), [[2, 1], [1, 0]])


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_r2_agrees_with_scikit_learn(n_outputs: int) -> None:
    """R2 is averaged evenly over the outputs."""
    rng = np.random.default_rng(6)
    targets = rng.normal(3.0, 2.0, size=(50, n_outputs))
    outputs = targets + rng.normal(0.0, 1.0, size=targets.shape)
    assert r2(outputs, targets) == pytest.approx(peer.r2_score(targets, outputs))


def test_r2_of_constant_targets_is_defined() -> None:
    """Targets that are all equal give 1 when met and 0 when not, never a division by zero."""
    targets = np.full((4, 1), 2.0)
    assert r2(targets, targets) == 1.0
    assert r2(targets + 0.1, targets) == 0.0


def test_an_empty_part_has_no_metric() -> None:
    """A part without samples is nan, without a warning."""
    empty = np.empty((0, 2))
    assert math.isnan(accuracy(empty, empty))
    assert math.isnan(r2(empty, empty))


def test_shapes_must_agree() -> None:
    """A wrong shape is an error that names both, not a broadcast."""
    with pytest.raises(errors.ShapeError, match=r"\(3, 1\).*\(3, 2\)"):
        accuracy(np.zeros((3, 1)), np.zeros((3, 2)))
    with pytest.raises(errors.ShapeError, match=r"\(3,\)"):
        r2(np.zeros(3), np.zeros(3))


def test_each_task_has_its_metric() -> None:
    """Classification is judged by accuracy, regression by R2."""
    assert metric_name("classification") == "accuracy"
    assert metric_name("regression") == "R2"
    with pytest.raises(errors.ArgumentError, match="clustering"):
        metric_name("clustering")
