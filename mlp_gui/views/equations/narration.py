"""What the equations view says about one step, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    previous : tuple of str
        The line before as LaTeX, from its longest form to its shortest; empty where there is none.
    term_value : str
        LaTeX of the value that the current term has by itself; "" where the line is whole.
    term_quantity : Quantity or None
        That value.
    rule : str
        The rule that the line follows, as LaTeX for any unit; "" for none.
    latex, numbers : str
        The line in symbols and in numbers, for copying.
    """

    sentence: str
    entries: tuple[Entry, ...]
    previous: tuple[str, ...] = ()
    term_value: str = ""
    term_quantity: Quantity | None = None
    rule: str = ""
    latex: str = ""
    numbers: str = ""
