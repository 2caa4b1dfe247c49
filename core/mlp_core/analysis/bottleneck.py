"""An autoencoder cut in two at its narrowest layer: what a sample is squeezed into, and what comes back out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.network.calls import multiply_matrices, run_now
from mlp_core.network.network import checked_samples

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def bottleneck_layer(network: Network) -> int:
    """Return which hidden layer is the narrowest, 0 for the first; of several alike the one nearest to the middle.

    Parameters
    ----------
    network : Network
        With a hidden layer.

    Raises
    ------
    ArgumentError
        If there is no hidden layer.
    """
    hidden = network.sizes[1:-1]
    if not hidden:
        raise ArgumentError("network has no hidden layer; a bottleneck is one.")
    middle = (len(hidden) - 1) / 2.0
    return min(range(len(hidden)), key=lambda layer: (hidden[layer], abs(layer - middle)))


def encode(network: Network, inputs: npt.ArrayLike) -> Array:
    """Return the activations of the bottleneck.

    Parameters
    ----------
    network : Network
        With a hidden layer.
    inputs : array_like, shape (n_samples, n_inputs)
        Samples, as the network reads them.

    Returns
    -------
    ndarray, shape (n_samples, n_bottleneck)
        In the dtype of the network.

    Raises
    ------
    ShapeError
        If the shape does not fit.
    ArgumentError
        If an input is not finite, or there is no hidden layer.
    """
    return np.ascontiguousarray(network.forward(inputs)[1][bottleneck_layer(network)])


def decode(network: Network, codes: npt.ArrayLike) -> Array:
    """Return the outputs that belong to activations of the bottleneck, whether any sample has these or not.

    Parameters
    ----------
    network : Network
        With a hidden layer.
    codes : array_like, shape (n_samples, n_bottleneck)
        Activations of the bottleneck.

    Returns
    -------
    ndarray, shape (n_samples, n_outputs)
        As `Network.predict` gives them: for codes of `encode` the very same numbers.

    Raises
    ------
    ShapeError
        If the shape does not fit.
    ArgumentError
        If a number is not finite, or there is no hidden layer.
    """
    layer = bottleneck_layer(network)
    # Laid out as the forward pass has them, so that the last bit is the same.
    reads: Array = np.ascontiguousarray(checked_samples("codes", codes, network.sizes[layer + 1], network.dtype).T)
    with np.errstate(all="ignore"):
        for after in range(layer + 1, network.layer_count):
            z = np.empty((network.sizes[after + 1], reads.shape[1]), network.dtype)
            multiply_matrices(run_now, network.weights[after], reads, z)
            z += network.biases[after][:, np.newaxis]
            reads = np.empty_like(z)
            network.activations[after].activate(z, reads)
    return np.ascontiguousarray(reads.T)


def reconstruction_errors(outputs: Array, dataset: Dataset, samples: npt.NDArray[np.int64]) -> Array:
    """Return how far reconstructions are off: the root mean square over the inputs, in units of the network.

    Parameters
    ----------
    outputs : ndarray, shape (n_samples, n_inputs)
        Reconstructions.
    dataset : Dataset
        Of a compression.
    samples : ndarray of int, shape (n_samples,)
        The rows that they are of.

    Returns
    -------
    ndarray, shape (n_samples,)
        0 for perfect ones.
    """
    with np.errstate(all="ignore"):
        return np.asarray(np.sqrt(np.mean(np.square(outputs - dataset.inputs[samples]), axis=1)))
