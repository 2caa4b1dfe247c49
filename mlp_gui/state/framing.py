"""How closely, and where, the network is looked at; told so that a canvas of another size can show the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Framing:
    """What of the network is in the middle of its canvas, and how large.

    Attributes
    ----------
    zoom : float
        Times the size at which the whole network fits; 0 for the whole network, however it fits.
    x, y : float
        What stands in the middle, as shares of the network's width and height.
    opened : tuple of (column, first, end)
        Rows of pooled units that are shown one by one: in each column the units from `first` to before `end`.
    """

    zoom: float = 0.0
    x: float = 0.5
    y: float = 0.5
    opened: tuple[tuple[int, int, int], ...] = ()


WHOLE: Final = Framing()
"""The whole network, however it fits."""
