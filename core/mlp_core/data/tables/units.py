"""Units that stand with the numbers of a column, all alike: "12 %", "3 kg", "$10.50"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mlp_core.data.tables.number_writing import APOSTROPHES, MINUSES, SPACES, plainly_written

if TYPE_CHECKING:
    import pyarrow as pa

_CURRENCIES: Final = "$\u20ac\u00a3\u00a5"
_ATTACHED: Final = frozenset(
    {
        *("%", "\u2030", "\u00b0", "\u00b0C", "\u00b0F", "EUR", "USD", "px", "kB", "MB", "GB", "TB"),
        *("kg", "g", "mg", "t", "km", "m", "cm", "mm", "l", "ml", "h", "min", "s", "ms", "Hz", "kHz", "MHz", "GHz"),
        *("W", "kW", "V", "mV", "Pa", "hPa", "kPa", "bar"),
    }
)
"""What may follow a number without a space: letters that are none of these may be a part of a name, as in "7b"."""

LONGEST_UNIT: Final = 12
"""Letters of a unit at the most."""
_LOOKED_AT: Final = 20
_SHARE: Final = 0.95
"""How many texts of a column tell its unit, and the share of them that must have the same."""
_NUMBER: Final = rf"[\d.,][\d.,{SPACES}{APOSTROPHES}]*?([eE][+-]?\d+)?"
_BEHIND: Final = re.compile(rf"[+-]?{_NUMBER}(?P<space>[{SPACES}]*)(?P<unit>[^\d\s.,{APOSTROPHES}+-][^\d.,]*)$")
_BEFORE: Final = re.compile(rf"[+-]?(?P<unit>[{_CURRENCIES}])[{SPACES}]?[+-]?{_NUMBER}$")


def unit_apart(cell: str) -> tuple[str, str]:
    """Return the unit that stands with a cell's number, "" where there is none, and the cell without it."""
    before = _BEFORE.match(cell)
    if before:
        return before["unit"], cell[: before.start("unit")] + cell[before.end("unit") :].lstrip()
    behind = _BEHIND.match(cell)
    if not behind or len(behind["unit"]) > LONGEST_UNIT:
        return "", cell
    unit: str = behind["unit"].rstrip()
    is_unit = behind["space"] or unit in _ATTACHED or unit in _CURRENCIES
    return (unit, cell[: behind.start("space")]) if is_unit else ("", cell)


def without_units(texts: pa.Array) -> tuple[str, pa.Array]:
    """Return the unit that all numbers of a column share, and the column without it.

    Parameters
    ----------
    texts : pyarrow.Array of large_string
        Without spaces around them; null where nothing is.

    Returns
    -------
    unit : str
        "" where there is none.
    bare : pyarrow.Array of large_string
        Null where a text does not have the unit; `texts` where there is none.
    """
    import pyarrow.compute as pc

    first = pc.drop_null(texts).slice(0, _LOOKED_AT).to_pylist()
    units = [unit_apart(plainly_written(text))[0] for text in first]
    unit = max(sorted(set(units)), key=units.count, default="")
    if not unit or units.count(unit) < _SHARE * len(units):
        return "", texts
    has_unit = is_behind = pc.ends_with(texts, unit)
    bare = pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(texts, 0, -len(unit)))
    if unit in _CURRENCIES:
        front = rf"^([+{MINUSES}-]?)[{unit}][{SPACES}]?"
        has_unit = pc.or_(is_behind, pc.match_substring_regex(texts, front))
        bare = pc.if_else(is_behind, bare, pc.replace_substring_regex(texts, front, r"\1"))
    return unit, pc.if_else(has_unit, bare, None)
