"""Where a unit's sum is zero: the line w.x + b = 0 of a unit that reads the plane itself, and the sums of deeper ones.

A unit of the first hidden layer parts the plane by a straight line, which is known exactly; its normal is the unit's
weight vector and points to the side where the sum is positive (hand-outs 002 and 004). Deeper units part it by curves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.analysis.decision_grid import DecisionGrid
    from mlp_core.data.features import InputMap
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]
    Range = tuple[float, float]


def first_layer_lines(network: Network, input_map: InputMap) -> tuple[Array, Array] | None:
    """Return the lines of the first layer's units in raw coordinates: normal . point + offset = the unit's sum.

    Parameters
    ----------
    network : Network
        Only read.
    input_map : InputMap
        Of the dataset; normalisation is taken into account.

    Returns
    -------
    normals : ndarray of float64, shape (n_units, n_coordinates)
        They point to the positive side.
    offsets : ndarray of float64, shape (n_units,)
        The sum at the origin.

    None comes back where a feature is not just a coordinate, as x1 squared: then the units have no straight lines.

    Raises
    ------
    ShapeError
        If network and input map do not belong together.
    """
    if network.n_inputs != input_map.n_inputs:
        raise ShapeError(f"input_map makes {input_map.n_inputs} inputs; the network has {network.n_inputs}.")
    if not all(feature.is_coordinate for feature in input_map.features):
        return None
    weights = np.asarray(network.weights[0], np.float64) / input_map.scale
    normals = np.zeros((len(weights), input_map.n_coordinates))
    for column, feature in enumerate(input_map.features):
        normals[:, feature.inputs[0]] += weights[:, column]
    return normals, np.asarray(network.biases[0], np.float64) - weights @ input_map.shift


def line_in_box(normal: npt.ArrayLike, offset: float, x_range: Range, y_range: Range) -> Array | None:
    """Return the ends of what a box holds of the line normal . point + offset = 0.

    Parameters
    ----------
    normal : array_like, shape (2,)
        Across the line.
    offset : float
        Added to the product.
    x_range, y_range : (float, float)
        Lower and upper edge of the box.

    Returns
    -------
    ndarray of float64, shape (2, 2)
        Start and end; whoever goes from one to the other has the positive side on the left (the second coordinate
        counting upward). None where the line misses the box, touches it in one point, or does not exist.
    """
    across: Array = np.asarray(normal, np.float64)
    size = float(np.hypot(*across))
    if not np.isfinite(size) or not np.isfinite(offset) or size == 0.0:
        return None
    across = across / size
    along = np.array((across[1], -across[0]))
    foot = -offset / size * across
    first, last = -np.inf, np.inf
    for start, direction, (low, high) in zip(foot.tolist(), along.tolist(), (x_range, y_range), strict=True):
        if direction == 0.0:
            if not low <= start <= high:
                return None
            continue
        ends = sorted(((low - start) / direction, (high - start) / direction))
        first, last = max(first, ends[0]), min(last, ends[1])
    if not first < last:
        return None
    return np.stack((foot + first * along, foot + last * along))


def half_plane_in_box(normal: npt.ArrayLike, offset: float, x_range: Range, y_range: Range) -> Array:
    """Return the corners of what a box holds of the side normal . point + offset >= 0.

    Parameters
    ----------
    normal, offset, x_range, y_range
        As in `line_in_box`.

    Returns
    -------
    ndarray of float64, shape (n_corners, 2)
        A convex polygon, all the way round; none where the box lies on the other side.
    """
    (left, right), (bottom, top) = x_range, y_range
    corners = np.array(((left, bottom), (right, bottom), (right, top), (left, top)))
    values = corners @ np.asarray(normal, np.float64) + offset
    kept: list[Array] = []
    for start, end, first, last in zip(corners, np.roll(corners, -1, 0), values, np.roll(values, -1), strict=True):
        if first >= 0.0:
            kept.append(start)
        if (first >= 0.0) != (last >= 0.0):
            kept.append(start + first / (first - last) * (end - start))
    return np.array(kept).reshape(-1, 2)


def pre_activation_grid(network: Network, grid: DecisionGrid, layer: int) -> Floats:
    """Return the sums z of a layer's units over a grid that `decision_grid` made of the same network.

    Parameters
    ----------
    network : Network
        As it was when the grid was computed.
    grid : DecisionGrid
        With all units.
    layer : int
        0 for the first hidden layer.

    Returns
    -------
    ndarray of float32, shape (n_units, n_y, n_x), or (n_units, n_x) for one coordinate
        New.

    Raises
    ------
    ArgumentError
        If there is no such layer.
    ShapeError
        If the grid is of another network, or has the outputs alone.
    """
    if not 0 <= layer < network.layer_count:
        raise ArgumentError(f"layer is {layer}; this network has layers 0 to {network.layer_count - 1}.")
    if len(grid.layers) != network.layer_count:
        raise ShapeError(f"grid has {len(grid.layers)} layers; this network has {network.layer_count}.")
    below = grid.layers[layer - 1] if layer else grid.inputs
    weights = np.asarray(network.weights[layer], np.float32)
    if len(below) != weights.shape[1]:
        raise ShapeError(f"grid has {len(below)} values for layer {layer}; its units read {weights.shape[1]}.")
    biases = np.asarray(network.biases[layer], np.float32)
    with np.errstate(all="ignore"):
        sums: Floats = weights @ below.reshape(len(below), -1)
        sums += biases[:, np.newaxis]
    return sums.reshape(len(biases), *below.shape[1:])
