"""From cells of any kind to columns: numbers where they are numbers or dates, categories where texts come again."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.tables.dates import column_of_dates, column_of_moments, moments_in, moments_of, since_first, spans_of
from mlp_core.data.tables.limits import MAX_CATEGORIES
from mlp_core.data.tables.number_writing import are_codes, numbers_in
from mlp_core.data.tables.strays import Strays
from mlp_core.data.tables.table import CATEGORY, EMPTY, NUMBER, TEXT, Column
from mlp_core.data.tables.units import without_units

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
_DIGITS: Final = re.compile(r"([0-9]+)")
_LONGEST_CATEGORY: Final = 200
_DATES: Final = frozenset({dt.date, dt.datetime})


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


def column_of_arrow(name: str, cells: pa.ChunkedArray, decimal: str = "") -> tuple[Column, Strays | None]:
    """Return the column of an Arrow array, and its cells that were taken for gaps though they have text.

    Parameters
    ----------
    name : str
        Heading.
    cells : pyarrow.ChunkedArray
        Of any type that a table has.
    decimal : str
        Decimal mark of numbers that were read as text; "" where the file tells none.

    Returns
    -------
    column : Column
        Checked and read-only.
    strays : Strays or None
        None where there is no such cell.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = cells.type
    if pa.types.is_dictionary(kind) and not _is_text(kind.value_type):
        cells = pc.cast(cells, kind.value_type)
        kind = cells.type
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        examples = tuple(_shown(cell) for cell in cells.slice(0, N_EXAMPLES).to_pylist())
        return _numbers(name, _doubles(pc.cast(cells, pa.float64(), safe=False)), examples), None
    if pa.types.is_null(kind):
        return _without_values(name, EMPTY, len(cells), ("",) * min(len(cells), N_EXAMPLES)), None
    if pa.types.is_temporal(kind):
        moments = column_of_moments(name, cells, tuple(map(_shown, cells.slice(0, N_EXAMPLES).to_pylist())))
        if moments is not None:
            return moments, None
    # What is alike is looked at once: a text may come a million times, and be as long as the file.
    if pa.types.is_dictionary(kind):
        cells = cells.unify_dictionaries()
    else:
        # All chunks get one dictionary: to unify it with itself, chunk by chunk, would take many times as long.
        cells = (cells if _is_text(kind) else pc.cast(cells, pa.large_string())).dictionary_encode()
    different = pc.cast(cells.chunk(0).dictionary, pa.large_string())
    codes = np.concatenate([chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in cells.chunks])
    return _texts(name, different, codes.astype(np.int64), decimal)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _texts(name: str, different: pa.Array, codes: NDArray[np.int64], decimal: str) -> tuple[Column, Strays | None]:
    """Return the column of texts, given as the different ones and the place of each cell's among them, -1 for none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    shown = [text or "" for text in pc.utf8_slice_codeunits(different, 0, _LONGEST_CATEGORY).to_pylist()]
    examples = tuple(shown[code] if code >= 0 else "" for code in codes[:N_EXAMPLES].tolist())
    different = pc.utf8_trim_whitespace(different)
    is_gap = pc.is_in(different, value_set=pa.array(GAPS, pa.large_string())).to_numpy(zero_copy_only=False)
    is_gap |= different.is_null().to_numpy(zero_copy_only=False)
    if len(different):
        codes = np.where((codes < 0) | is_gap[codes], -1, codes)
    n_texts = int(np.count_nonzero(codes >= 0))
    if not n_texts:
        return _without_values(name, EMPTY, codes.size, examples), None
    filled = pc.if_else(pa.array(is_gap), None, different)
    if are_codes(filled):
        return _categories(name, different, codes, n_texts, examples), None
    unit, bare = without_units(filled)
    numbers = _Reading(*numbers_in(bare, decimal), codes)
    if numbers.is_most(n_texts):
        return _numbers(name, numbers.values, examples, unit), numbers.stray(name, n_texts, shown)
    is_moment, microseconds, origin = moments_in(filled)
    moments = _Reading(is_moment, microseconds, codes)
    if moments.is_most(n_texts):
        return since_first(name, moments.values, origin, examples), moments.stray(name, n_texts, shown)
    return _categories(name, different, codes, n_texts, examples), None


class _Reading:
    """Texts read as numbers, of which a few may be none.

    Parameters
    ----------
    is_number, numbers : ndarray, shape (n_different,)
        Of each different text.
    codes : ndarray of int64, shape (n_rows,)
        The place of each cell's text, -1 for none.
    """

    def __init__(self, is_number: NDArray[np.bool_], numbers: NDArray[np.float64], codes: NDArray[np.int64]) -> None:
        self._is_number, self._numbers, self._codes = is_number, numbers, codes
        self._count = int(np.count_nonzero(is_number[codes[codes >= 0]]))

    def is_most(self, n_texts: int) -> bool:
        """Whether so many of the cells with a text are numbers that the others can be gaps."""
        return self._count == n_texts or (self._count >= _LEAST_NUMBERS and self._count >= _NUMBER_SHARE * n_texts)

    @property
    def values(self) -> NDArray[np.float64]:
        """The numbers, shape (n_rows,); NaN where there is none."""
        return np.where(self._codes >= 0, self._numbers[self._codes], np.nan)

    def stray(self, name: str, n_texts: int, shown: Sequence[str]) -> Strays | None:
        """Return the cells that are no numbers, if there are any."""
        if self._count == n_texts:
            return None
        first = int(np.argmax((self._codes >= 0) & ~self._is_number[self._codes]))
        return Strays(name, n_texts - self._count, first, shown[self._codes[first]])


def column_of_cells(name: str, cells: Sequence[Any], decimal: str = "") -> tuple[Column, Strays | None]:
    """Return the column of Python objects, as a spreadsheet has them; see `column_of_arrow`."""
    import pyarrow as pa

    kinds = {type(cell) for cell in cells if cell is not None and cell != ""}
    if kinds <= {int, float}:
        values = np.array([np.nan if cell is None or cell == "" else float(cell) for cell in cells], np.float64)
        if not np.isnan(values).all():
            return _numbers(name, values, tuple(_shown(cell) for cell in cells[:N_EXAMPLES])), None
    if kinds and (kinds <= _DATES or kinds == {dt.time}):
        dates = [None if cell == "" else cell for cell in cells]
        return column_of_dates(name, dates, tuple(map(_shown, cells[:N_EXAMPLES]))), None
    if kinds == {dt.timedelta}:
        spans = np.array([None if cell == "" else cell for cell in cells], "timedelta64[us]")
        return spans_of(name, spans, tuple(map(_shown, cells[:N_EXAMPLES]))), None
    texts = [None if cell is None else _shown(cell) for cell in cells]
    return column_of_arrow(name, pa.chunked_array([pa.array(texts, pa.large_string())]), decimal)


def column_of_numbers(name: str, values: NDArray[Any]) -> Column:
    """Return the column of an array of numbers, dates or durations, shape (n_rows,)."""
    if values.dtype.kind in "mM":
        examples = tuple("" if np.isnat(each) else _shown(each) for each in values[:N_EXAMPLES])
        if values.dtype.kind == "m":
            return spans_of(name, values, examples)
        return since_first(name, moments_of(values), "", examples)
    numbers = np.array(values, np.float64)
    return _numbers(name, numbers, tuple(f"{value:g}" for value in numbers[:N_EXAMPLES].tolist()))


def _doubles(cells: pa.Array | pa.ChunkedArray) -> NDArray[np.float64]:
    return np.array(cells.to_numpy(zero_copy_only=False), np.float64)


def _numbers(name: str, values: NDArray[np.float64], examples: tuple[str, ...], unit: str = "") -> Column:
    n_missing = int(np.count_nonzero(np.isnan(values)))
    kind = EMPTY if n_missing == values.size else NUMBER
    return Column(name, kind, values, (), n_missing, examples, unit)


def _categories(
    name: str, texts: pa.Array, codes: NDArray[np.int64], n_texts: int, examples: tuple[str, ...]
) -> Column:
    import pyarrow.compute as pc

    used = np.unique(codes[codes >= 0])
    lengths = pc.utf8_length(texts).fill_null(0).to_numpy(zero_copy_only=False)[used]
    # Texts that differ by the spaces around them alone are one category.
    if used.size > 2 * MAX_CATEGORIES or lengths.max() > _LONGEST_CATEGORY:
        return _without_values(name, TEXT, codes.size, examples, codes.size - n_texts)
    written = {code: texts[code].as_py() for code in used.tolist()}
    categories = sorted(set(written.values()), key=_natural)
    if len(categories) > MAX_CATEGORIES or (len(categories) > 2 and 2 * len(categories) > n_texts):
        return _without_values(name, TEXT, codes.size, examples, codes.size - n_texts)
    places = np.full(len(texts) + 1, np.nan)
    for code, text in written.items():
        places[code] = categories.index(text)
    return Column(name, CATEGORY, places[codes], tuple(categories), codes.size - n_texts, examples)


def _natural(text: str) -> tuple[list[str | int], str]:
    """Return by what texts are sorted: numbers in them by their size, "class 2" before "class 10"."""
    parts: list[str | int] = [int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(text))]
    return parts, text


def _without_values(
    name: str, kind: str, n_rows: int, examples: tuple[str, ...], n_missing: int | None = None
) -> Column:
    return Column(name, kind, np.full(n_rows, np.nan), (), n_rows if n_missing is None else n_missing, examples)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = str(cell)[:_LONGEST_CATEGORY]
    return text.removesuffix(" 00:00:00") if isinstance(cell, dt.datetime) else text
