"""Parquet: columns that know their types, read group by group."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from mlp_core.data.tables.column_making import column_of_arrow, unique_names
from mlp_core.data.tables.decimal_mark import ROWS_LOOKED_AT, decimal_mark_of_texts
from mlp_core.data.tables.layout import AS_RECOGNISED, TableLayout
from mlp_core.data.tables.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, megabytes
from mlp_core.data.tables.strays import Strays, with_strays
from mlp_core.data.tables.table import Table
from mlp_core.errors import MlpError

if TYPE_CHECKING:
    import pyarrow as pa

    from mlp_core.data.tables.file_source import FileSource
    from mlp_core.data.tables.table import Column

_READ_SHARE: Final = 0.7
_ROWS: Final = 65536


def read_parquet(source: FileSource, wish: TableLayout = AS_RECOGNISED) -> Table:
    """Read all columns that are numbers or texts.

    Raises
    ------
    DataError
        If the file is broken or too large.
    Cancelled
        If that was wished.
    """
    import pyarrow as pa

    try:
        cells, left_out = _cells(source)
        columns: list[Column] = []
        strays: list[Strays | None] = []
        notes = ["The file is Parquet."]
        if left_out:
            notes.append(f"Columns of lists and the like are left out: {', '.join(left_out[:5])}.")
        first = cells.slice(0, ROWS_LOOKED_AT)
        texts = (column.to_pylist() if _holds_text(column.type) else [] for column in first.columns)
        decimal = decimal_mark_of_texts(texts, wish.decimal)
        names = unique_names(cells.column_names)
        notes += decimal.notes(names)
        for place, name in enumerate(names):
            source.tell(_READ_SHARE + (1.0 - _READ_SHARE) * place / cells.num_columns)
            column, stray = column_of_arrow(name, cells.column(place), decimal.mark)
            columns.append(column)
            strays.append(stray)
    except MlpError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, TypeError) as error:
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise source.error(f"cannot be read as Parquet ({why}); write it again, or export it as CSV") from None
    layout = TableLayout(decimal=decimal.mark if decimal.is_marked else "")
    table = Table(source.name, source.path, source.digest(), tuple(columns), tuple(notes), layout=layout)
    return with_strays(table, strays)


def _cells(source: FileSource) -> tuple[pa.Table, list[str]]:
    import pyarrow as pa
    from pyarrow import parquet

    contents = io.BytesIO(source.read())
    metadata = parquet.read_metadata(contents)
    schema = metadata.schema.to_arrow_schema()
    kept = [field for field in schema if _is_plain(field.type)]
    if len(kept) > MAX_COLUMNS:
        raise source.error(f"has {len(kept):,} columns; keep the {MAX_COLUMNS:,} at most that matter")
    if not kept:
        raise source.error("has no column of numbers or text")
    if metadata.num_rows * len(kept) > MAX_CELLS:
        raise source.error(f"has more than {MAX_CELLS:,} cells; keep a part of its rows or columns")
    size = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if size > 2 * MAX_BYTES:
        raise source.error(f"unpacks to {megabytes(size)}, more than fit; keep a part of its rows or columns")
    names = [field.name for field in kept]
    # Texts stay numbered: one long text that comes a million times is kept once.
    texts = [field.name for field in kept if _is_text(field.type)]
    file = parquet.ParquetFile(contents, read_dictionary=texts)
    batches = []
    n_rows = 0
    for batch in file.iter_batches(_ROWS, columns=names, use_threads=False):
        n_rows += batch.num_rows
        source.tell(_READ_SHARE * n_rows / max(metadata.num_rows, 1))
        batches.append(batch)
    if not batches:
        raise source.error("has columns but no rows; at least two are needed")
    cells = pa.Table.from_batches(batches).select(names)
    return cells, [field.name for field in schema if not _is_plain(field.type)]


def _is_text(kind: Any) -> bool:
    import pyarrow.types as types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _holds_text(kind: Any) -> bool:
    import pyarrow.types as types

    return _is_text(kind.value_type if types.is_dictionary(kind) else kind)


def _is_plain(kind: Any) -> bool:
    import pyarrow.types as types

    tests = (
        types.is_integer, types.is_floating, types.is_decimal, types.is_boolean, types.is_date, types.is_time,
        types.is_timestamp, types.is_duration, types.is_null,
    )  # fmt: skip
    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return _is_text(kind) or any(test(kind) for test in tests)
