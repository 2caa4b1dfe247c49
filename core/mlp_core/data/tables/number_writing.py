"""How numbers are written in tables: the decimal mark, marks between thousands, and digits that are a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa
    from numpy.typing import NDArray

ROWS_LOOKED_AT: Final = 2000
"""Rows whose texts tell the decimal mark of a file that is no text."""

_SPACES: Final = " \u00a0\u2009\u202f"
_APOSTROPHES: Final = "'\u2019"
_OTHER: Final = {".": ",", ",": "."}
_THOUSANDS: Final = r"[+-]?[1-9]\d{0,2}"
_EXPONENT: Final = r"([eE][+-]?\d{1,4})?"
_LEAST_CODE: Final = 4
"""Digits of a code, as a postal one; shorter numbers are written with zeros in front for their looks."""

_NUMBER: Final = re.compile(
    rf"([+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?|{_THOUSANDS}([.,{_SPACES}{_APOSTROPHES}]\d{{3}})+([.,]\d*)?)$"
)
_DOUBTFUL: Final = {mark: re.compile(rf"{_THOUSANDS}[{mark}]\d{{3}}$") for mark in _OTHER}
"""With a mark that may be the decimal one or stand between thousands."""

_MILLIONS: Final = {mark: re.compile(rf"{_THOUSANDS}([{other}]\d{{3}}){{2,}}$") for mark, other in _OTHER.items()}
"""With the other mark several times: between thousands, or in an address of a computer."""

_EVIDENT: Final = {
    mark: re.compile(
        rf"([+-]?\d*[{mark}]\d+([eE][+-]?\d+)?|{_THOUSANDS}([{other}{_SPACES}{_APOSTROPHES}]\d{{3}})+[{mark}]\d+)$"
    )
    for mark, other in _OTHER.items()
}
"""With a mark that can only be the decimal one, where it is not doubtful."""


def looks_like_number(cell: str) -> bool:
    """Whether a cell is a number in any way of writing."""
    return _NUMBER.match(cell.strip()) is not None


def decimal_of(cells: Iterable[str], doubtful: tuple[str, ...] = (".", ",")) -> str:
    """Return the decimal mark of a text's cells, "." or ",".

    What can be read in one way only decides, else "1.234.567"; where there is nothing of either, cells such as "1.036"
    are taken to have the decimal mark.

    Parameters
    ----------
    cells : iterable of str
        All of the first rows.
    doubtful : tuple of str
        Marks for which doubtful cells speak.
    """
    counts = {mark: [0, 0, 0] for mark in _OTHER}
    for cell in map(str.strip, cells):
        for mark, count in counts.items():
            if _DOUBTFUL[mark].match(cell):
                count[2] += mark in doubtful
            elif _EVIDENT[mark].match(cell):
                count[0] += 1
            elif _MILLIONS[mark].match(cell):
                count[1] += 1
    # Lists are compared by their first numbers that differ.
    return "," if counts[","] > counts["."] else "."


def decimal_of_texts(cells: Iterable[object], wish: str = "") -> tuple[str, bool]:
    """Return the decimal mark of the texts in a file that keeps its own numbers apart, and whether any text has one.

    Such a file is of no country; as between commas the point is the rule there, and "1,044" a thousand and more.

    Parameters
    ----------
    cells : iterable of object
        Cells of the first rows; what is no text says nothing.
    wish : str
        What somebody says instead; "" for nothing.
    """
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    marked = any(marks.match(text) for text in texts for kinds in (_DOUBTFUL, _EVIDENT, _MILLIONS)
                 for marks in kinds.values())  # fmt: skip
    return wish or decimal_of(texts, doubtful=(".",)), marked


def may_be_codes(cells: Iterable[str]) -> bool:
    """Whether cells are digits of one length, some with a zero in front: postal codes, which are no amounts."""
    digits = [cell for cell in map(str.strip, cells) if cell]
    return (
        any(cell[0] == "0" and len(cell) >= _LEAST_CODE for cell in digits)
        and len(set(map(len, digits))) == 1
        and all(cell.isascii() and cell.isdigit() for cell in digits)
    )


def are_codes(texts: pa.Array) -> bool:
    """Whether all texts that are not null are codes; see `may_be_codes`."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring_regex(texts, rf"^0\d{{{_LEAST_CODE - 1},}}$")).as_py():
        return False
    lengths = pc.min_max(pc.utf8_length(texts)).as_py()
    return lengths["min"] == lengths["max"] and bool(pc.all(pc.match_substring_regex(texts, r"^\d+$")).as_py())


def numbers_in(texts: pa.Array, decimal: str) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return which texts of a column are numbers, and these; NaN for the others.

    Parameters
    ----------
    texts : pyarrow.Array of large_string
        Without spaces around them; null where nothing is.
    decimal : str
        "." or ","; "" where a file tells no mark: it is the point then, and a comma nothing.

    Returns
    -------
    is_number : ndarray of bool, shape (n,)
    numbers : ndarray of float64, shape (n,)
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    point = decimal or "."
    texts = _without_thousands_marks(texts, decimal)
    is_number = pc.match_substring_regex(
        texts, rf"^[+-]?(\d+[{point}]?\d*|[{point}]\d+){_EXPONENT}$|^(?i)[+-]?inf(inity)?$"
    ).fill_null(False)
    plain = pc.replace_substring_regex(pc.if_else(is_number, texts, None), r"^\+", "")
    plain = pc.cast(pc.replace_substring(plain, point, "."), pa.float64())
    return is_number.to_numpy(zero_copy_only=False), np.array(plain.to_numpy(zero_copy_only=False), np.float64)


def _without_thousands_marks(texts: pa.Array, decimal: str) -> pa.Array:
    """Return texts without their marks between thousands, of each kind that is nowhere else in the column's numbers."""
    import pyarrow.compute as pc

    kinds = [kind for kind in (_OTHER.get(decimal, ""), _SPACES, _APOSTROPHES) if kind]
    point = decimal or "."
    if not pc.any(pc.match_substring_regex(texts, rf"^{_THOUSANDS}[{''.join(kinds)}]\d{{3}}")).as_py():
        return texts
    for kind in kinds:
        is_grouped = pc.match_substring_regex(texts, rf"^{_THOUSANDS}([{kind}]\d{{3}})+([{point}]\d*)?$")
        is_marked = pc.match_substring_regex(
            texts, rf"^[+-]?(\d+[{kind}]|[{kind}]\d)[\d{kind}]*([{point}]\d*)?{_EXPONENT}$"
        )
        if pc.all(pc.equal(is_grouped, is_marked)).as_py():
            texts = pc.if_else(is_grouped, pc.replace_substring_regex(texts, f"[{kind}]", ""), texts)
    return texts
