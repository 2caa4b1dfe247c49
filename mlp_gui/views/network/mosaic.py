"""Rows that stand for many units: one small field a unit, in a square, so that no unit is averaged away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.level_of_detail import Group

SMALLEST_WITH_GAP = 5
"""Fields of at least so many pixels are parted by a line."""


def cells_along(count: int) -> int:
    """Return how many fields stand side by side in the square of `count` units."""
    return max(math.ceil(math.sqrt(count)), 1)


def cell_pixels(side: float, count: int) -> int:
    """Return the pixels along each side of one unit's field, in a tile of `side` pixels that shows `count` units."""
    return max(int(side // cells_along(count)), 1)


def fields(count: int, along: int = 0) -> tuple[int, int]:
    """Return how many fields of a tile stand one under the other, and side by side.

    Parameters
    ----------
    count : int
        Units of the tile.
    along : int
        Side by side in a band of a picture; 0 for a square.
    """
    if along:
        return math.ceil(count / along), along
    return cells_along(count), cells_along(count)


def field_at(x: float, y: float, count: int, along: int = 0) -> int:
    """Return which of `count` units has its field at a point of the tile, in shares of its sides; -1 for none."""
    down, across = fields(count, along)
    if not (0.0 <= x < 1.0 and 0.0 <= y < 1.0):
        return -1
    place = int(y * down) * across + int(x * across)
    return place if place < count else -1


def field_place(place: int, count: int, along: int = 0) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a unit's field, in shares of the tile's sides."""
    down, across = fields(count, along)
    return place % across / across, place // across / down, 1.0 / across, 1.0 / down


def mosaics(pixels: np.ndarray, groups: Sequence[Group], side: float, ground: int, along: int = 0) -> list[np.ndarray]:
    """Put the pictures of the units of each group together, row by row from the upper left.

    Parameters
    ----------
    pixels : ndarray, shape (n_units, height, width), uint32
        Picture of each unit, 0xffRRGGBB; those of one pixel are stretched.
    groups : sequence of (start, stop)
        Units of each tile.
    side : float
        Device pixels along each side of a tile.
    ground : int
        Colour between the fields and behind the last, 0xffRRGGBB.
    along : int
        Where the units are pixels of a picture: so many stand side by side, with nothing between them.

    Returns
    -------
    list of ndarray, shape (height, width), uint32
        One a group.
    """
    if along:
        return [np.ascontiguousarray(pixels[start:stop, 0, 0].reshape(-1, along)) for start, stop in groups]
    return [_mosaic(pixels[start:stop], side, ground) for start, stop in groups]


def _mosaic(pixels: np.ndarray, side: float, ground: int) -> np.ndarray:
    count, height, width = pixels.shape
    if count == 1:
        return np.ascontiguousarray(pixels[0])
    along = cells_along(count)
    down = math.ceil(count / along)
    cell = cell_pixels(side, count)
    gap = 1 if cell >= SMALLEST_WITH_GAP else 0
    tall, wide = (max((cell - gap) // size, 1) for size in (height, width))
    if tall > 1 or wide > 1:
        pixels = pixels.repeat(tall, axis=1).repeat(wide, axis=2)
        height, width = height * tall, width * wide
    board = np.full((along * down, height + gap, width + gap), ground, np.uint32)
    board[:count, :height, :width] = pixels
    board = board.reshape(down, along, height + gap, width + gap).swapaxes(1, 2)
    whole = board.reshape(down * (height + gap), along * (width + gap))
    if down < along:
        # As many rows as columns keep all fields square, also in a group that does not fill its square.
        below = np.full(((along - down) * (height + gap), whole.shape[1]), ground, np.uint32)
        whole = np.vstack((whole, below))
    return np.ascontiguousarray(whole[: whole.shape[0] - gap, : whole.shape[1] - gap])
