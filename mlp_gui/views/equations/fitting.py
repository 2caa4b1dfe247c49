"""Fits the pair of symbols and numbers into a room: smaller, in more lines, or with terms left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSizeF

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out, size_in_one_line
from mlp_gui.views.equations.page_style import NOTE_HEIGHT, NUMBER_PX, SYMBOL_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]

# Sizes that are tried. Terms are left out before letters get smaller than the first ones, and where they have to, each
# next size only when no more terms can go.
_SIZES: Final = (1.0, 0.95, 0.9, 0.85, 0.8)
_SMALLER: Final = (0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
_LEAST: Final = 0.3
# A sum in brackets of more terms than this may be shortened.
_LONG: Final = 6
_COUNTS: Final = (12, 10, 8, 7, 6, 5, 4)


class PairFitter:
    """Fits one pair into several rooms; how large it would be in one line is measured only once.

    Parameters
    ----------
    narration : Narration
        Whose equation it is.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    style : PageStyle
        Fonts and measures.
    value : Formula or None
        What the current term is worth; None where no words are needed.
    """

    def __init__(self, narration: Narration, lookup: Lookup, style: PageStyle, value: Formula | None) -> None:
        self._shown = narration.shown_entries()
        self._is_open = narration.is_open
        self._lookup = lookup
        self._style = style
        self._value = value
        self._measured: dict[tuple[int, bool], tuple[tuple[Entry, ...], QSizeF]] = {}

    def fit(self, room: QSizeF) -> tuple[Grid, GridStyle]:
        """Return the pair as large as it fits with the words under the current term, or with these beside it."""
        style, value = self._style, self._value
        if value is None:
            return self._fit_pair(room, 0.0)
        below, below_style = self._fit_pair(room, style.px(NOTE_HEIGHT))
        if below_style.symbol_px >= style.px(SYMBOL_PX):
            return below, below_style
        # In a low dock the words go beside the pair, where it can then be larger in one line.
        beside = QSizeF(room.width() - style.note_width(value.advance) - style.px(24), room.height())
        found = self._fit_line(beside, 0.0, (*_SIZES, *_SMALLER))
        if found is not None and found[1].symbol_px > below_style.symbol_px:
            return found
        return below, below_style

    def _fit_line(self, room: QSizeF, note_height: float, sizes: Sequence[float]) -> tuple[Grid, GridStyle] | None:
        """Return the whole pair in one line at the first size that fits, or None."""
        _, whole = self._in_one_line(len(split_terms(self._shown)), inside=False)
        for size in sizes:
            if whole.width() * size > room.width() + 1.0 or whole.height() * size > room.height() + 1.0:
                continue
            grid_style = self._style.grid(size, note_height)
            grid = lay_out(self._shown, self._lookup, grid_style, room.width())
            if grid.line_count == 1 and grid.width <= room.width() and grid.height <= room.height():
                return grid, grid_style
        return None

    def _fit_pair(self, room: QSizeF, note_height: float) -> tuple[Grid, GridStyle]:
        """Return the pair in one line, in several, then with terms left out.

        Parameters
        ----------
        note_height : float
            Of the words under the current term.
        """
        shown, style = self._shown, self._style
        found = self._fit_line(room, note_height, _SIZES)
        if found is not None:
            return found
        if self._is_open:
            return self._shrunk(shown, _SIZES[-1], room, note_height)
        # Sums in brackets are torn apart before letters get small.
        for sizes in (_SIZES, *((size,) for size in _SMALLER)):
            for inside in (False, True):
                n_terms = len(split_terms(shown, inside=inside))
                fewer = [count for count in _COUNTS if count < n_terms] if n_terms > _LONG or not inside else []
                for size, count in _tries(sizes, [n_terms, *fewer]):
                    entries, line = self._in_one_line(count, inside=inside)
                    if self._least_height(line, size, room.width()) + note_height > room.height():
                        continue
                    grid_style = style.grid(size, note_height)
                    grid = lay_out(entries, self._lookup, grid_style, room.width(), inside=inside)
                    if grid.height <= room.height() and grid.width <= room.width():
                        return grid, grid_style
        return self._shrunk(entries, size, room, note_height)

    def _shrunk(
        self, entries: Sequence[Entry], size: float, room: QSizeF, note_height: float
    ) -> tuple[Grid, GridStyle]:
        """Return the pair so small that its widest term fits: higher than the page it may be, wider never."""
        while True:
            grid_style = self._style.grid(size, note_height)
            grid = lay_out(entries, self._lookup, grid_style, room.width(), inside=True)
            if grid.width <= room.width() or size <= _LEAST:
                return grid, grid_style
            size *= min(room.width() / grid.width, 0.97)

    def _in_one_line(self, count: int, *, inside: bool) -> tuple[tuple[Entry, ...], QSizeF]:
        """Return what so many terms leave of the equation, and its size in one line at full size."""
        key = (count, inside)
        if key not in self._measured:
            entries = condensed(self._shown, count, inside=inside)
            self._measured[key] = entries, size_in_one_line(entries, self._lookup, self._style.grid(1.0))
        return self._measured[key]

    def _least_height(self, line: QSizeF, size: float, width: float) -> float:
        """Return a height that an equation needs at least, without laying it out: its highest line, and plain ones."""
        symbol_px, number_px = self._style.px(SYMBOL_PX * size), self._style.px(NUMBER_PX * size)
        # At each break of the line the room beside an operator is spared.
        n_lines = math.ceil(line.width() * size / (width + symbol_px))
        return line.height() * size + (n_lines - 1) * (2.2 * symbol_px + 0.9 * number_px) - 1.0


def _tries(sizes: Sequence[float], counts: Sequence[int]) -> Iterator[tuple[float, int]]:
    """Yield every size with every count of terms, more terms before larger letters."""
    for count in counts:
        for size in sizes:
            yield size, count
