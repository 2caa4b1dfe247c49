"""Weights and biases as NumPy's own archive, out and in again; never pickled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import numpy as np

from mlp_core.errors import DataError
from mlp_core.files.found_network import ACTIVATIONS_KEY, activations_in
from mlp_core.files.scikit_weights import is_estimator, network_of_archive, parameters_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mlp_core.network.network import Network

Found = TypeVar("Found")

MOST_BYTES = 1 << 30
"""Of a file with weights."""


def write_weights(stream: BinaryIO, network: Network) -> None:
    """Write `W1`, `b1`, `W2`, ... and `activations` as an NPZ archive; rows of `W` are units.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    arrays = {ACTIVATIONS_KEY: np.array(network.activation_names)}
    for layer in range(network.layer_count):
        arrays[f"W{layer + 1}"] = network.weights[layer]
        arrays[f"b{layer + 1}"] = network.biases[layer]
    np.savez(stream, allow_pickle=False, **arrays)


def load_weights(path: Path, network: Network) -> np.ndarray:
    """Read parameters for a network of the same shape.

    Parameters
    ----------
    path : Path
        As `write_weights` wrote it, or of an estimator of scikit-learn (`scikit_weights.py`).
    network : Network
        Whose shape they must have; it is not changed.

    Returns
    -------
    ndarray, shape (n_parameters,)
        Laid out like `network.parameters`, in its dtype.

    Raises
    ------
    DataError
        If it is no such file, too large, or has other shapes, activations or numbers that are not finite; the message
        names the file and the array.
    """
    return read_archive(path, partial(_parameters_in, network))


def read_archive(path: Path, take: Callable[[str, Mapping[str, np.ndarray]], Found]) -> Found:
    """Return what `take` makes of the name and the arrays of an NPZ file.

    Raises
    ------
    DataError
        If it is no such file, or too large; and as from `take`.
    """
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{name} is larger than 1 GB; no network here is.")
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if not isinstance(arrays, np.lib.npyio.NpzFile):
                raise DataError(f"{name} is one array; it must be an NPZ file with W1, b1, W2 and so on.")
            assert arrays.zip is not None
            if any(member.filename.endswith("/data.pkl") for member in arrays.zip.infolist()):
                raise DataError(
                    f"{name} is a file of torch.save, which can hold any program and is never opened; write the state "
                    "dict as safetensors."
                )
            if sum(int(member.file_size) for member in arrays.zip.infolist()) > MOST_BYTES:
                raise DataError(f"{name} holds more than 1 GB; no network here does.")
            return take(name, arrays)
    except DataError:
        raise
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror or error}.") from error
    except Exception as error:
        raise DataError(f"{name} is no NPZ file with the weights of a network.") from error


def _parameters_in(network: Network, name: str, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    if is_estimator(arrays):
        return parameters_for(name, network_of_archive(name, arrays), network)
    twin = network.copy()
    for layer in range(network.layer_count):
        for key, target in ((f"W{layer + 1}", twin.weights[layer]), (f"b{layer + 1}", twin.biases[layer])):
            target[...] = checked(name, key, arrays, target.shape)
    if f"W{network.layer_count + 1}" in arrays:
        raise DataError(f"{name} has more layers than the network, which has {network.layer_count}.")
    for layer, theirs in enumerate(activations_in(arrays, network.layer_count) or (), start=1):
        ours = network.activation_names[layer - 1]
        if theirs != ours:
            raise DataError(
                f"{name} has {theirs} in layer {layer}; this network has {ours}. Choose {theirs} there first."
            )
    return twin.parameters


def checked(name: str, key: str, arrays: Mapping[str, np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Return one of the arrays of a file.

    Raises
    ------
    DataError
        If it is missing, has another shape, or numbers that are not finite.
    """
    if key not in arrays:
        raise DataError(f"{name} has no {key}; it has {', '.join(list(arrays)[:8]) or 'nothing'}.")
    values = arrays[key]
    if values.shape != shape:
        raise DataError(f"{name} has {key} of shape {values.shape}; this network needs {shape}.")
    if values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise DataError(f"{name} has numbers in {key} that are not finite.")
    return values
