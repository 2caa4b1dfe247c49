"""What the equations view says about one step, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from mlp_gui.views.equations.entries import Entry  # noqa: TC001  (a field's type)


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
    rule : str
        The rule that the line follows, as LaTeX for any unit; "" for none.
    latex, numbers : str
        The line in symbols and in numbers, for copying.
    """

    sentence: str
    entries: tuple[Entry, ...]
    previous: tuple[str, ...] = ()
    rule: str = ""
    latex: str = ""
    numbers: str = ""
