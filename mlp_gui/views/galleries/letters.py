"""The letters of the plots in each of the five notations."""

from __future__ import annotations

from typing import Final, NamedTuple


class Letters(NamedTuple):
    """What a notation calls the things on the axes.

    Attributes
    ----------
    sum, function : str
        A unit's sum, and its activation function.
    loss, output, target : str
        The loss, what it judges, and what would be right.
    """

    sum: str
    function: str
    loss: str
    output: str
    target: str


LETTERS: Final = {
    "error_signals": Letters("𝑧", "𝜎", "𝐿", "𝑦", "𝑡"),
    "lab": Letters("𝑧", "𝑓", "𝐸𝑟𝑟", "𝑦", "𝑐(𝐱)"),
    "hidden": Letters("ℎ", "𝑓", "𝐿", "𝑦̂", "𝑦"),
    "chain": Letters("𝑎", "𝑓", "ℒ", "𝑦̂", "𝑦"),
    "delta": Letters("𝑎", "𝑓", "𝐸", "𝑧", "𝑡"),
}
