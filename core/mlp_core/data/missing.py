"""Filling gaps in points, by what the training part alone says about each column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def fill_missing(
    points: NDArray[np.float64], train: NDArray[np.int64], how: str, one_hot: tuple[tuple[int, int], ...]
) -> NDArray[np.float64]:
    """Return points without gaps; what fills a gap is computed from the training part alone.

    Parameters
    ----------
    points : ndarray, shape (n_points, n_coordinates)
        NaN where missing.
    train : ndarray of int
        Rows of the training part.
    how : str
        "mean" or "median" of the column. The coordinates of a category become the most frequent category.
    one_hot : tuple of (int, int)
        As in `TableData.one_hot`.

    Returns
    -------
    ndarray, shape (n_points, n_coordinates)
        The same array where nothing is missing. A column without any value in the training part gets zeros.
    """
    gaps = np.isnan(points)
    if not gaps.any():
        return points
    filled = points.copy()
    known = np.where(gaps[train], 0.0, points[train])
    counts = np.count_nonzero(~gaps[train], axis=0)
    means = known.sum(axis=0) / np.maximum(counts, 1)
    for first, end in one_hot:
        most = means[first:end].argmax()
        means[first:end] = np.arange(end - first) == most
    categories = {place for first, end in one_hot for place in range(first, end)}
    for place in np.flatnonzero(gaps.any(axis=0)):
        value = means[place]
        if how == "median" and place not in categories and counts[place]:
            value = np.median(points[train, place][~gaps[train, place]])
        filled[gaps[:, place], place] = value
    return filled
