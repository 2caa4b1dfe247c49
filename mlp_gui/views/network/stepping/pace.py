"""How long each part of a step's motion takes at a speed: all of it fits between two steps while it plays."""

from __future__ import annotations

from typing import NamedTuple

from mlp_gui.views.network.stepping.flight import APPEAR, APPROACH, DURATION

LONGEST = 2.0
"""Seconds that a pulse is under way at most."""

PLAYING_SHARE = 0.9
"""Part of the time between two steps that motion may take while it plays."""


class Pace(NamedTuple):
    """Seconds of each part."""

    approach: float
    fly: float
    appear: float


def pace_of(speed: float, legs: int, between: float, *, goes: bool) -> Pace:
    """Return the pace of a step.

    Parameters
    ----------
    speed : float
        Steps a second.
    legs : int
        Parts of the way that follow one another.
    between : float
        Seconds to the next step, 0 where none comes by itself.
    goes : bool
        Whether the view goes to another unit first.
    """
    fly, appear = min(DURATION / speed, LONGEST), min(APPEAR / speed, 2.0 * APPEAR)
    approach = min(APPROACH / speed, 2.0 * APPROACH) if goes else 0.0
    total = approach + legs * (fly + appear)
    shrink = min(PLAYING_SHARE * between / total, 1.0) if between else 1.0
    return Pace(approach * shrink, fly * shrink, appear * shrink)
