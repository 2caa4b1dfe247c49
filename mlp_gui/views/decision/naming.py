"""Names as they are read: mathematical symbols of inputs, parts and answers of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp

if TYPE_CHECKING:
    import numpy as np

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
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


def unit_symbol(layer: int, unit: int, names_layer: bool) -> str:
    """Return the mathematical label of a hidden unit: "ℎ₁", and where the layer has to be told, "ℎ₁⁽²⁾"."""
    name = "ℎ" + str(unit + 1).translate(_SUBSCRIPTS)
    return f"{name}⁽{str(layer + 1).translate(_SUPERSCRIPTS)}⁾" if names_layer else name
