"""Which inputs do something to the loss: the surface's first axes are weights of such."""

from __future__ import annotations

import numpy as np

import mlp_core as mlp
from mlp_gui.state.living_inputs import living_inputs


def test_inputs_that_stay_the_same_are_passed_over() -> None:
    """A pixel that is black in each picture, and one that is lit in one of them, are no axes."""
    points = np.random.default_rng(0).normal(size=(200, 4))
    points[:, 0] = 0.0
    points[:, 2] = 0.0
    points[7, 2] = 1.0
    assert living_inputs(mlp.Dataset.from_arrays(points, np.arange(200) % 2)) == (1, 3)


def test_where_nothing_varies_all_are_taken() -> None:
    """There is an axis all the same."""
    assert living_inputs(mlp.Dataset.from_arrays(np.ones((4, 2)), np.array([0, 1, 0, 1]))) == (0, 1)
