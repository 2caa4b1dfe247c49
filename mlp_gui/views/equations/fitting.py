"""Fits the pair of symbols and numbers into a room: in more lines, with terms left out, and only then smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out
from mlp_gui.views.equations.page_style import NOTE_GAP, Closeness
from mlp_gui.views.equations.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSizeF

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]
    Effort = tuple["Manners", ...]

_SIZES: Final = (1.0, 0.95, 0.9, 0.85)
_SHORTENED: Final = (1.0, 0.9, 0.85)
_SMALLER: Final = (0.8, 0.75, 0.7, 0.65, 0.6, 0.5)
_OPENED: Final = 0.9
_LEAST: Final = 0.3
# A sum of more terms than this may be shortened.
_LONG: Final = 5
_COUNTS: Final = (10, 8, 6, 5, 4)
_FEWEST: Final = 3

# Which of the counts of terms are tried: that of all, those between, and the least.
_ALL: Final = slice(0, 1)
_SOME: Final = slice(1, -1)
_FEW: Final = slice(-1, None)
_MANY_LINES: Final = 9


class Manners(NamedTuple):
    """Sizes that are tried one after the other, with so many terms in so many lines.

    Attributes
    ----------
    sizes : tuple of float
        Parts of the full size, the largest first.
    cut : slice
        Of the counts of terms.
    most_lines : int
        Lines that the pair may take.
    """

    sizes: tuple[float, ...]
    cut: slice
    most_lines: int


_WHOLE: Final = (Manners(_SIZES, _ALL, 1), Manners(_SIZES, _ALL, _MANY_LINES))
EFFORTS: Final[tuple[tuple[Manners, ...], ...]] = (
    _WHOLE,
    (Manners(_SHORTENED, _SOME, _MANY_LINES), Manners(_SHORTENED, _FEW, _MANY_LINES)),
    *((Manners((size,), cut, _MANY_LINES),) for size in _SMALLER for cut in (_ALL, _SOME, _FEW)),
)
"""What is done to a pair so that it fits, from the least to the last.

From line to line letters keep their size wherever they can: a long sum loses terms before they get small.
"""

KEEPING: Final = 2
"""So many of them, the first ones, keep letters at their size."""


class Fitted(NamedTuple):
    """A pair as it stands in a room.

    Attributes
    ----------
    grid, style : Grid, GridStyle
        Where everything stands, and how large.
    """

    grid: Grid
    style: GridStyle


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
        self._rulers: dict[tuple[int, bool, Closeness], tuple[tuple[Entry, ...], Ruler]] = {}

    def fit(self, rooms: Sequence[QSizeF], effort: Effort, *, closeness: Closeness) -> tuple[Fitted, int] | None:
        """Return the pair in the first manner in which it fits one of some rooms, and into which; None for none.

        Of rooms where it is alike it takes the first.
        """
        if self._is_open and effort is not _WHOLE:
            return None
        for index, room in enumerate(rooms):
            for manners in effort:
                found = self._first(room, manners, closeness=closeness)
                if found is not None:
                    return found, index
        return None

    def overflowing(self, room: QSizeF) -> Fitted:
        """Return the pair as large as letters have to be, and higher than a room."""
        if self._is_open:
            return self._shrunk(self._entries, _OPENED, room)
        inside = max(self._counts)
        entries, _ = self._ruler(self._counts[inside][-1], inside=inside, closeness=Closeness.TIGHT)
        return self._shrunk(entries, self._style.least_size, room)

    def _first(self, room: QSizeF, manners: Manners, *, closeness: Closeness) -> Fitted | None:
        """Return the pair in the first manner that fits; None where none does."""
        sizes = [size for size in manners.sizes if size >= self._style.least_size]
        # What does not fit at its smallest and shortest fits in no manner between.
        for size in sizes if sizes and self._can_fit(sizes[-1], manners, room, closeness=closeness) else ():
            for inside, counts in self._counts.items():
                for count in counts[manners.cut]:
                    style = self._style_in(room, size, (count, inside, closeness), manners.most_lines)
                    if style is not None:
                        entries, _ = self._ruler(count, inside=inside, closeness=closeness)
                        return Fitted(lay_out(entries, self._lookup, style, room.width(), inside=inside), style)
        return None

    def _can_fit(self, size: float, manners: Manners, room: QSizeF, *, closeness: Closeness) -> bool:
        fewest = [(counts[manners.cut][-1], inside) for inside, counts in self._counts.items() if counts[manners.cut]]
        return any(
            self._style_in(room, size, (count, inside, closeness), manners.most_lines) is not None
            for count, inside in fewest
        )

    def _style_in(
        self, room: QSizeF, size: float, key: tuple[int, bool, Closeness], most_lines: int
    ) -> GridStyle | None:
        """Return the style in which so many terms fit into a room, words below the current term first; None if not."""
        count, inside, closeness = key
        _, ruler = self._ruler(count, inside=inside, closeness=closeness)
        for has_note in (True, False) if self._note_width else (False,):
            style = self._style.grid(size, has_note=has_note, closeness=closeness)
            extent = ruler.extent(size, room.width(), style)
            fits = extent.width <= room.width() and extent.height <= room.height() and extent.line_count <= most_lines
            if fits and self._note_width and not has_note:
                # Words beside the pair stand beside its only line, or behind that of the term where all is tight.
                needed = extent.current_width + self._note_width + self._style.px(NOTE_GAP)
                fits = needed <= room.width() and (extent.line_count == 1 or closeness > Closeness.OPEN)
            if fits:
                return style
        return None

    def _shrunk(self, entries: Sequence[Entry], size: float, room: QSizeF) -> Fitted:
        """Return the pair so small that its widest factor fits: higher than the page it may be, wider never."""
        while True:
            style = self._style.grid(size, has_note=self._note_width > 0.0, closeness=Closeness.TIGHT)
            grid = lay_out(entries, self._lookup, style, room.width(), inside=True)
            if grid.width <= room.width() or size <= _LEAST:
                return Fitted(grid, style)
            size *= min(room.width() / grid.width, 0.97)

    def _counts_of(self, *, inside: bool) -> list[int]:
        """Return how many terms there are, and how many of them may be left instead."""
        n_terms = len(split_terms(self._entries, inside=inside))
        may_go = not self._is_open and n_terms > _LONG
        return [n_terms, *(count for count in (*_COUNTS, _FEWEST) if may_go and count < n_terms)]

    def _ruler(self, count: int, *, inside: bool, closeness: Closeness) -> tuple[tuple[Entry, ...], Ruler]:
        """Return what so many terms leave of the equation, and what measures it."""
        key = (count, inside, closeness)
        if key not in self._rulers:
            entries = condensed(self._entries, count, inside=inside)
            full = self._style.grid(1.0, closeness=closeness)
            self._rulers[key] = entries, Ruler(entries, self._lookup, full, inside=inside)
        return self._rulers[key]
