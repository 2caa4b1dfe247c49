"""Weights and biases as NumPy's own archive, out and in again; never pickled."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from mlp_core.errors import DataError
from mlp_core.files.scikit_weights import is_estimator, network_of_archive, parameters_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mlp_core.network.network import Network

MOST_BYTES = 1 << 30
"""Of a file with weights."""


def write_weights(stream: BinaryIO, network: Network) -> None:
    """Write `W1`, `b1`, `W2`, ... as an NPZ archive; rows of `W` are units.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    arrays = {}
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
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{name} is larger than 1 GB; no network here is.")
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if not isinstance(arrays, np.lib.npyio.NpzFile):
                raise DataError(f"{name} is one array; it must be an NPZ file with W1, b1, W2 and so on.")
            return _parameters_in(name, arrays, network)
    except DataError:
        raise
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror or error}.") from error
    except Exception as error:
        raise DataError(f"{name} is no NPZ file with the weights of a network.") from error


def _parameters_in(name: str, arrays: np.lib.npyio.NpzFile, network: Network) -> np.ndarray:
    assert arrays.zip is not None
    if sum(int(member.file_size) for member in arrays.zip.infolist()) > MOST_BYTES:
        raise DataError(f"{name} holds more than 1 GB; no network here does.")
    if is_estimator(arrays):
        return parameters_for(name, network_of_archive(name, arrays), network)
    twin = network.copy()
    for layer in range(network.layer_count):
        for key, target in ((f"W{layer + 1}", twin.weights[layer]), (f"b{layer + 1}", twin.biases[layer])):
            target[...] = checked(name, key, arrays, target.shape)
    if f"W{network.layer_count + 1}" in arrays:
        raise DataError(f"{name} has more layers than the network, which has {network.layer_count}.")
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
