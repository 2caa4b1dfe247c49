"""The camera of the relief: from the unit cube to pixels, by two angles and a scale, without perspective."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

HEIGHT: Final = 1.0
"""Of the relief, where its sides have length 2."""
LOWEST, HIGHEST = 5.0, 85.0
"""Elevation in degrees."""
NEAREST, FARTHEST = 4.0, 0.5
_DEGREES_PER_PIXEL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the relief is seen from.

    Attributes
    ----------
    azimuth, elevation : float
        Degrees around the vertical axis, and above the ground.
    zoom : float
        1 shows all of it.
    """

    azimuth: float = 207.0
    elevation: float = 33.0
    zoom: float = 1.0

    @classmethod
    def facing_valley(cls, parts: np.ndarray) -> Camera:
        """Return the camera of the four corners' that looks over the lowest quarter of a grid of heights.

        Parameters
        ----------
        parts : ndarray, shape (n, n), float64
            Heights from 0 to 1; rows along v, columns along u.
        """
        middle = len(parts) // 2
        quarters = (
            (parts[middle:, middle:], 207.0),
            (parts[:middle, middle:], 297.0),
            (parts[:middle, :middle], 27.0),
            (parts[middle:, :middle], 117.0),
        )
        return cls(azimuth=min((float(quarter.mean()), azimuth) for quarter, azimuth in quarters)[1])

    def turned(self, dx: float, dy: float) -> Camera:
        """Return the camera after a drag of so many pixels."""
        elevation = min(max(self.elevation + _DEGREES_PER_PIXEL * dy, LOWEST), HIGHEST)
        return replace(self, azimuth=(self.azimuth - _DEGREES_PER_PIXEL * dx) % 360.0, elevation=elevation)

    def zoomed(self, factor: float) -> Camera:
        """Return the camera that shows things `factor` times as large."""
        return replace(self, zoom=min(max(self.zoom * factor, FARTHEST), NEAREST))

    def view(self, size: QSizeF, margins: tuple[float, float, float, float]) -> View:
        """Return the projection into a widget.

        Parameters
        ----------
        size : QSizeF
            Of the widget.
        margins : tuple of float
            Pixels left, top, right and bottom that stay free while the relief turns, at zoom 1.
        """
        left, top, right, bottom = margins
        rise = math.radians(self.elevation)
        reach = math.sqrt(2.0)
        tall = 2.0 * reach * math.sin(rise) + HEIGHT * math.cos(rise)
        width, height = max(size.width() - left - right, 20.0), max(size.height() - top - bottom, 20.0)
        scale = self.zoom * min(width / (2.0 * reach), height / tall)
        # The middle of the drawing is half way up the relief.
        centre_y = top + height / 2.0 + scale * HEIGHT / 2.0 * math.cos(rise)
        return View(math.radians(self.azimuth), rise, scale, left + width / 2.0, centre_y)


@dataclass(frozen=True, slots=True)
class View:
    """A projection: angles in radians, pixels per unit, and where the middle of the ground lies."""

    turn: float
    rise: float
    scale: float
    x: float
    y: float

    def project(self, u: np.ndarray, v: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return pixels x and y, and how far away points are.

        Parameters
        ----------
        u, v : ndarray, float64
            Places on the ground, from -1 to 1.
        h : ndarray, float64
            Heights from 0 to 1; arrays of one shape, which is that of the answers.
        """
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        across = u * cos - v * sin
        away = u * sin + v * cos
        up = away * math.sin(self.rise) + HEIGHT * h * math.cos(self.rise)
        return self.x + self.scale * across, self.y - self.scale * up, away

    def brightness(self, parts: np.ndarray) -> np.ndarray:
        """Return how bright each cell of a grid of heights is, lit from the upper left: 0.62 + 0.46 n.l.

        Parameters
        ----------
        parts : ndarray, shape (n, n), float64
            Heights from 0 to 1 over the ground.

        Returns
        -------
        ndarray, shape (n - 1, n - 1), float64
        """
        heights = HEIGHT * parts
        cell = 2.0 / (len(parts) - 1)
        along_u = (heights[1:, 1:] - heights[1:, :-1] + heights[:-1, 1:] - heights[:-1, :-1]) / (2.0 * cell)
        along_v = (heights[1:, 1:] - heights[:-1, 1:] + heights[1:, :-1] - heights[:-1, :-1]) / (2.0 * cell)
        # The light is fixed to the eye: from the left, from above and a little from the front.
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        light = np.array((-0.55, -0.35, 0.76))
        light_u, light_v = light[0] * cos + light[1] * sin, -light[0] * sin + light[1] * cos
        shade = (-along_u * light_u - along_v * light_v + light[2]) / np.sqrt(1.0 + along_u**2 + along_v**2)
        result: np.ndarray = np.clip(0.62 + 0.46 * shade, 0.3, 1.08)
        return result


def resampled(values: np.ndarray, n_points: int) -> np.ndarray:
    """Return a square grid of values at another number of points, by linear interpolation along both axes."""
    for axis in (0, 1):
        n = values.shape[axis]
        if n == n_points:
            continue
        places = np.linspace(0.0, n - 1.0, n_points)
        cell = np.minimum(places.astype(np.intp), n - 2)
        share = (places - cell).reshape((-1, 1) if axis == 0 else (1, -1))
        below, above = np.take(values, cell, axis=axis), np.take(values, cell + 1, axis=axis)
        values = below + share * (above - below)
    return values


def heights_at(parts: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the height of the relief at places on the ground, by bilinear interpolation.

    Parameters
    ----------
    parts : ndarray, shape (n, n), float64
        Heights; rows along v, columns along u.
    u, v : ndarray, shape (n_places,), float64
        From -1 to 1; what lies beyond counts as at the edge.
    """
    n = len(parts)
    x, y = (np.clip((place + 1.0) / 2.0, 0.0, 1.0) * (n - 1) for place in (u, v))
    i, j = (np.minimum(place.astype(np.intp), n - 2) for place in (x, y))
    s, t = x - i, y - j
    lower = parts[j, i] * (1.0 - s) + parts[j, i + 1] * s
    upper = parts[j + 1, i] * (1.0 - s) + parts[j + 1, i + 1] * s
    result: np.ndarray = lower * (1.0 - t) + upper * t
    return result
