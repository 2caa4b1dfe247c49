"""How large a table may be: what fits into memory and into a picture, stated in every refusal."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 256 * 2**20
"""Largest file, in bytes: a million rows of ten columns in full precision have about 200 million."""

MAX_CELLS: Final = 50_000_000
"""Most cells: 400 MB as numbers."""

MAX_COLUMNS: Final = 2_000
"""Most columns: an image of 28 by 28 points has 784."""

MAX_INPUTS: Final = 1_024
"""Most coordinates of a point, each category counting as one."""

MAX_CATEGORIES: Final = 100
"""Most different texts of a column of categories; with more it is text."""

MAX_CLASSES: Final = 100
"""Most classes of a target."""

MAX_MAGNITUDE: Final = 1e100
"""Largest number that can be learned from: its square is still a number."""


def megabytes(n_bytes: int) -> str:
    """Return a size in words: "256 MB"."""
    return f"{n_bytes / 2**20:,.0f} MB"


def counted(count: int, noun: str) -> str:
    """Return a count in words: "1 cell", "2,000 cells"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
