"""What a user painted: points added, taken away and moved, on top of the points that were drawn or in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.split import Split
from mlp_core.errors import ArgumentError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

MOST_PAINTED = 5000
"""Points that can be painted; painting copies all of them with every stroke."""


@dataclass(frozen=True, slots=True)
class Painting:
    """Changes to the points of a dataset, as numbers that can be compared and written down.

    Painted points train; every other point stays in the part that it was dealt to. The drawn points that are left come
    first, in their order, and the added ones after them.

    Attributes
    ----------
    added : tuple of tuples of float
        Each new point: its raw coordinates, and last its class number or its value.
    removed : tuple of int
        Rows of the drawn points that are taken away, ascending; rows that there are not do no harm.
    moved : tuple of tuples of float
        Each moved point: its row among the drawn points, then its new raw coordinates, and for a value its new value.
    from_scratch : bool
        Whether all drawn points are taken away.
    """

    added: tuple[tuple[float, ...], ...] = ()
    removed: tuple[int, ...] = ()
    moved: tuple[tuple[float, ...], ...] = ()
    from_scratch: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the points are as they were drawn."""
        return not (self.added or self.removed or self.moved or self.from_scratch)

    def with_points(self, points: Iterable[tuple[float, ...]]) -> Painting:
        """Return this with more points, each as in `added`."""
        return replace(self, added=(*self.added, *points))

    def without_rows(self, rows: Iterable[int], n_points: int) -> Painting:
        """Return this without some points.

        Parameters
        ----------
        rows : iterable of int
            Rows of the painted dataset.
        n_points : int
            Points of the painted dataset.
        """
        n_kept = n_points - len(self.added)
        rows = set(rows)
        drawn = {self._drawn_row(row) for row in rows if row < n_kept}
        return replace(
            self,
            added=tuple(point for place, point in enumerate(self.added) if place + n_kept not in rows),
            removed=tuple(sorted({*self.removed, *drawn})),
            moved=tuple(each for each in self.moved if int(each[0]) not in drawn),
        )

    def with_moved(self, row: int, numbers: tuple[float, ...], n_points: int) -> Painting:
        """Return this with one point elsewhere.

        Parameters
        ----------
        row : int
            Of the painted dataset.
        numbers : tuple of float
            Its new raw coordinates; where these are followed by one more number, that is its new target.
        n_points : int
            Points of the painted dataset.
        """
        place = row - (n_points - len(self.added))
        if place < 0:
            drawn = self._drawn_row(row)
            others = (each for each in self.moved if int(each[0]) != drawn)
            return replace(self, moved=tuple(sorted((*others, (float(drawn), *numbers)))))
        former = self.added[place]
        point = numbers if len(numbers) == len(former) else (*numbers, former[-1])
        return replace(self, added=(*self.added[:place], point, *self.added[place + 1 :]))

    def of_other_points(self) -> Painting:
        """Return what is left of this where other points are drawn: rows would mean other points now."""
        return replace(self, removed=(), moved=())

    def _drawn_row(self, row: int) -> int:
        """Return the row among the drawn points of a row of those that are left."""
        for gone in self.removed:
            if gone > row:
                break
            row += 1
        return row


def paint(
    painting: Painting,
    points: NDArray[np.float64],
    targets: NDArray[Any],
    split: Split,
    n_classes: int,
) -> tuple[NDArray[np.float64], NDArray[Any], Split]:
    """Return points, targets and parts with what was painted.

    Parameters
    ----------
    painting : Painting
        The changes.
    points : ndarray of float64, shape (n_points, n_coordinates)
        As they were drawn; not changed, and neither is the rest.
    targets : ndarray, shape (n_points,) or (n_points, 1)
        Class numbers or values.
    split : Split
        Parts of the drawn points.
    n_classes : int
        Classes; 0 for values.

    Raises
    ------
    ArgumentError
        If a painted point has too few or too many numbers, one that is not finite, or a class that there is not, or if
        there are too many.
    DataError
        If no training point is left.
    """
    n_drawn, width = points.shape
    added = _checked(painting.added, width + 1, "added")
    if n_classes and len(added) and not np.isin(added[:, -1], np.arange(n_classes)).all():
        raise ArgumentError(f"painted has a class that there is not; classes are 0 to {n_classes - 1}.")
    points, targets = points.copy(), targets.copy()
    for row, *numbers in painting.moved:
        has_value = not n_classes and len(numbers) == width + 1
        _checked((tuple(numbers),), width + has_value, "moved")
        if 0 <= int(row) < n_drawn:
            points[int(row)] = numbers[:width]
            if has_value:
                targets[int(row)] = numbers[-1]
    is_left = np.full(n_drawn, not painting.from_scratch)
    is_left[[row for row in painting.removed if 0 <= row < n_drawn]] = False
    new_targets = added[:, -1].astype(targets.dtype).reshape(-1, *targets.shape[1:])
    n_left = int(is_left.sum())
    painted = np.arange(n_left, n_left + len(added))
    renumbered = np.cumsum(is_left) - 1
    train, validation, test = (renumbered[rows[is_left[rows]]] for rows in (split.train, split.validation, split.test))
    train = np.concatenate((train, painted))
    if not train.size:
        raise DataError("No training point would be left. Paint another one first: a network learns from at least one.")
    return (
        np.concatenate((points[is_left], added[:, :-1])),
        np.concatenate((targets[is_left], new_targets)),
        Split(train, validation, test),
    )


def painted_rows(painting: Painting, n_drawn: int) -> NDArray[np.int64]:
    """Return which drawn point each point is that `paint` returns, -1 for one that was added; shape (n_points,)."""
    is_left = np.full(n_drawn, not painting.from_scratch)
    is_left[[row for row in painting.removed if 0 <= row < n_drawn]] = False
    return np.concatenate((np.flatnonzero(is_left), np.full(len(painting.added), -1)))


def _checked(points: tuple[tuple[float, ...], ...], width: int, name: str) -> NDArray[np.float64]:
    if len(points) > MOST_PAINTED:
        raise ArgumentError(f"painted has {len(points)} points; there may be at most {MOST_PAINTED}.")
    if set(map(len, points)) - {width}:
        raise ArgumentError(f"painted has a point among those {name} that has not {width} numbers.")
    array = np.array(points, np.float64).reshape(-1, width)
    if not np.isfinite(array).all():
        raise ArgumentError(f"painted has a point among those {name} that is not finite.")
    return array
