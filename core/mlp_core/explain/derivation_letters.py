"""The letters of each notation in a derivation, put in the place of plain L, y, z and t."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mlp_core.explain.explaining import find_notation

_TOKEN = re.compile(r"(?<![\\A-Za-z])([Lyzt])(_[ijk])?(?![A-Za-z])")
_BY = re.compile(r"\\frac\{\\partial L\}\{\\partial ([yz])(_[ijk])?\}")
_SLOPE = r"\frac{d y}{d z}"


@dataclass(frozen=True, slots=True)
class Letters:
    """How a notation writes one unit and its loss.

    Attributes
    ----------
    loss, output, sum, target : str
        LaTeX of what stands as L, y, z and t in plain letters, without an index.
    unit : str
        Index of the one output, or of a hidden unit; where outputs have indices of their own, these replace it.
    d : str
        Of the activation's derivative.
    has_bars : bool
        Whether a derivative by y or z is written as a bar on it.
    is_target_first : bool
        Whether the squared error is that of target minus answer.
    has_target_first_slope : bool
        Whether its slope is written as minus that difference.
    error_signal : str
        Letter of the derivative by the sum; "" where it has none.
    flips : bool
        Whether the error signal is minus that derivative.
    """

    loss: str = "L"
    output: str = "y"
    sum: str = "z"
    target: str = "t"
    unit: str = ""
    d: str = r"\partial"
    has_bars: bool = False
    is_target_first: bool = False
    has_target_first_slope: bool = False
    error_signal: str = ""
    flips: bool = False

    def written(self, latex: str) -> str:
        """Return a line of plain letters in these ones."""
        if self.has_bars:
            latex = _BY.sub(_barred, latex)
        latex = latex.replace(_SLOPE, rf"\frac{{{self.d} y}}{{{self.d} z}}")
        return _TOKEN.sub(self._letter, latex)

    def _letter(self, found: re.Match[str]) -> str:
        letter, index = found.group(1), found.group(2) or ""
        if letter == "L":
            return self.loss
        if letter == "t":
            return self.target + index
        return (self.output if letter == "y" else self.sum) + (index or self.unit)


def _barred(found: re.Match[str]) -> str:
    return rf"\bar{{{found.group(1)}}}{found.group(2) or ''}"


_PLAIN = Letters(d="d")
_OUTPUT = {
    "error_signals": replace(_PLAIN, has_bars=True),
    "lab": Letters(
        loss="Err",
        target=r"c(\mathbf{x})",
        unit="_{R}",
        is_target_first=True,
        has_target_first_slope=True,
        error_signal=r"\delta",
        flips=True,
    ),
    "hidden": Letters(output=r"\hat{y}", sum="h", target="y", is_target_first=True),
    "chain": Letters(
        loss=r"\mathcal{L}",
        output=r"\hat{y}",
        sum="a",
        target="y",
        is_target_first=True,
        has_target_first_slope=True,
    ),
    "delta": Letters(loss="E", output="z", sum="a", error_signal=r"\delta"),
}
_HIDDEN = {
    "error_signals": replace(_PLAIN, output="h"),
    "lab": Letters(unit="_{H}"),
    "hidden": Letters(output="z", sum="h", unit="_{j}"),
    "chain": Letters(output="f", sum="a"),
    "delta": Letters(output="z", sum="a", unit="_{j}"),
}


def letters_of(notation: str, *, is_hidden: bool = False) -> Letters:
    """Return the letters of an output unit, or of a hidden one.

    Raises
    ------
    ArgumentError
        If there is no such notation.
    """
    if not notation:
        return _PLAIN
    name = find_notation(notation).name
    return (_HIDDEN if is_hidden else _OUTPUT)[name]
