"""How numbers are written in tables: marks between thousands, minus signs, and digits that are a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa
    from numpy.typing import NDArray

SPACES: Final = " \u00a0\u2009\u202f"
APOSTROPHES: Final = "'\u2019"
OTHER_MARK: Final = {".": ",", ",": "."}
THOUSANDS: Final = r"[+-]?[1-9]\d{0,2}"
_EXPONENT: Final = r"([eE][+-]?\d{1,4})?"
_LEAST_CODE: Final = 4
"""Digits of a code, as a postal one; shorter numbers are written with zeros in front for their looks."""

_NUMBER: Final = re.compile(
    rf"([+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?|{THOUSANDS}([.,{SPACES}{APOSTROPHES}]\d{{3}})+([.,]\d*)?)$"
)
MINUSES: Final = "\u2212\u2013"
"""A minus sign, and the dash that is written for it."""

_MINUS: Final = re.compile(f"(^|[eE])[{MINUSES}]")


def looks_like_number(cell: str) -> bool:
    """Whether a cell is a number in any way of writing."""
    return _NUMBER.match(plainly_written(cell.strip())) is not None


def plainly_written(cell: str) -> str:
    """Return a cell with a hyphen for a minus sign in front of a number or its exponent."""
    return _MINUS.sub(r"\1-", cell)


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
    texts = pc.replace_substring_regex(texts, _MINUS.pattern, r"\1-")
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

    kinds = [kind for kind in (OTHER_MARK.get(decimal, ""), SPACES, APOSTROPHES) if kind]
    point = decimal or "."
    if not pc.any(pc.match_substring_regex(texts, rf"^{THOUSANDS}[{''.join(kinds)}]\d{{3}}")).as_py():
        return texts
    for kind in kinds:
        is_grouped = pc.match_substring_regex(texts, rf"^{THOUSANDS}([{kind}]\d{{3}})+([{point}]\d*)?$")
        is_marked = pc.match_substring_regex(
            texts, rf"^[+-]?(\d+[{kind}]|[{kind}]\d)[\d{kind}]*([{point}]\d*)?{_EXPONENT}$"
        )
        if pc.all(pc.equal(is_grouped, is_marked)).as_py():
            texts = pc.if_else(is_grouped, pc.replace_substring_regex(texts, f"[{kind}]", ""), texts)
    return texts
