"""Inputs that are the pixels of a picture: shown as the picture itself, cut into bands of whole rows."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

    from mlp_gui.look import Theme

MOST_BANDS = 8
BAND_GAP = 2.0
"""Between two bands, pixels: they can be told apart, and still are one picture."""

Shape = tuple[int, int]
"""Rows and columns of a picture."""


def band_count(shape: Shape) -> int:
    """Return into how many bands of the same height a picture is cut: at most eight."""
    return max(count for count in range(1, min(MOST_BANDS, shape[0]) + 1) if shape[0] % count == 0)


def picture_bands(shape: Shape) -> tuple[tuple[int, int], ...]:
    """Return the pixels of each band, as numbers from one to before another."""
    count = band_count(shape)
    pixels = shape[0] // count * shape[1]
    return tuple((band * pixels, (band + 1) * pixels) for band in range(count))


def band_size(shape: Shape, side: float) -> tuple[float, float]:
    """Return width and height of a band of a picture that has room in a square.

    Parameters
    ----------
    shape : (rows, columns)
        Of the picture.
    side : float
        Of the square, pixels; the gaps between the bands come to it.

    Returns
    -------
    (width, height)
        Whole pixels of the screen for each of the picture, where there is room for one.
    """
    pixel = side / max(shape)
    pixel = float(math.floor(pixel)) if pixel >= 1.0 else pixel
    return shape[1] * pixel, shape[0] // band_count(shape) * pixel


def band_name(start: int, stop: int, columns: int) -> str:
    """Return which rows of the picture a band has: "row 1", or "rows 5–8"."""
    first, last = start // columns + 1, stop // columns
    return f"row {first}" if first == last else f"rows {first}–{last}"


@lru_cache(maxsize=4)
def pixel_names(shape: Shape) -> tuple[str, ...]:
    """Return row and column of each pixel, for where there is little room: "2, 5"."""
    return tuple(f"{row + 1}, {column + 1}" for row in range(shape[0]) for column in range(shape[1]))


def paint_band(painter: QPainter, place: QRectF, image: QImage | None, theme: Theme) -> None:
    """Paint a band of sharp pixels with a fine border."""
    if image is None:
        painter.fillRect(place, theme.field)
    else:
        is_smooth = painter.testRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
