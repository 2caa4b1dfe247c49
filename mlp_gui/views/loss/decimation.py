"""Decimation: at most two points a pixel, and never an extreme lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mlp_gui.views.axes import LinearScale


def columns_of(epochs: np.ndarray, scale: LinearScale) -> tuple[slice, np.ndarray | None]:
    """Sort rows into the pixel columns of an axis.

    Parameters
    ----------
    epochs : ndarray, shape (n_rows,), int64
        Rising, at least one.
    scale : LinearScale
        The epoch axis, in pixels.

    Returns
    -------
    rows : slice
        The rows to be drawn: those on the axis, and one more on either side to lead the curve out of the plot.
    starts : ndarray of intp, or None
        First row of each column that has rows, counted from `rows.start`; None where there are so few rows that
        each can be drawn.
    """
    first = max(int(np.searchsorted(epochs, scale.low, side="left")) - 1, 0)
    last = min(int(np.searchsorted(epochs, scale.high, side="right")) + 1, len(epochs))
    rows = slice(first, max(last, first + 1))
    n_columns = max(int(scale.end - scale.start), 1)
    shown = epochs[rows]
    if len(shown) <= 2 * n_columns:
        return rows, None
    edges = scale.low + (scale.high - scale.low) * np.arange(n_columns + 1) / n_columns
    starts = np.unique(np.concatenate(([0], np.searchsorted(shown, edges))))
    return rows, starts[starts < len(shown)]


def decimate(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return the lowest and the highest value of each column, in the order in which the curve meets them best.

    Parameters
    ----------
    values : ndarray, shape (n_rows,), float64
        One curve; nan is left out unless a column has nothing else.
    starts : ndarray of intp, shape (n_columns,)
        First row of each column; the first is 0.

    Returns
    -------
    ndarray, shape (2 n_columns,), float64
        Two values a column: the higher one first where the curve falls through it.
    """
    lowest, highest = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
    ends = np.append(starts[1:], len(values)) - 1
    falls = values[starts] > values[ends]
    pairs = np.empty(2 * len(starts))
    pairs[0::2] = np.where(falls, highest, lowest)
    pairs[1::2] = np.where(falls, lowest, highest)
    return pairs
