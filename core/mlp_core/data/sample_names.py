"""What a user calls a point of the data: a row of a table by its number in the file, any other by its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _none() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SampleNames:
    """Names of the points of a dataset.

    Attributes
    ----------
    file : str
        Name of the table's file; "" where the points come from none.
    numbers : ndarray of int64, shape (n_points,), read-only
        Number of each point's row in that file, 0 for a painted point; empty where there is no file.
    """

    file: str = ""
    numbers: NDArray[np.int64] = field(default_factory=_none)

    def __post_init__(self) -> None:
        self.numbers.flags.writeable = False

    def name(self, sample: int) -> str:
        """Return what a sample, counted from 0, is called: "sample 18", "row 17", or "painted point"."""
        if not self.numbers.size:
            return f"sample {sample + 1}"
        number = int(self.numbers[sample])
        return f"row {number}" if number else "painted point"

    def title(self, sample: int) -> str:
        """Return the same with the file: "row 17 of houses.csv"."""
        name = self.name(sample)
        return f"{name} of {self.file}" if name.startswith("row") else name

    def mark(self, sample: int) -> str:
        """Return the same in few letters, for a small place: "#18", the row's number for a table."""
        if not self.numbers.size:
            return f"#{sample + 1}"
        number = int(self.numbers[sample])
        return f"#{number}" if number else "painted"
