"""The data and the input plane's grid as a hidden layer sees them: how the layer bends the plane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.state.hidden_space import HiddenPicture
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.training.steady_axes import steady_axes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.hidden_space import HiddenRequest, Range
    from mlp_gui.state.shown_plane import Slice
    from mlp_gui.state.snapshot import Snapshot

CELLS: Final = (24, 48)
"""Cells of the grid along each axis, while training runs and at rest."""
LINES: Final = 12
"""Parts into which the drawn lines cut each axis; a divisor of both."""
PER_CELL: Final = 4
"""Points of a line for each cell that it passes; even, for the cells' middles."""
WIDE: Final = 300
"""Inputs and units together of networks that keep to the fewer cells: what is kept of each point would be too much."""
MOST_POINTS: Final = 2000
"""Of larger data sets every so many points are shown."""
_AIR: Final = 0.08


def compute_hidden(request: HiddenRequest, cancelled: Callable[[], bool] | None = None) -> HiddenPicture:
    """Compute how a hidden layer sees the data and the input plane.

    Parameters
    ----------
    request : HiddenRequest
        Of a network with the hidden layer.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    snapshot, layer, former = request.snapshot, request.layer, request.former
    dataset, network = snapshot.dataset, snapshot.network
    step = math.ceil(dataset.n_points / MOST_POINTS)
    rows = np.arange(0, dataset.n_points, step)
    activations = network.forward(dataset.inputs[rows])[1][layer]
    points_before = _points_before(dataset, rows, request.shown)
    plane = mlp.hidden_plane(activations, None if former is None else former.plane, points_before)
    points = plane.project(activations)
    input_ranges = _input_ranges(dataset) if request.shown is None else request.shown.ranges
    grid = _grid(request, input_ranges, cancelled)
    sheet, hidden = _coordinates(grid), plane.project(np.moveaxis(grid.layers[layer], 0, -1))
    per_line = (len(grid.x) - 1) // LINES
    is_plane = grid.y is not None
    ranges = _seen(network.activations[layer], plane, points, hidden.reshape(-1, 2))
    return HiddenPicture(
        run_id=snapshot.run_id,
        layer=layer,
        network=network,
        dataset=dataset,
        plane=plane,
        rows=rows,
        points_before=points_before,
        points=points,
        curves_before=_curves(sheet, per_line) if is_plane else (sheet,),
        curves=_curves(hidden, per_line) if is_plane else (hidden,),
        nodes_before=sheet[::PER_CELL, ::PER_CELL] if is_plane else np.empty((0, 0, 2)),
        nodes=hidden[::PER_CELL, ::PER_CELL] if is_plane else np.empty((0, 0, 2)),
        cells=_cells(grid, dataset) if is_plane else None,
        lines=_lines(snapshot, layer, plane),
        input_ranges=input_ranges,
        axes=(0, 1) if request.shown is None else request.shown.axes,
        ranges=ranges if former is None else steady_axes(former.ranges, ranges, _AIR),
    )


def _grid(
    request: HiddenRequest, ranges: tuple[Range, Range], cancelled: Callable[[], bool] | None
) -> mlp.DecisionGrid:
    snapshot, shown = request.snapshot, request.shown
    input_map = snapshot.dataset.input_map
    is_fine = snapshot.status is not RunStatus.RUNNING and sum(snapshot.network.sizes) <= WIDE
    return mlp.decision_grid(
        snapshot.network,
        input_map if shown is None else shown.through(input_map),
        ranges[0],
        ranges[1] if snapshot.dataset.n_coordinates > 1 else None,
        resolution=CELLS[is_fine] * PER_CELL + 1,
        cancelled=cancelled,
    )


def _input_ranges(dataset: mlp.Dataset) -> tuple[Range, Range]:
    """Return the input plane's ranges; a line of one input lies in the middle of a square."""
    if dataset.n_coordinates > 1:
        return dataset.domain
    low, high = dataset.domain[0]
    half = (high - low) / 2.0
    return dataset.domain[0], (-half, half)


def _points_before(dataset: mlp.Dataset, rows: np.ndarray, shown: Slice | None) -> np.ndarray:
    points: np.ndarray = dataset.points[rows]
    if shown is not None:
        points = points[:, list(shown.axes)]
    return points if points.shape[1] > 1 else np.column_stack((points[:, 0], np.zeros(len(points))))


def _coordinates(grid: mlp.DecisionGrid) -> np.ndarray:
    """Return the grid's points in the input plane: (n_y, n_x, 2), or (n_x, 2) on a line."""
    if grid.y is None:
        return np.column_stack((grid.x, np.zeros_like(grid.x)))
    return np.stack(np.meshgrid(grid.x, grid.y), axis=-1)


def _curves(sheet: np.ndarray, step: int) -> tuple[np.ndarray, ...]:
    """Return every so many rows and columns of points as lines."""
    return (*sheet[::step], *np.moveaxis(sheet, 0, 1)[::step])


def _cells(grid: mlp.DecisionGrid, dataset: mlp.Dataset) -> mlp.DecisionGrid:
    """Return the outputs in the cells' middles, as a grid of its own; of a compression how far they are off."""
    if dataset.is_compression:
        grid = mlp.error_grid(grid, dataset.input_map)
    assert grid.y is not None
    middle = slice(PER_CELL // 2, None, PER_CELL)
    output = np.ascontiguousarray(grid.output[:, middle, middle])
    return mlp.DecisionGrid(grid.x[middle], grid.y[middle], np.empty((0, 0, 0), np.float32), (output,))


def _lines(snapshot: Snapshot, layer: int, plane: mlp.HiddenPlane) -> tuple[tuple[np.ndarray, float], ...]:
    network = snapshot.network
    threshold = None
    if snapshot.dataset.is_classification and network.n_outputs == 1:
        threshold = mlp.decision_threshold(network.activations[-1], snapshot.experiment.training.loss)
    elif layer == network.layer_count - 2:
        return ()  # where the sum of a value is zero tells nothing
    found = mlp.decision_lines(network, layer, threshold) if plane.is_exact else None
    if found is None:
        return ()
    return tuple((normal, float(offset)) for normal, offset in zip(*found, strict=True))


def _seen(
    activation: mlp.Activation, plane: mlp.HiddenPlane, points: np.ndarray, sheet: np.ndarray
) -> tuple[Range, Range]:
    """Return what is to be seen of the hidden space: all that units can answer, or where the data lie; square."""
    low, high = activation.range
    if plane.is_exact and math.isfinite(low) and math.isfinite(high):
        air = _AIR * (high - low)
        return (low - air, high + air), (low - air, high + air)
    seen = points if len(points) > 1 else sheet
    seen = np.nan_to_num(seen, posinf=0.0, neginf=0.0)
    bottom, top = seen.min(axis=0), seen.max(axis=0)
    half = float(max(*(top - bottom), 1e-6)) * (0.5 + 2.0 * _AIR)
    middle = (bottom + top) / 2.0
    first, second = ((float(centre - half), float(centre + half)) for centre in middle)
    return first, second
