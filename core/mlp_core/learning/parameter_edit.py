"""Single parameters changed by hand: which of them, to what, and what is refused before anything has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mlp_core.network.network import Network


def checked_edit(
    network: Network, indices: Sequence[int], values: Sequence[float]
) -> tuple[NDArray[np.int64], NDArray[np.floating[Any]]]:
    """Return the places and the new numbers of an edit, if the network can take it.

    Parameters
    ----------
    network : Network
        Whose parameters are meant; only read.
    indices : sequence of int
        Places in `network.parameters`.
    values : sequence of float
        One finite number for each.

    Returns
    -------
    places : ndarray of int64, shape (n_values,)
    numbers : ndarray of the network's dtype, shape (n_values,)

    Raises
    ------
    ArgumentError
        If an index lies outside the parameters or a value is not finite.
    ShapeError
        If there are not as many values as indices.
    """
    places, numbers = np.asarray(indices, np.int64), np.asarray(values, network.dtype)
    if places.ndim != 1 or places.shape != numbers.shape:
        raise ShapeError(f"values has shape {numbers.shape}; it needs one value for each of {places.shape} indices.")
    if ((places < 0) | (places >= network.parameter_count)).any():
        raise ArgumentError(f"indices holds {places.tolist()}; they must be 0 to {network.parameter_count - 1}.")
    if not np.isfinite(numbers).all():
        raise ArgumentError(f"values holds {numbers.tolist()}; parameters must be finite.")
    return places, numbers
