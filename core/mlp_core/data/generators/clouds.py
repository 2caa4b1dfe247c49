"""Clouds in the plane: Gaussian heaps, a disc in a ring, four quadrants."""

from __future__ import annotations

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

_DISC_RADIUS = 2.3
_RING_RADII = (3.5, 5.0)
_QUADRANT_REACH = 5.0
# Half the empty lane along both axes.
_QUADRANT_GAP = 0.3
_BLOB_DISTANCE = 3.4


def gaussian(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw two round heaps, one on each side of a diagonal."""
    return _heaps(np.array([(-2.0, -2.0), (2.0, 2.0)]), 0.9, n_points, rng)


def blobs_3(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw three round heaps, one class each."""
    return _heaps(_on_a_circle(3), 0.9, n_points, rng)


def blobs_4(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw four round heaps, one class each."""
    return _heaps(_on_a_circle(4), 0.75, n_points, rng)


def blobs_5(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw five round heaps, one class each."""
    return _heaps(_on_a_circle(5), 0.65, n_points, rng)


def circle(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw a disc of class 1 inside a ring of class 0."""
    draw = rng.random((n_points, 2))
    labels = _alternating(n_points, 2)
    low = np.where(labels == 1, 0.0, _RING_RADII[0])
    high = np.where(labels == 1, _DISC_RADIUS, _RING_RADII[1])
    # The root makes equal areas equally full: without it the disc's middle is crowded.
    radius = np.sqrt(low**2 + draw[:, 0] * (high**2 - low**2))
    return CleanPoints(_polar(radius, 2.0 * np.pi * draw[:, 1]), labels)


def xor_clouds(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw four squares: class 1 where the signs of the coordinates differ."""
    labels = _alternating(n_points, 2)
    draw = rng.random((n_points, 3))
    points = _QUADRANT_GAP + draw[:, :2] * (_QUADRANT_REACH - _QUADRANT_GAP)
    right = draw[:, 2] < 0.5
    upper = right ^ (labels == 1)
    points[:, 0] *= np.where(right, 1.0, -1.0)
    points[:, 1] *= np.where(upper, 1.0, -1.0)
    return CleanPoints(points, labels)


def _heaps(centres: np.ndarray, spread: float, n_points: int, rng: np.random.Generator) -> CleanPoints:
    labels = _alternating(n_points, len(centres))
    return CleanPoints(centres[labels] + spread * rng.standard_normal((n_points, 2)), labels)


def _on_a_circle(count: int) -> np.ndarray:
    return _polar(np.full(count, _BLOB_DISTANCE), np.pi / 2.0 + 2.0 * np.pi * np.arange(count) / count)


def _alternating(n_points: int, n_classes: int) -> np.ndarray:
    return np.arange(n_points, dtype=np.int64) % n_classes


def _polar(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
