"""What the prediction bar says: before a question, of its ways on, of a verdict, and how a number is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.look.numbers import MINUS
from mlp_gui.state.tally import Verdict

if TYPE_CHECKING:
    from mlp_gui.state.prediction import Judgement

IDLE: Final = "Step forward: each number is asked for before it is shown."
IDLE_HINT: Final = "What was asked is not asked again until the tally is reset; a jump shows what it passes."
NEXT_TIP: Final = "Go forward to the next number (Enter)"
SKIP_TIP: Final = "Show the number, and ask for the next at once (Shift+Enter)"
ALL_TIP: Final = "Show all that are left of this step, {}, without asking; none of them counts (Ctrl+Enter)"
LONGEST_QUOTED: Final = 16
MOST_PIECES: Final = 80
"""Symbols, signs and numbers of a line up to which it is written out: a longer one would fit nowhere."""


def verdict_headline(judgement: Judgement) -> str:
    """Return the verdict in words."""
    typed = judgement.text.strip().replace("-", MINUS)
    typed = f"{typed[: LONGEST_QUOTED - 1]}…" if len(typed) > LONGEST_QUOTED else typed
    if judgement.verdict is Verdict.RIGHT:
        return f"Right: you answered {typed}."
    if judgement.verdict is Verdict.WRONG:
        return f"Wrong: you answered {typed}. This is how it is worked out:"
    return "Revealed: it does not count. This is how it is worked out:"


def solution_forms(judgement: Judgement) -> tuple[tuple[str, ...], ...]:
    """Return the number as it is worked out, each form as its lines of LaTeX, from the longest form to the shortest.

    Symbols, numbers and result, in one line or in two; numbers and result; the result alone. Of a right answer only
    the last.
    """
    question = judgement.question
    result = f"{question.symbol} = {question.number}"
    line = question.explanation
    if judgement.verdict is Verdict.RIGHT or len(line.pieces) > MOST_PIECES:
        return ((result,),)
    symbols, numbers = line.latex.strip(), line.numbers.strip()
    first, *others = line.pieces
    if first.role is not mlp.Role.RESULT or not others:
        return (f"{symbols} = {numbers}",), (symbols, f"= {numbers}"), (result,)
    left = f"{first.symbol_latex} {others[0].symbol_latex}"
    return (f"{symbols} = {numbers}",), (symbols, f"= {numbers}"), (f"{left} {numbers}",), (result,)
