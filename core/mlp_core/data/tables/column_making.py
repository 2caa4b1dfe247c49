"""From cells of any kind to columns: numbers where they are numbers, categories where texts come again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.tables.limits import MAX_CATEGORIES
from mlp_core.data.tables.table import CATEGORY, EMPTY, NUMBER, TEXT, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

GAPS: Final = (
    "",
    "NA",
    "N/A",
    "n/a",
    "na",
    "NaN",
    "nan",
    "NAN",
    "#N/A",
    "NULL",
    "null",
    "Null",
    "None",
    "?",
    "-",
    "--",
    ".",
)
"""What stands for a missing value."""

N_EXAMPLES: Final = 100
"""Cells of a column that are kept as they were read, for a preview."""

_LEAST_NUMBERS: Final = 20
_NUMBER_SHARE: Final = 0.95
_LONGEST_CATEGORY: Final = 200


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return headings of which no two are alike and none is empty, in order: "a", "a (2)", "column 3"."""
    given: list[str] = []
    taken: set[str] = set()
    for place, raw in enumerate(names, start=1):
        name = " ".join("".join(each if each.isprintable() else " " for each in raw).split()) or f"column {place}"
        wanted, count = name, 2
        while wanted in taken:
            wanted = f"{name} ({count})"
            count += 1
        taken.add(wanted)
        given.append(wanted)
    return tuple(given)


def column_of_arrow(name: str, cells: pa.ChunkedArray, decimal: str = ".") -> tuple[Column, int]:
    """Return the column of an Arrow array, and the row of the first cell that was taken for a gap though it has text.

    Parameters
    ----------
    name : str
        Heading.
    cells : pyarrow.ChunkedArray
        Of any type that a table has.
    decimal : str
        Decimal mark of numbers that were read as text.

    Returns
    -------
    column : Column
        Checked and read-only.
    stray_row : int
        -1 where there is none.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = cells.type
    examples = tuple(_shown(cell) for cell in cells.slice(0, N_EXAMPLES).to_pylist())
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return _numbers(name, _doubles(pc.cast(cells, pa.float64(), safe=False)), examples), -1
    if pa.types.is_null(kind):
        return _without_values(name, EMPTY, len(cells), len(cells), examples), -1
    if pa.types.is_dictionary(kind):
        cells = pc.cast(cells, kind.value_type)
        kind = cells.type
    texts = cells if pa.types.is_large_string(kind) else pc.cast(cells, pa.large_string())
    texts = pc.utf8_trim_whitespace(texts)
    texts = pc.if_else(pc.is_in(texts, value_set=pa.array(GAPS, pa.large_string())), None, texts)
    n_missing = texts.null_count
    if n_missing == len(texts):
        return _without_values(name, EMPTY, len(texts), n_missing, examples), -1
    numbers, stray = _numbers_in(texts, decimal)
    if numbers is not None:
        return _numbers(name, numbers, examples), stray
    return _categories(name, texts, n_missing, examples), -1


def column_of_cells(name: str, cells: Sequence[Any]) -> tuple[Column, int]:
    """Return the column of Python objects, as a spreadsheet has them; see `column_of_arrow`."""
    import pyarrow as pa

    kinds = {type(cell) for cell in cells if cell is not None and cell != ""}
    if kinds <= {int, float}:
        values = np.array([np.nan if cell is None or cell == "" else float(cell) for cell in cells], np.float64)
        if not np.isnan(values).all():
            return _numbers(name, values, tuple(_shown(cell) for cell in cells[:N_EXAMPLES])), -1
    texts = [None if cell is None else _shown(cell) for cell in cells]
    return column_of_arrow(name, pa.chunked_array([pa.array(texts, pa.large_string())]))


def column_of_numbers(name: str, values: NDArray[Any]) -> Column:
    """Return the column of an array of numbers, shape (n_rows,)."""
    numbers = np.array(values, np.float64)
    return _numbers(name, numbers, tuple(f"{value:g}" for value in numbers[:N_EXAMPLES].tolist()))


def _numbers_in(texts: pa.ChunkedArray, decimal: str) -> tuple[NDArray[np.float64] | None, int]:
    """Return the numbers that texts are, and the row of the first that is none; None where most are none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if decimal != ".":
        texts = pc.replace_substring(texts, decimal, ".")
    is_number = pc.match_substring_regex(texts, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$|^(?i)[+-]?inf(inity)?$")
    n_numbers = int(pc.sum(pc.cast(is_number, pa.int64())).as_py() or 0)
    n_texts = len(texts) - texts.null_count
    if n_numbers < n_texts and (n_numbers < _LEAST_NUMBERS or n_numbers < _NUMBER_SHARE * n_texts):
        return None, -1
    stray = -1
    if n_numbers < n_texts:
        stray = int(pc.index(is_number, False).as_py())
        texts = pc.if_else(is_number, texts, None)
    return _doubles(pc.cast(pc.replace_substring_regex(texts, r"^\+", ""), pa.float64())), stray


def _doubles(cells: pa.ChunkedArray) -> NDArray[np.float64]:
    return np.array(cells.to_numpy(), np.float64)


def _numbers(name: str, values: NDArray[np.float64], examples: tuple[str, ...]) -> Column:
    n_missing = int(np.count_nonzero(np.isnan(values)))
    kind = EMPTY if n_missing == values.size else NUMBER
    return Column(name, kind, values, (), n_missing, examples)


def _categories(name: str, texts: pa.ChunkedArray, n_missing: int, examples: tuple[str, ...]) -> Column:
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(texts).unify_dictionaries()
    different = encoded.chunk(0).dictionary.to_pylist()
    n_texts = len(texts) - n_missing
    is_few = len(different) <= MAX_CATEGORIES and (len(different) <= 2 or 2 * len(different) <= n_texts)
    if not is_few or max(len(text) for text in different) > _LONGEST_CATEGORY:
        return _without_values(name, TEXT, len(texts), n_missing, examples)
    order = sorted(range(len(different)), key=different.__getitem__)
    place = np.empty(len(different))
    place[order] = np.arange(len(different))
    values = np.full(len(texts), np.nan)
    first = 0
    for chunk in encoded.chunks:
        codes = chunk.indices.to_numpy(zero_copy_only=False)
        known = np.flatnonzero(~np.isnan(codes)) if codes.dtype.kind == "f" else np.arange(codes.size)
        values[first + known] = place[codes[known].astype(np.int64)]
        first += len(chunk)
    return Column(name, CATEGORY, values, tuple(different[index] for index in order), n_missing, examples)


def _without_values(name: str, kind: str, n_rows: int, n_missing: int, examples: tuple[str, ...]) -> Column:
    return Column(name, kind, np.broadcast_to(np.float64(np.nan), n_rows).copy(), (), n_missing, examples)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)[:_LONGEST_CATEGORY]
