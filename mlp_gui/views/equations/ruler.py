"""How wide and high an equation is at any size: found without placing anything, as many sizes are tried."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mlp_gui.views.equations.breaking import Breaking
from mlp_gui.views.equations.grid import cells_of, reaches, spaces
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
    current_width : float
        Of the last line that holds a part of the current term; 0 for none.
    """

    width: float
    height: float
    line_count: int
    current_width: float


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
        self._breaking = Breaking(entries, inside=inside)
        self._cells = cells_of(entries, lookup, style)
        self._spaces = list(accumulate(spaces(self._cells, style)))
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
        self._breaks: dict[tuple[float, float], tuple[list[float], list[tuple[int, int]]]] = {}
        self._rows: dict[tuple[int, int], tuple[float, bool, bool]] = {}

    def extent(self, size: float, width: float, style: GridStyle) -> Extent:
        """Return the room that the equation takes in lines of at most a width.

        Parameters
        ----------
        size : float
            Part of the full size.
        width : float
            Logical pixels.
        style : GridStyle
            Of that size, with the room between rows and lines and for words under the current term.
        """
        if (size, width) not in self._breaks:
            self._breaks[size, width] = self._broken(size, width)
        widths, lines = self._breaks[size, width]
        gap, row_gap = style.line_gap * style.symbol_px, style.row_gap * style.symbol_px
        height = current_width = 0.0
        for line, reach in zip(lines, widths, strict=True):
            rows, is_current, is_framed = self._row(line)
            note = style.note_height if is_current else 0.0
            current_width = reach if is_current else current_width
            frame = 2.0 * style.padding_above if is_framed else 0.0
            height += rows * size + frame + row_gap + max(gap if line is not lines[-1] else 0.0, note)
        return Extent(max(widths), height, len(lines), current_width)

    def _broken(self, size: float, width: float) -> tuple[list[float], list[tuple[int, int]]]:
        """Return how far each line reaches, and its cells: the first and the one behind the last."""
        reached = self._reached(size)

        def measure(first: int, end: int) -> float:
            return self._width(reached, first, end, size)

        lines, indent = self._breaking.lines(width, measure)
        return [measure(*line) + (indent if place else 0.0) for place, line in enumerate(lines)], lines

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

    def _row(self, line: tuple[int, int]) -> tuple[float, bool, bool]:
        """Return the height of both rows of a line at full size, and whether the current term, or a frame, is in it."""
        if line not in self._rows:
            style, cells = self._style, self._cells[line[0] : line[1]]
            is_current = any(cell.entry.is_current for cell in cells)
            self._rows[line] = sum(reaches(cells, style)), is_current, style.frame_room(cells) > 0.0
        return self._rows[line]
