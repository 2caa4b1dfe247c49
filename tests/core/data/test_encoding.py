"""Classes as target numbers, and outputs as classes."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_core.data.dataset import Dataset
from mlp_core.data.encoding import decision_threshold, decode_classes, encode_targets

POINTS = np.zeros((3, 2))
BINARY = Dataset.from_arrays(POINTS, [0, 1, 0])
TRIPLE = Dataset.from_arrays(POINTS, [2, 0, 1])


@pytest.mark.parametrize(
    ("output", "loss", "low", "threshold"),
    [
        ("sigmoid", "binary_cross_entropy", 0.0, 0.5),
        ("sigmoid", "squared_error", 0.0, 0.5),
        ("identity", "squared_error", 0.0, 0.5),
        ("step", "zero_one", 0.0, 0.5),
        ("tanh", "squared_error", -1.0, 0.0),
        ("sign", "perceptron", -1.0, 0.0),
        ("identity", "hinge", -1.0, 0.0),
        ("identity", "perceptron", -1.0, 0.0),
        ("sigmoid", "hinge", -1.0, 0.5),
        ("tanh", "binary_cross_entropy", 0.0, 0.5),
    ],
)
def test_levels_and_threshold_fit_each_other(output, loss, low, threshold):
    """The targets are levels that the output can reach, and the threshold lies between them."""
    np.testing.assert_array_equal(encode_targets(BINARY, output, loss), [[low], [1.0], [low]])
    assert decision_threshold(output, loss) == threshold


@pytest.mark.parametrize(
    ("output", "loss", "low"), [("softmax", "categorical_cross_entropy", 0.0), ("tanh", "squared_error", -1.0)]
)
def test_more_classes_are_one_hot(output, loss, low):
    """The output of the point's own class is high, every other low."""
    encoded = encode_targets(TRIPLE, output, loss)
    np.testing.assert_array_equal(encoded, [[low, low, 1.0], [1.0, low, low], [low, 1.0, low]])
    np.testing.assert_array_equal(decode_classes(encoded, decision_threshold(output, loss)), TRIPLE.labels)


def test_values_pass_through_as_a_copy():
    """Regression targets are the values; the caller may write into them."""
    dataset = Dataset.from_arrays(POINTS, [1.0, 2.0, 3.0], task="regression")
    targets = encode_targets(dataset, "identity", "squared_error")
    np.testing.assert_array_equal(targets, [[1.0], [2.0], [3.0]])
    assert targets.flags.writeable


def test_a_single_output_is_decoded_by_the_threshold():
    """An output on the threshold is class 0, as hand-out 002 has it: only more than zero fires."""
    outputs = np.array([[0.2], [0.5], [0.7]])
    np.testing.assert_array_equal(decode_classes(outputs, 0.5), [0, 0, 1])
