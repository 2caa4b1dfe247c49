"""The ways from the loss down to a parameter: how many there are, and the ones that carry most of the derivative."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mlp_core.explain.trace import Trace

_MOST_PRODUCTS = 1_000_000


def path_count(trace: Trace, layer: int) -> int:
    """Return how many ways lead from the loss to a unit of a layer."""
    return math.prod(trace.sizes[layer + 2 :])


def strongest_paths(
    trace: Trace, layer: int, unit: int, sample: int, most: int
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the ways to a unit with the largest products, each as layers and units from the output down.

    Parameters
    ----------
    trace : Trace
        Of a step of gradient descent.
    layer, unit : int
        The unit.
    sample : int
        Row of the batch.
    most : int
        Ways wanted; of networks with very wide layers there are fewer.

    Returns
    -------
    tuple of tuple of (int, int)
        In the order of units where that is all of them, and otherwise the largest first.

    Notes
    -----
    Layer by layer upwards each unit keeps only the `most` largest products that reach it: a longer way is a shorter
    one times what all ways through that unit share, so that none that is left out could come back.
    """
    last, wanted = len(trace.sizes) - 2, most
    weights, slopes = trace.network.weights, trace.activation_slopes
    # Of each unit of a layer: the sizes of the products that reach it, and the units on their ways.
    sizes = np.ones((1, 1))
    ways: list[list[tuple[int, ...]]] = [[(unit,)]]
    for upper in range(layer + 1, last + 1):
        read = np.abs(weights[upper][:, unit : unit + 1] if upper == layer + 1 else weights[upper])
        most = max(min(wanted, _MOST_PRODUCTS // (read.size * sizes.shape[1])), 1)
        products = (read[:, :, np.newaxis] * sizes[np.newaxis]).reshape(len(read), -1)
        kept = _largest(products, most)
        former, places = np.divmod(kept, sizes.shape[1])
        ways = [
            [(row, *ways[below][place]) for below, place in zip(of_row, at, strict=True)]
            for row, (of_row, at) in enumerate(zip(former.tolist(), places.tolist(), strict=True))
        ]
        sizes = np.take_along_axis(products, kept, axis=1)
        factor = np.abs(trace.deltas[last][sample] if upper == last else slopes[upper][sample])
        sizes = sizes * factor[:, np.newaxis]
    flat = [item for row in zip(sizes.tolist(), ways, strict=True) for item in zip(*row, strict=True)]
    flat.sort(key=_by_size)
    chosen = [way for _, way in flat[:wanted]]
    if len(chosen) == path_count(trace, layer):
        chosen.sort()
    return tuple(tuple((last - place, each) for place, each in enumerate(way)) for way in chosen)


def _by_size(item: tuple[float, tuple[int, ...]]) -> tuple[float, tuple[int, ...]]:
    """Order by falling size, then by the units."""
    return -item[0], item[1]


def largest_places(values: np.ndarray, most: int) -> list[int]:
    """Return the places of the largest values by size, ascending; all of them where only one would be left out."""
    if values.size <= most + 1:
        return list(range(values.size))
    return sorted(_largest(np.abs(values)[np.newaxis], most)[0].tolist())


def _largest(products: np.ndarray, most: int) -> np.ndarray:
    """Return the columns of each row's largest entries: intp, shape (n_rows, at most `most`); first ones first."""
    if products.shape[1] <= most:
        return np.tile(np.arange(products.shape[1]), (len(products), 1))
    return np.asarray(np.argsort(-products, axis=1, kind="stable")[:, :most])
