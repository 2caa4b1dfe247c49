"""Axes that stay where they are while a network trains."""

from __future__ import annotations

from typing import Final

Range = tuple[float, float]

_LOOSE: Final = 0.55
"""Axes stay as they are while what is seen fits in, and takes at least this part of them."""


def steady_axes(former: tuple[Range, Range], wanted: tuple[Range, Range], air: float) -> tuple[Range, Range]:
    """Return the axes as they were, as long as they fit: axes that breathe with every step hide what moves.

    Parameters
    ----------
    former, wanted : (Range, Range)
        What both axes showed last, and what would show all of the present moment.
    air : float
        Part of an axis that is left free at each end.
    """
    for (low, high), (least, most) in zip(former, wanted, strict=True):
        slack = 0.5 * air * (high - low)
        if least < low - slack or most > high + slack or (most - least) < _LOOSE * (high - low):
            return wanted
    return former
