"""Which points teach, which points choose, which points judge: training, validation and test part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Shares are typed and dragged in steps of a percent: their sum may exceed 1 by rounding only.
_SHARE_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Indices of the three parts: disjoint, ascending, together all points.

    Attributes
    ----------
    train, validation, test : ndarray of int64
        `train` is never empty; the other two may be.
    """

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


def part_sizes(n_points: int, train_share: float, validation_share: float) -> tuple[int, int, int]:
    """Return how many points the training, validation and test parts get.

    Counts are rounded. The training part always has a point, and every other part with a share has one as
    long as there are points left for it.
    """
    test_share = 1.0 - train_share - validation_share
    wanted_test = round(n_points * test_share)
    wanted_validation = round(n_points * validation_share)
    n_test = max(wanted_test, 1) if test_share > _SHARE_ROUNDING else 0
    n_validation = max(wanted_validation, 1) if validation_share > 0.0 else 0
    n_test = min(n_test, n_points - 1)
    n_validation = min(n_validation, n_points - 1 - n_test)
    return n_points - n_test - n_validation, n_validation, n_test


def split_points(
    n_points: int,
    train_share: float,
    validation_share: float,
    rng: np.random.Generator,
    labels: NDArray[np.integer[Any]] | None = None,
) -> Split:
    """Deal the points into three parts, each class in the same proportions.

    A change of the shares moves only as many points from one part to another as it must.

    Parameters
    ----------
    n_points : int
        Points in all, at least 1.
    train_share, validation_share : float
        Shares of the points; what they leave of 1 is the test part.
    rng : numpy.random.Generator
        Decides which points go where.
    labels : ndarray of int, shape (n_points,), optional
        Classes to be kept in proportion.

    Raises
    ------
    ArgumentError
        If a share is out of range, or both together exceed 1.
    """
    if not 0.0 < train_share <= 1.0:
        raise ArgumentError(f"train_share is {train_share!r}; it must be above 0 and at most 1.")
    if not 0.0 <= validation_share < 1.0:
        raise ArgumentError(f"validation_share is {validation_share!r}; it must be at least 0 and below 1.")
    if train_share + validation_share > 1.0 + _SHARE_ROUNDING:
        raise ArgumentError(
            f"validation_share is {validation_share!r}; with train_share {train_share!r} it must be at most "
            f"{1.0 - train_share:.6g}, so that together they do not exceed 1."
        )
    classes = np.zeros(n_points, np.int64) if labels is None else labels
    shuffled = rng.permutation(n_points)
    # Each class is spread evenly over 0..1; any stretch of the sorted places then has every class in proportion.
    place = np.empty(n_points)
    # np.unique would load NumPy's masked arrays first: 15 ms before the first picture.
    for label in sorted(set(classes.tolist())):
        members = shuffled[classes[shuffled] == label]
        place[members] = (np.arange(members.size) + 0.5) / members.size
    order = shuffled[np.argsort(place[shuffled], kind="stable")]
    n_train, n_validation, _ = part_sizes(n_points, train_share, validation_share)
    train, validation, test = np.split(order, (n_train, n_train + n_validation))
    return Split(np.sort(train), np.sort(validation), np.sort(test))
