"""The table that an experiment learns from, as one array of numbers and what its columns are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from mlp_core.data.tables.dates import is_origin
from mlp_core.data.tables.layout import TableLayout
from mlp_core.data.tables.limits import MAX_COLUMNS
from mlp_core.data.tables.line_numbers import MOST_JUMPS
from mlp_core.data.tables.table import CATEGORY, DAYS, EMPTY, NUMBER, SECONDS, TEXT, Column, Table
from mlp_core.data.tables.table_choice import TableChoice
from mlp_core.data.tables.table_data import TableData
from mlp_core.data.tables.units import LONGEST_UNIT
from mlp_core.files.archive import UnreadableError

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

VALUES: Final = "table/values"
"""Member that holds the columns of numbers and categories, one after the other as rows."""

_HELD: Final = (NUMBER, CATEGORY)
_KINDS: Final = (*_HELD, TEXT, EMPTY)


class ColumnEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A column without its values."""

    name: str
    kind: str
    n_missing: int
    categories: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    unit: str = ""
    origin: str = ""


class ChoiceEntry(msgspec.Struct, forbid_unknown_fields=True):
    """What is learned from the table."""

    inputs: tuple[str, ...]
    target: str
    task: str
    missing: str
    categories: tuple[str, ...] = ()


class LayoutEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How the table was read from its file."""

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    heading: bool | None = None
    sheet: str = ""


class TableEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A table without its values."""

    name: str
    source: str
    digest: str
    notes: tuple[str, ...]
    first_line: int
    columns: list[ColumnEntry]
    choice: ChoiceEntry
    jumps: tuple[tuple[int, int], ...] = ()
    sheets: tuple[str, ...] = ()
    layout: LayoutEntry = LayoutEntry()


def pack_table(data: TableData) -> tuple[TableEntry, Array]:
    """Return what is written of a table: as JSON, and as an array of shape (n_held_columns, n_rows)."""
    table, choice, layout = data.table, data.choice, data.table.layout
    columns = [
        ColumnEntry(
            column.name, column.kind, column.n_missing, column.categories, column.examples, column.unit, column.origin
        )
        for column in table.columns
    ]
    held = [column.values for column in table.columns if column.kind in _HELD]
    values = np.stack(held) if held else np.empty((0, table.n_rows))
    entry = TableEntry(
        name=table.name,
        source=table.source,
        digest=table.digest,
        notes=table.notes,
        first_line=table.first_line,
        columns=columns,
        choice=ChoiceEntry(choice.inputs, choice.target, choice.task, choice.missing, choice.categories),
        jumps=table.jumps,
        sheets=table.sheets,
        layout=LayoutEntry(layout.encoding, layout.delimiter, layout.decimal, layout.heading, layout.sheet),
    )
    return entry, values


def unpack_table(entry: TableEntry, values: Array) -> TableData:
    """Return the table that was written.

    Raises
    ------
    UnreadableError
        If its columns and its numbers do not fit together.
    MlpError
        If it cannot be learned from.
    """
    n_held = sum(column.kind in _HELD for column in entry.columns)
    if not 1 <= len(entry.columns) <= MAX_COLUMNS or len({column.name for column in entry.columns}) < len(
        entry.columns
    ):
        raise UnreadableError("its table has no columns, far too many, or two of one name")
    if values.ndim != 2 or values.shape[0] != n_held or values.dtype != np.float64:
        raise UnreadableError(f"its array {VALUES} has the shape {values.shape}, and its table needs {n_held} rows")
    if np.isinf(values).any():
        raise UnreadableError(f"its array {VALUES} holds numbers that are not finite")
    nothing = np.broadcast_to(np.float64(np.nan), values.shape[1:])
    columns = []
    row = 0
    for column in entry.columns:
        if column.kind not in _KINDS:
            raise UnreadableError(f"its table has a column of kind {column.kind[:60]!r}, which there is not")
        numbers = nothing
        if column.kind in _HELD:
            numbers = values[row]
            row += 1
        columns.append(_column(column, numbers))
    table = Table(
        entry.name, entry.source, entry.digest, tuple(columns), entry.notes, entry.first_line, *_reading(entry)
    )
    chosen = entry.choice
    choice = TableChoice(chosen.inputs, chosen.target, chosen.task, chosen.missing, chosen.categories)
    return TableData(table, choice)


def _reading(entry: TableEntry) -> tuple[tuple[tuple[int, int], ...], TableLayout, tuple[str, ...]]:
    """Return how the table was read, and which rows of its file its rows were."""
    read = entry.layout
    layout = TableLayout(read.encoding, read.delimiter, read.decimal, read.heading, read.sheet)
    rows = [row for row, _ in entry.jumps]
    if not layout.is_possible or len(rows) > MOST_JUMPS or sorted(set(rows)) != rows:
        raise UnreadableError("its table was read in a way that there is not")
    return entry.jumps, layout, entry.sheets


def _column(entry: ColumnEntry, numbers: Array) -> Column:
    """Return a column whose categories and gaps are those of its numbers."""
    n_missing = entry.n_missing
    if entry.kind in _HELD:
        known = numbers[~np.isnan(numbers)]
        n_missing = numbers.size - known.size
        codes = len(entry.categories)
        if entry.kind == CATEGORY and not (np.isin(known, np.arange(codes)).all() and codes):
            raise UnreadableError(f"its column {entry.name[:60]!r} has categories that it does not name")
    counts_time = entry.unit in (DAYS, SECONDS)
    if (entry.origin and not counts_time) or not is_origin(entry.origin) or len(entry.unit) > LONGEST_UNIT:
        raise UnreadableError(f"its column {entry.name[:60]!r} counts from a date that there is not, or in no unit")
    return Column(
        entry.name, entry.kind, numbers, entry.categories, int(n_missing), entry.examples, entry.unit, entry.origin
    )
