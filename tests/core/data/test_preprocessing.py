"""Normalisation: which statistics, from which points."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_core.data.preprocessing import NORMALISATIONS

COLUMNS = np.array([[1.0, 10.0, 7.0], [3.0, 20.0, 7.0], [5.0, 60.0, 7.0]])


def _apply(name, inputs):
    shift, scale = NORMALISATIONS[name].fit(inputs)
    return (inputs - shift) / scale


def test_none_changes_nothing():
    """No normalisation is exactly none."""
    np.testing.assert_array_equal(_apply("none", COLUMNS), COLUMNS)


def test_z_score_gives_mean_zero_and_deviation_one():
    """The formula of hand-out 004, first form."""
    scaled = _apply("z_score", COLUMNS)[:, :2]
    np.testing.assert_allclose(scaled.mean(axis=0), 0.0, atol=1e-15)
    np.testing.assert_allclose(scaled.std(axis=0), 1.0, rtol=1e-15)


def test_min_max_gives_zero_to_one():
    """The formula of hand-out 004, second form."""
    np.testing.assert_allclose(_apply("min_max", COLUMNS)[:, :2], [[0.0, 0.0], [0.5, 0.2], [1.0, 1.0]], rtol=1e-15)


@pytest.mark.parametrize("name", NORMALISATIONS)
@pytest.mark.parametrize("value", [0.0, 7.0, 0.1, -1e9])
def test_constant_columns_stay_finite(name, value):
    """A column without spread is shifted, never divided by zero or by rounding noise."""
    column = np.full((11, 1), value)
    scaled = _apply(name, column)
    assert np.isfinite(scaled).all()
    assert np.ptp(scaled) == 0.0
    assert NORMALISATIONS[name].fit(column)[1] == 1.0
