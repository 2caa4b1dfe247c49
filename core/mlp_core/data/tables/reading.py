"""Reading a table from any file: what it is follows from its first bytes, not from its name."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlp_core.data.tables.file_source import FileSource
from mlp_core.data.tables.layout import AS_RECOGNISED, TableLayout
from mlp_core.data.tables.limits import MAX_CELLS, MAX_COLUMNS, counted
from mlp_core.data.tables.number_writing import looks_like_number
from mlp_core.data.tables.table import EMPTY, TEXT
from mlp_core.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mlp_core.data.tables.table import Table

    Reader = Callable[[FileSource, TableLayout], Table]

_FOREIGN: Final = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"BZh", "compressed by bzip2"),
    (b"\xfd7zXZ", "compressed by xz"),
    (b"(\xb5/\xfd", "compressed by zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x89HDF", "an HDF5 file"),
)


_MOST_TOLD: Final = 3
_LONGEST_TOLD: Final = 40


def read_table(
    path: str | Path,
    layout: TableLayout = AS_RECOGNISED,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read a table from a file: CSV or TSV, Excel, Parquet, NPZ or NPY.

    Parameters
    ----------
    path : str or Path
        The file.
    layout : TableLayout
        What is not to be recognised, because somebody says it; of it only what this kind of file has counts.
    cancelled : callable () -> bool, optional
        Asked now and then, from any thread.
    progress : callable (share: float) -> None, optional
        Told now and then, from any thread, the share that is done, from 0 to 1.

    Returns
    -------
    Table
        With at least two columns, of which at least one has numbers or categories, and two rows.

    Raises
    ------
    DataError
        If there is no table in it that can be learned from; the message names the file, the line or column and what
        to do.
    Cancelled
        If that was wished.
    """
    return _read(FileSource(path, cancelled=cancelled, progress=progress), layout)


def read_table_text(text: str, name: str = "Pasted table", layout: TableLayout = AS_RECOGNISED) -> Table:
    """Read a table from text, as it comes from the clipboard; see `read_table`.

    Parameters
    ----------
    text : str
        Lines of cells, set apart by tabs, commas or the like.
    name : str
        What messages call it.
    layout : TableLayout
        As in `read_table`; text that is given has no encoding any more.

    Raises
    ------
    DataError
        If there is no table in it that can be learned from.
    """
    from mlp_core.data.tables.delimited import read_delimited

    return _checked(read_delimited(_pasted(text, name), replace(layout, encoding="utf-8")))


def layout_of_file(path: str | Path, wish: TableLayout) -> tuple[TableLayout, tuple[str, ...]] | None:
    """Return how a file that was refused was meant to be read, and its sheets: for another layout to be chosen.

    Parameters
    ----------
    path : str or Path
        The file.
    wish : TableLayout
        What was asked for.

    Returns
    -------
    tuple of TableLayout and tuple of str, or None
        None where no other layout helps: it is neither text nor Excel, damaged, or not there.
    """
    try:
        source = FileSource(path)
        head = source.head(16)
        if any(head.startswith(mark) for mark, _ in _FOREIGN):
            return None
        read = _reader_for(source, head)
        if read.__name__ == "read_spreadsheet":
            return _layout_of_sheets(source, wish)
        return _layout_of_text(source, wish) if read.__name__ == "read_delimited" else None
    except DataError:
        return None


def layout_of_pasted(text: str, wish: TableLayout) -> tuple[TableLayout, tuple[str, ...]] | None:
    """Return how text that was refused was meant to be read; see `layout_of_file`."""
    return _layout_of_text(_pasted(text, ""), replace(wish, encoding="utf-8")) if text else None


def _layout_of_text(source: FileSource, wish: TableLayout) -> tuple[TableLayout, tuple[str, ...]] | None:
    from mlp_core.data.tables.delimited import layout_of_text

    layout = layout_of_text(source, wish)
    return None if layout is None else (layout, ())


def _layout_of_sheets(source: FileSource, wish: TableLayout) -> tuple[TableLayout, tuple[str, ...]] | None:
    from mlp_core.data.tables.spreadsheets import sheets_of

    sheets = sheets_of(source)
    sheet = wish.sheet if wish.sheet in sheets else "".join(sheets[:1])
    return TableLayout(heading=wish.heading is not False, sheet=sheet), sheets


def _pasted(text: str, name: str) -> FileSource:
    return FileSource(name, text.encode("utf-8", "replace"))


def _read(source: FileSource, layout: TableLayout) -> Table:
    head = source.head(16)
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise source.error(f"is {what}, not a table; export the table in it as CSV")
    table = _checked(_reader_for(source, head)(source, layout))
    source.tell(1.0)
    return table


def _reader_for(source: FileSource, head: bytes) -> Reader:
    """Return what reads such a file; each brings its library only now."""
    if head.startswith(b"PAR1"):
        from mlp_core.data.tables.parquet import read_parquet

        return read_parquet
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        from mlp_core.data.tables.spreadsheets import read_spreadsheet

        return read_spreadsheet
    if head.startswith(b"\x93NUMPY"):
        from mlp_core.data.tables.archives import read_arrays

        return read_arrays
    if head.startswith(b"PK"):
        return _reader_of_zip(source)
    from mlp_core.data.tables.delimited import read_delimited

    return read_delimited


def _reader_of_zip(source: FileSource) -> Reader:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise source.error(f"is a damaged zip file ({error}); save it again") from None
    if any(name.startswith("xl/") for name in names):
        from mlp_core.data.tables.spreadsheets import read_spreadsheet

        return read_spreadsheet
    if any(name.endswith(".npy") for name in names):
        from mlp_core.data.tables.archives import read_arrays

        return read_arrays
    raise source.error("is a zip archive, but neither Excel nor NPZ; unpack the table in it first")


def _checked(table: Table) -> Table:
    """Return the table where something can be learned from it at all; its notes tell what its dates have become."""
    kinds = [column.kind for column in table.columns]
    error = _problem(table, kinds)
    if error:
        raise FileSource(table.name, b" ").error(error)
    return replace(table, notes=(*table.notes, *_dates_told(table), *_units_told(table)))


def _dates_told(table: Table) -> list[str]:
    """Say which columns were dates or times, and what their numbers count; they may be categories as well."""
    dates = [f"{column.name} in {column.measure}" for column in table.columns if column.is_time]
    more = f" and {len(dates) - _MOST_TOLD:,} more" if len(dates) > _MOST_TOLD else ""
    return [f"Dates and times are numbers: {', '.join(dates[:_MOST_TOLD])}{more}."] if dates else []


def _units_told(table: Table) -> list[str]:
    """Say which columns are numbers of a unit that stood beside them."""
    units = [f"{column.name} in {column.unit}" for column in table.columns if column.unit and not column.is_time]
    more = f" and {len(units) - _MOST_TOLD:,} more" if len(units) > _MOST_TOLD else ""
    return [f"Read as numbers: {', '.join(units[:_MOST_TOLD])}{more}."] if units else []


def _problem(table: Table, kinds: list[str]) -> str:
    if len(kinds) < 2:
        return "has a single column; one is learned from and one predicted: add the other, or choose another file"
    if len(kinds) > MAX_COLUMNS:
        return f"has {len(kinds):,} columns; keep the {MAX_COLUMNS:,} at most that matter"
    if table.n_rows < 2:
        return f"has {counted(table.n_rows, 'row')}; add others, at least two are needed"
    if table.n_rows * len(kinds) > MAX_CELLS:
        return f"has more than {MAX_CELLS:,} cells; open a part of its rows or columns"
    if all(kind in (TEXT, EMPTY) for kind in kinds):
        return (
            f"has neither numbers nor categories in any column, and a network learns from these alone{_obstacle(table)}"
        )
    return ""


def _obstacle(table: Table) -> str:
    """Say what stands in the first cell that might have been a number, and where; "" where no cell is known."""
    for column in table.columns:
        for row, text in enumerate(column.examples):
            if column.kind == TEXT and text:
                way = (
                    "choose the other decimal mark" if looks_like_number(text) else "write such cells as numbers alone"
                )
                where = f"{table.place(row)} of column {column.name!r}"
                return f": {where} has {text[:_LONGEST_TOLD]!r}; {way}, or choose another file"
    return "; choose another file"
