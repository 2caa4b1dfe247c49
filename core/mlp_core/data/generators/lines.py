"""Values along a line, to be met by regression with one input."""

from __future__ import annotations

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

_WAVE_REACH = 6.0
_REACH = 2.0


def sine(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw the sine of x1 from -6 to 6, nearly two periods."""
    points = _stretch(_WAVE_REACH, n_points, rng)
    return CleanPoints(points, np.sin(points[:, 0]))


def step(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw a step: 0 left of the origin, 1 right of it."""
    points = _stretch(_REACH, n_points, rng)
    return CleanPoints(points, np.where(points[:, 0] > 0.0, 1.0, 0.0))


def parabola(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw the square of x1 from -2 to 2."""
    points = _stretch(_REACH, n_points, rng)
    return CleanPoints(points, np.square(points[:, 0]))


def absolute(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw the absolute value of x1 from -2 to 2."""
    points = _stretch(_REACH, n_points, rng)
    return CleanPoints(points, np.abs(points[:, 0]))


def _stretch(reach: float, n_points: int, rng: np.random.Generator) -> np.ndarray:
    return reach * (2.0 * rng.random((n_points, 1)) - 1.0)
