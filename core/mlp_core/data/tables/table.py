"""A table as it was read: named columns of numbers or categories, and what was recognised on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.data.tables.layout import AS_RECOGNISED, TableLayout

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBER = "number"
CATEGORY = "category"
TEXT = "text"
EMPTY = "empty"

DAYS = "days"
SECONDS = "seconds"


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Heading; no two columns of a table have the same.
    kind : str
        "number"; "category" for a few texts that come again and again; "text" for others; "empty" without any value.
    values : ndarray of float64, shape (n_rows,), read-only
        The numbers, or for a category the place in `categories`; NaN where missing, and throughout a text.
    categories : tuple of str
        The different texts of a category, in order.
    n_missing : int
        Cells without a value.
    examples : tuple of str
        The first cells as they were read, "" where missing: for a preview.
    unit, origin : str
        Of numbers that were dates or times: "days" or "seconds", and since when: a date, or "midnight". Of numbers
        beside which a unit stood: "%" or "kg", and no origin. Both "" for others.
    """

    name: str
    kind: str
    values: NDArray[np.float64] = field(repr=False)
    categories: tuple[str, ...] = ()
    n_missing: int = 0
    examples: tuple[str, ...] = field(default=(), repr=False)
    unit: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    @property
    def n_rows(self) -> int:
        """Cells."""
        return int(self.values.shape[0])

    @property
    def is_time(self) -> bool:
        """Whether its numbers were dates, times or durations."""
        return self.unit in (DAYS, SECONDS)

    @property
    def measure(self) -> str:
        """What the numbers of a date or time count: "days since 2024-01-05"; "" for other columns."""
        return f"{self.unit} since {self.origin}" if self.origin else self.unit


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length, from one file.

    Attributes
    ----------
    name : str
        Name of the file, without its folder.
    source : str
        Path of the file; "" for a table that was pasted.
    digest : str
        SHA-256 of its contents, in hexadecimal digits.
    columns : tuple of Column
        From left to right; at least one.
    notes : tuple of str
        What there is to know beside the layout, a sentence each: columns left out, cells that are no numbers.
    first_line : int
        Line of the file (or row of the sheet) in which the first row stands, counted from 1; 0 where there are none.
    jumps : tuple of (int, int)
        From the first number's row on, counted from 0, the lines run ahead of the rows by the second number in all:
        of blank lines, and of cells over several of them.
    layout : TableLayout
        How it was read.
    sheets : tuple of str
        All sheets of its file, in their order; empty where that has none.
    """

    name: str
    source: str
    digest: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    first_line: int = 0
    jumps: tuple[tuple[int, int], ...] = ()
    layout: TableLayout = AS_RECOGNISED
    sheets: tuple[str, ...] = ()

    @property
    def n_rows(self) -> int:
        """Rows, without the heading."""
        return self.columns[0].n_rows

    @property
    def column_names(self) -> tuple[str, ...]:
        """The headings."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """Return the column of that name; None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def numbers(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers by which the user finds rows, counted from 0: lines or rows of the file, from 1 on."""
        if not self.first_line:
            return rows + 1
        ahead = np.array([0, *(ahead for _, ahead in self.jumps)], np.int64)
        return rows + self.first_line + ahead[np.searchsorted([row for row, _ in self.jumps], rows, side="right")]

    def number(self, row: int) -> int:
        """Return the number of one row; see `numbers`."""
        return int(self.numbers(np.array([row], np.int64))[0])

    def place(self, row: int) -> str:
        """Name a row, counted from 0, as its user finds it: "line 18" of a text, "row 17" of any other file."""
        return f"{'line' if self.first_line and self.layout.is_text else 'row'} {self.number(row)}"
