"""What units are called in words: the one place that names them, whatever the notation's symbols are."""

from __future__ import annotations

from typing import Final

Names = tuple[tuple[str, ...], ...]

LETTERED: Final = (2, 2, 1)
"""Sizes of the network whose units have letters of their own without being given any: that of hand-out 001."""
_LETTERS: Final = (("P", "Q"), ("R",))
_LONGEST: Final = 4
_BELOW: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def unit_letters(sizes: tuple[int, ...], given: Names = ()) -> Names:
    """Return the letters of a network's units, layer by layer: those given where they fit it.

    Parameters
    ----------
    sizes : tuple of int
        Of the network, the inputs first.
    given : tuple of tuples of str
        Such as "p1", which is written "p₁"; for another network than this one they are passed over.

    Returns
    -------
    tuple of tuples of str
        P, Q and R of a 2-2-1 network without given ones; () where units are called by their places.
    """
    are_short = all(0 < len(name) <= _LONGEST and name.isalnum() for layer in given for name in layer)
    if are_short and tuple(map(len, given)) == sizes[1:]:
        return tuple(tuple(name.translate(_BELOW) for name in layer) for layer in given)
    return _LETTERS if sizes == LETTERED else ()


def unit_letter(sizes: tuple[int, ...], layer: int, unit: int, given: Names = ()) -> str:
    """Return a unit's own letter, such as "P" or "p₁"; "" for an input, and where units are called by their places."""
    letters = unit_letters(sizes, given)
    return letters[layer][unit] if letters and layer >= 0 else ""


def unit_name(sizes: tuple[int, ...], layer: int, unit: int, outputs: tuple[str, ...] = (), given: Names = ()) -> str:
    """Return what a unit is called in a sentence.

    Parameters
    ----------
    sizes : tuple of int
        Of the network, the inputs first.
    layer, unit : int
        Layer 0 is the first hidden one, -1 the inputs.
    outputs : tuple of str
        What each output gives back, of a compression.
    given : tuple of tuples of str
        The letters that units were given, layer by layer: `Network.unit_names`.

    Returns
    -------
    str
        "unit P" where it has a letter; else "input 1", "hidden unit 2", "unit 2 of layer 1" where there are several
        hidden layers, "the output" or "output 2", of a compression "output 2 (petal width)".
    """
    letter = unit_letter(sizes, layer, unit, given)
    if letter:
        return f"unit {letter}"
    if layer < 0:
        return f"input {unit + 1}"
    if layer == len(sizes) - 2:
        name = f"output {unit + 1}" if sizes[-1] > 1 else "the output"
        return f"{name} ({outputs[unit]})" if len(outputs) == sizes[-1] else name
    return f"hidden unit {unit + 1}" if len(sizes) == 3 else f"unit {unit + 1} of layer {layer + 1}"


def parameter_name(
    sizes: tuple[int, ...], layer: int, unit: int, source: int, outputs: tuple[str, ...] = (), given: Names = ()
) -> str:
    """Return what a weight is called, as "the weight from input 1 to unit P"; with source -1 the bias of the unit."""
    name = unit_name(sizes, layer, unit, outputs, given)
    if source < 0:
        return f"the bias of {name}"
    return f"the weight from {unit_name(sizes, layer - 1, source, (), given)} to {name}"
