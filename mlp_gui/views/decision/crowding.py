"""Crowding: where the plane's points leave no room for a number."""

from __future__ import annotations

from typing import Final

import numpy as np

MOST_POINTS: Final = 2000
"""More of them are looked at evenly."""
_ROWS, _COLUMNS = 24, 20


def crowded_cells(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return which parts of a plane have points in them or beside them.

    Parameters
    ----------
    points : ndarray, shape (n_points, 2)
        Anywhere; those beyond the plane count for nothing.
    low, high : ndarray, shape (2,)
        The plane's corners.

    Returns
    -------
    ndarray, shape (24, 20), bool
        Rows by rising y, columns by rising x.
    """
    cells = np.zeros((_ROWS + 2, _COLUMNS + 2), dtype=bool)
    places = (points[:: len(points) // MOST_POINTS + 1] - low) / (high - low)
    column, row = places[((places >= 0.0) & (places < 1.0)).all(axis=1)].T
    cells[(row * _ROWS).astype(np.intp) + 1, (column * _COLUMNS).astype(np.intp) + 1] = True
    across = cells[:, :-2] | cells[:, 1:-1] | cells[:, 2:]
    around: np.ndarray = across[:-2] | across[1:-1] | across[2:]
    return around


def is_crowded(cells: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return for places in parts of the plane, shape (n, 2) in [0, 1], whether they are crowded: (n,), bool."""
    n_rows, n_columns = cells.shape
    row = np.clip((places[:, 1] * n_rows).astype(np.intp), 0, n_rows - 1)
    column = np.clip((places[:, 0] * n_columns).astype(np.intp), 0, n_columns - 1)
    crowded: np.ndarray = cells[row, column]
    return crowded
