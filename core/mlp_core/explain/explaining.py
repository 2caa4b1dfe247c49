"""Says a line of a training step: in symbols, in numbers, and in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.explain.notation.lines import LINES
from mlp_core.explain.notation.pieces import Explanation, numbers_of, symbols_of
from mlp_core.explain.notation.registry import NOTATIONS
from mlp_core.explain.notation.sentences import SENTENCES, Teller
from mlp_core.explain.notation.writer import Writer

if TYPE_CHECKING:
    from mlp_core.explain.notation.notation import Notation
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.steps import Step

MOST_DECIMALS = 17
"""More say nothing about a double."""
FEWEST_TERMS = 3
"""Of a sum that is shortened: its first term, one that is kept, and its last."""


def find_notation(name: str) -> Notation:
    """Return the notation of that name.

    Raises
    ------
    ArgumentError
        If there is none.
    """
    if name not in NOTATIONS:
        raise ArgumentError(f"notation is {name!r}; it must be one of {', '.join(NOTATIONS)}.")
    return NOTATIONS[name]


def explain(
    step: Step,
    notation: str = "delta",
    *,
    decimals: int = 4,
    fractions: bool = False,
    most_terms: int | None = None,
    keep: Quantity | None = None,
) -> Explanation:
    """Return a line of a training step in symbols, numbers and words.

    Parameters
    ----------
    step : Step
        From `trace.steps(...)`.
    notation : str
        A name of `NOTATIONS`.
    decimals : int
        Digits after the point, 1 to 17.
    fractions : bool
        Write fractions where they are exact.
    most_terms : int, optional
        Write so many terms of a longer sum, 3 or more, and an ellipsis for each run of others; all if not given.
    keep : Quantity, optional
        A term that is written in any case.

    Returns
    -------
    Explanation
        LaTeX for ziamath, and a sentence.

    Raises
    ------
    ArgumentError
        If there is no such notation, or decimals or terms are out of range.
    """
    if most_terms is not None and most_terms < FEWEST_TERMS:
        raise ArgumentError(f"most_terms is {most_terms}; it must be {FEWEST_TERMS} or more, or None.")
    if not 1 <= decimals <= MOST_DECIMALS:
        raise ArgumentError(f"decimals is {decimals}; it must be from 1 to {MOST_DECIMALS}.")
    symbols = find_notation(notation).symbols(step.trace)
    writer = Writer(symbols, step, decimals, fractions=fractions, most_terms=most_terms, keep=keep)
    symbols.lines.get(step.operation, LINES[step.operation])(writer)
    pieces = tuple(writer.pieces)
    sentence = SENTENCES[step.operation](Teller(step, flips_delta=symbols.flips_delta))
    return Explanation(symbols_of(pieces), numbers_of(pieces), sentence, pieces, symbols.rule(step))
