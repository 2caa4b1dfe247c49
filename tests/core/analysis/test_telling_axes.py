"""The two inputs that are shown first are those that tell the classes apart, or move with the value."""

from __future__ import annotations

import numpy as np

import mlp_core as mlp


def test_petals_tell_the_flowers_apart() -> None:
    """Of Fisher's four lengths, those of the petals; of digits, none that is always blank."""
    iris = mlp.load_dataset(mlp.DATASETS["iris"].defaults)
    assert {iris.point_names[axis] for axis in mlp.telling_axes(iris)} == {"petal length", "petal width"}
    digits = mlp.load_dataset(mlp.DATASETS["digits"].defaults)
    assert all(np.ptp(digits.points[:, axis]) > 0.0 for axis in mlp.telling_axes(digits))


def test_a_value_is_followed() -> None:
    """For regression the inputs that move with it come first, however they are scaled; constants come last."""
    rng = np.random.default_rng(3)
    points = rng.normal(size=(200, 4)) * (1.0, 1000.0, 1.0, 0.0) + 7.0
    values = -points[:, 1] / 1000.0 + 0.3 * points[:, 2]
    assert mlp.telling_axes(mlp.Dataset.from_arrays(points, values, task="regression")) == (1, 2)
    same = mlp.Dataset.from_arrays(np.ones((5, 3)), np.ones(5), task="regression")
    assert mlp.telling_axes(same) == (0, 1)
