"""Whether the numbers of a project file can be those of a run: every shape, every place in time, nothing infinite."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.files.archive import UnreadableError
from mlp_core.files.timeline_arrays import PLACES, SLOTS, VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Array = npt.NDArray[Any]

_LAST_COUNT: Final = 1 << 53
_WORDS: Final = 6
_LARGEST_HALF: Final = (1 << 32) - 1
"""The last two of a generator's words say whether half a number is left over, and which."""


def check_arrays(arrays: Mapping[str, Array], n_moments: int, n_parameters: int, dtype: np.dtype[Any]) -> None:
    """Refuse arrays of another network or no run at all.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        By the names of their members.
    n_moments : int
        Moments in all.
    n_parameters : int
        Parameters of the network.
    dtype : dtype
        Of the network.

    Raises
    ------
    UnreadableError
        Naming the array.
    """
    for name, array in arrays.items():
        if name.startswith(SLOTS) or name in ("moments/parameters", "moments/gradients"):
            _check(name, array, (n_moments, n_parameters), dtype)
            # The last gradient of a run that diverged is not finite, and no step is ever taken along it.
            if name != "moments/gradients":
                _check_finite(name, array)
    _check("moments/places", arrays["moments/places"], (n_moments, len(PLACES)), np.dtype(np.int64))
    _check("moments/random", arrays["moments/random"], (n_moments, _WORDS), np.dtype(np.uint64))
    halves = arrays["moments/random"][:, -2:]
    if (halves > np.array([1, _LARGEST_HALF], np.uint64)).any():
        raise UnreadableError("its array moments/random holds what is no state of a generator")
    _check_orders(arrays["moments/orders"], arrays["moments/order_lengths"])
    _check_history(arrays["history/epochs"], arrays["history/values"])
    indices, values = arrays["edits/indices"], arrays["edits/values"]
    _check("edits/indices", indices, (indices.size,), np.dtype(np.int64))
    _check("edits/values", values, (indices.size,), np.dtype(np.float64))
    _check_finite("edits/values", values)
    if ((indices < 0) | (indices >= n_parameters)).any():
        raise UnreadableError("its array edits/indices names parameters that the network does not have")


def check_places(
    places: Array, limits: Mapping[str, int], n_train: Array, order_lengths: Array, *, has_tip: bool
) -> None:
    """Refuse moments that no run can have been at.

    Parameters
    ----------
    places : ndarray of int64, shape (n_moments, len(PLACES))
        Those on the way, the present one, and the last one if `has_tip`.
    limits : mapping of str to int
        Highest value of the columns "n_rows", "n_edits", "settings", "order" and "points".
    n_train : ndarray of int64
        Training samples of each painting.
    order_lengths : ndarray of int64
        Samples of each order.

    Raises
    ------
    UnreadableError
        If a place is out of range, or moments do not follow one another.
    """
    columns = dict(zip(PLACES, places.T, strict=True))
    highest = {"batch_size": int(n_train.max()), "has_gradient": 1, **limits}
    for name, column in columns.items():
        low = -1 if name == "order" else 1 if name == "batch_size" else 0
        if ((column < low) | (column > highest.get(name, _LAST_COUNT))).any():
            raise UnreadableError(f"its moments have a {name.replace('_', ' ')} that cannot be")
    n_samples = n_train[columns["points"]]
    ordered = columns["order"] >= 0
    if (order_lengths[columns["order"][ordered]] != n_samples[ordered]).any():
        raise UnreadableError("its moments have orders of other numbers of samples than their points")
    n_batches = -(-n_samples // columns["batch_size"])
    if ((columns["batch"] >= n_batches) | ((columns["order"] < 0) & (columns["batch"] > 0))).any():
        raise UnreadableError("its moments stand at a batch that their epoch does not have")
    keys = list(zip(columns["step_count"].tolist(), columns["n_edits"].tolist(), strict=True))
    n_after = 2 if has_tip else 1
    on_the_way, now, last = keys[:-n_after], keys[-n_after], keys[-1]
    if not on_the_way or any(first >= second for first, second in pairwise(on_the_way)):
        raise UnreadableError("its moments are not in their order")
    if not on_the_way[0] <= now <= last or on_the_way[-1] > last:
        raise UnreadableError("its present moment lies outside of the run")


def check_steps(first: Sequence[int], steps: Sequence[int], paces: Sequence[Sequence[int]], last: int) -> None:
    """Refuse changes by hand and paces that lie outside of the run or out of order.

    Raises
    ------
    UnreadableError
        Saying which.
    """
    if any(earlier > later for earlier, later in pairwise([first[0], *steps, last])):
        raise UnreadableError("its changes by hand are not in their order")
    starts = [(pace[0], pace[3]) for pace in paces]
    if not paces or tuple(paces[0][:3]) != tuple(first) or starts != sorted(starts) or starts[-1][0] > last:
        raise UnreadableError("its epochs are not in their order")
    if any(pace[4] < 1 for pace in paces):
        raise UnreadableError("it has epochs without batches")


def _check_orders(orders: Array, lengths: Array) -> None:
    _check("moments/order_lengths", lengths, (lengths.size,), np.dtype(np.int64))
    if ((lengths < 1) | (lengths > orders.size)).any():
        raise UnreadableError("its array moments/order_lengths has lengths that cannot be")
    _check("moments/orders", orders, (int(lengths.sum()),), np.dtype(np.int64))
    ends = np.cumsum(lengths)
    for start, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True):
        if not (np.sort(orders[start:end]) == np.arange(end - start)).all():
            raise UnreadableError("its array moments/orders has an order in which a sample is missing or there twice")


def _check_history(epochs: Array, values: Array) -> None:
    _check("history/epochs", epochs, (epochs.size,), np.dtype(np.int64))
    _check("history/values", values, (len(VALUES), epochs.size), np.dtype(np.float64))
    if not epochs.size or epochs[0] < 0 or epochs[-1] > _LAST_COUNT or (np.diff(epochs) <= 0).any():
        raise UnreadableError("its array history/epochs does not rise")


def _check(name: str, array: Array, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    if array.shape != shape:
        raise UnreadableError(f"its array {name} has the shape {array.shape}, and this experiment needs {shape}")
    if array.dtype != dtype:
        raise UnreadableError(f"its array {name} holds {array.dtype}, and this experiment needs {dtype}")


def _check_finite(name: str, array: Array) -> None:
    if not np.isfinite(array).all():
        raise UnreadableError(f"its array {name} holds numbers that are not finite")
