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


def proportional(n_points: int, rng: np.random.Generator) -> CleanPoints:  # noqa: ARG001
    """Return x1 itself at 0, 2, -2, 1, -1, 0.5, -0.5, ...: alike on both sides of 0, so that no bias is needed."""
    places = np.arange(n_points)
    pairs = (places + 1) // 2
    shares, share, left = np.minimum(pairs, 1).astype(np.float64), 0.5, pairs - 1
    shares[pairs > 1] = 0.0
    while (left > 0).any():
        # The digits of the pair's number behind the point, in reverse: each pair goes into a gap of those before it.
        shares += share * (np.maximum(left, 0) % 2)
        share, left = share / 2.0, left // 2
    points = (_REACH * (shares * np.where(places % 2 == 1, 1.0, -1.0) + 0.0))[:, np.newaxis]
    return CleanPoints(points, points[:, 0].copy())


def _stretch(reach: float, n_points: int, rng: np.random.Generator) -> np.ndarray:
    return reach * (2.0 * rng.random((n_points, 1)) - 1.0)
