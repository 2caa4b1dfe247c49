"""Where an equation goes on in the next line: before a sign, and after a factor where a term alone is too wide."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mlp_gui.views.equations.entries import Shape, split_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.views.equations.entries import Entry

    Measure = Callable[[int, int], float]

_HAIR = 1e-9


class Breaking:
    """Knows the places of one equation where a line may end.

    Parameters
    ----------
    entries : sequence of Entry
        The equation.
    inside : bool
        Whether lines may break at the signs inside brackets too.
    """

    def __init__(self, entries: Sequence[Entry], *, inside: bool) -> None:
        terms = split_terms(entries, inside=inside)
        ends = list(accumulate(len(term) for term in terms))
        self._terms = list(zip([0, *ends], ends, strict=False))
        self._leads = {first for first, end in self._terms if entries[first].shape is Shape.RELATION}
        self._entries = entries
        self._depths = list(accumulate(_opened(entry) for entry in entries))
        self._inside = inside

    def lines(self, width: float, measure: Measure) -> tuple[list[tuple[int, int]], float]:
        """Return the columns of each line, the first and the one behind the last, and the indent of all but the first.

        What the line makes never stands alone: behind it the line is torn apart at a factor, or wider than the page.

        Parameters
        ----------
        width : float
            Logical pixels that a line may take.
        measure : Callable
            Gives the width of the columns from one to the one before another, if these are a line.
        """
        lines: list[tuple[int, int]] = []
        indent, first, is_left_side = 0.0, 0, True
        for begin, end in self._terms:
            if begin in self._leads and not lines and indent == 0.0:
                indent = measure(0, end) - measure(begin, end)
            if begin > first and not is_left_side and _is_over(width, measure(first, end), indent, lines):
                lines.append((first, begin))
                first = begin
            is_left_side = is_left_side and begin not in self._leads
            if _is_over(width, measure(first, end), indent, lines):
                for cut, upto in pairwise((*self._factors(begin, end), end)):
                    if cut > first and _is_over(width, measure(first, upto), indent, lines):
                        lines.append((first, cut))
                        first = cut
        lines.append((first, self._terms[-1][1] if self._terms else 0))
        return lines, indent

    def _factors(self, begin: int, end: int) -> list[int]:
        """Return where the factors of a term begin, each but the first one with its dot.

        A factor in brackets stays where it is: it is broken inside, or not at all.
        """
        cuts = [begin]
        for place in range(begin + 1, end - 1):
            is_dot = self._entries[place].shape is Shape.DOT and self._entries[place + 1].shape is not Shape.OPENING
            if is_dot and self._depths[place] <= self._inside:
                cuts.append(place)
        return cuts


def _opened(entry: Entry) -> int:
    return (entry.shape is Shape.OPENING) - (entry.shape is Shape.CLOSING)


def _is_over(width: float, needed: float, indent: float, lines: Sequence[object]) -> bool:
    return (indent if lines else 0.0) + needed > width + _HAIR
