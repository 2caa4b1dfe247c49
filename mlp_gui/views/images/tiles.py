"""Small pictures in rows: where each lies, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mlp_gui.look.theme import ColourMap


@dataclass(frozen=True, slots=True)
class TileGrid:
    """Tiles in rows, as many beside one another as have room.

    Attributes
    ----------
    room : QRectF
        Where they may lie.
    width, height : float
        Of a tile, with what is written below it.
    gap : float
        Between two tiles.
    """

    room: QRectF
    width: float
    height: float
    gap: float

    @property
    def columns(self) -> int:
        """Tiles beside one another."""
        return max(int((self.room.width() + self.gap) // (self.width + self.gap)), 1)

    @property
    def rows(self) -> int:
        """Rows that have room; none is cut off, so that there may be none."""
        return max(int((self.room.height() + self.gap) // (self.height + self.gap)), 0)

    @property
    def most(self) -> int:
        """Tiles that have room."""
        return self.columns * self.rows

    def box(self, number: int) -> QRectF:
        """Return where a tile lies, counted from 0 row by row."""
        row, column = divmod(number, self.columns)
        left = self.room.left() + column * (self.width + self.gap)
        return QRectF(round(left), round(self.room.top() + row * (self.height + self.gap)), self.width, self.height)

    def number_at(self, place: QPointF, count: int) -> int:
        """Return the tile at a pixel, of so many that there are; -1 for none."""
        for number in range(min(count, self.most)):
            if self.box(number).contains(place):
                return number
        return -1


def shade_image(values: np.ndarray, ground: QColor, ink: QColor) -> QImage:
    """Return a picture from the ground's colour for 0 to the ink's for 1.

    Parameters
    ----------
    values : ndarray, shape (n_rows, n_columns)
        From 0 to 1.
    ground, ink : QColor
        The two ends.
    """
    ends = np.array([[each.blue(), each.green(), each.red()] for each in (ground, ink)], float)
    shares = np.clip(values, 0.0, 1.0)[..., np.newaxis]
    return _image((1.0 - shares) * ends[0] + shares * ends[1])


def map_tile(values: np.ndarray, colours: ColourMap, empty: QColor) -> QImage:
    """Return a picture in the colours of a map.

    Parameters
    ----------
    values : ndarray, shape (n_rows, n_columns)
        From -1 to 1; nan where there is nothing.
    colours : ColourMap
        For them.
    empty : QColor
        Of nothing.
    """
    places = np.nan_to_num((values + 1.0) / 2.0)
    pixels = colours.lut[np.rint(np.clip(places, 0.0, 1.0) * 255.0).astype(int)][..., :3].astype(float)
    pixels[np.isnan(values)] = (empty.blue(), empty.green(), empty.red())
    return _image(pixels)


def _image(pixels: np.ndarray) -> QImage:
    """Return blue, green and red of shape (n_rows, n_columns, 3) as an image."""
    rows, columns, _ = pixels.shape
    full = np.full((rows, columns, 4), 255, np.uint8)
    full[..., :3] = np.rint(pixels)
    return QImage(full.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()


def paint_tile(painter: QPainter, box: QRectF, image: QImage, border: QColor, width: float = 1.0) -> None:
    """Paint a picture with its points as squares, and a border around it."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(box, image)
    pen = painter.pen()
    pen.setColor(border)
    pen.setWidthF(width)
    painter.setPen(pen)
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
