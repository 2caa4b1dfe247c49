"""Writes a line whose result is asked for so that neither its words nor its case give the result away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlp_core import Operation, Piece, Role

if TYPE_CHECKING:
    from mlp_core import Explanation

_SENTENCES: Final = {
    Operation.COMPARE: "The answer is compared with its target.",
    Operation.CORRECT: "How much is corrected: the error times what the weight reads, or nothing.",
}
_FUNCTIONS: Final = {Operation.ACTIVATE: "f", Operation.ACTIVATION_SLOPE: "f'"}


def withheld(explanation: Explanation, operation: Operation) -> Explanation:
    """Return a line as it is asked for.

    A function of several cases is written as a function of what decides between them, not as the case that applies.
    """
    sentence = _SENTENCES.get(operation, explanation.sentence)
    pieces = explanation.pieces
    notes = [place for place, piece in enumerate(pieces) if piece.role is Role.NOTE]
    if notes:
        deciding = [piece for piece in pieces[notes[0] + 1 :] if piece.role is not Role.NOTE]
        function = _FUNCTIONS.get(operation, "L'")
        opening, closing = (Piece(text, text, None, Role.BRACKET) for text in "()")
        pieces = (*pieces[:2], Piece(function, function), opening, *deciding, closing)
    return replace(explanation, sentence=sentence, pieces=pieces)
