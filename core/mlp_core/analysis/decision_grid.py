"""What every unit answers over the plane of two raw inputs, or along the line of one: the decision regions.

Pictures need no more than float32, in which a tanh costs a fifth, so the whole computation is in float32. It walks
through the grid in chunks that stay in the cache from the features to the output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError, Cancelled, ShapeError
from mlp_core.learning.plan import ForwardBuffers
from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mlp_core.analysis.plane_slice import PlaneSlice
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
        What the network reads; row 0 is the lowest x2. None of them (n_inputs 0) where the outputs alone are kept.
    layers : tuple of ndarray of float32, shapes (n_units, n_y, n_x), or (n_units, n_x) for one coordinate
        Activations of each layer, the first hidden layer first; of the last one where the outputs alone are kept.
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
    input_map: InputMap | PlaneSlice,
    x_range: Range,
    y_range: Range | None = None,
    resolution: int = 128,
    cancelled: Callable[[], bool] | None = None,
    *,
    output_only: bool = False,
) -> DecisionGrid:
    """Compute all units over a grid of raw points, or the outputs alone, which takes two thirds of the time.

    Parameters
    ----------
    network : Network
        Only read; its parameters are copied at the start.
    input_map : InputMap or PlaneSlice
        Of the dataset: one or two coordinates in, the network's inputs out; or of a plane through more of them.
    x_range, y_range : (float, float)
        Ends of the grid; `y_range` is None for points of one coordinate.
    resolution : int
        Grid points along each axis, at least 2.
    cancelled : callable, optional
        Asked between chunks, about every tenth of a millisecond; a true answer ends the computation.
    output_only : bool
        Whether to keep nothing but the output layer: no inputs, and one layer.

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
    # All that is kept, each layer with its row of ones, is one block: a large block comes in large pages.
    heights = (network.n_outputs,) if output_only else tuple(size + 1 for size in network.sizes)
    n_points = int(np.prod(shape))
    _check_memory(sum(heights) * n_points, resolution)
    block = np.empty((sum(heights), n_points + _PADDING), np.float32)[:, :n_points]
    kept = np.split(block, np.cumsum(heights)[:-1])
    places = _Places(x, y, max(network.sizes) + 1)
    # Saturated exponentials overflow to the right limit; divergent weights may make NaN, which the caller draws.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        if output_only:
            _compute_output(network, input_map, places, kept[0], cancelled)
        else:
            _compute_units(network, input_map, places, kept, cancelled)
            kept = [rows[:-1] for rows in kept]
    for array in (x, y, *kept):
        if array is not None:
            array.flags.writeable = False
    layers = [rows.reshape(-1, *shape) for rows in kept]
    inputs = np.empty((0, *shape), np.float32) if output_only else layers.pop(0)
    inputs.flags.writeable = False
    return DecisionGrid(x, y, inputs, tuple(layers))


class _Places:
    """The points of the grid, chunk by chunk; in the plane a chunk is some whole rows of it.

    Parameters
    ----------
    x, y : ndarray
        The axes; `y` is None on a line.
    widest_layer : int
        Rows of the largest array that a chunk is computed in.
    """

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float64] | None, widest_layer: int) -> None:
        self._x, self._y = x, y
        self._n_points = x.size if y is None else x.size * y.size
        points = int(np.clip(_CHUNK_VALUES // widest_layer, *_CHUNK_POINTS))
        self.widest = min(max(points // x.size, 1) * x.size, self._n_points)
        self._coordinates = np.empty((1 if y is None else 2, self.widest), np.float32)
        # They are the same in every row.
        self._coordinates[0].reshape(-1, x.size)[:] = x

    def chunks(self, cancelled: Callable[[], bool] | None) -> Iterator[tuple[slice, Floats]]:
        """Yield each chunk and its raw coordinates, as long as it is wanted."""
        for start in range(0, self._n_points, self.widest):
            if cancelled is not None and cancelled():
                raise Cancelled("The decision grid is no longer wanted.")
            part = slice(start, min(start + self.widest, self._n_points))
            coordinates = self._coordinates[:, : part.stop - start]
            if self._y is not None:
                n_x = self._x.size
                coordinates[1].reshape(-1, n_x)[:] = self._y[start // n_x : part.stop // n_x, np.newaxis]
            yield part, coordinates


def _compute_units(
    network: Network,
    input_map: InputMap | PlaneSlice,
    places: _Places,
    kept: list[Floats],
    cancelled: Callable[[], bool] | None,
) -> None:
    """Write the inputs and all units into `kept`, shapes (n_units + 1, n_points), the last rows being ones."""
    blocks = network.layout.blocks(_single_parameters(network))
    for rows in kept:
        rows[-1] = 1.0
    sums = np.empty((max(network.sizes), places.widest + _PADDING), np.float32)
    scratch = np.empty_like(sums)
    layers = tuple(zip(blocks, network.activations, kept, kept[1:], strict=False))
    for part, coordinates in places.chunks(cancelled):
        input_map.fill(coordinates, kept[0][:-1, part])
        for weights, activation, below, above in layers:
            z = sums[: len(weights), : part.stop - part.start]
            np.matmul(weights, below[:, part], out=z)
            activation.activate(z, above[:-1, part], scratch[: len(weights), : part.stop - part.start])


def _compute_output(
    network: Network,
    input_map: InputMap | PlaneSlice,
    places: _Places,
    output: Floats,
    cancelled: Callable[[], bool] | None,
) -> None:
    """Write the outputs into `output`, shape (n_outputs, n_points); a chunk's layers never leave the cache."""
    width = places.widest + _PADDING
    inputs = np.ones((network.n_inputs + 1, width), np.float32)
    forward = ForwardBuffers(network.layout, network.activations, _single_parameters(network), width)
    calls = CallList(np.float32)
    forward.record_first(inputs.T, calls)
    forward.record_rest(calls)
    answers = forward.activation_of(network.layer_count - 1)
    for part, coordinates in places.chunks(cancelled):
        n_points = part.stop - part.start
        input_map.fill(coordinates, inputs[:-1, :n_points])
        calls.run()
        output[:, part] = answers[:, :n_points]


def _single_parameters(network: Network) -> Floats:
    """Return the parameters in float32."""
    # Diverging float64 weights may exceed float32, and two infinite terms of opposite sign make no number.
    return network.parameters.clip(-_LARGEST_WEIGHT, _LARGEST_WEIGHT).astype(np.float32)


def _axis(name: str, ends: Range, resolution: int) -> NDArray[np.float64]:
    if resolution < 2:
        raise ArgumentError(f"resolution is {resolution}; a grid needs at least 2 points along each axis.")
    low, high = ends
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ArgumentError(f"{name} is {ends!r}; it must be two finite numbers, the lower first.")
    return np.linspace(low, high, resolution)


def _check_fit(network: Network, input_map: InputMap | PlaneSlice, y_range: Range | None) -> None:
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
