"""Whether one unit can tell two classes apart: decided exactly, in whole numbers, or not at all (002, 003)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.analysis.vital_signs import evenly
from mlp_core.errors import ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

MOST_POINTS: Final = 48
"""Points that are looked at; of more, so many evenly."""
MOST_INPUTS: Final = 4
"""Of more, so few points are nearly always separable."""


def linearly_separable(inputs: npt.ArrayLike, labels: npt.ArrayLike) -> bool | None:
    """Tell whether some line, plane or hyperplane has each of two classes on a side of its own.

    That is so exactly if the convex hulls of both classes have no point in common. A linear program looks for one, by
    the simplex method with Bland's rule, which always ends; it is computed in whole numbers, so that no rounding makes
    two hulls touch or part. Where some of the points cannot be separated, all of them cannot.

    Parameters
    ----------
    inputs : array_like, shape (n_points, n_inputs)
        What a unit reads.
    labels : array_like, shape (n_points,)
        The class of each; any two values.

    Returns
    -------
    bool or None
        None where it is not known: of more than `MOST_POINTS` points that they are separable, of more than
        `MOST_INPUTS` inputs, of numbers that are not finite, of more or fewer than two classes.

    Raises
    ------
    ShapeError
        If inputs and labels do not belong together.
    """
    points, classes = np.asarray(inputs, np.float64), np.asarray(labels)
    if points.ndim != 2 or classes.shape != points.shape[:1]:
        raise ShapeError(f"Inputs {points.shape} must be a table with a row for each of the labels {classes.shape}.")
    names = np.unique(classes)
    if len(names) != 2 or points.shape[1] > MOST_INPUTS or not np.isfinite(points).all():
        return None
    rows = evenly(np.arange(len(points)), MOST_POINTS)
    is_first = classes[rows] == names[0]
    if is_first.all() or not is_first.any():
        return None
    if _hulls_meet(points[rows], is_first):
        return False
    return True if len(rows) == len(points) else None


def _hulls_meet(points: npt.NDArray[np.float64], is_first: npt.NDArray[np.bool_]) -> bool:
    """Return whether a mean of the first class's points, with any weights, is one of the other's too.

    The unknowns are the points' weights, none below 0: those of either class add up to 1, and the difference of both
    means is 0. The first phase of the simplex method lets each equation fail by some amount, and makes these amounts
    small.
    """
    signs = [1 if first else -1 for first in is_first.tolist()]
    table = [[sign * value for sign, value in zip(signs, _whole(column), strict=True)] + [0] for column in points.T]
    table.append([int(first) for first in is_first.tolist()] + [1])
    table.append([int(not first) for first in is_first.tolist()] + [1])
    n_points = len(points)
    # What fails, minus: the last row, whose last number is minus the sum of all failures.
    table.append([-sum(column) for column in zip(*table, strict=True)])
    basis = [n_points + row for row in range(len(table) - 1)]
    divisor = 1
    while table[-1][-1] < 0:
        entering = next((place for place in range(n_points) if table[-1][place] < 0), -1)
        if entering < 0:
            return False
        _, _, leaving = min(
            (Fraction(row[-1], row[entering]), basis[place], place)
            for place, row in enumerate(table[:-1])
            if row[entering] > 0
        )
        _pivot(table, leaving, entering, divisor)
        divisor = table[leaving][entering]
        basis[leaving] = entering
    return True


def _whole(column: npt.NDArray[Any]) -> list[int]:
    """Return numbers times a power of two that makes all of them whole."""
    exact = [value.as_integer_ratio() for value in column.tolist()]
    scale = max(denominator for _, denominator in exact)
    return [numerator * (scale // denominator) for numerator, denominator in exact]


def _pivot(table: list[list[int]], leaving: int, entering: int, divisor: int) -> None:
    """Solve a row for a column, in place; all numbers stay whole, over one divisor (Bareiss 1968)."""
    chosen = table[leaving]
    pivot = chosen[entering]
    for place, row in enumerate(table):
        if place != leaving:
            factor = row[entering]
            table[place] = [
                (value * pivot - factor * other) // divisor for value, other in zip(row, chosen, strict=True)
            ]
