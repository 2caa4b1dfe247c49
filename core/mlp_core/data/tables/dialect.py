"""How a text file is laid out as a table: delimiter, decimal mark, heading; recognised from its first lines."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import Final

from mlp_core.data.tables.column_making import GAPS
from mlp_core.data.tables.decimal_mark import DecimalMark, decimal_mark_of
from mlp_core.data.tables.layout import AS_RECOGNISED, SPACES, TableLayout
from mlp_core.data.tables.number_writing import looks_like_number, may_be_codes

_USUAL: Final = ("\t", ";", "|", ",")
_RARER: Final = (SPACES, ":", "^", "~", "!", "&", "/", "_", "=", "*", "@", "$")
DOUBLE: Final = '"'
SINGLE: Final = "'"
_CONSISTENT: Final = 0.9
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Dialect:
    """The layout of a table in a text file.

    Attributes
    ----------
    delimiter : str
        One character; `SPACES` for any number of them.
    decimal_mark : DecimalMark
        "." or ",", and what is doubtful about it.
    skipped : int
        Lines before the table: comments, and Excel's "sep=;".
    heading : tuple of str or None
        Names of the columns, with one for a first column of row names or an empty last one; None where the first
        line is a row.
    n_columns : int
        Columns.
    codes : tuple of int
        Places of columns whose zeros in front are to be kept.
    quote : str
        What stands around cells that are quoted: " or '.
    """

    delimiter: str
    decimal_mark: DecimalMark
    skipped: int
    heading: tuple[str, ...] | None
    n_columns: int
    codes: tuple[int, ...]
    quote: str = DOUBLE


def dialect_of(text: str, is_whole: bool, wish: TableLayout = AS_RECOGNISED) -> Dialect | None:
    """Recognise the layout of a text; None where it is no table with at least two columns.

    Parameters
    ----------
    text : str
        The first lines.
    is_whole : bool
        Whether that is all of them; else the last line is cut and does not count.
    wish : TableLayout
        What is not to be recognised, because somebody says it.
    """
    lines = text.splitlines()
    if not is_whole and len(lines) > 1:
        lines.pop()
    skipped, told = _preamble(lines)
    lines = [line for line in lines[skipped:] if line.strip()]
    if not lines:
        return None
    delimiter = wish.delimiter or told or _delimiter_of(lines)
    if delimiter is None:
        return None
    quote = _quote_of(lines, delimiter)
    rows = _rows(lines, delimiter, quote)
    n_columns = _usual_count(rows)[0]
    if n_columns < 2:
        return None
    if delimiter == SPACES and not wish.delimiter and not any(looks_like_number(cell) for row in rows for cell in row):
        # A letter, whose lines happen to have as many words.
        return None
    columns = [[row[place] for row in rows if place < len(row)] for place in range(n_columns)]
    # Between commas a number with a comma has quotes, and a point is the rule.
    decimal = decimal_mark_of(columns, doubtful=(".",) if delimiter == "," else (".", ","))
    if wish.decimal:
        decimal = DecimalMark(wish.decimal, decimal.is_marked)
    has_heading = _is_heading(rows) if wish.heading is None else wish.heading
    heading = tuple(rows[0]) if has_heading else None
    if heading is not None and len(heading) == n_columns - 1 and not _is_title(rows, n_columns):
        ends_open = all(len(row) < n_columns or not row[-1].strip() for row in rows)
        heading = (*heading, "") if ends_open else ("row", *heading)
    below = rows[has_heading:]
    codes = [place for place in range(n_columns) if may_be_codes(row[place] for row in below if place < len(row))]
    return Dialect(delimiter, decimal, skipped, heading, n_columns, tuple(codes), quote)


def is_single_column(lines: list[str]) -> bool:
    """Whether lines below a heading, blank ones left aside, are a number each."""
    filled = [line for line in lines if line.strip()]
    return len(filled) > 1 and all(looks_like_number(line) for line in filled[:-1])


def _preamble(lines: list[str]) -> tuple[int, str | None]:
    """Return how many lines come before the table, and the delimiter that they tell."""
    count = 0
    told = None
    for line in lines:
        start = line.strip().lower()
        if count == 0 and start.startswith("sep=") and len(start) >= len("sep="):
            told = line.strip("\r\n")[len("sep=") :][:1] or None
        elif not start.startswith(("#", "%")) and start:
            break
        count += 1
    return count, told


def _delimiter_of(lines: list[str]) -> str | None:
    best: tuple[float, str] = (_HALF, "")
    for candidates in (_USUAL, _RARER):
        for candidate in candidates:
            if not any(candidate in line for line in lines):
                continue
            n_columns, share = _usual_count(_rows(lines, candidate))
            if n_columns < 2:
                continue
            if share >= _CONSISTENT:
                return candidate
            if share > best[0]:
                best = share, candidate
        if best[1]:
            break
    return best[1] or None


def _quote_of(lines: list[str], delimiter: str) -> str:
    """Return what stands around cells: a single quote where every other line has it, and nowhere a part of a cell."""
    if delimiter == SPACES or any(DOUBLE in line for line in lines):
        return DOUBLE
    plain, quoted = _rows(lines, delimiter), _rows(lines, delimiter, SINGLE)
    n_quoted = sum(any(cell.startswith(SINGLE) for cell in row) for row in plain)
    is_left = any(cell.strip().startswith(SINGLE) or cell.strip().endswith(SINGLE) for row in quoted for cell in row)
    return SINGLE if n_quoted >= _HALF * len(plain) and len(quoted) == len(plain) and not is_left else DOUBLE


def _rows(lines: list[str], delimiter: str, quote: str = DOUBLE) -> list[list[str]]:
    if delimiter == SPACES:
        return [line.split() for line in lines]
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if row]
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def _usual_count(rows: list[list[str]]) -> tuple[int, float]:
    """Return how many cells most rows have, and the share of the rows that have so many."""
    if not rows:
        return 0, 0.0
    n_cells, n_rows = Counter(len(row) for row in rows).most_common(1)[0]
    return n_cells, n_rows / len(rows)


def _is_title(rows: list[list[str]], n_columns: int) -> bool:
    """Whether the first row is one text above a heading, and names no column."""
    numbers = any(looks_like_number(cell) for row in rows[2:] for cell in row)
    return len(rows[0]) == 1 and len(rows) > 2 and len(rows[1]) == n_columns and numbers and _is_heading(rows[1:])


def _is_heading(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: no number in it, while there are numbers, or texts that do not recur."""
    first, rest = rows[0], rows[1:]
    if any(looks_like_number(cell) for cell in first) or not rest:
        return False
    if all(cell.strip() in GAPS for cell in first):
        return False
    if any(looks_like_number(cell) for row in rest for cell in row):
        return True
    seen = [{row[place] for row in rest if place < len(row)} for place in range(len(first))]
    return len(set(first)) == len(first) and not any(cell in below for cell, below in zip(first, seen, strict=True))
