"""The bands above and below the cards: titles of the columns, and the legend with its choices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bands:
    """Heights of the bands.

    Attributes
    ----------
    titles, legend : float
        Pixels at 100 %; 0 where there is none.
    """

    titles: float
    legend: float


ROOMY = Bands(40.0, 74.0)
COMPACT = Bands(27.0, 46.0)
"""On low canvases: bars have their ends at their sides instead of below."""

FLAT = Bands(25.0, 36.0)
"""Before a class: bars have their titles at their sides too."""

BARE = Bands(0.0, 0.0)
"""Before a class, where names and bars would cost the units their numbers."""

ROOMY_FROM = 440.0
"""From this height on, pixels at 100 %, a network whose cards are small has roomy bands."""
