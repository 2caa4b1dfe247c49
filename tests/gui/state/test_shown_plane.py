"""The plane through many inputs is found without going through all rows: it is made while the window waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.shown_plane import ShownPlane

if TYPE_CHECKING:
    from mlp_gui.state.session import Session

MOST_ROWS = 2_000
"""That may be looked at, however many there are."""


class CountedRows:
    """Gives rows of points and nothing else, and counts them.

    Parameters
    ----------
    points : ndarray, shape (n_points, n_coordinates)
        The points.
    """

    def __init__(self, points: np.ndarray) -> None:
        self._points = points
        self.shape = points.shape
        self.count = 0

    def __getitem__(self, rows: int | np.ndarray) -> np.ndarray:
        """Return a row, or some."""
        found = self._points[rows]
        self.count += len(np.atleast_2d(found))
        return found

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._points)


@pytest.mark.parametrize("is_classification", [True, False])
def test_few_rows_of_many_are_looked_at(session: Session, is_classification: bool) -> None:
    """The others are held at the mean of the training points all the same, and all points lie in the plane."""
    rng = np.random.default_rng(3)
    points = rng.normal(size=(8 * MOST_ROWS, 5))
    targets = (points[:, 3] > 0.0).astype(int) if is_classification else points[:, 3]
    train = np.arange(6 * MOST_ROWS)
    rest = np.arange(6 * MOST_ROWS, 8 * MOST_ROWS)
    dataset = mlp.Dataset.from_arrays(
        points,
        targets,
        task="classification" if is_classification else "regression",
        split=mlp.Split(train, rest, np.empty(0, np.int64)),
    )
    counted = CountedRows(points)
    object.__setattr__(dataset, "points", counted)
    shown = ShownPlane(session).slice_of(dataset)
    assert shown is not None
    assert shown.axes[0] == 3
    assert counted.count <= MOST_ROWS
    np.testing.assert_allclose(shown.held, points[train].mean(axis=0), atol=1e-12)
    for axis, (low, high) in zip(shown.axes, shown.ranges, strict=True):
        assert low < points[:, axis].min()
        assert points[:, axis].max() < high
