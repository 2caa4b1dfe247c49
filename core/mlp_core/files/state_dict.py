"""Weights of a PyTorch module, from its state dict in a safetensors file; nothing is unpickled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mlp_core.errors import DataError
from mlp_core.files.weights_file import MOST_BYTES, checked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

    from mlp_core.network.network import Network


def load_state_dict(path: Path, network: Network) -> np.ndarray:
    """Read parameters for a network of the same shape from `safetensors.torch.save_file(module.state_dict(), path)`.

    The linear layers are found by their names: every "….weight" of two axes with the "….bias" beside it, in the order
    in which their names count ("0.weight", "2.weight", "10.weight"; "layer1.weight", "layer2.weight").

    Parameters
    ----------
    path : Path
        A safetensors file.
    network : Network
        Whose shape they must have; it is not changed.

    Returns
    -------
    ndarray, shape (n_parameters,)
        Laid out like `network.parameters`, in its dtype.

    Raises
    ------
    DataError
        If it is no such file, too large, or has other layers, shapes or numbers that are not finite; the message names
        the file and the array.
    """
    name, arrays = path.name, read_state_dict(path)
    layers = layers_of(arrays)
    if len(layers) != network.layer_count:
        raise DataError(f"{name} has {len(layers)} linear layers; this network has {network.layer_count}.")
    twin = network.copy()
    for layer, prefix in enumerate(layers):
        twin.weights[layer][...] = checked(name, f"{prefix}weight", arrays, twin.weights[layer].shape)
        twin.biases[layer][...] = checked(name, f"{prefix}bias", arrays, twin.biases[layer].shape)
    return twin.parameters


def read_state_dict(path: Path) -> dict[str, np.ndarray]:
    """Return the arrays of a safetensors file by name.

    Raises
    ------
    DataError
        If it is no such file, or too large.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{name} is larger than 1 GB; no network here is.")
        return dict(load_file(path))
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror or error}.") from error
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{name} is no safetensors file with a state dict.") from error


def layers_of(arrays: Mapping[str, np.ndarray]) -> list[str]:
    """Return what stands before "weight" in the names of the linear layers, in their order."""
    return sorted((key[: -len("weight")] for key, values in arrays.items() if _is_layer(key, values)), key=_counted)


def _is_layer(key: str, values: np.ndarray) -> bool:
    return (key == "weight" or key.endswith(".weight")) and values.ndim == 2


def _counted(prefix: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key by which "2." comes before "10."."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", prefix) if part)
