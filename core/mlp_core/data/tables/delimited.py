"""CSV and its kin: any delimiter, decimal comma, heading or none, UTF-8, UTF-16 or Western European."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, Final

from mlp_core.data.tables.column_making import GAPS, column_of_arrow, unique_names
from mlp_core.data.tables.dialect import SPACES, dialect_of
from mlp_core.data.tables.encodings import encoding_of
from mlp_core.data.tables.limits import MAX_CELLS, MAX_COLUMNS
from mlp_core.data.tables.table import Table
from mlp_core.errors import DataError, MlpError

if TYPE_CHECKING:
    import pyarrow as pa
    from _typeshed import WriteableBuffer
    from pyarrow import csv

    from mlp_core.data.tables.dialect import Dialect
    from mlp_core.data.tables.file_source import FileSource
    from mlp_core.data.tables.table import Column

_HEAD: Final = 2**18
_BLOCK: Final = 2**20
_READ_SHARE: Final = 0.7
"""Of the whole time, the share that passes until all is read; the rest makes columns."""


def read_delimited(source: FileSource) -> Table:
    """Read a table from a text file.

    Raises
    ------
    DataError
        If it is no text, no table, or a row has too few or too many cells.
    Cancelled
        If that was wished.
    """
    head = source.head(_HEAD)
    encoding = encoding_of(head)
    if encoding is None:
        raise source.error("is no table that is known here: neither text nor Excel, Parquet or NPZ; export it as CSV")
    codec, title = encoding
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeError:
        raise source.error(f"starts like {title} but is not; save it again as UTF-8") from None
    dialect = dialect_of(text.removeprefix("\ufeff"), source.size <= _HEAD)
    if dialect is None:
        raise source.error("is not a table: its lines have no columns that are set apart by commas, tabs or the like")
    if dialect.n_columns > MAX_COLUMNS:
        raise source.error(f"has {dialect.n_columns:,} columns; keep the {MAX_COLUMNS:,} at most that matter")
    if dialect.heading is not None and len(dialect.heading) != dialect.n_columns:
        raise source.error(
            f"has {len(dialect.heading)} names in line {_first_line(dialect) - 1}, where most lines have "
            f"{dialect.n_columns} cells; correct that line"
        )
    cells, used = _read_cells(source, dialect, codec)
    if codec != used:
        title = "Latin-1"
    columns, notes = _columns(source, dialect, cells)
    return Table(
        source.name,
        source.path,
        source.digest(),
        columns,
        (f"The text is {title}.", *dialect.notes, *notes),
        _first_line(dialect),
    )


def _first_line(dialect: Dialect) -> int:
    return dialect.skipped + 1 + (dialect.heading is not None)


def _read_cells(source: FileSource, dialect: Dialect, codec: str) -> tuple[pa.Table, str]:
    """Return the cells, and the encoding that did it: letters beyond the first lines may not fit the one recognised."""
    while True:
        try:
            return _parse(source, dialect, codec), codec
        except UnicodeError:
            if codec not in ("utf-8", "cp1252"):
                raise source.error("has characters that do not fit its encoding; save it again as UTF-8") from None
            codec = "latin-1"


def _parse(source: FileSource, dialect: Dialect, codec: str) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    raggedness = _RaggedRows(source, dialect)
    with _Utf8Lines(source, dialect, codec) as stream:
        names = [f"{place}" for place in range(dialect.n_columns)]
        try:
            return csv.read_csv(
                stream,
                # One thread: rows keep their numbers, and a network may be training meanwhile.
                csv.ReadOptions(
                    use_threads=False, block_size=2 * _BLOCK, skip_rows=_first_line(dialect) - 1, column_names=names
                ),
                csv.ParseOptions(
                    delimiter="\t" if dialect.delimiter == SPACES else dialect.delimiter,
                    newlines_in_values=True,
                    invalid_row_handler=raggedness.refuse,
                ),
                csv.ConvertOptions(
                    null_values=list(GAPS),
                    strings_can_be_null=True,
                    decimal_point=dialect.decimal,
                    timestamp_parsers=[],
                ),
            )
        except MlpError:
            raise
        except UnicodeError:
            raise
        except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
            if raggedness.error is not None:
                raise raggedness.error from None
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise source.error(
                f"cannot be read as a table ({why[:200]}); check its quotes and its last lines"
            ) from None


def _columns(source: FileSource, dialect: Dialect, cells: pa.Table) -> tuple[tuple[Column, ...], list[str]]:
    if cells.num_rows == 0:
        raise source.error("has a heading but no rows; at least two are needed")
    heading = dialect.heading or ("",) * dialect.n_columns
    notes = []
    columns = []
    for place, name in enumerate(unique_names(heading)):
        source.tell(_READ_SHARE + (1.0 - _READ_SHARE) * place / dialect.n_columns)
        column, stray = column_of_arrow(name, cells.column(place), dialect.decimal)
        columns.append(column)
        if stray >= 0:
            cell = str(cells.column(place)[stray])[:40]
            line = stray + _first_line(dialect)
            notes.append(
                f"Column {name!r} has cells that are no numbers and count as missing, first {cell!r} in line {line}."
            )
    return tuple(columns), notes


class _RaggedRows:
    """Turns a row with too few or too many cells into an error that names it."""

    def __init__(self, source: FileSource, dialect: Dialect) -> None:
        self._source = source
        self._dialect = dialect
        self.error: DataError | None = None

    def refuse(self, row: csv.InvalidRow) -> str:
        """Note the row; the answer ends the reading."""
        line = "a line" if row.number is None else f"line {row.number}"
        self.error = self._source.error(
            f"has {row.actual_columns} cells in {line}, where other lines have {row.expected_columns}; "
            "correct that line, or put quotes around a cell that contains the delimiter"
        )
        return "error"


class _Utf8Lines(io.RawIOBase):
    """The file as UTF-8, block by block; tells progress and stops where that is wished."""

    def __init__(self, source: FileSource, dialect: Dialect, codec: str) -> None:
        super().__init__()
        self._source = source
        self._stream = source.open()
        self._n_columns = dialect.n_columns
        self._decoder = codecs.getincrementaldecoder(codec)("strict")
        self._joins_spaces = dialect.delimiter == SPACES
        self._rest = ""
        self._ready = memoryview(b"")
        self._n_read = self._n_lines = 0
        self._is_over = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer with the next bytes."""
        while not self._ready and not self._is_over:
            self._ready = memoryview(self._next_block())
        target = memoryview(buffer)
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next_block(self) -> bytes:
        raw = self._stream.read(_BLOCK)
        self._is_over = not raw
        self._n_read += len(raw)
        self._source.tell(_READ_SHARE * self._n_read / self._source.size)
        text = self._decoder.decode(raw, final=self._is_over)
        if self._n_read == len(raw):
            text = text.removeprefix("\ufeff")
        self._n_lines += text.count("\n")
        if self._n_lines * self._n_columns > MAX_CELLS:
            raise self._source.error(f"has more than {MAX_CELLS:,} cells; open a part of its rows or columns")
        return (self._with_tabs(text) if self._joins_spaces else text).encode()

    def _with_tabs(self, text: str) -> str:
        """Return whole lines with one tab for any number of spaces; what is left over waits for the next block."""
        text = self._rest + text
        end = len(text) if self._is_over else text.rfind("\n") + 1
        self._rest = text[end:]
        return re.sub(r"[ \t]+", "\t", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text[:end]))
