"""Mathematics on a worksheet: rows of formulas as outlines, broken where they are wider than the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF

from mlp_gui.export.worksheet_paper import INK, MATHS, MM, SMALL, SOFT, paper_font
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.entries import Entry, with_grown_brackets
from mlp_gui.views.equations.line import is_ink, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QColor, QPainter

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.line import Line

AXIS: Final = 0.258
"""Height of the middle of signs above the baseline, in em."""
_LEADING: Final = 1.6 * MM
_BETWEEN: Final = 5.0 * MM
_SMALLEST: Final = 0.55
_HIGH: Final = (r"\frac", r"\boxed")
_SIGNS: Final = frozenset(("+", "-"))
_OPENING: Final = frozenset(("(", r"\Big(", "=", r"\leftarrow", r"\mathrel{:=}"))
_POWER: Final = re.compile(r"(?: \\cdot )?10\^\{(?:\{-\})?(\d+)\}")
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HALVES: Final = re.compile(r"\\t?frac\{(\d+)\}\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """Formulas beside one another.

    Attributes
    ----------
    placed : tuple of (Formula, float)
        Each with the left end of its baseline.
    end : float
        Right end of the last.
    px : float
        Size of the letters.
    """

    placed: tuple[tuple[Formula, float], ...]
    end: float
    px: float = MATHS

    @property
    def ascent(self) -> float:
        """How far the ink reaches above the baseline."""
        return max((formula.ascent for formula, _ in self.placed), default=0.0) * self.px

    @property
    def descent(self) -> float:
        """How far the ink reaches below the baseline."""
        return max((formula.descent for formula, _ in self.placed), default=0.0) * self.px

    def paint(self, painter: QPainter, x: float, baseline: float, colour: QColor = INK) -> None:
        """Draw it with its origin there."""
        for formula, place in self.placed:
            formula.paint(painter, QPointF(x + place, baseline), self.px, colour)


def line(texts: Sequence[str]) -> Line:
    """Return pieces of mathematics in one row; each is set once for all the rows that it stands in."""
    found = line_of(texts, set_formula)
    assert found is not None
    return found


def flow(texts: Sequence[str], left: float, right: float, first: float | None = None) -> list[Row]:
    """Return mathematics in as many rows as it needs, broken before signs.

    Parameters
    ----------
    texts : sequence of str
        Pieces of LaTeX, without a relation in front.
    left, right : float
        Between which the rows stand; what does not fit even so is set smaller.
    first : float, optional
        Where the first row begins, `left` if not given.
    """
    ink = [entry.symbol for entry in with_grown_brackets([Entry(text) for text in texts if is_ink(text)])]
    parts = line(_with_room(ink)).parts
    starts = [place for place in range(len(ink)) if place == 0 or _may_break(ink, place)]
    segments = [parts[start:end] for start, end in pairwise([*starts, len(ink)])]
    start = left if first is None else first
    widest = max((_end(segment) - segment[0][1] for segment in segments), default=0.0) * MATHS
    px = MATHS * max(min(1.0, (right - start) / widest), _SMALLEST) if widest else MATHS
    rows: list[Row] = []
    held: list[tuple[Formula, float]] = []
    x = start
    for segment in segments:
        if held and x + (_end(segment) - held[0][1]) * px > right:
            rows.append(_row(held, x, px))
            held, x = [], left
        held += segment
    return [*rows, _row(held, x, px)]


def _with_room(texts: Sequence[str]) -> list[str]:
    """Return pieces with a little room between fractions, and the boxes around them, that stand side by side."""
    spaced = list(texts[:1])
    for before, text in pairwise(texts):
        spaced += [r"\,", text] if before.startswith(_HIGH) and text.startswith(_HIGH) else [text]
    return spaced


def _may_break(texts: Sequence[str], place: int) -> bool:
    return texts[place] in _SIGNS and texts[place - 1] not in _OPENING


def _end(parts: Sequence[tuple[Formula, float]]) -> float:
    formula, at = parts[-1]
    return at + formula.advance


def _row(parts: Sequence[tuple[Formula, float]], x: float, px: float) -> Row:
    if not parts:
        return Row((), x, px)
    begin = parts[0][1]
    return Row(tuple((formula, x + (at - begin) * px) for formula, at in parts), x + (_end(parts) - begin) * px, px)


class Formulas:
    """Some formulas beside one another, in columns of one width: what is given.

    Parameters
    ----------
    groups : iterable of iterable of tuple of str
        The formulas, each in pieces; each group begins a row.
    width : float
        Of the page.
    caption : str
        Small words in front.
    px : float
        Size of the letters.
    below : float
        Room there.
    """

    keeps_next = False

    def __init__(
        self,
        groups: Iterable[Iterable[tuple[str, ...]]],
        width: float,
        *,
        caption: str = "",
        px: float = MATHS,
        below: float = 2.0 * MM,
    ) -> None:
        lines = [[line(each) for each in group] for group in groups]
        self._caption, self._font, self._px = caption, paper_font(SMALL), px
        self._indent = 27.0 * MM if caption else 0.0
        widest = max((each.advance for group in lines for each in group), default=0.0) * px + _BETWEEN
        count = max(int((width - self._indent + _BETWEEN) // widest), 1)
        self._rows = [
            Row(
                tuple(
                    (formula, column * widest + at * px)
                    for column, each in enumerate(group[start : start + count])
                    for formula, at in each.parts
                ),
                0.0,
                px,
            )
            for group in lines
            for start in range(0, len(group), count)
        ]
        self.height = sum(row.ascent + row.descent + _LEADING for row in self._rows) + below

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw the words in front, and the rows."""
        for place, row in enumerate(self._rows):
            baseline = y + row.ascent
            if place == 0 and self._caption:
                painter.setFont(self._font)
                painter.setPen(SOFT)
                painter.drawText(QPointF(x, baseline), self._caption)
            row.paint(painter, x + self._indent, baseline)
            y += row.ascent + row.descent + _LEADING


def plain_number(latex: str) -> str:
    r"""Return a number that an explanation writes as letters: "−1.25·10⁻³" of "{-}1.25 \cdot 10^{{-}3}"."""
    text = _POWER.sub(_power, latex)
    text = _HALVES.sub(r"\1/\2", text).replace("{-}", "−").replace(r"\infty", "∞")
    return text.replace(r"\mathrm{nan}", "nan").strip()


def _power(found: re.Match[str]) -> str:
    dot = "·" if found.group().startswith(" ") else ""
    minus = "⁻" if "{-}" in found.group() else ""
    return f"{dot}10{minus}{found.group(1).translate(_SUPERSCRIPTS)}"
