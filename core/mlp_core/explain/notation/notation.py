"""One entry of the table of notations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_core.explain.notation.symbols import Symbols


@dataclass(frozen=True, slots=True)
class Notation:
    """A notation to choose.

    Attributes
    ----------
    name : str
        Key in `NOTATIONS`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    source : str
        Number of the hand-out that it comes from.
    symbols : type of Symbols
        Its letters and its own lines.
    """

    name: str
    title: str
    summary: str
    source: str
    symbols: type[Symbols]
