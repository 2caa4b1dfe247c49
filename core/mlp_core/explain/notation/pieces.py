"""What an explanation is made of: columns with a symbol above and its number below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_core.explain.quantity import Quantity

_ATTACHED = re.compile(r"\s*\{\}\^")


class Role(Enum):
    """What a piece does in its line."""

    RESULT = "result"
    """What the line makes."""
    VALUE = "value"
    """A number of the training step."""
    REUSED = "reused"
    """A number that an earlier line of the backward pass made, and that stands for its whole chain."""
    CONSTANT = "constant"
    RELATION = "relation"
    OPERATOR = "operator"
    BRACKET = "bracket"
    NOTE = "note"
    """Says why this case of a formula applies; no part of the arithmetic."""
    OMISSION = "omission"
    """Stands for terms of a long sum that are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One column of a line.

    Attributes
    ----------
    symbol_latex, number_latex : str
        What stands above and below; "" for nothing. A negative number behind an operator comes with its brackets.
    quantity : Quantity or None
        The number, with the sign that this notation gives it; None where it is none of the training step.
    role : Role
        What it does.
    left_out : int
        Of an omission: how many terms it stands for.
    """

    symbol_latex: str
    number_latex: str
    quantity: Quantity | None = None
    role: Role = Role.OPERATOR
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line of a training step in words, symbols and numbers.

    Attributes
    ----------
    latex : str
        The line in symbols.
    numbers : str
        Its right side with numbers put in, and what they make.
    sentence : str
        The same in plain words, no LaTeX.
    pieces : tuple of Piece
        The line cut into columns.
    rule : str
        The rule that the line follows, as LaTeX for any unit; "" for none.
    """

    latex: str
    numbers: str
    sentence: str
    pieces: tuple[Piece, ...]
    rule: str = ""


def symbols_of(pieces: tuple[Piece, ...]) -> str:
    """Return the upper row as one LaTeX text."""
    return _ATTACHED.sub("^", " ".join(piece.symbol_latex for piece in pieces if piece.symbol_latex))


def without_reason(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the arithmetic of a line, and apart from it why this case of a formula applies; () for no cases."""
    end = next((place for place, piece in enumerate(pieces) if piece.role is Role.NOTE), len(pieces))
    return pieces[:end], pieces[end:]


def numbers_of(pieces: tuple[Piece, ...]) -> str:
    """Return the lower row as one LaTeX text: the right side, and what it makes behind it unless it is the same.

    Why a case applies stands last, so that it is not read as a part of what is computed.
    """
    first = pieces[0]
    if first.role is not Role.RESULT:
        return _ATTACHED.sub("^", _numbers(pieces))
    computed, reason = without_reason(pieces[2:])
    right, made = _numbers(computed), first.number_latex
    is_same = right.replace(" ", "") in ("", made.replace(" ", ""))
    told = made if is_same else f"{right} = {made}"
    return _ATTACHED.sub("^", f"{told} {_numbers(reason)}" if reason else told)


def _numbers(pieces: tuple[Piece, ...]) -> str:
    return " ".join(piece.number_latex for piece in pieces if piece.number_latex)
