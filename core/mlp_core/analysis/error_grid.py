"""How far every place of the plane comes back off: the map of what an autoencoder knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlp_core.analysis.decision_grid import DecisionGrid

if TYPE_CHECKING:
    from mlp_core.analysis.plane_slice import PlaneSlice
    from mlp_core.data.features import InputMap


def error_grid(grid: DecisionGrid, input_map: InputMap | PlaneSlice) -> DecisionGrid:
    """Return a grid whose one output is the error of the reconstruction.

    Parameters
    ----------
    grid : DecisionGrid
        What the network gives back over a plane of two coordinates; one output per input.
    input_map : InputMap or PlaneSlice
        Turns places of the plane into inputs, where the grid does not hold them itself.

    Returns
    -------
    DecisionGrid
        Over the same plane, with the root mean square over the inputs, in units of the network, as its output.
    """
    assert grid.y is not None, "a line is not compressed"
    outputs = grid.output
    inputs = grid.inputs
    if not len(inputs):
        across, up = np.meshgrid(grid.x, grid.y)
        flat = np.empty((input_map.n_inputs, across.size), np.float32)
        input_map.fill(np.stack((across.ravel(), up.ravel())).astype(np.float32), flat)
        inputs = flat.reshape(outputs.shape)
    with np.errstate(all="ignore"):
        differences = outputs - inputs
        errors = np.sqrt(np.einsum("kij,kij->ij", differences, differences) / np.float32(len(outputs)))
    return DecisionGrid(grid.x, grid.y, inputs[:0], (errors[np.newaxis],))
