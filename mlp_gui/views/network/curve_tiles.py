"""Tiles of units with one raw input: their answers along the line as curves, all of a layer drawn at once in NumPy.

Qt takes 0.2 ms for each such curve, its pen being wide; a layer of sixteen takes 0.7 ms here.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    side, n_points = look.side, places.shape[1]
    at = (np.arange(side, dtype=np.float32) + 0.5) / side * (n_points - 1)
    before = np.minimum(at.astype(np.int64), max(n_points - 2, 0))
    part = at - before
    after = np.minimum(before + 1, n_points - 1)
    heights = places.astype(np.float32)
    levels = heights[:, before] * (1.0 - part) + heights[:, after] * part
    curve_y = side * (0.5 - REACH * levels)
    slope = np.gradient(curve_y, axis=1) if side > 1 else np.zeros_like(curve_y)
    np.clip(slope, -STEEPEST, STEEPEST, out=slope)
    rows = np.arange(side, dtype=np.float32)[:, None] + np.float32(0.5)
    curve = np.abs(rows - curve_y[:, None, :])
    curve /= np.sqrt(1.0 + slope**2, dtype=np.float32)[:, None, :]
    curve = np.clip(0.5 + 0.5 * CURVE_WIDTH * look.unit - curve, 0.0, 1.0, out=curve)
    middle = np.clip(0.5 + 0.5 * MIDDLE_WIDTH * look.unit - np.abs(rows - 0.5 * side), 0.0, min(look.unit, 1.0))
    grounds = strips[:, np.minimum((at + 0.5).astype(np.int64), n_points - 1)]
    pixels = np.full((len(places), side, side), 0xFF000000, dtype=np.uint32)
    for shift, ink, line in zip((16, 8, 0), _channels(look.ink), _channels(look.middle), strict=True):
        ground = ((grounds >> shift) & 0xFF).astype(np.float32)[:, None, :]
        channel = ground + middle * (line - ground)
        channel += curve * (ink - channel)
        pixels |= (channel + 0.5).astype(np.uint32) << np.uint32(shift)
    return pixels


def _channels(colour: QColor) -> tuple[np.float32, ...]:
    return tuple(np.float32(value) for value in (colour.red(), colour.green(), colour.blue()))
