"""What every generator hands back: points where they belong, and what they should give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class CleanPoints:
    """Points before any noise.

    Generators draw point after point, so that asking for more points with the same generator keeps the first
    ones, and noise, added later from a stream of its own, never changes which points there are.

    Attributes
    ----------
    points : ndarray of float64, shape (n_points, n_coordinates)
        Coordinates.
    targets : ndarray, shape (n_points,)
        int64 class numbers, or float64 values.
    numbers : ndarray of int64, shape (n_points,), or None
        Of rows of a table, their numbers in its file.
    """

    points: NDArray[np.float64]
    targets: NDArray[np.int64] | NDArray[np.float64]
    numbers: NDArray[np.int64] | None = None

    @property
    def labels(self) -> NDArray[np.int64] | None:
        """The targets where they are class numbers, else None."""
        return self.targets.astype(np.int64) if np.issubdtype(self.targets.dtype, np.integer) else None
