"""Logic gates: the corners of the unit square (or the two ends of a line), each as often as the others."""

from __future__ import annotations

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

_SQUARE = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
_LINE = np.array([(0.0,), (1.0,)])


def and_gate(n_points: int, _rng: np.random.Generator) -> CleanPoints:
    """Draw corners; class 1 where both inputs are 1."""
    return _gate(_SQUARE, (0, 0, 0, 1), n_points)


def or_gate(n_points: int, _rng: np.random.Generator) -> CleanPoints:
    """Draw corners; class 1 where any input is 1."""
    return _gate(_SQUARE, (0, 1, 1, 1), n_points)


def nand_gate(n_points: int, _rng: np.random.Generator) -> CleanPoints:
    """Draw corners; class 0 where both inputs are 1."""
    return _gate(_SQUARE, (1, 1, 1, 0), n_points)


def not_gate(n_points: int, _rng: np.random.Generator) -> CleanPoints:
    """Draw corners; class 1 where the one input is 0."""
    return _gate(_LINE, (1, 0), n_points)


def xor_gate(n_points: int, _rng: np.random.Generator) -> CleanPoints:
    """Draw corners; class 1 where the inputs differ."""
    return _gate(_SQUARE, (0, 1, 1, 0), n_points)


def _gate(corners: np.ndarray, truth: tuple[int, ...], n_points: int) -> CleanPoints:
    corner = np.arange(n_points) % len(corners)
    return CleanPoints(corners[corner], np.array(truth, np.int64)[corner])
