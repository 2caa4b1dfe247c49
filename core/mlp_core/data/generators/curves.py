"""Points along curves that wind around each other: spirals and moons."""

from __future__ import annotations

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

_SPIRAL_REACH = 5.0
_SPIRAL_START = 0.4
_TWO_ARM_TURNS = 1.25
_THREE_ARM_TURNS = 0.8
_MOON_RADIUS = 3.2


def spiral_2(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw two arms of a spiral, one class each."""
    return _spiral(2, _TWO_ARM_TURNS, n_points, rng)


def spiral_3(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw three arms of a spiral, one class each."""
    return _spiral(3, _THREE_ARM_TURNS, n_points, rng)


def moons(n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw two half circles that reach into each other, one class each."""
    labels = np.arange(n_points, dtype=np.int64) % 2
    angle = np.pi * rng.random(n_points)
    upper = labels == 0
    x1 = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    x2 = np.where(upper, np.sin(angle) - 0.25, 0.25 - np.sin(angle))
    return CleanPoints(_MOON_RADIUS * np.column_stack((x1, x2)), labels)


def _spiral(arms: int, turns: float, n_points: int, rng: np.random.Generator) -> CleanPoints:
    labels = np.arange(n_points, dtype=np.int64) % arms
    # The root spreads the points evenly along the arm: without it the middle is crowded and the end is bare.
    along = np.sqrt(rng.random(n_points))
    radius = _SPIRAL_START + along * (_SPIRAL_REACH - _SPIRAL_START)
    angle = 2.0 * np.pi * (turns * along + labels / arms)
    return CleanPoints(np.column_stack((radius * np.sin(angle), radius * np.cos(angle))), labels)
