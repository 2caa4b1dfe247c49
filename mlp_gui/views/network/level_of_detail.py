"""How much of a large network is shown: layers pooled to rows that can be told apart, and opened again on request."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.views.network.pixel_bands import picture_bands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlp_gui.views.network.pixel_bands import Shape

LIVE_EDGES = 500
"""Up to here edges are painted on the GUI thread, antialiased, with every snapshot."""

REST_EDGES = 2_000
"""Up to here every edge is shown; above, units are pooled."""

MOST_ROWS = 32
"""A column never shows more rows than this."""

POOLED_ROWS, MOST_KEPT = 8, 16
"""In a large network, layers of more units than the second are shown as so many groups: few enough to follow edges."""

Group = tuple[int, int]
"""Units `start` to `stop - 1` of a layer, shown as one row."""


def edge_count(row_counts: Sequence[int]) -> int:
    """Return how many edges join columns of these row counts."""
    return sum(a * b for a, b in pairwise(row_counts))


def partition(start: int, stop: int, limit: int) -> tuple[Group, ...]:
    """Cut the units from `start` to `stop` into at most `limit` groups of nearly one size.

    Parameters
    ----------
    start, stop : int
        First unit and one past the last.
    limit : int
        Most groups, at least 1.

    Returns
    -------
    tuple of (start, stop)
        Groups in order; single units where there are no more than `limit`.
    """
    count = stop - start
    pieces = min(count, limit)
    cuts = [start + (count * piece) // pieces for piece in range(pieces + 1)] if pieces else []
    return tuple(pairwise(cuts))


def pool(
    sizes: Sequence[int], opened: Mapping[int, Group], picture: Shape | None = None
) -> tuple[tuple[Group, ...], ...]:
    """Choose the rows of every column.

    Parameters
    ----------
    sizes : sequence of int
        Units of each column, inputs first.
    opened : mapping of column to (start, stop)
        Groups that were opened: their units are shown one by one, or in finer groups, between one group of all
        units before and one of all after.
    picture : (rows, columns), optional
        Of the inputs, where they are pixels: these are then shown in whole rows.

    Returns
    -------
    tuple of tuples of (start, stop)
        The groups of each column, in order and covering it.
    """
    if max(sizes) <= MOST_ROWS and edge_count(sizes) <= REST_EDGES:
        return tuple(partition(0, size, size) for size in sizes)
    columns = [_column(size, opened.get(index)) for index, size in enumerate(sizes)]
    if picture is not None and 0 not in opened and is_pooled(columns[0]):
        columns[0] = picture_bands(picture)
    return tuple(columns)


def _column(size: int, opened: Group | None) -> tuple[Group, ...]:
    if size <= MOST_KEPT:
        return partition(0, size, size)
    if opened is None:
        return partition(0, size, POOLED_ROWS)
    start, stop = max(0, opened[0]), min(size, opened[1])
    before = ((0, start),) if start else ()
    after = ((stop, size),) if stop < size else ()
    count = stop - start
    return before + partition(start, stop, count if count <= MOST_ROWS - 2 else POOLED_ROWS) + after


def is_pooled(groups: Sequence[Group]) -> bool:
    """Tell whether any row stands for more than one unit."""
    return any(stop - start > 1 for start, stop in groups)


def pooled_matrix(weights: np.ndarray, targets: Sequence[Group], sources: Sequence[Group]) -> np.ndarray:
    """Give each bundle of weights one number: the root mean square, with the sign of the sum.

    Parameters
    ----------
    weights : ndarray, shape (n_targets, n_sources)
        Weights between two layers.
    targets, sources : sequences of (start, stop)
        Groups of rows and of columns of `weights`.

    Returns
    -------
    ndarray, shape (len(targets), len(sources)), float64
        A bundle of one weight keeps its value.
    """
    rows = np.array([start for start, _ in targets])
    columns = np.array([start for start, _ in sources])
    if len(rows) == weights.shape[0] and len(columns) == weights.shape[1]:
        return np.asarray(weights, dtype=np.float64)
    total = np.add.reduceat(np.add.reduceat(weights, rows, axis=0), columns, axis=1)
    with np.errstate(over="ignore"):
        squares = np.add.reduceat(np.add.reduceat(np.square(weights), rows, axis=0), columns, axis=1)
    counts = np.outer(np.diff([*rows, weights.shape[0]]), np.diff([*columns, weights.shape[1]]))
    bundles: np.ndarray = np.copysign(np.sqrt(squares / counts), total)
    return bundles.astype(np.float64)


def pooled_vector(values: np.ndarray, groups: Sequence[Group]) -> np.ndarray:
    """Average `values`, shape (n_units,), over each group: shape (len(groups),)."""
    if len(groups) == len(values):
        return np.asarray(values, dtype=np.float64)
    starts = np.array([start for start, _ in groups])
    counts = np.diff([*starts, len(values)])
    return np.asarray(np.add.reduceat(values, starts) / counts, dtype=np.float64)
