"""CSV and its kin: any delimiter, decimal comma, heading or none, UTF-8, UTF-16 or Western European."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, Final

from mlp_core.data.tables.column_making import GAPS, column_of_arrow, unique_names
from mlp_core.data.tables.dialect import dialect_of, is_single_column
from mlp_core.data.tables.encodings import codec_of, encoding_of
from mlp_core.data.tables.layout import AS_RECOGNISED, DELIMITERS, ENCODINGS, SPACES, TableLayout
from mlp_core.data.tables.limits import MAX_CELLS, MAX_COLUMNS, counted
from mlp_core.data.tables.line_numbers import LineNumbers
from mlp_core.data.tables.strays import Strays, with_strays
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


def read_delimited(source: FileSource, wish: TableLayout = AS_RECOGNISED) -> Table:
    """Read a table from a text file.

    Parameters
    ----------
    source : FileSource
        The file.
    wish : TableLayout
        What is not to be recognised, because somebody says it.

    Raises
    ------
    DataError
        If it is no text, no table, or a row has too few or too many cells.
    Cancelled
        If that was wished.
    """
    head = source.head(_HEAD)
    codec, encoding = _encoding(source, head, wish)
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeError:
        raise source.error(_unfit(encoding, wish)) from None
    dialect = dialect_of(text.removeprefix("\ufeff"), source.size <= _HEAD, wish)
    if dialect is None:
        if is_single_column(text.splitlines()[1:]):
            raise source.error(
                "has a single column of numbers; one is learned from and another predicted, and a compression needs "
                "two as well: add a column"
            )
        apart = "commas, tabs or the like"
        if wish.delimiter:
            apart = f"{DELIMITERS.get(wish.delimiter, repr(wish.delimiter))}; choose another delimiter"
        raise source.error(f"is not a table: its lines have no columns that are set apart by {apart}")
    if dialect.n_columns > MAX_COLUMNS:
        raise source.error(f"has {dialect.n_columns:,} columns; keep the {MAX_COLUMNS:,} at most that matter")
    first_line = _first_line(dialect)
    if dialect.heading is not None and len(dialect.heading) != dialect.n_columns:
        raise source.error(
            f"has {counted(len(dialect.heading), 'name')} in line {first_line - 1}, where most lines have "
            f"{dialect.n_columns} cells; correct that line, or take it out if it is a title"
        )
    cells, numbers, used = _read_cells(source, dialect, codec, wish)
    if codec != used:
        encoding = "latin-1"
    columns, strays = _columns(source, dialect, cells)
    jumps = numbers.jumps(cells.num_rows)
    table = Table(
        source.name,
        source.path,
        source.digest(),
        columns,
        dialect.decimal_mark.notes([column.name for column in columns]),
        first_line if jumps is not None else 0,
        jumps or (),
        TableLayout(encoding, dialect.delimiter, dialect.decimal_mark.mark, dialect.heading is not None),
    )
    return with_strays(table, strays)


def layout_of_text(source: FileSource, wish: TableLayout) -> TableLayout | None:
    """Return how a file that cannot be read would be, as far as it was recognised; None where it is no text."""
    head = source.head(_HEAD)
    encoding = wish.encoding or (encoding_of(head) or ("", ""))[1]
    if not encoding:
        return None
    text = head.decode(codec_of(encoding, head), "replace")
    dialect = dialect_of(text.removeprefix("\ufeff"), source.size <= _HEAD, wish)
    if dialect is None:
        return TableLayout(encoding, wish.delimiter or ",", wish.decimal or ".", wish.heading is not False)
    return TableLayout(encoding, dialect.delimiter, dialect.decimal_mark.mark, dialect.heading is not None)


def _encoding(source: FileSource, head: bytes, wish: TableLayout) -> tuple[str, str]:
    if wish.encoding:
        return codec_of(wish.encoding, head), wish.encoding
    found = encoding_of(head)
    if found is None:
        raise source.error("is no table that is known here: neither text nor Excel, Parquet or NPZ; export it as CSV")
    return found


def _unfit(encoding: str, wish: TableLayout) -> str:
    if wish.encoding:
        return f"has characters that are not {ENCODINGS[encoding]}; choose another encoding"
    return f"starts like {ENCODINGS[encoding]} but is not; save it again as UTF-8"


def _first_line(dialect: Dialect) -> int:
    return dialect.skipped + 1 + (dialect.heading is not None)


def _read_cells(
    source: FileSource, dialect: Dialect, codec: str, wish: TableLayout
) -> tuple[pa.Table, LineNumbers, str]:
    """Return the cells, their lines, and what read them: letters after the first lines may not be as recognised."""
    while True:
        numbers = LineNumbers(_first_line(dialect), dialect.quote)
        try:
            return _parse(source, dialect, codec, numbers), numbers, codec
        except UnicodeError:
            if wish.encoding:
                raise source.error(_unfit(wish.encoding, wish)) from None
            if codec not in ("utf-8", "cp1252"):
                raise source.error("has characters that do not fit its encoding; save it again as UTF-8") from None
            codec = "latin-1"


def _parse(source: FileSource, dialect: Dialect, codec: str, numbers: LineNumbers) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    raggedness = _RaggedRows(source, dialect)
    with _Utf8Lines(source, dialect, codec, numbers) as stream:
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
                    quote_char=dialect.quote,
                    newlines_in_values=True,
                    invalid_row_handler=raggedness.refuse,
                ),
                csv.ConvertOptions(
                    null_values=list(GAPS),
                    strings_can_be_null=True,
                    decimal_point=dialect.decimal_mark.mark,
                    column_types={names[place]: pa.string() for place in dialect.codes},
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


def _columns(source: FileSource, dialect: Dialect, cells: pa.Table) -> tuple[tuple[Column, ...], list[Strays | None]]:
    """Return the columns, and for each the cells that were taken for gaps."""
    if cells.num_rows == 0:
        raise source.error("has a heading but no rows; at least two are needed")
    heading = dialect.heading or ("",) * dialect.n_columns
    strays: list[Strays | None] = []
    columns: list[Column] = []
    for place, name in enumerate(unique_names(heading)):
        source.tell(_READ_SHARE + (1.0 - _READ_SHARE) * place / dialect.n_columns)
        column, stray = column_of_arrow(name, cells.column(place), dialect.decimal_mark.mark)
        columns.append(column)
        strays.append(stray)
    return tuple(columns), strays


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
            f"has {counted(row.actual_columns, 'cell')} in {line}, where other lines have {row.expected_columns}; "
            "correct that line, or put quotes around a cell that contains the delimiter"
        )
        return "error"


class _Utf8Lines(io.RawIOBase):
    """The file as UTF-8, block by block; tells progress and stops where that is wished."""

    def __init__(self, source: FileSource, dialect: Dialect, codec: str, numbers: LineNumbers) -> None:
        super().__init__()
        self._numbers = numbers
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
        block = (self._with_tabs(text) if self._joins_spaces else text).encode()
        self._numbers.add(block)
        return block

    def _with_tabs(self, text: str) -> str:
        """Return whole lines with one tab for any number of spaces; what is left over waits for the next block."""
        text = self._rest + text
        end = len(text) if self._is_over else text.rfind("\n") + 1
        self._rest = text[end:]
        return re.sub(r"[ \t]+", "\t", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text[:end]))
