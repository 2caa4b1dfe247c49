"""Where the lines of the header stand: titles, second lines, counts with their buttons, and what is pooled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Middles of the lines from the top of the canvas, pixels at 100 %.

    Attributes
    ----------
    title, buttons, pooled : float
        Titles; counts and buttons; what is said of layers that are shown pooled.
    subtitle : float or None
        Activations; None where there is no room for them.
    height : float
        Of the whole header.
    """

    title: float
    subtitle: float | None
    buttons: float
    pooled: float
    height: float


FULL: Final = HeaderRows(title=35.0, subtitle=53.0, buttons=80.0, pooled=98.0, height=104.0)
LOW: Final = HeaderRows(title=17.0, subtitle=None, buttons=42.0, pooled=60.0, height=66.0)
LOW_BELOW: Final = 380.0
"""Canvases lower than this, in pixels at 100 %, leave the network what the second lines would take."""


def header_rows(height: float, scale: float) -> HeaderRows:
    """Return the lines of the header on a canvas of some height, pixels, at a type scale."""
    return LOW if height < LOW_BELOW * scale else FULL
