"""How wide and high an equation is at any size: found without placing anything, as many sizes are tried."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mlp_gui.views.equations.entries import Shape, split_terms
from mlp_gui.views.equations.grid import LINE_GAP, cells_of, reaches, spaces
from mlp_gui.views.paper import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.grid import GridStyle

    Lookup = Callable[[str], Formula | None]


class Extent(NamedTuple):
    """How much room an equation takes, in logical pixels.

    Attributes
    ----------
    width, height : float
        Of everything.
    line_count : int
        Lines that it takes.
    """

    width: float
    height: float
    line_count: int


class Ruler:
    """Measures one equation.

    Parameters
    ----------
    entries : sequence of Entry
        The equation.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    style : GridStyle
        Of the full size.
    inside : bool
        Whether lines may break inside brackets.
    """

    def __init__(self, entries: Sequence[Entry], lookup: Lookup, style: GridStyle, *, inside: bool) -> None:
        self._style = style
        terms = split_terms(entries, inside=inside)
        self._cells = cells_of(entries, lookup, style)
        self._ends = list(accumulate(len(term) for term in terms))
        self._spaces = list(accumulate(spaces(self._cells, style)))
        self._leads = [index for index, term in enumerate(terms) if term[0].shape is Shape.RELATION]
        # What does not get smaller with the letters: boxes with a word, and chips.
        self._fixed = [
            style.gap_width(cell.entry.left_out)
            if cell.entry.left_out
            else style.box_width
            if cell.entry.number and cell.entry.standing is not Standing.KNOWN
            else 0.0
            for cell in self._cells
        ]
        self._widths: dict[float, list[float]] = {}
        self._breaks: dict[tuple[float, float], tuple[float, list[tuple[int, int]]]] = {}
        self._rows: dict[tuple[int, int], tuple[float, bool]] = {}

    def extent(self, size: float, width: float, note_height: float) -> Extent:
        """Return the room that the equation takes in lines of at most a width.

        Parameters
        ----------
        size : float
            Part of the full size.
        width, note_height : float
            Logical pixels; room for words under the current term.
        """
        if (size, width) not in self._breaks:
            self._breaks[size, width] = self._broken(size, width)
        widest, lines = self._breaks[size, width]
        gap = LINE_GAP * self._style.symbol_px * size
        height = 0.0
        for line in lines:
            rows, is_current = self._row(line)
            height += rows * size + max(gap if line is not lines[-1] else 0.0, note_height if is_current else 0.0)
        return Extent(widest, height, len(lines))

    def _broken(self, size: float, width: float) -> tuple[float, list[tuple[int, int]]]:
        """Return the width of the widest line, and the cells of each: the first and the one behind the last."""
        reached = self._reached(size)
        indent, first, begin, is_left_side = 0.0, 0, 0, True
        lines: list[tuple[int, int]] = []
        for index, end in enumerate(self._ends):
            left = indent if lines else 0.0
            if begin > first and not is_left_side and left + self._width(reached, first, end, size) > width + 1e-9:
                lines.append((first, begin))
                first = begin
            elif index in self._leads and not lines and indent == 0.0:
                indent = self._width(reached, 0, end, size) - self._width(reached, begin, end, size)
            is_left_side = is_left_side and index not in self._leads
            begin = end
        lines.append((first, begin))
        widths = (self._width(reached, *line, size) + (indent if place else 0.0) for place, line in enumerate(lines))
        return max(widths), lines

    def _reached(self, size: float) -> list[float]:
        """Return where each cell ends if all stand one behind the other, without the room between them."""
        if size not in self._widths:
            cells = zip(self._cells, self._fixed, strict=True)
            own = (max(cell.width * size, fixed) if not cell.entry.left_out else fixed for cell, fixed in cells)
            self._widths[size] = list(accumulate(own, initial=0.0))
        return self._widths[size]

    def _width(self, reached: list[float], first: int, end: int, size: float) -> float:
        between = (self._spaces[end - 1] - self._spaces[first]) * size
        ends = (self._cells[first], self._cells[end - 1])
        frames = sum(self._style.padding * size for cell in ends if cell.entry.is_current)
        return reached[end] - reached[first] + between + frames

    def _row(self, line: tuple[int, int]) -> tuple[float, bool]:
        """Return the height of a line at full size, and whether the current term is in it."""
        if line not in self._rows:
            style, cells = self._style, self._cells[line[0] : line[1]]
            rows = sum(reaches(cells, style)) + style.row_gap * style.symbol_px + 2.0 * style.frame_room(cells)
            self._rows[line] = rows, any(cell.entry.is_current for cell in cells)
        return self._rows[line]
