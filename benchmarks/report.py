"""What a benchmark found, and the table of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure has to reach.

    Attributes
    ----------
    value : float
        The limit.
    at_most : bool
        True where less is better.
    unit : str
        Of the figure: "x" for a ratio, "ms", "%", ...
    """

    value: float
    at_most: bool = False
    unit: str = "x"

    def is_reached(self, figure: float) -> bool:
        """Tell whether a figure satisfies the bound."""
        return figure <= self.value if self.at_most else figure >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {number(self.value)} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes
    ----------
    work : str
        What was measured.
    compared : str
        What it was measured against.
    detail : str
        The absolute figures, which drift with the machine.
    figure : float or None
        The figure that counts; None where it could not be measured.
    bound : Bound or None
        What it has to reach; None for a figure that only informs.
    note : str
        Why there is no figure, or what else to know.
    """

    work: str
    compared: str
    detail: str = ""
    figure: float | None = None
    bound: Bound | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the figure reaches its bound: yes, no, or nothing where there is nothing to reach."""
        if self.figure is None or self.bound is None:
            return ""
        return "yes" if self.bound.is_reached(self.figure) else "**no**"

    def cells(self) -> tuple[str, ...]:
        """Return the texts of the table's columns."""
        unit = self.bound.unit if self.bound else "x"
        figure = "" if self.figure is None else f"{number(self.figure)} {unit}".rstrip()
        return self.work, self.compared, self.detail, figure, str(self.bound or ""), self.verdict, self.note


COLUMNS = ("work", "compared with", "times", "reached", "required", "met", "note")


def number(value: float) -> str:
    """Return a figure with three significant digits, never in powers of ten.

    Parameters
    ----------
    value : float
        A positive figure below a million.
    """
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def duration(seconds: float) -> str:
    """Return a duration in the unit that suits it.

    Parameters
    ----------
    seconds : float
        A duration in seconds.
    """
    if seconds < 1e-3:
        return f"{number(seconds * 1e6)} µs"
    if seconds < 1.0:
        return f"{number(seconds * 1e3)} ms"
    return f"{number(seconds)} s"


def markdown_table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table.

    Parameters
    ----------
    rows : sequence of Row
        In the order of the table.
    """
    lines = [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
    lines += [_line(row.cells()) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
