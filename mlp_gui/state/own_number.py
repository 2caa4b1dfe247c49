"""What a number of a training step is in the user's own data, where these were normalised for the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import mlp_core as mlp
from mlp_gui.look.numbers import compact

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]

DIGITS = 4


def own_inputs(dataset: mlp.Dataset, inputs: Floats) -> Floats:
    """Return network inputs, whose last axis is that of the inputs, as the user has them."""
    return inputs * dataset.input_map.scale + dataset.input_map.shift


def own_values(dataset: mlp.Dataset, values: Floats) -> Floats:
    """Return outputs or targets, whose last axis is that of the outputs, as the user has them; classes stay."""
    if dataset.is_classification:
        return values
    shift, scale = dataset.output_units
    return values * scale + shift


def told_in_data(dataset: mlp.Dataset, quantity: mlp.Quantity, n_layers: int) -> str:
    """Return a sentence on what a number is in the user's data; "" where it is no end of the network, or the same.

    Parameters
    ----------
    dataset : mlp_core.Dataset
        What is learned from.
    quantity : mlp_core.Quantity
        An input, a target, or what an output unit answers; any other number is inside the network.
    n_layers : int
        Layers of weights.
    """
    kind, unit = quantity.kind, quantity.unit
    if kind is mlp.Kind.INPUT and 0 <= unit < dataset.n_inputs:
        own = float(own_inputs(dataset, np.full(dataset.n_inputs, quantity.value))[unit])
        name = dataset.input_labels[unit]
        return f"In the data, {name} is {compact(own, DIGITS)}." if own != quantity.value else ""
    is_answer = kind is mlp.Kind.ACTIVATION and quantity.layer == n_layers - 1
    if not (is_answer or kind is mlp.Kind.TARGET) or not 0 <= unit < dataset.n_outputs:
        return ""
    own = float(own_values(dataset, np.full(dataset.n_outputs, quantity.value))[unit])
    if own == quantity.value:
        return ""
    if dataset.is_compression:
        verb = "comes back as" if is_answer else "is"
        return f"In the data, {dataset.output_names[unit]} {verb} {compact(own, DIGITS)}."
    return f"In the data, {'that answer' if is_answer else 'the target'} is {compact(own, DIGITS)}."
