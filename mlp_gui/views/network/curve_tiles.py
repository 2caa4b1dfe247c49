"""Tiles of units with one raw input: their answers along the line as curves, all of a layer drawn at once in NumPy.

Qt takes 0.2 ms for each such curve, its pen being wide; a layer of sixteen takes 0.7 ms here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

REACH: Final = 0.42
"""Height of a full answer above the middle, as a share of the tile."""
CURVE_WIDTH, MIDDLE_WIDTH = 1.75, 0.75
STEEPEST: Final = 1e4
"""Rise over run beyond which a piece of a curve is upright."""


@dataclass(frozen=True, slots=True)
class CurveLook:
    """How curves are drawn.

    Attributes
    ----------
    side : int
        Device pixels along each side of a tile.
    unit : float
        Device pixels of a pixel at zoom 1.
    ink, middle : QColor
        Of the curve, and of the line of the neutral value.
    """

    side: int
    unit: float
    ink: QColor
    middle: QColor


def draw_curves(places: np.ndarray, strips: np.ndarray, look: CurveLook) -> np.ndarray:
    """Draw curves over their coloured grounds.

    Parameters
    ----------
    places : ndarray, shape (n_units, n_points), float
        Answers along the line, in [-1, 1].
    strips : ndarray, shape (n_units, n_points), uint32
        Colour 0xffRRGGBB of the ground at each point.
    look : CurveLook
        Size and colours.

    Returns
    -------
    ndarray, shape (n_units, side, side), uint32
        Pixels; row 0 is the top.
    """
    drawing = _drawing(look.side, places.shape[1], look.unit)
    heights = places.astype(np.float32, copy=False)
    # The curve's row at the middle of each column, and at both of its edges for the slope.
    levels = np.take(heights, drawing.before, axis=1)
    levels += (np.take(heights, drawing.after, axis=1) - levels) * drawing.part
    levels *= np.float32(-REACH * look.side)
    levels += np.float32(0.5 * look.side)
    at_edges, curve_y = levels[:, :-1:2], levels[:, 1::2]
    slope = levels[:, 2::2] - at_edges
    np.clip(slope, -STEEPEST, STEEPEST, out=slope)
    cover = np.abs(drawing.rows - curve_y[:, None, :])
    cover /= np.sqrt(1.0 + slope * slope)[:, None, :]
    np.subtract(np.float32(0.5 + 0.5 * CURVE_WIDTH * look.unit), cover, out=cover)
    np.clip(cover, 0.0, 1.0, out=cover)
    grounds = np.take(strips, drawing.nearest, axis=1)
    pixels = np.full(cover.shape, 0xFF000000, np.uint32)
    near = drawing.near_middle
    for shift, ink, line in zip((16, 8, 0), _channels(look.ink), _channels(look.middle), strict=True):
        ground = ((grounds >> shift) & 0xFF).astype(np.float32)[:, None, :]
        channel = cover * (ink - ground)
        channel += ground
        # Few rows have the middle line, which lies below the curve.
        below = ground + drawing.middle * (line - ground)
        channel[:, near] = below + cover[:, near] * (ink - below)
        pixels |= (channel + np.float32(0.5)).astype(np.uint32) << np.uint32(shift)
    return pixels


@dataclass(frozen=True, slots=True, eq=False)
class _Drawing:
    """What all curves of one size share.

    Attributes
    ----------
    before, after : ndarray of int64, shape (2 side + 1,)
        Points on either side of each column's edges and middles, in turn.
    part : ndarray of float32, shape (2 side + 1,)
        How far from the one to the other.
    nearest : ndarray of int64, shape (side,)
        Point that gives a column's ground.
    rows : ndarray of float32, shape (side, 1)
        Middles of the rows.
    near_middle : slice
        The rows that the line of the neutral value touches.
    middle : ndarray of float32, shape (n_rows, 1)
        How much it covers of each of them.
    """

    before: np.ndarray
    after: np.ndarray
    part: np.ndarray
    nearest: np.ndarray
    rows: np.ndarray
    near_middle: slice
    middle: np.ndarray


@lru_cache(maxsize=16)
def _drawing(side: int, n_points: int, unit: float) -> _Drawing:
    at = np.linspace(0.0, n_points - 1, 2 * side + 1)
    before = np.clip(at.astype(np.int64), 0, max(n_points - 2, 0))
    rows = np.arange(side, dtype=np.float32)[:, None] + np.float32(0.5)
    middle = np.clip(0.5 + 0.5 * MIDDLE_WIDTH * unit - np.abs(rows - 0.5 * side), 0.0, min(unit, 1.0))
    touched = np.flatnonzero(middle[:, 0])
    near = slice(int(touched[0]), int(touched[-1]) + 1) if len(touched) else slice(0, 0)
    return _Drawing(
        before,
        np.minimum(before + 1, n_points - 1),
        (at - before).astype(np.float32),
        (at[1::2] + 0.5).astype(np.int64).clip(0, n_points - 1),
        rows,
        near,
        middle[near].astype(np.float32),
    )


def _channels(colour: QColor) -> tuple[np.float32, ...]:
    return tuple(np.float32(value) for value in (colour.red(), colour.green(), colour.blue()))
