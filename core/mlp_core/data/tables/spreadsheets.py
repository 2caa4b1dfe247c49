"""Excel: the first sheet with a table in it, or the one that is asked for, of files of today and of old."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.tables.column_making import column_of_cells, unique_names
from mlp_core.data.tables.compound_file import fault_of
from mlp_core.data.tables.decimal_mark import ROWS_LOOKED_AT, decimal_mark_of_texts
from mlp_core.data.tables.layout import AS_RECOGNISED, TableLayout
from mlp_core.data.tables.limits import MAX_BYTES, MAX_COLUMNS, megabytes
from mlp_core.data.tables.line_numbers import MOST_JUMPS
from mlp_core.data.tables.strays import Strays, with_strays
from mlp_core.data.tables.table import Table
from mlp_core.errors import MlpError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mlp_core.data.tables.file_source import FileSource

MAX_SHEET_CELLS: Final = 10_000_000
"""Most cells of a sheet, empty ones between others included: a cell of a sheet takes more memory than a number."""

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_REFERENCE: Final = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_SHARED: Final = "xl/sharedStrings.xml"
_SHARED_REFERENCE: Final = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})</')
_SHARED_END: Final = re.compile(rb"</(?:\w+:)?si>")
_BLOCK: Final = 2**20
_OVERLAP: Final = 256
_READ_SHARE: Final = 0.5
_ROWS_PER_CHECK: Final = 1000


def read_spreadsheet(source: FileSource, wish: TableLayout = AS_RECOGNISED) -> Table:
    """Read the first sheet that has a table, or the one that is wished.

    Raises
    ------
    DataError
        If no sheet has one, or not that one, or the file is broken or too large.
    Cancelled
        If that was wished.
    """
    contents = _checked_contents(source)
    source.tell(_READ_SHARE / 2.0)
    workbook, names = _workbook(source, contents)
    if wish.sheet and wish.sheet not in names:
        raise source.error(f"has no sheet {wish.sheet[:60]!r}; choose another")
    for name in [wish.sheet] if wish.sheet else names:
        table = _table_in(source, name, _rows(source, workbook, name), wish)
        if table is not None:
            return replace(table, sheets=tuple(names))
    where = f"has no table in sheet {wish.sheet[:60]!r}" if wish.sheet else "has no sheet with a table"
    raise source.error(f"{where} of at least two columns and two rows")


def sheets_of(source: FileSource) -> tuple[str, ...]:
    """Return the names of the sheets of a file that may have a table in another one.

    Raises
    ------
    DataError
        If the file is broken.
    """
    return tuple(_workbook(source, _checked_contents(source))[1])


def _checked_contents(source: FileSource) -> bytes:
    """Return the bytes of a file that can be opened without harm."""
    contents = source.read()
    if contents.startswith(b"PK"):
        _check_sizes(source, contents)
    elif fault := fault_of(contents):
        raise source.error(f"is a damaged Excel file ({fault}); save it again")
    return contents


def _workbook(source: FileSource, contents: bytes) -> tuple[Any, list[str]]:
    """Return the open file, and the names of its sheets."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with _blaming(source):
        workbook: Any = CalamineWorkbook.from_filelike(io.BytesIO(contents))
        kinds = [(metadata.name, metadata.typ) for metadata in workbook.sheets_metadata]
    return workbook, [name for name, kind in kinds if kind == SheetTypeEnum.WorkSheet]


def _rows(source: FileSource, workbook: Any, name: str) -> list[list[Any]]:
    """Return the rows of a sheet from its first one on, blank or not."""
    source.check()
    rows: list[list[Any]] = []
    with _blaming(source):
        sheet: Any = workbook.get_sheet_by_name(name)
        if sheet.height * sheet.width > MAX_SHEET_CELLS:
            raise _too_many_cells(source, name)
        for row in sheet.iter_rows():
            if len(rows) % _ROWS_PER_CHECK == 0:
                source.tell(_READ_SHARE * (1.0 + len(rows) / max(sheet.height, 1)) / 2.0)
            rows.append(row)
    return rows


@contextmanager
def _blaming(source: FileSource) -> Iterator[None]:
    """Turn whatever goes wrong in the reader into an error about the file."""
    try:
        yield
    except MlpError:
        raise
    except BaseException as error:
        # A broken file can make the reader panic, which Python sees as an exception beside all others.
        if not isinstance(error, Exception) and type(error).__module__ != "pyo3_runtime":
            raise
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise source.error(f"cannot be read as Excel ({why}); save it again, or export it as CSV") from None


def _table_in(source: FileSource, sheet_name: str, rows: list[list[Any]], wish: TableLayout) -> Table | None:
    """Return the table of a sheet, from its first row with two cells on; None where it has none."""
    first = next((place for place, row in enumerate(rows) if _count(row) >= 2), len(rows))
    places = [place for place in range(first, len(rows)) if _count(rows[place])]
    if not places:
        return None
    has_heading = _is_heading(rows[first]) if wish.heading is None else wish.heading
    heading = rows[first] if has_heading else []
    body = [rows[place] for place in places[has_heading:]]
    used = [place for place in range(max(map(len, rows))) if _is_used(place, [heading, *body])]
    if len(body) < 2 or len(used) < 2:
        return None
    if len(used) > MAX_COLUMNS:
        raise source.error(f"has {len(used):,} columns in sheet {sheet_name!r}; keep the {MAX_COLUMNS:,} that matter")
    names = unique_names(str(heading[place]) if place < len(heading) else "" for place in used)
    strays: list[Strays | None] = []
    first_line, jumps = _numbers_of_rows(places[has_heading:])
    columns = []
    texts = ((row[place] for row in body[:ROWS_LOOKED_AT] if place < len(row)) for place in used)
    decimal = decimal_mark_of_texts(texts, wish.decimal)
    for count, (place, name) in enumerate(zip(used, names, strict=True)):
        source.tell(_READ_SHARE + (1.0 - _READ_SHARE) * count / len(used))
        column, stray = column_of_cells(name, [row[place] if place < len(row) else None for row in body], decimal.mark)
        columns.append(column)
        strays.append(stray)
    layout = TableLayout(decimal=decimal.mark if decimal.is_marked else "", heading=has_heading, sheet=sheet_name)
    table = Table(
        source.name, source.path, source.digest(), tuple(columns), decimal.notes(names), first_line, jumps, layout
    )
    return with_strays(table, strays)


def _numbers_of_rows(places: list[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the number of the first row in its sheet, and where later ones run ahead, as in `Table`."""
    if not places:
        return 0, ()
    ahead = np.array(places) - places[0] - np.arange(len(places))
    jumps = np.flatnonzero(np.diff(ahead, prepend=0))
    if jumps.size > MOST_JUMPS:
        return 0, ()
    return places[0] + 1, tuple((int(row), int(ahead[row])) for row in jumps)


def _is_used(place: int, rows: list[list[Any]]) -> bool:
    return any(place < len(row) and _is_filled(row[place]) for row in rows)


def _is_filled(cell: object) -> bool:
    return cell is not None and cell != ""


def _count(row: list[Any]) -> int:
    return len(row) - row.count("") - row.count(None)


def _is_heading(row: list[Any]) -> bool:
    return all(isinstance(cell, str) for cell in row if _is_filled(cell))


def _check_sizes(source: FileSource, contents: bytes) -> None:
    """Refuse what unpacks to too much, or has a cell so far out that the sheet would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > 4 * MAX_BYTES:
                raise source.error(f"unpacks to {megabytes(size)}, more than fit; export its table as CSV")
            lengths = _shared_lengths(source, archive)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    with archive.open(part) as sheet:
                        _check_reach(source, part.filename, sheet, lengths)
    except MlpError:
        raise
    except _DAMAGE as error:
        raise source.error(f"is a damaged Excel file ({str(error)[:200]}); save it again") from None


def _shared_lengths(source: FileSource, archive: zipfile.ZipFile) -> NDArray[np.int64]:
    """Return how long each of the texts is that cells refer to by number, in bytes."""
    if _SHARED not in archive.namelist():
        return np.empty(0, np.int64)
    ends = [0]
    n_read = 0
    rest = b""
    with archive.open(_SHARED) as stream:
        while block := stream.read(_BLOCK):
            source.check()
            text = rest + block
            ends += [n_read - len(rest) + found.end() for found in _SHARED_END.finditer(text)]
            n_read += len(block)
            # What was found lies before; an end may be cut by the block's.
            last = ends[-1] - (n_read - len(text))
            rest = text[max(last, len(text) - _OVERLAP, 0) :]
    places = np.array(ends, np.int64)
    return places[1:] - places[:-1]


def _check_reach(source: FileSource, name: str, sheet: Any, lengths: NDArray[np.int64]) -> None:
    """Refuse a sheet whose furthest cell spans too many, or whose cells repeat long texts too often."""
    n_rows = n_columns = n_letters = 0
    rest = b""
    while block := sheet.read(_BLOCK):
        source.check()
        text = rest + block
        for number in _SHARED_REFERENCE.findall(text):
            n_letters += int(lengths[int(number)]) if int(number) < lengths.size else 0
        if n_letters > 4 * MAX_BYTES:
            raise source.error(
                f"has texts of more than {megabytes(4 * MAX_BYTES)} in its cells; export its table as CSV"
            )
        references = _REFERENCE.findall(text)
        n_rows = max(n_rows, *(int(number) for number in {number for _, number in references}), 0)
        n_columns = max(n_columns, *(_column_number(letters) for letters in {letters for letters, _ in references}), 0)
        rest = text[-_OVERLAP:]
        if n_rows * n_columns > 2 * MAX_SHEET_CELLS:
            raise _too_many_cells(source, name)


def _too_many_cells(source: FileSource, name: str) -> Exception:
    return source.error(
        f"has more than {MAX_SHEET_CELLS:,} cells in sheet {name!r}; export its table as CSV or Parquet"
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
