"""Activation functions as curves: themselves, their derivatives, and the range over which they are seen."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

import mlp_core as mlp
from mlp_gui.views.axes import nice_upper

N_POINTS: Final = 481
_LEAST_REACH: Final = 6.0
# Part of the axis above a function's upper end.
_HEADROOM: Final = 0.08


def reach_of(z: float | None) -> float:
    """Return where the horizontal axis ends, on both sides, so that z lies on it."""
    return _LEAST_REACH if z is None or abs(z) <= 0.95 * _LEAST_REACH else nice_upper(abs(z) * 1.05)


def values(function: mlp.Activation, z: np.ndarray, others: tuple[float, ...] = ()) -> np.ndarray:
    """Return f(z), float64; of softmax that of one unit while the sums of the others stay what they are."""
    if function.name == "softmax":
        rest = _log_sum(others)
        # One unit against all others is a sigmoid of its lead.
        return mlp.Sigmoid()(np.asarray(z, dtype=np.float64) - rest) if math.isfinite(rest) else np.ones_like(z)
    return np.asarray(function(np.asarray(z, dtype=np.float64)))


def slopes(function: mlp.Activation, z: np.ndarray, others: tuple[float, ...] = ()) -> np.ndarray:
    """Return f'(z), float64."""
    if function.name == "softmax":
        y = values(function, z, others)
        return y * (1.0 - y)
    return np.asarray(function.slope(np.asarray(z, dtype=np.float64)))


def grid(reach: float, function: mlp.Activation) -> np.ndarray:
    """Return the places where a curve is drawn: float64, ascending; close together around 0, where steep ones rise."""
    even = np.linspace(-reach, reach, N_POINTS)
    steepness = max(float(getattr(function, "beta", 1.0)), 1.0)
    return np.union1d(even, np.linspace(-8.0, 8.0, N_POINTS) / steepness) if steepness > 1.0 else even


def is_jump(function: mlp.Activation) -> bool:
    """Whether the function jumps at 0 and is flat elsewhere."""
    return function.name in ("step", "step_inclusive", "sign")


def y_range(function: mlp.Activation, reach: float) -> tuple[float, float]:
    """Return the ends of the vertical axis."""
    low, high = function.range
    return _with_headroom(max(low, -reach) if math.isfinite(low) else -_tail(function, reach), min(high, reach))


def slope_range(function: mlp.Activation, reach: float) -> tuple[float, float]:
    """Return the ends of the derivative's axis."""
    at = slopes(function, grid(reach, function))
    low = float(min(at.min(), 0.0))
    high = float(max(at.max(), 0.0))
    if high == low:
        return _with_headroom(0.0, 1.0)
    return _with_headroom(0.0 if low == 0.0 else -nice_upper(-low), nice_upper(high))


def _with_headroom(low: float, high: float) -> tuple[float, float]:
    """Return the ends with room above for what reaches the upper one: the curve's own width, and the point on it."""
    return low, high + _HEADROOM * (high - low)


def _tail(function: mlp.Activation, reach: float) -> float:
    """Return how far an unbounded function falls on the left, a fifth of the reach at least."""
    return max(-float(values(function, np.array([-reach]))[0]), 0.2 * reach)


def _log_sum(others: tuple[float, ...]) -> float:
    if not others:
        return -math.inf
    top = max(others)
    return top + math.log(sum(math.exp(each - top) for each in others))
