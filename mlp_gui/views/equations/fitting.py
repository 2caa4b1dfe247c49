"""Fits the pair of symbols and numbers into a room: in more lines, with terms left out, and only then smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QSizeF

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out
from mlp_gui.views.equations.page_style import NOTE_HEIGHT
from mlp_gui.views.equations.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]
    Manner = tuple[float, slice, int]

# From line to line letters keep their size wherever they can: a long sum loses terms before they get small.
_IN_A_LINE: Final = (1.0, 0.95, 0.9, 0.85)
_WHOLE: Final = (1.0, 0.95, 0.9)
_SHORTENED: Final = (1.0, 0.9)
_SMALLER: Final = (0.8, 0.7, 0.6, 0.5)
_LEAST: Final = 0.3
_NOTE_GAP: Final = 24
# A sum in brackets of more terms than this may be shortened.
_LONG: Final = 6
_COUNTS: Final = (10, 8, 6, 5, 4)
_FEWEST: Final = 3

# Which of the counts of terms are tried: that of all, those between, and the least.
_ALL: Final = slice(0, 1)
_SOME: Final = slice(1, -1)
_FEW: Final = slice(-1, None)
_MANY_LINES: Final = 9
# Size, terms and lines in the order of liking; each group is tried in every room before the next.
_MANNERS: Final[tuple[tuple[Manner, ...], ...]] = (
    tuple((size, _ALL, 1) for size in _IN_A_LINE),
    tuple((size, _ALL, _MANY_LINES) for size in _WHOLE),
    *(tuple((size, cut, _MANY_LINES) for size in _SHORTENED) for cut in (_SOME, _FEW)),
    *(tuple((size, cut, _MANY_LINES) for cut in (_ALL, _SOME, _FEW)) for size in _SMALLER),
)
_WHOLE_MANNERS: Final = 2


class Fitted(NamedTuple):
    """A pair as it stands in a room.

    Attributes
    ----------
    grid, style : Grid, GridStyle
        Where everything stands, and how large.
    size : float
        Part of the full size.
    fits : bool
        Whether it is within the room.
    """

    grid: Grid
    style: GridStyle
    size: float
    fits: bool


class PairFitter:
    """Fits one pair into several rooms; what is left of it with fewer terms is measured only once.

    Parameters
    ----------
    narration : Narration
        Whose equation it is.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    style : PageStyle
        Fonts and measures.
    note_width : float
        Of the words about the current term; 0 where none are needed.
    """

    def __init__(self, narration: Narration, lookup: Lookup, style: PageStyle, note_width: float) -> None:
        self._entries = narration.entries
        self._is_open = narration.is_open
        self._lookup = lookup
        self._style = style
        self._note_width = note_width
        self._counts = {inside: self._counts_of(inside=inside) for inside in (False, True)}
        if self._counts[False][0] == self._counts[True][0]:
            del self._counts[True]  # no bracket holds a sum
        self._rulers: dict[tuple[int, bool], tuple[tuple[Entry, ...], Ruler]] = {}

    def fit(self, rooms: Sequence[QSizeF]) -> tuple[Fitted, int]:
        """Return the pair as large as it fits into one of some rooms, and into which.

        Of rooms where it is alike it takes the first. Where it fits nowhere it is higher than the last one.
        """
        for manners in _MANNERS[:_WHOLE_MANNERS] if self._is_open else _MANNERS:
            for index, room in enumerate(rooms):
                found = self._first(room, manners)
                if found is not None:
                    return found, index
        if self._is_open:
            return self._shrunk(self._entries, _WHOLE[-1], rooms[-1]), len(rooms) - 1
        inside = max(self._counts)
        entries, _ = self._ruler(self._counts[inside][-1], inside=inside)
        return self._shrunk(entries, _SMALLER[-1], rooms[-1]), len(rooms) - 1

    def _first(self, room: QSizeF, manners: Sequence[Manner]) -> Fitted | None:
        """Return the pair in the first manner that fits; None where none does."""
        places = [(QSizeF(width, room.height()), note_height) for note_height, width in self._notes(room)]
        for manner in manners:
            for inside, counts in self._counts.items():
                for count in counts[manner[1]]:
                    for place in places:
                        found = self._tried(count, inside, manner, place)
                        if found is not None:
                            return found
        return None

    def _notes(self, room: QSizeF) -> Sequence[tuple[float, float]]:
        """Return the height for words under the current term, and the width for the pair, in the order of liking."""
        if not self._note_width:
            return ((0.0, room.width()),)
        below = (self._style.px(NOTE_HEIGHT), room.width())
        return below, (0.0, room.width() - self._note_width - self._style.px(_NOTE_GAP))

    def _tried(self, count: int, inside: bool, manner: Manner, place: tuple[QSizeF, float]) -> Fitted | None:
        (size, _, most_lines), (room, note_height) = manner, place
        entries, ruler = self._ruler(count, inside=inside)
        extent = ruler.extent(size, room.width(), note_height)
        # Words beside the pair stand beside its only line.
        lines = 1 if self._note_width and not note_height else most_lines
        if extent.width > room.width() or extent.height > room.height() or extent.line_count > lines:
            return None
        style = self._style.grid(size, note_height)
        grid = lay_out(entries, self._lookup, style, room.width(), inside=inside)
        return Fitted(grid, style, size, fits=True)

    def _shrunk(self, entries: Sequence[Entry], size: float, room: QSizeF) -> Fitted:
        """Return the pair so small that its widest term fits: higher than the page it may be, wider never."""
        while True:
            style = self._style.grid(size, self._style.px(NOTE_HEIGHT) if self._note_width else 0.0)
            grid = lay_out(entries, self._lookup, style, room.width(), inside=True)
            if grid.width <= room.width() or size <= _LEAST:
                return Fitted(grid, style, size, grid.height <= room.height())
            size *= min(room.width() / grid.width, 0.97)

    def _counts_of(self, *, inside: bool) -> list[int]:
        """Return how many terms there are, and how many of them may be left instead."""
        n_terms = len(split_terms(self._entries, inside=inside))
        may_go = not self._is_open and (n_terms > _LONG or not inside)
        return [n_terms, *(count for count in (*_COUNTS, _FEWEST) if may_go and count < n_terms)]

    def _ruler(self, count: int, *, inside: bool) -> tuple[tuple[Entry, ...], Ruler]:
        """Return what so many terms leave of the equation, and what measures it."""
        key = (count, inside)
        if key not in self._rulers:
            entries = condensed(self._entries, count, inside=inside)
            self._rulers[key] = entries, Ruler(entries, self._lookup, self._style.grid(1.0), inside=inside)
        return self._rulers[key]
