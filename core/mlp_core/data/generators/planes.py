"""Values over the plane, to be met by regression."""

from __future__ import annotations

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

_REACH = 5.5
_HILLS = np.array([(-3.5, 2.5), (0.0, 2.5), (3.5, 2.5), (-3.5, -2.5), (0.0, -2.5), (3.5, -2.5)])
_HEIGHTS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
_HILL_WIDTH = 1.2


def plane(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw a tilted plane from -1 to 1 along the diagonal."""
    points = _square(n_points, rng)
    return CleanPoints(points, points.sum(axis=1) / (2.0 * _REACH))


def multi_gaussian(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw three hills and three hollows in two rows, taking turns."""
    points = _square(n_points, rng)
    distance = np.square(points[:, np.newaxis, :] - _HILLS).sum(axis=2)
    return CleanPoints(points, np.exp(-distance / (2.0 * _HILL_WIDTH**2)) @ _HEIGHTS)


def _square(n_points: int, rng: np.random.Generator) -> np.ndarray:
    return _REACH * (2.0 * rng.random((n_points, 2)) - 1.0)
