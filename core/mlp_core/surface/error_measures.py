"""Three measures of how wrong a classifier is, over the same parameters (hand-out 004).

The number of errors is flat between its jumps, the perceptron error has kinks, and only the squared error of a smooth
output can be descended everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.learning.config import TrainingConfig
from mlp_core.network.network import Network
from mlp_core.surface.loss_surface import LossGrid, LossSurface

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.surface.axes import SurfaceAxes

MEASURES = ("zero_one", "perceptron", "squared_error")


def error_surfaces(
    network: Network,
    dataset: Dataset,
    part: str = "train",
    dtype: str = "float64",
    some: npt.NDArray[np.intp] | None = None,
) -> dict[str, LossSurface]:
    """Return number of errors, perceptron error and squared error of a part of the data, summed over its samples.

    The perceptron error is that of the sum w x + b of the output unit, max(0, -t (w x + b)) with t of -1 and +1; the
    other two are of its activation.

    Parameters
    ----------
    network : Network
        With one output.
    dataset : Dataset
        Of two classes.
    part : str
        "train", "validation" or "test".
    dtype : str
        As in `LossSurface`.
    some : ndarray of int, optional
        As in `LossSurface.of_part`.

    Returns
    -------
    dict of str to LossSurface
        By the names of the losses: zero_one, perceptron, squared_error.

    Raises
    ------
    ArgumentError
        If there are not two classes and one output, or the part has no points.
    """
    if dataset.n_classes != 2 or network.n_outputs != 1:
        raise ArgumentError("The three error measures compare a single output with two classes; this is another task.")
    config = TrainingConfig(reduction="sum")
    surfaces = {}
    for loss in MEASURES:
        measured = _with_linear_output(network) if loss == "perceptron" else network
        surfaces[loss] = LossSurface.of_part(measured, dataset, replace(config, loss=loss), part, dtype, some)
    return surfaces


def error_measures(
    network: Network,
    dataset: Dataset,
    axes: SurfaceAxes,
    a: npt.ArrayLike,
    b: npt.ArrayLike | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, LossGrid]:
    """Return the three measures of the training part over a grid, as `error_surfaces` has them.

    Parameters
    ----------
    network, dataset
        As in `error_surfaces`.
    axes, a, b, cancelled
        As in `LossSurface.grid`.

    Returns
    -------
    dict of str to LossGrid
        By the names of the losses: zero_one, perceptron, squared_error.

    Raises
    ------
    ArgumentError
        If there are not two classes and one output.
    Cancelled
        If `cancelled()` said so.
    """
    surfaces = error_surfaces(network, dataset)
    return {loss: surface.grid(axes, a, b, cancelled) for loss, surface in surfaces.items()}


def _with_linear_output(network: Network) -> Network:
    linear = Network(network.sizes, network.activations[:-1], "identity", rng=0)
    linear.set_parameters(network.parameters)
    return linear
