"""Which columns of an equation keep together in each row, however wide the numbers are: "(", "z" and ")"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mlp_gui.views.equations.entries import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.equations.entries import Entry


def bonds(entries: Sequence[Entry], shapes: Sequence[Shape]) -> list[range]:
    """Return the runs of columns that are set close to one another, in the symbols and in the numbers.

    A bracket keeps to what it opens before or closes behind, a function's name to its bracket, an exponent and a comma
    to what they follow, a sign to the bracket that it turns, and a comparison to the constant beside it. Beside
    an exponent no run holds two numbers of the training step, so that each still stands under its symbol, and none
    crosses a frame.

    Parameters
    ----------
    entries : sequence of Entry
        One line.
    shapes : sequence of Shape
        What each column is there, a leading sign counting as an opening bracket.
    """
    runs: list[range] = []
    first = 0
    holds_number = bool(entries) and entries[0].quantity is not None
    for place, (before, after) in enumerate(pairwise(zip(entries, shapes, strict=True)), start=1):
        is_number = after[0].quantity is not None
        is_second = is_number and holds_number and after[1] is not Shape.ATTACHED
        if is_second or not _are_bonded(before, after):
            runs.append(range(first, place))
            first, holds_number = place, False
        holds_number = holds_number or is_number
    runs.append(range(first, len(entries)))
    return runs


def _are_bonded(before: tuple[Entry, Shape], after: tuple[Entry, Shape]) -> bool:
    """Return whether two neighbours belong to one run."""
    (left, left_shape), (right, right_shape) = before, after
    if left.is_current != right.is_current or left.is_reused or right.is_reused or left.left_out or right.left_out:
        return False
    if right_shape is Shape.CLOSING or right_shape.clings or left_shape is Shape.OPENING:
        return True
    if right_shape is Shape.OPENING:
        return left_shape is Shape.VALUE and _is_name(left)
    return Shape.COMPARISON in (left_shape, right_shape)


def _is_name(entry: Entry) -> bool:
    """Return whether an entry is the name of a function, which no distance parts from its bracket."""
    symbol = entry.symbol
    is_letters = symbol.lstrip("\\")[:1].isalpha() and not symbol.startswith(r"\frac")
    return entry.quantity is None and symbol == entry.number and is_letters
