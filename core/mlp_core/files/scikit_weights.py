"""Networks that scikit-learn trained: from the estimator itself, or from an NPZ archive of its arrays; never unpickled.

Two lines write the archive, with nothing but NumPy, and keep every bit::

    import numpy
    numpy.savez("mlp.npz", *mlp.coefs_, *mlp.intercepts_, activation=mlp.activation, out_activation=mlp.out_activation_)

A pickle runs whatever code it holds when it is opened, ONNX keeps single precision, and skops brings scikit-learn and
SciPy along for what are a few arrays.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from mlp_core.errors import ArgumentError, DataError
from mlp_core.network.network import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

SCIKIT_ACTIVATIONS: Final = {
    "identity": "identity",
    "logistic": "sigmoid",
    "tanh": "tanh",
    "relu": "relu",
    "softmax": "softmax",
}
"""What scikit-learn calls activations, and the name of each here."""
_FIRST: Final = "arr_0"
_NAMES: Final = ("activation", "out_activation")


class Estimator(Protocol):
    """What is read of a fitted `MLPClassifier` or `MLPRegressor`.

    Attributes
    ----------
    coefs_ : sequence of ndarray, shapes (sizes[k], sizes[k+1])
        Weights; columns are units.
    intercepts_ : sequence of ndarray, shapes (sizes[k+1],)
        Biases.
    activation, out_activation_ : str
        Of the hidden layers, and of the outputs.
    """

    coefs_: Sequence[Array]
    intercepts_: Sequence[Array]
    activation: str
    out_activation_: str


def weights_from_sklearn(estimator: Estimator) -> Network:
    """Return the network that a fitted estimator is.

    A classifier of two classes has one sigmoid output, the probability of `classes_[1]`; one of several has softmax
    over them in the order of `classes_`.

    Parameters
    ----------
    estimator : MLPClassifier or MLPRegressor
        Or anything with their four attributes; it is not changed.

    Raises
    ------
    ArgumentError
        If it is not fitted, has an activation that there is none of here, shapes that do not follow one another, or
        numbers that are not finite.
    """
    missing = [name for name in Estimator.__annotations__ if not hasattr(estimator, name)]
    if missing:
        raise ArgumentError(f"the estimator has no {missing[0]}; it must be a fitted MLPClassifier or MLPRegressor.")
    names = (str(estimator.activation), str(estimator.out_activation_))
    return _network(list(estimator.coefs_), list(estimator.intercepts_), names)


def is_estimator(arrays: Mapping[str, Array]) -> bool:
    """Return whether the arrays of an archive are those of an estimator, named in the order in which they came."""
    return _FIRST in arrays


def network_of_archive(name: str, arrays: Mapping[str, Array]) -> Network:
    """Return the network whose estimator was written as an archive.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    arrays : mapping of str to ndarray
        "arr_0", "arr_1" and so on: weights, then biases; "activation" and "out_activation".

    Raises
    ------
    DataError
        If something is missing, or is no network; the message names the file and what is wrong.
    """
    for key in _NAMES:
        if key not in arrays:
            needed = "activation=mlp.activation, out_activation=mlp.out_activation_"
            raise DataError(f"{name} has no {key}; of an estimator, numpy.savez must be given {needed}.")
        if arrays[key].dtype.kind != "U" or arrays[key].ndim != 0:
            raise DataError(f"{name} has no word for {key}.")
    count = sum(key.startswith("arr_") for key in arrays)
    found = [arrays[f"arr_{place}"] for place in range(count) if f"arr_{place}" in arrays]
    if len(found) != count or count % 2:
        raise DataError(f"{name} has {count} arrays without names; weights and biases must be as many, counted from 0.")
    half = count // 2
    try:
        return _network(found[:half], found[half:], (str(arrays[_NAMES[0]]), str(arrays[_NAMES[1]])))
    except ArgumentError as error:
        raise DataError(f"{name} is no network of scikit-learn: {error}") from error


def parameters_for(name: str, found: Network, network: Network) -> Array:
    """Return the parameters of one network for another, which must be of its shape and of its activations.

    Raises
    ------
    DataError
        If it is another network; the message says what both are.
    """
    if found.sizes != network.sizes:
        raise DataError(
            f"{name} is a network {_shape(found)}; this one is {_shape(network)}. Give it that shape first."
        )
    for layer, (theirs, ours) in enumerate(zip(found.activation_names, network.activation_names, strict=True), start=1):
        if theirs != ours:
            raise DataError(
                f"{name} has {theirs} in layer {layer}; this network has {ours}. Choose {theirs} there first."
            )
    return found.parameters.astype(network.dtype)


def _network(coefs: Sequence[Array], intercepts: Sequence[Array], names: tuple[str, str]) -> Network:
    for activation in names:
        if activation not in SCIKIT_ACTIVATIONS:
            known = ", ".join(SCIKIT_ACTIVATIONS)
            raise ArgumentError(f"its activation is {activation[:40]!r}; it must be one of {known}.")
    weights, biases = [np.asarray(array) for array in coefs], [np.asarray(array) for array in intercepts]
    if not weights or len(weights) != len(biases):
        raise ArgumentError(f"it has {len(weights)} arrays of weights and {len(biases)} of biases.")
    for layer, (matrix, vector) in enumerate(zip(weights, biases, strict=True), start=1):
        _check(f"the weights of layer {layer}", matrix, 2)
        _check(f"the biases of layer {layer}", vector, 1)
        if len(vector) != matrix.shape[1]:
            raise ArgumentError(f"layer {layer} has weights of {matrix.shape[1]} units and biases of {len(vector)}.")
    for layer, (before, after) in enumerate(pairwise(weights), start=2):
        if before.shape[1] != after.shape[0]:
            raise ArgumentError(f"layer {layer} reads {after.shape[0]} units; the layer before has {before.shape[1]}.")
    hidden, output = (SCIKIT_ACTIVATIONS[activation] for activation in names)
    sizes = [len(weights[0]), *(matrix.shape[1] for matrix in weights)]
    dtype = "float32" if all(array.dtype == np.float32 for array in (*weights, *biases)) else "float64"
    network = Network(sizes, hidden, output, dtype=dtype)
    for layer, (matrix, vector) in enumerate(zip(weights, biases, strict=True)):
        network.weights[layer][...] = matrix.T
        network.biases[layer][...] = vector
    return network


def _check(what: str, values: Array, ndim: int) -> None:
    if values.ndim != ndim or values.dtype.kind not in "fiu" or not values.size:
        raise ArgumentError(f"{what} have shape {values.shape} of {values.dtype}.")
    if not np.isfinite(values).all():
        raise ArgumentError(f"{what} have numbers that are not finite.")


def _shape(network: Network) -> str:
    return "-".join(str(size) for size in network.sizes)
