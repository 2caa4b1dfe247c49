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


def test_numbers_come_before_yes_and_no_and_nothing_comes_twice() -> None:
    """Two halves of one category would have all samples on two spots; the same length in other units, on one line."""
    rng = np.random.default_rng(4)
    smokes = np.tile([0.0, 1.0], 100)
    age, height = rng.normal(50.0, 9.0, 200), rng.normal(170.0, 9.0, 200)
    points = np.column_stack((smokes, 1.0 - smokes, height, age, height / 2.54))
    values = 9.0 * smokes + 0.4 * height + 0.2 * age
    assert mlp.telling_axes(mlp.Dataset.from_arrays(points, values, task="regression")) == (2, 3)
    only = mlp.Dataset.from_arrays(points[:, :3], values, task="regression")
    assert mlp.telling_axes(only) == (2, 0)
