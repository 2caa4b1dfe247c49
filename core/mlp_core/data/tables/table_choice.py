"""What is to be learned from a table: which columns go in, which one comes out, and what becomes of gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core.data.dataset import CLASSIFICATION, REGRESSION
from mlp_core.data.tables.limits import MAX_INPUTS
from mlp_core.data.tables.table import CATEGORY, NUMBER

if TYPE_CHECKING:
    from mlp_core.data.tables.table import Column, Table

MISSING: Final = ("drop", "mean", "median")
"""What can become of missing values: the row is left out, or they get the training part's mean or median."""

_TARGET_NAMES: Final = frozenset({"target", "class", "label", "labels", "y", "species", "outcome", "output", "result"})
_MOST_CLASS_NUMBERS: Final = 20
_LEAST_PER_CLASS: Final = 3
_FEW_GAPS: Final = 0.1


@dataclass(frozen=True, slots=True)
class TableChoice:
    """Inputs, target and task.

    Attributes
    ----------
    inputs : tuple of str
        Names of the columns that are read; each of numbers or of categories.
    target : str
        Name of the column that is to be predicted. A compression predicts none: "", or a column whose classes
        colours are to tell.
    task : str
        "classification", "regression" or "compression".
    missing : str
        "drop", "mean" or "median". A missing category gets the most frequent one instead of a mean, and a row
        without a target is always left out.
    categories : tuple of str
        Names of columns of numbers that are read as categories, in the order of the table; others stay numbers. Of a
        target the task decides.
    """

    inputs: tuple[str, ...]
    target: str
    task: str
    missing: str = "drop"
    categories: tuple[str, ...] = ()

    @classmethod
    def proposed(cls, table: Table) -> TableChoice:
        """Guess what a table is for: the target by its name, else the last column; all others that can be go in.

        A column of dates or times, and one that only numbers the rows, is no target where there is another.

        Parameters
        ----------
        table : Table
            Any; where nothing in it can be learned the choice is refused by `TableData`.
        """
        usable = [column for column in table.columns if column.kind in (NUMBER, CATEGORY)]
        if not usable:
            return cls((), table.columns[-1].name, CLASSIFICATION)
        named = [column for column in usable if column.name.strip().lower() in _TARGET_NAMES]
        telling = [column for column in usable if not column.is_time and not _is_counter(column)]
        target = (named or telling or usable)[-1]
        inputs: list[str] = []
        n_coordinates = 0
        for column in usable:
            n_coordinates += max(len(column.categories), 1)
            if column is not target and n_coordinates <= MAX_INPUTS and not _is_counter(column):
                inputs.append(column.name)
        inputs = inputs or [column.name for column in usable if column is not target]
        with_gaps = np.zeros(table.n_rows, bool)
        for column in usable:
            if column.n_missing and (column is target or column.name in inputs):
                with_gaps |= np.isnan(column.values)
        missing = "drop" if np.count_nonzero(with_gaps) <= _FEW_GAPS * table.n_rows else "mean"
        return cls(tuple(inputs), target.name, proposed_task(target), missing)


def proposed_task(target: Column) -> str:
    """Return the task that a target column asks for: a few categories or whole numbers are classes."""
    if target.kind == CATEGORY:
        return CLASSIFICATION
    numbers = target.values[~np.isnan(target.values)]
    # A look at the first ones spares sorting a million values.
    if not np.array_equal(numbers, np.floor(numbers)) or len(np.unique(numbers[:1000])) > _MOST_CLASS_NUMBERS:
        return REGRESSION
    n_different = len(np.unique(numbers))
    few = n_different <= _MOST_CLASS_NUMBERS and len(numbers) >= _LEAST_PER_CLASS * n_different
    return CLASSIFICATION if few or n_different == 2 else REGRESSION


def _is_counter(column: Column) -> bool:
    """Whether a column only numbers the rows, which would let a network look the answers up."""
    if column.kind != NUMBER or column.unit or column.n_rows < 3:
        return False
    first = column.values[0]
    return first in (0.0, 1.0) and np.array_equal(column.values, np.arange(column.n_rows) + first)
