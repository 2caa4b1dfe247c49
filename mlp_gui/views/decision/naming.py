"""Names as they are read: mathematical symbols of inputs, parts and answers of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp

if TYPE_CHECKING:
    import numpy as np

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SMALL_A = ord("𝑎")
"""Where the mathematical small letters begin; the h among them stands elsewhere."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def symbol(point_name: str) -> str:
    """Return the mathematical label of a raw input, "𝑥₁" for "x1", or its name where it has none."""
    feature = mlp.FEATURES.get(point_name)
    if feature is not None:
        return feature.label
    is_numbered = point_name[:1] == "x" and point_name[1:].isdecimal()
    return "𝑥" + point_name[1:].translate(_SUBSCRIPTS) if is_numbered else point_name


def part_of(dataset: mlp.Dataset, sample: int) -> str:
    """Return "train", "validation" or "test"."""
    for part in ("validation", "test"):
        if sample in getattr(dataset, part):
            return part
    return "train"


def answered_class(dataset: mlp.Dataset, outputs: np.ndarray, threshold: float) -> str:
    """Return the name of the class that outputs of shape (n_outputs,) say."""
    winner = int(outputs[0] > threshold) if len(outputs) == 1 else int(outputs.argmax())
    return dataset.class_names[winner]


def unit_symbol(network: mlp.Network, layer: int, unit: int, *, names_layer: bool = False) -> str:
    """Return the mathematical label of a unit: its own letter, "P" or "𝑝₁"; else "ℎ₁", and "𝑦" of the last layer.

    Where the layer has to be told it stands above: "ℎ₁⁽²⁾".
    """
    letter = mlp.unit_letter(network.sizes, layer, unit, network.unit_names)
    if letter:
        return _slanted(letter)
    if layer == network.layer_count - 1:
        return "𝑦" if network.n_outputs == 1 else "𝑦" + str(unit + 1).translate(_SUBSCRIPTS)
    name = "ℎ" + str(unit + 1).translate(_SUBSCRIPTS)
    return f"{name}⁽{str(layer + 1).translate(_SUPERSCRIPTS)}⁾" if names_layer else name


def _slanted(letter: str) -> str:
    """Return a letter with its small letters as mathematics sets them; capitals such as P stay upright."""
    return "".join(
        "ℎ" if each == "h" else chr(_SMALL_A + ord(each) - ord("a")) if "a" <= each <= "z" else each for each in letter
    )
