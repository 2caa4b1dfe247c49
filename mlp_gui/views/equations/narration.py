"""What the equations view says about one step, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mlp_gui.views.equations.entries import condensed
from mlp_gui.views.equations.line import is_ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_core import Quantity
    from mlp_gui.views.equations.entries import Entry

# A sum of more terms than this shows some of them until it is opened; opened, it shows at most so many.
FEW_TERMS: Final = 14
MANY_TERMS: Final = 200


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
    term_value : str
        LaTeX of the value that the current term has by itself; "" where the line is whole.
    term_quantity : Quantity or None
        That value.
    rule : str
        The rule that the line follows, as LaTeX for any unit; "" for none.
    latex, numbers : str
        The line in symbols and in numbers, for copying.
    is_open : bool
        Whether a long sum shows all its terms.
    """

    sentence: str
    entries: tuple[Entry, ...]
    previous: tuple[tuple[str, ...], ...] = ()
    term_value: str = ""
    term_quantity: Quantity | None = None
    rule: str = ""
    latex: str = ""
    numbers: str = ""
    is_open: bool = False

    def shown_entries(self) -> tuple[Entry, ...]:
        """Return what of the equation is worth laying out: a sum of hundreds of terms is cut before, not after."""
        return condensed(self.entries, MANY_TERMS if self.is_open else FEW_TERMS)

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that the page may show."""
        for form in self.previous:
            yield from filter(is_ink, form)
        yield from filter(None, (self.rule, self.term_value))
        for entry in self.shown_entries():
            if is_ink(entry.symbol) and not entry.left_out:
                yield entry.symbol
            if entry.shows_number:
                yield entry.number
