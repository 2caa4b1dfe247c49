"""The one layer that answers for a whole linear network, and the check that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.look.contours import trace_levels
from mlp_gui.state.collapse import CollapsePicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.watched_picture import MomentRequest

RESOLUTION: Final = 64
"""Grid points along each axis that the network's boundary is traced on: it is straight."""


def compute_collapse(request: MomentRequest, cancelled: Callable[[], bool] | None = None) -> CollapsePicture:
    """Multiply the network's layers together, and compare.

    Parameters
    ----------
    request : MomentRequest
        Of a network whose hidden units are all linear.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    snapshot = request.snapshot
    network, dataset = snapshot.network, snapshot.dataset
    weights, biases = mlp.linear_collapse(network)
    inputs = dataset.inputs[dataset.train]
    sums = network.forward(inputs)[0][-1]
    with np.errstate(all="ignore"):
        distances = np.abs(inputs.astype(weights.dtype) @ weights.T + biases - sums)
    difference = float(np.nan_to_num(distances, posinf=0.0).max(initial=0.0))
    boundary, line = np.empty((0, 4)), None
    if dataset.n_coordinates == 2 and dataset.is_classification and network.n_outputs == 1:
        threshold = mlp.decision_threshold(network.activations[-1], snapshot.experiment.training.loss)
        boundary = _network_boundary(snapshot, threshold, cancelled)
        line = _line(snapshot, weights, biases, threshold)
    return CollapsePicture(snapshot, weights, biases, difference, boundary, line)


def _network_boundary(snapshot: Snapshot, threshold: float, cancelled: Callable[[], bool] | None) -> np.ndarray:
    """Return where the whole network crosses the threshold: (n, 4)."""
    x_range, y_range = snapshot.dataset.domain
    grid = mlp.decision_grid(
        snapshot.network, snapshot.dataset.input_map, x_range, y_range, resolution=RESOLUTION, cancelled=cancelled
    )
    sums = mlp.pre_activation_grid(snapshot.network, grid, snapshot.network.layer_count - 1)[0]
    assert grid.y is not None, "the plane has two axes"
    lines = trace_levels(grid.x, grid.y, sums, (mlp.sum_at(snapshot.network.activations[-1], threshold),))[0]
    pieces = [np.column_stack((line[:-1], line[1:])) for line in lines]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def _line(snapshot: Snapshot, weights: np.ndarray, biases: np.ndarray, threshold: float) -> np.ndarray | None:
    """Return the ends of the one layer's line in the plane; None where its inputs are more than the coordinates."""
    network = snapshot.network
    layer = mlp.Network([network.n_inputs, 1], (), network.activations[-1])
    layer.set_weights([weights], [biases])
    found = mlp.first_layer_lines(layer, snapshot.dataset.input_map)
    if found is None:
        return None
    offset = float(found[1][0]) - mlp.sum_at(network.activations[-1], threshold)
    return mlp.line_in_box(found[0][0], offset, *snapshot.dataset.domain)
