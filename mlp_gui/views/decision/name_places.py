"""Where the names of lines stand: each beside its own line, nearer to it than to any other, and clear of what is there.

A name can stand anywhere along its line: on the side without the fringe, beyond the fringe, or on the line itself.
The places are weighed all at once; names that move with training lines stay where they were unless another is better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_STATIONS: Final = 40
"""Places along a line that are tried."""
_AIR: Final = 2.0
_BEYOND_FRINGE: Final = 6.0
"""Pixels between a line and a name beside it, on its bare side and on its fringed one."""
_BORDER: Final = 1.0
_NEARER: Final = 0.75
"""What part of the distance to the nearest other line that to its own is to be at most."""

_FAR_LINE, _NAME, _SAMPLE, _ARROW, _LINE, _POINT = 4000.0, 900.0, 300.0, 220.0, 60.0, 14.0
"""What a place costs that is nearer to another line, lies on a name, a sample, an arrow, a line, one of many points."""
_FRINGED_SIDE, _ON_LINE = 8.0, 40.0
_PER_PIXEL: Final = 0.12
_MOVED, _MOST_MOVED = 0.6, 30.0
"""What a pixel's distance from the normal costs, and from where the name was before, as much as that at most."""


class NamedLine(NamedTuple):
    """A line that has a name, in pixels.

    Attributes
    ----------
    stations : ndarray, shape (n, 2), float64
        Places along all of it, a few pixels from each other.
    asides : ndarray, shape (n, 2), float64
        Of length 1, from there to the positive side.
    arrow : ndarray, shape (2, 2), float64
        The normal's two ends.
    size : (float, float)
        Width and height of the name's plate.
    before : (float, float) or None
        Middle of the plate in the picture before.
    """

    stations: np.ndarray
    asides: np.ndarray
    arrow: np.ndarray
    size: tuple[float, float]
    before: tuple[float, float] | None = None


def place_names(
    lines: Sequence[NamedLine], others: np.ndarray, plot: QRectF, taken: Sequence[QRectF], points: np.ndarray
) -> list[QRectF]:
    """Return the plates of the lines' names, one by one, each clear of those before as far as there is room.

    Parameters
    ----------
    lines : sequence of NamedLine
        Each has at least one station.
    others : ndarray, shape (n, 2), float64
        Places along lines that have no name.
    plot : QRectF
        Plates stay inside.
    taken : sequence of QRectF
        Where samples and numbers stand.
    points : ndarray, shape (n, 2), float64
        Of many points some, which names keep off as far as they can.
    """
    found: list[QRectF] = []
    arrows = np.concatenate([_along(line.arrow) for line in lines]) if lines else np.empty((0, 2))
    for number, line in enumerate(lines):
        foreign = [each.stations for place, each in enumerate(lines) if place != number]
        other_lines = np.concatenate((others, *foreign))
        middles, costs = _candidates(line, plot)
        half = np.array(line.size) / 2.0
        costs += _far_costs(middles, line.stations, other_lines)
        costs += _SAMPLE * _count(middles, half + _AIR, taken) + _NAME * _count(middles, half + _AIR, found)
        costs += _ARROW * np.minimum(_covered(middles, half + _AIR, arrows), 2)
        costs += _LINE * np.minimum(_covered(middles, half, other_lines), 3)
        costs += _POINT * _covered(middles, half + _AIR, points)
        best = middles[int(np.argmin(costs))]
        plate = QRectF(0.0, 0.0, *line.size)
        plate.moveCenter(QPointF(*best.tolist()))
        found.append(plate)
    return found


def _candidates(line: NamedLine, plot: QRectF) -> tuple[np.ndarray, np.ndarray]:
    """Return places for a name, shape (n, 2), inside of the plot, and what each costs for where it is on its line."""
    stride = -(-len(line.stations) // MOST_STATIONS)
    half = np.array(line.size) / 2.0
    stations, asides = line.stations[::stride], line.asides[::stride]
    reach = (np.abs(asides) @ half)[:, np.newaxis]
    bare = stations - asides * (reach + _AIR)
    fringed = stations + asides * (reach + _BEYOND_FRINGE)
    middles = np.concatenate((bare, fringed, stations))
    costs = np.repeat((0.0, _FRINGED_SIDE, _ON_LINE), len(stations))
    costs = costs + _PER_PIXEL * np.hypot(*(np.tile(stations, (3, 1)) - line.arrow[0]).T)
    low = np.array((plot.left(), plot.top())) + half + _BORDER
    high = np.maximum(np.array((plot.right(), plot.bottom())) - half - _BORDER, low)
    inside = np.clip(middles, low, high)
    # At the border a name moves along it, away from its place by that much.
    costs += 2.0 * np.hypot(*(inside - middles).T)
    if line.before is not None:
        costs += np.minimum(_MOVED * np.hypot(*(inside - line.before).T), _MOST_MOVED)
    return inside, costs


def _far_costs(middles: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return what places cost that are not clearly nearer to their own line than to every other one: (n,)."""
    if not len(others):
        return np.zeros(len(middles))
    share = _nearest(middles, own) / np.maximum(_nearest(middles, others), 1e-9)
    costs: np.ndarray = np.where(share > _NEARER, _FAR_LINE * np.minimum(share, 4.0), 0.0)
    return costs


def _nearest(middles: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the distance from each place to the nearest of others: (n,)."""
    dx = middles[:, 0, np.newaxis] - places[:, 0]
    dy = middles[:, 1, np.newaxis] - places[:, 1]
    distances: np.ndarray = np.sqrt((dx * dx + dy * dy).min(axis=1))
    return distances


def _covered(middles: np.ndarray, half: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return how many places lie within a plate around each middle: (n,), int64."""
    dx = np.abs(middles[:, 0, np.newaxis] - places[:, 0])
    dy = np.abs(middles[:, 1, np.newaxis] - places[:, 1])
    counts: np.ndarray = ((dx < half[0]) & (dy < half[1])).sum(axis=1)
    return counts


def _count(middles: np.ndarray, half: np.ndarray, rects: Sequence[QRectF]) -> np.ndarray:
    """Return how many rectangles a plate around each middle touches: (n,), int64."""
    if not rects:
        return np.zeros(len(middles), dtype=np.int64)
    centres = np.array([(rect.center().x(), rect.center().y()) for rect in rects])
    halves = np.array([(rect.width() / 2.0, rect.height() / 2.0) for rect in rects])
    gaps = np.abs(middles[:, np.newaxis] - centres) - halves - half
    counts: np.ndarray = (gaps < 0.0).all(axis=2).sum(axis=1)
    return counts


def _along(ends: np.ndarray) -> np.ndarray:
    """Return places from one end to the other: (5, 2)."""
    shares = np.linspace(0.0, 1.0, 5)[:, np.newaxis]
    places: np.ndarray = ends[0] * (1.0 - shares) + ends[1] * shares
    return places
