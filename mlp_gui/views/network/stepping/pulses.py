"""Pulses along the edges of a step: forward what is carried into a unit, backward the error signals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPixmap

from mlp_gui.views.network.edges import polygon_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD, TAIL_SHARE = 14.0, 0.5
_PIECES, _TAIL_PIECES = 48, 9
"""Equal pieces that ways are cut into, and those that a tail is painted with."""


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """One pulse.

    Attributes
    ----------
    points : ndarray, shape (n_points, 2), float64
        The way, canvas pixels, in the direction of travel.
    colour : QColor
        By the sign of what it carries.
    size : float
        Diameter of the head, pixels.
    """

    points: np.ndarray
    colour: QColor
    size: float = HEAD


def eased(share: float) -> float:
    """Return how far a pulse is after a share of its time: slow, fast, slow."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


class PulseWays:
    """The ways of pulses that run together, cut into equal pieces once, so that a frame only looks places up.

    Parameters
    ----------
    pulses : sequence of Pulse
        At least one.
    """

    def __init__(self, pulses: Sequence[Pulse]) -> None:
        self.pulses = tuple(pulses)
        self._ways = _cut([pulse.points for pulse in pulses])
        along = np.gradient(self._ways, axis=1)
        lengths = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-9)
        self._normals = np.stack((-along[..., 1], along[..., 0]), axis=-1) / lengths[..., None]
        taper = np.linspace(0.0, 1.0, _TAIL_PIECES + 1)
        sizes = np.array([pulse.size for pulse in pulses])
        self._polygon, self._corners = polygon_memory(2 * (_TAIL_PIECES + 1))
        self._halves = 0.5 + 0.225 * sizes[:, None] * taper
        reach = float(sizes.max()) / 2 + 6.0
        low, high = self._ways.min(axis=(0, 1)) - reach, self._ways.max(axis=(0, 1)) + reach
        self.area: QRect = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist())).toAlignedRect()

    def paint(self, painter: QPainter, progress: float, ground: QColor, ratio: float) -> None:
        """Paint every pulse where it is after a share of its way: the tail, fading away, then the head."""
        at = np.linspace(max(progress - TAIL_SHARE, 0.0), progress, _TAIL_PIECES + 1) * _PIECES
        index = np.minimum(at.astype(np.int64), _PIECES - 1)
        part = (at - index)[:, None]
        middle = self._ways[:, index] * (1.0 - part) + self._ways[:, index + 1] * part
        aside = self._normals[:, index] * self._halves[..., None]
        outlines = np.concatenate((middle + aside, (middle - aside)[:, ::-1]), axis=1)
        ends = middle[:, [0, -1]].tolist()
        painter.setPen(Qt.PenStyle.NoPen)
        for pulse, outline, (tail, head) in zip(self.pulses, outlines, ends, strict=True):
            fading = QLinearGradient(*tail, *head)
            fading.setStops(_stops(pulse.colour.rgba()))
            painter.setBrush(fading)
            self._corners[:] = outline
            painter.drawPolygon(self._polygon)
        for pulse, (_, head) in zip(self.pulses, ends, strict=True):
            picture = _head(pulse.colour.rgba(), pulse.size, ground.rgba(), ratio)
            half = picture.deviceIndependentSize().width() / 2
            painter.drawPixmap(QPointF(head[0] - half, head[1] - half), picture)


def _cut(ways: list[np.ndarray]) -> np.ndarray:
    """Return the ends of equal pieces of each way, shape (n_ways, _PIECES + 1, 2); all at once, end to end."""
    at = np.linspace(0.0, 1.0, _PIECES + 1)
    places = []
    for number, points in enumerate(ways):
        lengths = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
        # Every way has its own stretch of the axis, so that one interpolation serves all.
        places.append(2.0 * number + lengths / max(float(lengths[-1]), 1e-9))
    wanted = (2.0 * np.arange(len(ways))[:, None] + at).ravel()
    known, points = np.concatenate(places), np.concatenate(ways)
    cut = [np.interp(wanted, known, points[:, axis]).reshape(len(ways), -1) for axis in (0, 1)]
    return np.stack(cut, axis=-1)


@lru_cache(maxsize=64)
def _stops(rgba: int) -> list[tuple[float, QColor]]:
    """Return how a tail fades towards its end."""
    stops = [(place, QColor.fromRgba(rgba)) for place in (0.0, 0.5, 1.0)]
    for (_, colour), alpha in zip(stops, (0.0, 0.19, 0.75), strict=True):
        colour.setAlphaF(alpha)
    return stops


@lru_cache(maxsize=64)
def _head(rgba: int, size: float, ground: int, ratio: float) -> QPixmap:
    """Return the head of a pulse in a casing of the ground, within its halo."""
    side = size + 10.0
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, halo = QPointF(side / 2, side / 2), QColor.fromRgba(rgba)
    halo.setAlphaF(0.28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawEllipse(middle, size / 2 + 4.0, size / 2 + 4.0)
    painter.setPen(QPen(QColor.fromRgba(ground), 2.0))
    painter.setBrush(QColor.fromRgba(rgba))
    painter.drawEllipse(middle, size / 2, size / 2)
    painter.end()
    return pixmap
