"""Cells of a column of numbers that are none: they count as gaps, and the table says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.data.tables.table import Table

_MOST_TOLD: Final = 5
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Strays:
    """The cells of a column that are no numbers.

    Attributes
    ----------
    column : str
        Heading.
    count : int
        Cells; at least one.
    row : int
        Row of the first one, counted from 0.
    text : str
        What stands there.
    """

    column: str
    count: int
    row: int
    text: str

    def told(self, table: Table) -> str:
        """Say "4 cells of price are no numbers (first: line 17, 'abc'): they count as gaps."."""
        first = f"{table.place(self.row)}, {self.text[:_LONGEST]!r}"
        if self.count == 1:
            return f"1 cell of {self.column} is no number ({first}): it counts as a gap."
        return f"{self.count:,} cells of {self.column} are no numbers (first: {first}): they count as gaps."


def with_strays(table: Table, strays: Iterable[Strays | None]) -> Table:
    """Return a table whose notes tell of the strays of its columns, None for a column without any."""
    found = [each for each in strays if each is not None]
    notes = [each.told(table) for each in found[:_MOST_TOLD]]
    if len(found) > _MOST_TOLD:
        cells = sum(each.count for each in found[_MOST_TOLD:])
        notes.append(f"{cells:,} cells of {len(found) - _MOST_TOLD:,} more columns are no numbers and count as gaps.")
    return replace(table, notes=(*table.notes, *notes)) if notes else table
