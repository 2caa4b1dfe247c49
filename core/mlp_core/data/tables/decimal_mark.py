"""Which decimal mark a table has: what its cells say, column by column, and what is told where they leave a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mlp_core.data.tables.number_writing import APOSTROPHES, OTHER_MARK, SPACES, THOUSANDS, plainly_written
from mlp_core.data.tables.units import unit_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROWS_LOOKED_AT: Final = 2000
"""Rows whose texts tell the decimal mark of a file that is no text."""

_DOUBTFUL: Final = {mark: re.compile(rf"{THOUSANDS}[{mark}]\d{{3}}$") for mark in OTHER_MARK}
"""With a mark that may be the decimal one or stand between thousands."""

_MILLIONS: Final = {mark: re.compile(rf"{THOUSANDS}([{other}]\d{{3}}){{2,}}$") for mark, other in OTHER_MARK.items()}
"""With the other mark several times: between thousands, or in an address of a computer."""

_EVIDENT: Final = {
    mark: re.compile(
        rf"([+-]?\d*[{mark}]\d+([eE][+-]?\d+)?|{THOUSANDS}([{other}{SPACES}{APOSTROPHES}]\d{{3}})+[{mark}]\d+)$"
    )
    for mark, other in OTHER_MARK.items()
}
"""With a mark that can only be the decimal one, where it is not doubtful."""

_HUNDREDS: Final = re.compile(r"[+-]?[1-9]\d\d$")
_UNGROUPED: Final = re.compile(r"[+-]?[1-9]\d{3,}$")
_STANDS_FOR_A_GAP: Final = "999"


@dataclass(frozen=True, slots=True)
class DecimalMark:
    """The decimal mark of a table's texts.

    Attributes
    ----------
    mark : str
        "." or ",".
    is_marked : bool
        Whether any cell has one, or a mark between thousands.
    doubtful : tuple of (int, str)
        Where nothing certain has decided: the place of a column, counted from 0, and a cell of it that would be
        another number with the other mark. Empty elsewhere.
    """

    mark: str
    is_marked: bool
    doubtful: tuple[tuple[int, str], ...] = ()

    def notes(self, names: Sequence[str]) -> tuple[str, ...]:
        """Say how a doubtful cell was read, and what to do if it was meant otherwise; nothing without a doubt.

        Parameters
        ----------
        names : sequence of str
            Headings of all columns.
        """
        notes = []
        for place, cell in self.doubtful[:1]:
            fraction, thousands = re.sub("[.,]", ".", cell), re.sub("[.,]", "", cell)
            readings = f"{float(fraction):g}", f"{int(thousands)}"
            was, other = readings if self.mark in cell else readings[::-1]
            kind = "decimal" if self.mark in cell else "whole"
            notes.append(
                f"{cell} in {names[place]} was read as the {kind} number {was}; choose the other decimal mark if it "
                f"means {other}."
            )
        return tuple(notes)


def decimal_mark_of(columns: Iterable[Iterable[object]], doubtful: tuple[str, ...] = (".", ",")) -> DecimalMark:
    """Recognise the decimal mark of a table.

    What can be read in one way only decides, else "1.234.567". Else a column decides whose marks all stand before
    three digits, beside hundreds without a mark: "950" and "1.036" are amounts with marks between thousands. Where
    there is nothing of all that, cells such as "1.036" are taken to have the decimal mark.

    Parameters
    ----------
    columns : iterable of iterables
        The cells of the first rows, column by column; what is no text says nothing.
    doubtful : tuple of str
        Marks for which doubtful cells speak.
    """
    counts = {mark: [0, 0, 0, 0] for mark in OTHER_MARK}
    undecided: list[tuple[int, str]] = []
    decided: list[tuple[int, str]] = []
    is_marked = False
    for place, column in enumerate(columns):
        cells = [_bare(cell) for cell in column if isinstance(cell, str)]
        in_doubt = {mark: [cell for cell in cells if _DOUBTFUL[mark].match(cell)] for mark in OTHER_MARK}
        for mark, count in counts.items():
            evident = sum(_EVIDENT[mark].match(cell) is not None for cell in cells) - len(in_doubt[mark])
            millions = sum(_MILLIONS[mark].match(cell) is not None for cell in cells)
            count[0] += evident
            count[1] += millions
            is_marked |= bool(evident or millions or in_doubt[mark])
        for mark, found in in_doubt.items():
            if found and _has_hundreds(cells):
                counts[OTHER_MARK[mark]][2] += 1
                decided.append((place, found[0]))
            elif found:
                counts[mark][3] += len(found) if mark in doubtful else 0
                undecided.append((place, found[0]))
    # Lists are compared by their first numbers that differ.
    mark = "," if counts[","] > counts["."] else "."
    is_certain = any(count[0] or count[1] for count in counts.values())
    return DecimalMark(mark, is_marked, () if is_certain else (*undecided, *decided))


def decimal_mark_of_texts(columns: Iterable[Iterable[object]], wish: str = "") -> DecimalMark:
    """Recognise the decimal mark of the texts in a file that keeps its own numbers apart.

    Such a file is of no country; as between commas the point is the rule there, and "1,044" a thousand and more.

    Parameters
    ----------
    columns : iterable of iterables
        As in `decimal_mark_of`.
    wish : str
        What somebody says instead; "" for nothing.
    """
    found = decimal_mark_of(columns, doubtful=(".",))
    return DecimalMark(wish, found.is_marked) if wish else found


def _has_hundreds(cells: list[str]) -> bool:
    """Whether whole numbers without marks end where those with marks between thousands would begin."""
    hundreds = any(_HUNDREDS.match(cell) and not cell.endswith(_STANDS_FOR_A_GAP) for cell in cells)
    return hundreds and not any(_UNGROUPED.match(cell) for cell in cells)


def _bare(cell: str) -> str:
    return unit_apart(plainly_written(cell.strip()))[1]
