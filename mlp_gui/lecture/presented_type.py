"""How large the letters of the bars are while presenting: the last row of a lecture hall reads the smallest."""

from __future__ import annotations

from typing import Final

SMALLEST: Final = 15
"""Of any text, pixels at 100 %: 18 on a screen of 1280 by 720, 20 on one of 1440 by 900."""
LEAST: Final = 18
"""Pixels on any screen of 1280 by 720 or more, in panels too that know nothing of presenting."""
TITLE: Final = 20
"""Of the phase that is stepped through."""


def least_letters(scale: float) -> int:
    """Return the pixels of the smallest letters at a scale."""
    return min(LEAST, round(SMALLEST * scale))


def letters(usual: int, presenting: bool) -> int:
    """Return the size of a text in pixels at 100 %, which is `usual` at a desk."""
    return max(usual, SMALLEST) if presenting else usual
