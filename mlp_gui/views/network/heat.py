"""Numbers to colours: what units answer, mapped around their activation's neutral value into images."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

import mlp_core as mlp
from mlp_gui.views.network.curve_tiles import draw_curves
from mlp_gui.views.network.level_of_detail import is_pooled
from mlp_gui.views.network.mosaic import mosaics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from mlp_gui.look import ColourMap
    from mlp_gui.views.network.curve_tiles import CurveLook
    from mlp_gui.views.network.level_of_detail import Group

_NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
CURVE_GROUND = 0.42
"""Opacity of the colours behind a curve."""
SHRINK_BELOW = 0.45
"""A scale is kept until its values fill less than this part of it, so that colours do not flicker."""


def nice_ceiling(value: float) -> float:
    """Return the round number just above `value`: 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten."""
    if not math.isfinite(value) or value <= 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _NICE if step * power >= value * 0.999)


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Which number is neutral and which has the map's full colour.

    Attributes
    ----------
    centre : float
        Drawn in the theme's neutral colour.
    half : float
        Distance from the centre to either end of the map.
    """

    centre: float
    half: float

    @property
    def low(self) -> float:
        """The number at the map's negative end."""
        return self.centre - self.half

    @property
    def high(self) -> float:
        """The number at the map's positive end."""
        return self.centre + self.half

    def place(self, value: float) -> float:
        """Return where `value` stands in the map, from -1 to 1."""
        return min(max((value - self.centre) / self.half, -1.0), 1.0) if math.isfinite(value) else 0.0


def centre_of(activation: str) -> float:
    """Return the value drawn as neutral: what the activation says, and one half for the probabilities of softmax."""
    entry = mlp.ACTIVATIONS[activation]
    return 0.5 if entry.output_only else float(entry.centre)


class LayerScales:
    """One scale a layer: given by a bounded activation, else by the largest value, held steady while it fits."""

    def __init__(self) -> None:
        self._largest: dict[int, float] = {}
        self._given: dict[int, ValueScale] = {}

    def reset(self) -> None:
        """Forget what was seen: another network is shown."""
        self._largest.clear()
        self._given.clear()

    def give(self, layer: int, scale: ValueScale | None) -> None:
        """Have a layer's scale be that of the data, whatever its units answer; None has it follow them."""
        if scale is None:
            self._given.pop(layer, None)
        else:
            self._given[layer] = scale

    def scale(self, layer: int, activation: str, largest: float | None = None) -> ValueScale:
        """Return the scale of a layer.

        Parameters
        ----------
        layer : int
            0 for the first hidden layer.
        activation : str
            Key in `mlp_core.ACTIVATIONS`.
        largest : float, optional
            Largest distance of a shown value from the activation's centre; None to change nothing.
        """
        if layer in self._given:
            return self._given[layer]
        low, high = mlp.ACTIVATIONS[activation].range
        centre = centre_of(activation)
        if math.isfinite(low) and math.isfinite(high):
            return ValueScale(centre, max(high - centre, centre - low))
        held = self._largest.get(layer, 0.0)
        if largest is not None and (largest > held or largest < SHRINK_BELOW * held):
            held = self._largest[layer] = nice_ceiling(largest)
        return ValueScale(centre, held or 1.0)


@dataclass(slots=True)
class ColumnFill:
    """What the tiles of one column show.

    Attributes
    ----------
    images : list of QImage
        One a row, or empty; they read `pixels`, which must live as long as they do.
    curves : ndarray, shape (n_rows, n_points), or None
        With one raw input: the places in [-1, 1] of each row's answers along the line.
    values : ndarray, shape (n_rows,), or None
        Without images: one number a row.
    shown : ndarray, shape (n_rows,), or None
        What these numbers are in the user's own units, where those are others.
    scale : ValueScale
        How numbers became places.
    pixels : ndarray of uint32
        The memory of `images`.
    """

    scale: ValueScale
    images: list[QImage] = field(default_factory=list)
    curves: np.ndarray | None = None
    values: np.ndarray | None = None
    shown: np.ndarray | None = None
    pixels: np.ndarray | None = None


def field_fill(
    values: np.ndarray,
    groups: Sequence[Group],
    scale: ValueScale,
    colours: ColourMap,
    ground: QColor | None = None,
    curve: CurveLook | None = None,
    side: float = 64.0,
) -> ColumnFill:
    """Map what the units of a layer answer over the plane, or the line, into images.

    Parameters
    ----------
    values : ndarray, shape (n_units, ny, nx) or (n_units, nx), float32
        Row 0 of a plane is its lowest y.
    groups : sequence of (start, stop)
        Units of each row; those of a group stand together as a mosaic.
    scale : ValueScale
        Neutral value and full range.
    colours : ColourMap
        Map from -1 to 1.
    ground : QColor, optional
        Behind a curve the colours stand back towards it.
    curve : CurveLook, optional
        How answers along a line are drawn as curves; left out, only their colours are.
    side : float
        Device pixels along each side of a tile, for mosaics.
    """
    if is_pooled(groups):
        planes = values[:, None, :] if values.ndim == 2 else values[:, ::-1]
        return mosaic_fill(planes, groups, scale, colours, side, ground)
    if values.ndim == 2:
        places = np.nan_to_num(np.clip((values - np.float32(scale.centre)) / np.float32(_half(scale)), -1.0, 1.0))
        table = colours.packed if ground is None else _faint(colours, ground.rgb())
        pixels = _pixels(values[:, None, :], scale, table)
        if curve is not None:
            pixels = draw_curves(places, pixels[:, 0], curve)
        return ColumnFill(scale, _images(pixels), curves=places, pixels=pixels)
    pixels = _pixels(values[:, ::-1], scale, colours.packed)
    return ColumnFill(scale, _images(pixels), pixels=pixels)


def mosaic_fill(
    planes: np.ndarray,
    groups: Sequence[Group],
    scale: ValueScale,
    colours: ColourMap,
    side: float,
    ground: QColor | None = None,
    along: int = 0,
) -> ColumnFill:
    """Map what the units of a layer say into one mosaic a group.

    Parameters
    ----------
    planes : ndarray, shape (n_units, height, width)
        What each unit answers over the plane, from the top; or its one number, of height and width 1.
    groups, scale, colours, side : see `field_fill`
    ground : QColor, optional
        Between the units.
    along : int
        See `mosaics`.
    """
    pixels = _pixels(planes, scale, colours.packed)
    boards = mosaics(pixels, groups, side, 0xFFFFFFFF if ground is None else ground.rgb(), along)
    # Of different sizes, they cannot share one memory: each picture keeps its own.
    images = [
        QImage(one.data, one.shape[1], one.shape[0], 4 * one.shape[1], QImage.Format.Format_RGB32) for one in boards
    ]
    return ColumnFill(scale, [image.copy() for image in images])


def largest_distance(values: np.ndarray, activation: str) -> float | None:
    """Return the largest distance of `values` from the activation's neutral value; None where its range is known."""
    low, high = mlp.ACTIVATIONS[activation].range
    if math.isfinite(low) and math.isfinite(high):
        return None
    centre = centre_of(activation)
    return float(max(values.max() - centre, centre - values.min())) if values.size else 0.0


@lru_cache(maxsize=8)
def _faint(colours: ColourMap, ground: int) -> np.ndarray:
    """Return the map's pixels on a ground 0xffRRGGBB, as seen behind a curve."""
    both = np.array([colours.packed, np.full_like(colours.packed, ground)]).view(np.uint8).reshape(2, -1, 4)
    mixed = np.rint(CURVE_GROUND * both[0] + (1.0 - CURVE_GROUND) * both[1]).astype(np.uint8)
    table: np.ndarray = mixed.view(np.uint32)[:, 0]
    return table


def _half(scale: ValueScale) -> float:
    """Return the half range as float32 can have it and its inverse: weights may come to 1e300, and to 1e-320."""
    return min(max(scale.half, 1e-30), 1e30)


def _pixels(values: np.ndarray, scale: ValueScale, table: np.ndarray) -> np.ndarray:
    last = len(table) - 1
    gain = np.float32(0.5 * last / _half(scale))
    places = np.multiply(values, gain, dtype=np.float32)
    places += np.float32(0.5 * last + 0.5) - gain * np.float32(scale.centre)
    # Unlike clip, these two turn a NaN into a number, which a cast needs.
    np.fmax(places, 0.0, out=places)
    np.fmin(places, np.float32(last), out=places)
    pixels: np.ndarray = np.take(table, places.astype(np.uint8))
    return pixels


def _images(pixels: np.ndarray) -> list[QImage]:
    _, height, width = pixels.shape
    return [QImage(plane.data, width, height, 4 * width, QImage.Format.Format_RGB32) for plane in pixels]
