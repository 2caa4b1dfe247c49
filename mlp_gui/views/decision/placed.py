"""Which points of the data stand in the plot, and where: of a million every so many-th, which fill it as well."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

import mlp_core as mlp
from mlp_gui.views.decision.marks import MOST_DRAWN, PARTS

MOST_PLACED: Final = 20_000
"""Points that are all placed; of more only as many as are drawn, since each layout places them anew."""


class Placed(NamedTuple):
    """Points in a plot.

    Attributes
    ----------
    positions : ndarray, shape (n, 2), float64
        Pixels where they are drawn: at the plot's edge where they lie outside.
    directions : ndarray, shape (n, 2), float64
        For these of length 1, to the points themselves.
    is_outside : ndarray of bool, shape (n,)
        Which they are.
    """

    positions: np.ndarray
    directions: np.ndarray
    is_outside: np.ndarray


def placed_rows(dataset: mlp.Dataset) -> np.ndarray:
    """Return the rows of the points that are placed, int64, ascending; of many a share of each part, as it is large."""
    n_points = dataset.n_points
    if n_points <= MOST_PLACED:
        return np.arange(n_points)
    parts = [getattr(dataset, part) for part in PARTS]
    shares = [mlp.evenly(rows, max(MOST_DRAWN * len(rows) // n_points, 1)) for rows in parts]
    return np.sort(np.concatenate(shares))
