"""How a text file is laid out as a table: delimiter, decimal mark, heading; recognised from its first lines."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import Final

from mlp_core.data.tables.column_making import GAPS
from mlp_core.data.tables.layout import AS_RECOGNISED, SPACES, TableLayout
from mlp_core.data.tables.number_writing import decimal_of, looks_like_number, may_be_codes

_USUAL: Final = ("\t", ";", "|", ",")
_RARER: Final = (SPACES, ":", "^", "~", "!", "&", "/", "_", "=", "*", "@", "$")
_CONSISTENT: Final = 0.9
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Dialect:
    """The layout of a table in a text file.

    Attributes
    ----------
    delimiter : str
        One character; `SPACES` for any number of them.
    decimal : str
        "." or ",".
    skipped : int
        Lines before the table: comments, and Excel's "sep=;".
    heading : tuple of str or None
        Names of the columns, with one for a first column of row names or an empty last one; None where the first
        line is a row.
    n_columns : int
        Columns.
    codes : tuple of int
        Places of columns whose zeros in front are to be kept.
    """

    delimiter: str
    decimal: str
    skipped: int
    heading: tuple[str, ...] | None
    n_columns: int
    codes: tuple[int, ...]


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
    rows = _rows(lines, delimiter)
    n_columns = _usual_count(rows)[0]
    if n_columns < 2:
        return None
    if delimiter == SPACES and not wish.delimiter and not any(looks_like_number(cell) for row in rows for cell in row):
        # A letter, whose lines happen to have as many words.
        return None
    decimal = wish.decimal or decimal_of(
        # Between commas a number with a comma has quotes, and a point is the rule.
        (cell for row in rows for cell in row),
        doubtful=(".",) if delimiter == "," else (".", ","),
    )
    has_heading = _is_heading(rows) if wish.heading is None else wish.heading
    heading = tuple(rows[0]) if has_heading else None
    if heading is not None and len(heading) == n_columns - 1:
        ends_open = all(len(row) < n_columns or not row[-1].strip() for row in rows)
        heading = (*heading, "") if ends_open else ("row", *heading)
    below = rows[has_heading:]
    codes = [place for place in range(n_columns) if may_be_codes(row[place] for row in below if place < len(row))]
    return Dialect(delimiter, decimal, skipped, heading, n_columns, tuple(codes))


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


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    if delimiter == SPACES:
        return [line.split() for line in lines]
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def _usual_count(rows: list[list[str]]) -> tuple[int, float]:
    """Return how many cells most rows have, and the share of the rows that have so many."""
    if not rows:
        return 0, 0.0
    n_cells, n_rows = Counter(len(row) for row in rows).most_common(1)[0]
    return n_cells, n_rows / len(rows)


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
