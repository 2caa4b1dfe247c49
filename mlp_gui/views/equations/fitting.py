"""Fits the pair of symbols and numbers into a room: smaller, in more lines, or with terms left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out
from mlp_gui.views.equations.page_style import NOTE_HEIGHT, SYMBOL_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QSizeF

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]

# Sizes that are tried: terms are left out before letters get smaller than the first three.
_SIZES: Final = (1.0, 0.9, 0.8)
_SMALLER: Final = (0.7, 0.6, 0.5)
_LEAST: Final = 0.3
# A sum in brackets of more terms than this may be shortened.
_LONG: Final = 6
_COUNTS: Final = (12, 10, 8, 7, 6, 5, 4)


def fit_with_note(
    narration: Narration, lookup: Lookup, style: PageStyle, room: QSizeF, value: Formula | None
) -> tuple[Grid, GridStyle]:
    """Return the pair as large as it fits with the words under the current term, or with these beside it.

    Parameters
    ----------
    value : Formula or None
        What the current term is worth; None where no words are needed.
    """
    shown, is_open = narration.shown_entries(), narration.is_open
    if value is None:
        return _fit_pair(shown, lookup, style, (room, 0.0), is_open)
    below, below_style = _fit_pair(shown, lookup, style, (room, style.px(NOTE_HEIGHT)), is_open)
    if below_style.symbol_px >= style.px(SYMBOL_PX):
        return below, below_style
    # In a low dock the words go beside the pair, where it can then be larger.
    beside, beside_style = _fit_pair(shown, lookup, style, (room, 0.0), is_open)
    width = beside.width + style.note_width(value.advance) + style.px(24)
    has_room = beside.line_count == 1 and width <= room.width()
    if has_room and beside_style.symbol_px > below_style.symbol_px:
        return beside, beside_style
    return below, below_style


def _fit_pair(
    shown: tuple[Entry, ...], lookup: Lookup, style: PageStyle, room: tuple[QSizeF, float], is_open: bool
) -> tuple[Grid, GridStyle]:
    """Return the pair as large as it fits: in one line, in several, then with terms left out.

    Parameters
    ----------
    room : tuple of QSizeF and float
        Width and height that there are, and the height of the words under the current term.
    """
    space, note_height = room
    for size in _SIZES:
        grid = lay_out(shown, lookup, style.grid(size, note_height), space.width())
        if grid.line_count == 1 and grid.width <= space.width() and grid.height <= space.height():
            return grid, style.grid(size, note_height)
    if is_open:
        return _shrunk(shown, lookup, style, _SIZES[-1], room)
    # Sums in brackets are torn apart before letters get small.
    for sizes in (_SIZES, _SMALLER):
        for inside in (False, True):
            n_terms = len(split_terms(shown, inside=inside))
            fewer = [count for count in _COUNTS if count < n_terms] if n_terms > _LONG or not inside else []
            for size, count in _tries(sizes, [n_terms, *fewer]):
                entries = condensed(shown, count, inside=inside)
                grid = lay_out(entries, lookup, style.grid(size, note_height), space.width(), inside=inside)
                if grid.height <= space.height() and grid.width <= space.width():
                    return grid, style.grid(size, note_height)
    return _shrunk(entries, lookup, style, size, room)


def _shrunk(
    entries: Sequence[Entry], lookup: Lookup, style: PageStyle, size: float, room: tuple[QSizeF, float]
) -> tuple[Grid, GridStyle]:
    """Return the pair so small that its widest term fits: higher than the page it may be, wider never."""
    space, note_height = room
    while True:
        grid_style = style.grid(size, note_height)
        grid = lay_out(entries, lookup, grid_style, space.width(), inside=True)
        if grid.width <= space.width() or size <= _LEAST:
            return grid, grid_style
        size *= min(space.width() / grid.width, 0.97)


def _tries(sizes: Sequence[float], counts: Sequence[int]) -> Iterator[tuple[float, int]]:
    """Yield every size with every count of terms, more terms before larger letters."""
    for count in counts:
        for size in sizes:
            yield size, count
