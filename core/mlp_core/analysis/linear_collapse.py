"""A network whose units are all linear is one linear map: W = W_n ... W_2 W_1 (hand-outs 000 and 002)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def linear_collapse(network: Network) -> tuple[Array, Array]:
    """Return the one layer that answers as the whole network does.

    The hidden activations have to be the identity; the output's may be any, since it comes after the last sum.

    Returns
    -------
    weights : ndarray, shape (n_outputs, n_inputs)
        The product of the weight matrices, the last one first.
    biases : ndarray, shape (n_outputs,)
        What the biases add up to on the way.

    Raises
    ------
    ArgumentError
        If a hidden layer is not linear.
    """
    for layer, name in enumerate(network.activation_names[:-1]):
        if name != "identity":
            raise ArgumentError(
                f"Hidden layer {layer + 1} has {name} units: only a network of linear hidden units is one linear map."
            )
    weights, biases = network.weights[0].copy(), network.biases[0].copy()
    for layer_weights, layer_biases in zip(network.weights[1:], network.biases[1:], strict=True):
        weights, biases = layer_weights @ weights, layer_weights @ biases + layer_biases
    return weights, biases
