"""What units are called in words: the one place that names them, whatever the notation's symbols are."""

from __future__ import annotations

from typing import Final

LETTERED: Final = (2, 2, 1)
"""Sizes of the network whose units have letters of their own: that of hand-out 001."""
_LETTERS: Final = ("PQ", "R")


def unit_letter(sizes: tuple[int, ...], layer: int, unit: int) -> str:
    """Return a unit's own letter, P, Q or R in a 2-2-1 network; "" for an input, and in any other network."""
    return _LETTERS[layer][unit] if sizes == LETTERED and layer >= 0 else ""


def unit_name(sizes: tuple[int, ...], layer: int, unit: int, outputs: tuple[str, ...] = ()) -> str:
    """Return what a unit is called in a sentence.

    Parameters
    ----------
    sizes : tuple of int
        Of the network, the inputs first.
    layer, unit : int
        Layer 0 is the first hidden one, -1 the inputs.
    outputs : tuple of str
        What each output gives back, of a compression.

    Returns
    -------
    str
        "unit P" where it has a letter; else "input 1", "hidden unit 2", "unit 2 of layer 1" where there are several
        hidden layers, "the output" or "output 2", of a compression "output 2 (petal width)".
    """
    letter = unit_letter(sizes, layer, unit)
    if letter:
        return f"unit {letter}"
    if layer < 0:
        return f"input {unit + 1}"
    if layer == len(sizes) - 2:
        name = f"output {unit + 1}" if sizes[-1] > 1 else "the output"
        return f"{name} ({outputs[unit]})" if len(outputs) == sizes[-1] else name
    return f"hidden unit {unit + 1}" if len(sizes) == 3 else f"unit {unit + 1} of layer {layer + 1}"


def parameter_name(
    sizes: tuple[int, ...], layer: int, unit: int, source: int, outputs: tuple[str, ...] = ()
) -> str:
    """Return what a weight is called, as "the weight from input 1 to unit P"; with source -1 the bias of the unit."""
    name = unit_name(sizes, layer, unit, outputs)
    return f"the weight from {unit_name(sizes, layer - 1, source)} to {name}" if source >= 0 else f"the bias of {name}"
