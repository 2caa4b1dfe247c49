"""The region: outputs over the plane as a small picture, which the painter stretches smoothly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from mlp_gui.views.decision.output_scale import REGION_SHARE

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look.theme import Theme
    from mlp_gui.views.decision.output_scale import OutputScale

_CLASS_SHARE = 0.72
_FINEST_HARD = 384


class Region:
    """A coloured plane.

    Parameters
    ----------
    grid : mlp_core.DecisionGrid
        Two raw inputs.
    pixels : ndarray, shape (ny, nx), uint32
        0xffRRGGBB, highest y first.

    Attributes
    ----------
    pixels : ndarray, shape (ny, nx), uint32
        As given, contiguous.
    image : QImage
        The picture, which shares their memory.
    extent : QRectF
        What it covers in coordinates of the data, half a cell beyond the outermost grid points; y counts upward.
    """

    def __init__(self, grid: mlp.DecisionGrid, pixels: np.ndarray) -> None:
        assert grid.y is not None
        self.pixels = np.ascontiguousarray(pixels)
        height, width = self.pixels.shape
        self.image = QImage(self.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        half_x = (float(grid.x[-1]) - float(grid.x[0])) / (len(grid.x) - 1) / 2.0
        half_y = (float(grid.y[-1]) - float(grid.y[0])) / (len(grid.y) - 1) / 2.0
        left, bottom = float(grid.x[0]) - half_x, float(grid.y[0]) - half_y
        self.extent = QRectF(left, bottom, float(grid.x[-1]) + half_x - left, float(grid.y[-1]) + half_y - bottom)


def region_table(theme: Theme) -> np.ndarray:
    """Return the region's 256 colours from low to high output, as uint32 0xffRRGGBB."""
    entries = np.rint(127.5 + REGION_SHARE * (np.arange(256) - 127.5)).astype(np.intp)
    table: np.ndarray = theme.weight_map.packed[entries]
    return table


def class_tints(theme: Theme, n_classes: int) -> np.ndarray:
    """Return the ground colour of each class: float32 of shape (n_classes, 3), red green blue in 0..255."""
    neutral = theme.weight_map.colour(0.0)
    ground = np.array((neutral.red(), neutral.green(), neutral.blue()), dtype=np.float32)
    picks = [theme.classes[index % len(theme.classes)] for index in range(n_classes)]
    colours = np.array([(c.red(), c.green(), c.blue()) for c in picks], dtype=np.float32)
    return ground + np.float32(_CLASS_SHARE) * (colours - ground)


def colour_by_value(grid: mlp.DecisionGrid, scale: OutputScale, theme: Theme) -> Region:
    """Return the region of one output, continuously coloured."""
    indices = scale.indices(grid.output[0])
    return Region(grid, np.take(region_table(theme), indices[::-1]))


def colour_by_side(grid: mlp.DecisionGrid, scale: OutputScale, theme: Theme) -> Region:
    """Return the region of one output, in the two colours of its sides."""
    table = region_table(theme)[[0, 255]]
    sides = (_refined(grid.output)[0] > scale.neutral).view(np.uint8)
    return Region(grid, np.take(table, sides[::-1]))


def colour_by_probability(grid: mlp.DecisionGrid, scale: OutputScale, theme: Theme) -> Region:
    """Return the region of one output per class: the classes' colours, mixed by their shares of the answer."""
    outputs = grid.output
    shares = np.clip((outputs.reshape(len(outputs), -1) - scale.low) / (2.0 * scale.half_range), 0.0, 1.0)
    np.nan_to_num(shares, copy=False, nan=0.0)
    total = shares.sum(axis=0)
    shares /= np.maximum(total, 1e-6)
    shares[:, total < 1e-6] = 1.0 / len(outputs)
    channels = class_tints(theme, len(outputs)).T.astype(np.float32) @ shares
    return Region(grid, _packed(channels).reshape(outputs.shape[1:])[::-1])


def colour_by_class(grid: mlp.DecisionGrid, theme: Theme) -> Region:
    """Return the region of one output per class, in the colour of the highest."""
    tints = _packed(class_tints(theme, len(grid.output)).T)
    winners = _refined(grid.output).argmax(axis=0)
    return Region(grid, np.take(tints, winners[::-1]))


def _packed(channels: np.ndarray) -> np.ndarray:
    """Return red, green and blue rows (3, n) as pixels (n,), uint32."""
    red, green, blue = np.rint(channels).astype(np.uint32)
    pixels: np.ndarray = np.uint32(0xFF000000) | (red << 16) | (green << 8) | blue
    return pixels


def _refined(outputs: np.ndarray) -> np.ndarray:
    """Return (k, ny, nx) with cells split by bilinear interpolation.

    Hard colours of a coarse grid would show its cells as steps beside the boundary, which is traced between them.
    The cells' outer halves are extended from the edge, so that the picture keeps its extent.
    """
    factor = max(1, _FINEST_HARD // max(outputs.shape[1:]))
    for axis in (1, 2):
        if factor == 1:
            break
        n = outputs.shape[axis]
        places = (np.arange(n * factor, dtype=np.float32) + 0.5) / factor - 0.5
        lower = np.clip(np.floor(places).astype(np.intp), 0, n - 2)
        shape = [1, 1, 1]
        shape[axis] = -1
        weights = (places - lower).astype(np.float32).reshape(shape)
        below, above = np.take(outputs, lower, axis=axis), np.take(outputs, lower + 1, axis=axis)
        above -= below
        above *= weights
        above += below
        outputs = above
    return outputs
