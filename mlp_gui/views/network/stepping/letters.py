"""How each notation calls the numbers of a unit and of the loss, and which sign it gives to error signals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import mlp_core as mlp

_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one notation, without the indices: a card tells whose they are.

    Attributes
    ----------
    total, hidden, output, delta : str
        A unit's pre-activation, its activation in a hidden layer and in the last one, its error signal.
    target, loss, bias : str
        What an output should answer, what it costs, and a unit's bias.
    """

    total: str
    hidden: str
    output: str
    delta: str
    target: str
    loss: str
    bias: str


LETTERS = {
    "error_signals": Letters("𝑧", "ℎ", "𝑦", "𝑧̄", "𝑡", "𝐿", "𝑏"),
    "lab": Letters("𝑧", "𝑦", "𝑦", "𝛿", "𝑐", "Err", "𝑤₀"),
    "hidden": Letters("ℎ", "𝑧", "𝑦̂", "∂ℎ", "𝑦", "𝐿", "𝑤₀"),
    "chain": Letters("𝑎", "𝑓", "𝑦̂", "∂𝑎", "𝑦", "ℒ", "𝑏"),
    "delta": Letters("𝑎", "𝑧", "𝑧", "𝛿", "𝑡", "𝐸", "𝑤₀"),
}


def letters_of(notation: str) -> Letters:
    """Return the letters of a notation; those of "delta" for an unknown one."""
    return LETTERS.get(notation, LETTERS["delta"])


def subscript(number: str) -> str:
    """Return a number as an index."""
    return number.translate(_SUBSCRIPTS)


def loss_letter(notation: str, sample: int, n_samples: int) -> str:
    """Return the letter of a sample's loss, with its number in a batch; that of the batch where the sample is -1."""
    letter = letters_of(notation).loss
    return letter + (subscript(str(sample + 1)) if sample >= 0 and n_samples > 1 else "")


def flips_errors(notation: str, trace: mlp.Trace) -> bool:
    """Tell whether a notation has error signals, or a learning rule's errors and corrections, with the other sign."""
    if notation not in mlp.NOTATIONS:
        return False
    symbols = mlp.NOTATIONS[notation].symbols(trace)
    return symbols.flips_delta if trace.rule is None else symbols.flips_error


def error_letters(notation: str, trace: mlp.Trace) -> str:
    """Return what a learning rule finds by comparing target and answer, as the notation's equations write it."""
    letters, symbols = letters_of(notation), mlp.NOTATIONS[notation].symbols(trace)
    target, answer = letters.target, letters.output
    if symbols.marks_mistakes:
        return f"{target}𝟏[{target}≠{answer}]"
    return f"({answer}−{target})" if symbols.flips_error else f"({target}−{answer})"
