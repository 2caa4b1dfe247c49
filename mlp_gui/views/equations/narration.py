"""What the equations view says about one step, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlp_gui.views.equations.line import in_one_row, is_ink
from mlp_gui.views.paper import Identity, Standing, identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_core import Quantity
    from mlp_gui.views.equations.entries import Entry


@dataclass(frozen=True, slots=True)
class Narration:
    """One step in words, symbols and numbers.

    Attributes
    ----------
    sentence : str
        What happens, in plain words.
    entries : tuple of Entry
        The equation, column by column.
    previous : tuple of tuple of str
        The line before, piece by piece as LaTeX, from its longest form to its shortest; empty where there is none.
    previous_quantity : Quantity or None
        What the line before makes.
    previous_standing : Standing
        Whether that has arrived; until then the line before keeps its place, and is not drawn.
    term_value : str
        LaTeX of the value that the current term has by itself, or "?"; "" where the line is whole.
    term_quantity : Quantity or None
        That value.
    term_standing : Standing
        Whether it can be shown.
    rule : str
        The rule that the line follows, as LaTeX for any unit; "" for none.
    is_open : bool
        Whether a long sum shows all its terms.
    """

    sentence: str
    entries: tuple[Entry, ...]
    previous: tuple[tuple[str, ...], ...] = ()
    previous_quantity: Quantity | None = None
    previous_standing: Standing = Standing.KNOWN
    term_value: str = ""
    term_quantity: Quantity | None = None
    term_standing: Standing = Standing.KNOWN
    rule: str = ""
    is_open: bool = False

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that the page may show."""
        for form in self.previous:
            yield from filter(is_ink, form)
            yield from filter(is_ink, in_one_row(form))
        if self.rule:
            yield self.rule
        if self.term_value:
            yield from ("=", self.term_value)
        for entry in self.entries:
            if is_ink(entry.symbol) and not entry.left_out:
                yield entry.symbol
            if entry.number and entry.standing is not Standing.ASKED:
                yield entry.number  # one that is on its way keeps its room

    def arrived_since(self, former: Narration) -> frozenset[Identity]:
        """Return what can be shown now and could not before, where both say the same line; nothing for another line."""
        if self._as_known() != former._as_known():
            return frozenset()
        return former._missing() - self._missing()

    def _as_known(self) -> Narration:
        entries = tuple(replace(entry, standing=Standing.KNOWN) for entry in self.entries)
        known = Standing.KNOWN
        return replace(self, entries=entries, previous_standing=known, term_standing=known)

    def _missing(self) -> frozenset[Identity]:
        """Return what is not shown yet."""
        standings = (
            *((entry.quantity, entry.standing) for entry in self.entries),
            (self.previous_quantity, self.previous_standing),
            (self.term_quantity, self.term_standing),
        )
        return frozenset(
            identity(quantity)
            for quantity, standing in standings
            if quantity is not None and standing is not Standing.KNOWN
        )
