"""Places for the numbers on edges: each on its own edge, none over another or over a card."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.stepping.layout import StepLayout

SHARES = (0.3, 0.42, 0.2, 0.55, 0.66, 0.76, 0.5, 0.36, 0.6, 0.25, 0.7, 0.82)
ASIDES = (0.0, -0.5, 0.5)
"""Shares of the way along an edge, and how far off it, in heights of the number: the places tried first."""

FINE_SHARES = tuple(np.linspace(0.0, 1.0, 21).tolist())
FINE_ASIDES = (0.0, -0.25, 0.25, -0.5, 0.5)
MOST_TRIES = 60
"""So many places are tried in one gap, after the best of each, before it counts as too full."""

MOST_TOGETHER = 6
"""More than this that stand one above another are placed one by one alone: where that fails, they make a pile."""

SIDE = 4.0
"""Least distance of a number to the cards, pixels."""

AIR = np.array([-3.0, -2.0, 3.0, 2.0])
"""Least distance of two numbers, pixels to the left, above, to the right and below."""


Sides = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle."""


class Wanted(NamedTuple):
    """A number that wants a place.

    Attributes
    ----------
    edge : int
        On which.
    width, height : float
        Pixels.
    """

    edge: int
    width: float
    height: float


def find_places(layout: StepLayout, gap: int, wanted: Sequence[Wanted], obstacles: list[QRectF]) -> list[QRectF | None]:
    """Find places in one gap; those that are named first choose first.

    Parameters
    ----------
    layout : StepLayout
        Edges.
    gap : int
        Between which columns.
    wanted : sequence of Wanted
        All of this gap.
    obstacles : list of QRectF
        What they must not lie on.

    Returns
    -------
    list of QRectF or None
        Of each that is wanted; None where there is no place for it.
    """
    places = _find_places(layout, gap, tuple(wanted), tuple(map(_sides, obstacles)))
    return [None if place is None else _rect(place) for place in places]


def are_too_many(layout: StepLayout, wanted: Sequence[Wanted]) -> bool:
    """Tell of numbers of one gap that none can stand beside another, and that their edges are too low there for all.

    There is no place for them on their edges then, and none need be looked for.
    """
    if not _stand_alone(layout, wanted):
        return False
    lowest, highest = [], []
    for each in wanted:
        points, (left, right) = layout.curves.points[each.edge], _reach(layout, each)
        ends = np.interp((left, right), points[:, 0], points[:, 1]) if right > left else points[[0, -1], 1]
        lowest.append(float(ends.min()) - each.height)
        highest.append(float(ends.max()) + each.height)
    return bool(sum(each.height + AIR[3] for each in wanted) > max(highest) - min(lowest))


def _stand_alone(layout: StepLayout, wanted: Sequence[Wanted]) -> bool:
    """Tell of several numbers of one gap that even the narrowest two have no room beside each other."""
    if len(wanted) < 2:
        return False
    points = layout.curves.points[wanted[0].edge]
    narrowest = sorted(each.width for each in wanted)[:2]
    return bool(sum(narrowest) + AIR[2] > points[-1, 0] - points[0, 0] - 2.0 * SIDE)


def _reach(layout: StepLayout, wanted: Wanted) -> tuple[float, float]:
    """Return between which places the middle of a number may be; of one as wide as the gap, the first is the larger."""
    points = layout.curves.points[wanted.edge]
    return float(points[0, 0]) + wanted.width / 2 + SIDE, float(points[-1, 0]) - wanted.width / 2 - SIDE


# A step is painted as it sets out, as it arrives and as it stands: most numbers are as wide as before.
@lru_cache(maxsize=128)
def _find_places(
    layout: StepLayout, gap: int, wanted: tuple[Wanted, ...], obstacles: tuple[Sides, ...]
) -> tuple[np.ndarray | None, ...]:
    edges = np.flatnonzero(layout.curves.gap == gap)
    blocked = np.array(obstacles).reshape(len(obstacles), 4)
    best: list[np.ndarray | None] = []
    for shares, asides in ((SHARES, ASIDES), (FINE_SHARES, FINE_ASIDES)):
        choices = [_choices(layout, each, edges, blocked, shares, asides) for each in wanted]
        best = best or _one_by_one(choices)
        if len(wanted) > MOST_TOGETHER and _stand_alone(layout, wanted):
            break
        if any(place is None for place in best):
            best = _Together(choices).places or best
        if not any(place is None for place in best):
            break
    return tuple(best)


def _choices(
    layout: StepLayout,
    wanted: Wanted,
    edges: np.ndarray,
    blocked: np.ndarray,
    shares: tuple[float, ...],
    asides: tuple[float, ...],
) -> np.ndarray:
    """Return the places of a number, those first where the fewest other edges run behind it.

    Returns
    -------
    ndarray, shape (n_places, 4), float64
        Left, top, right, bottom.
    """
    points, width, height = layout.curves.points[wanted.edge], wanted.width, wanted.height
    low, high = _reach(layout, wanted)
    if high > low:
        x = low + (high - low) * np.array(shares)
        y = np.interp(x, points[:, 0], points[:, 1])
    else:
        # As wide as the gap, it may stand wherever its edge passes behind it.
        x = np.full(len(shares), points[:, 0].mean())
        y = np.interp(np.array(shares) * (len(points) - 1), np.arange(len(points)), points[:, 1])
    others = _heights(layout.curves.points[edges[edges != wanted.edge]], x)
    aside = np.tile(asides, len(x))
    x, y, others = (np.repeat(each, len(asides), axis=-1) for each in (x, y, others))
    middle = y + aside * height
    crossed = (np.abs(others - middle) < height / 2 + 2.0).sum(axis=0) + 2.0 * np.abs(aside)
    left, top = np.round(x - width / 2), np.round(middle - height / 2)
    places = np.stack([left, top, left + round(width), top + round(height)], axis=1)
    free = ~np.any([_overlap(places, each) for each in blocked], axis=0) if len(blocked) else np.full(len(x), True)
    order = np.argsort(crossed[free], kind="stable")
    return np.asarray(places[free][order])


def _heights(ways: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return how high each edge of a gap runs at some places, shape (n_edges, n_places)."""
    if not len(ways) or (ways[:, :, 0] != ways[0, :, 0]).any():
        return np.array([np.interp(x, way[:, 0], way[:, 1]) for way in ways]).reshape(len(ways), len(x))
    # Edges between cards of the same width bend at the same places: all of them at once.
    bends, heights = ways[0, :, 0], ways[:, :, 1]
    after = np.clip(np.searchsorted(bends, x), 1, len(bends) - 1)
    share = np.clip((x - bends[after - 1]) / (bends[after] - bends[after - 1]), 0.0, 1.0)
    return np.asarray(heights[:, after - 1] + share * (heights[:, after] - heights[:, after - 1]))


def _one_by_one(choices: list[np.ndarray]) -> list[np.ndarray | None]:
    """Give each the best place that those before it have left."""
    places: list[np.ndarray | None] = []
    for each in choices:
        free = np.full(len(each), True)
        for other in places:
            if other is not None:
                free &= ~_overlap(each, other + AIR)
        places.append(each[int(np.argmax(free))] if free.any() else None)
    return places


class _Together:
    """Finds places for all numbers of a gap, going back where one has none left.

    Attributes
    ----------
    places : list of ndarray or None
        Of each number, shape (4,); empty where nothing was found within `MOST_TRIES`.
    """

    def __init__(self, choices: list[np.ndarray]) -> None:
        self._choices = choices
        self._tries = 0
        self.places: list[np.ndarray | None] = [None] * len(choices)
        if not self._place({each: np.full(len(places), True) for each, places in enumerate(choices)}):
            self.places = []

    def _place(self, free: dict[int, np.ndarray]) -> bool:
        """Place all that still have none; the one with the fewest free places is the next."""
        if not free:
            return True
        number = min(free, key={each: int(mask.sum()) for each, mask in free.items()}.__getitem__)
        for place in self._choices[number][free[number]]:
            self._tries += 1
            if self._tries > MOST_TRIES:
                return False
            left = {
                each: mask & ~_overlap(self._choices[each], place + AIR)
                for each, mask in free.items()
                if each != number
            }
            if all(mask.any() for mask in left.values()) and self._place(left):
                self.places[number] = place
                return True
        return False


def _overlap(places: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tell which places have some area in common with another one."""
    overlap: np.ndarray = (
        (places[:, 0] < other[2]) & (places[:, 2] > other[0]) & (places[:, 1] < other[3]) & (places[:, 3] > other[1])
    )
    return overlap


def _sides(rect: QRectF) -> Sides:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _rect(sides: np.ndarray) -> QRectF:
    left, top, right, bottom = sides.tolist()
    return QRectF(left, top, right - left, bottom - top)
