"""How much of a low window docks below the graph leave it in step mode."""

from __future__ import annotations

from typing import Final

GRAPH_SHARE: Final = 0.4
"""Of the window's height, which the graph keeps where docks can be so much lower."""

BARS: Final = 165.0
"""Menu, toolbar, transport and status bar together, pixels at 100 %."""
AROUND: Final = 98.0
"""Phases above the graph and timeline below it, pixels at 100 %."""
AROUND_LOW: Final = 30.0
"""What is left of them where the window is low."""


def height_below(height: int, scale: float, is_low: bool) -> int:
    """Return what docks below the graph may have of a window's height, pixels; less than 0 where there is nothing.

    Parameters
    ----------
    height : int
        Of the window, pixels.
    scale : float
        Type scale.
    is_low : bool
        Whether the bars around the graph have given up their room already.
    """
    around = (AROUND_LOW if is_low else AROUND) + BARS
    return round((1.0 - GRAPH_SHARE) * height - around * scale)
