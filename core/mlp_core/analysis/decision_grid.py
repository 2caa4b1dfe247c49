"""What every unit answers over the plane of two raw inputs, or along the line of one: the decision regions.

Pictures need no more than float32, in which a tanh costs a fifth, so the whole computation is in float32. It walks
through the grid in chunks that stay in the cache from the features to the output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError, Cancelled, ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mlp_core.data.features import InputMap
    from mlp_core.network.network import Network

    Floats = NDArray[np.float32]
    Range = tuple[float, float]

# A chunk's widest layer takes some 512 KB at most: two of them, in and out, fit the second-level cache.
_CHUNK_VALUES = 1 << 17
_CHUNK_POINTS = (256, 4096)
# Rows a power of two apart share few places in the cache.
_PADDING = 16
_MOST_BYTES = 1 << 29
_LARGEST_WEIGHT = 1e30


@dataclass(frozen=True, slots=True, eq=False)
class DecisionGrid:
    """The values of inputs and units over a regular grid, read-only; `n_x` and `n_y` are its columns and rows.

    Attributes
    ----------
    x : ndarray of float64, shape (n_x,)
        Values of x1, ascending, the ends included.
    y : ndarray of float64, shape (n_y,), or None
        Values of x2, ascending; None where the points have one coordinate.
    inputs : ndarray of float32, shape (n_inputs, n_y, n_x), or (n_inputs, n_x) for one coordinate
        What the network reads; row 0 is the lowest x2.
    layers : tuple of ndarray of float32, shapes (n_units, n_y, n_x), or (n_units, n_x) for one coordinate
        Activations of each layer, the first hidden layer first.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64] | None
    inputs: Floats
    layers: tuple[Floats, ...]

    @property
    def output(self) -> Floats:
        """Activations of the output layer."""
        return self.layers[-1]


def decision_grid(
    network: Network,
    input_map: InputMap,
    x_range: Range,
    y_range: Range | None = None,
    resolution: int = 128,
    cancelled: Callable[[], bool] | None = None,
) -> DecisionGrid:
    """Compute all units over a grid of raw points.

    Parameters
    ----------
    network : Network
        Only read; its parameters are copied at the start.
    input_map : InputMap
        Of the dataset: one or two coordinates in, the network's inputs out.
    x_range, y_range : (float, float)
        Ends of the grid; `y_range` is None for points of one coordinate.
    resolution : int
        Grid points along each axis, at least 2.
    cancelled : callable, optional
        Asked between chunks, about every tenth of a millisecond; a true answer ends the computation.

    Returns
    -------
    DecisionGrid
        New, read-only arrays.

    Raises
    ------
    Cancelled
        If `cancelled()` said so.
    ArgumentError
        If a range is empty, or the result would exceed half a gigabyte.
    ShapeError
        If network, input map and ranges do not belong together.
    """
    _check_fit(network, input_map, y_range)
    x = _axis("x_range", x_range, resolution)
    y = None if y_range is None else _axis("y_range", y_range, resolution)
    shape = (x.size,) if y is None else (y.size, x.size)
    n_points = int(np.prod(shape))
    parameters = _homogeneous_parameters(network)
    # All layers, each with its row of ones, in one block: a large block comes in large pages.
    heights = (network.n_inputs + 1, *(size + 1 for size in network.sizes[1:]))
    _check_memory(sum(heights) * n_points, resolution)
    block = np.empty((sum(heights), n_points + _PADDING), np.float32)[:, :n_points]
    rows = np.split(block, np.cumsum(heights)[:-1])
    for layer in rows:
        layer[-1] = 1.0

    starts = _chunks(n_points, max(heights), x.size)
    widest = starts.step
    coordinates = _first_coordinates(x, y, widest)
    sums = np.empty((max(network.sizes), widest + _PADDING), np.float32)
    scratch = np.empty_like(sums)
    layers = tuple(zip(parameters, network.activations, rows, rows[1:], strict=False))
    # Saturated exponentials overflow to the right limit; divergent weights may make NaN, which the caller draws.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for start in starts:
            if cancelled is not None and cancelled():
                raise Cancelled("The decision grid is no longer wanted.")
            part = slice(start, min(start + widest, n_points))
            width = part.stop - start
            if y is not None:
                coordinates[1, :width].reshape(-1, x.size)[:] = y[start // x.size : part.stop // x.size, np.newaxis]
            input_map.fill(coordinates[:, :width], rows[0][:-1, part])
            for weights, activation, below, above in layers:
                z = sums[: len(weights), :width]
                np.matmul(weights, below[:, part], out=z)
                activation.activate(z, above[:-1, part], scratch[: len(weights), :width])

    # Views inherit it.
    block.flags.writeable = False
    x.flags.writeable = False
    if y is not None:
        y.flags.writeable = False
    values = [layer[:-1].reshape(-1, *shape) for layer in np.split(block, np.cumsum(heights)[:-1])]
    return DecisionGrid(x, y, values[0], tuple(values[1:]))


def _homogeneous_parameters(network: Network) -> list[Floats]:
    """Return each layer's weights with its biases as the last column, shape (n_units, n_inputs + 1)."""
    # Diverging float64 weights may exceed float32, and two infinite terms of opposite sign make no number.
    return [
        np.column_stack((weights, biases)).clip(-_LARGEST_WEIGHT, _LARGEST_WEIGHT).astype(np.float32)
        for weights, biases in zip(network.weights, network.biases, strict=True)
    ]


def _chunks(n_points: int, widest_layer: int, n_x: int) -> range:
    """Return where the chunks of the grid start; in the plane they are whole rows of it."""
    points = int(np.clip(_CHUNK_VALUES // widest_layer, *_CHUNK_POINTS))
    return range(0, n_points, min(max(points // n_x, 1) * n_x, n_points))


def _first_coordinates(x: NDArray[np.float64], y: NDArray[np.float64] | None, n_points: int) -> Floats:
    """Return room for the raw coordinates of a chunk, its x1 already there: they are the same in every row."""
    coordinates = np.empty((1 if y is None else 2, n_points), np.float32)
    coordinates[0].reshape(-1, x.size)[:] = x
    return coordinates


def _axis(name: str, ends: Range, resolution: int) -> NDArray[np.float64]:
    if resolution < 2:
        raise ArgumentError(f"resolution is {resolution}; a grid needs at least 2 points along each axis.")
    low, high = ends
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ArgumentError(f"{name} is {ends!r}; it must be two finite numbers, the lower first.")
    return np.linspace(low, high, resolution)


def _check_fit(network: Network, input_map: InputMap, y_range: Range | None) -> None:
    if network.n_inputs != input_map.n_inputs:
        raise ShapeError(f"input_map makes {input_map.n_inputs} inputs; the network has {network.n_inputs}.")
    wanted = 1 if y_range is None else 2
    if input_map.n_coordinates != wanted:
        raise ShapeError(
            f"input_map reads {input_map.n_coordinates} coordinates; {'without' if wanted == 1 else 'with'} y_range "
            f"it must be {wanted}."
        )


def _check_memory(n_values: int, resolution: int) -> None:
    if n_values * 4 > _MOST_BYTES:
        raise ArgumentError(
            f"resolution is {resolution}; this network's units would take {n_values >> 18} MB, and at most "
            f"{_MOST_BYTES >> 20} MB are allowed: choose a lower resolution."
        )
