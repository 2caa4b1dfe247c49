"""The gradient by brute force: nudge each parameter both ways and watch the loss."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.learning.evaluation import LossPlan
from mlp_core.network.gradients import checked_problem, reduced_loss

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def numerical_gradient(
    network: Network,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike,
    loss: str | Loss = "squared_error",
    l1: float = 0.0,
    l2: float = 0.0,
    reduction: str = "mean",
    nudge: float = 1e-5,
) -> Array:
    """Return the gradient of the regularised loss by central differences, (L(p + h) - L(p - h)) / 2h.

    Always computed in double precision, whatever the network's dtype.

    Parameters
    ----------
    network, inputs, targets, loss, l1, l2, reduction
        As in `loss_and_gradient`.
    nudge : float
        h, positive: large against rounding, small against the curvature and the distance to a kink.

    Returns
    -------
    ndarray of float64, shape (n_parameters,)
        Laid out like `network.parameters`.

    Raises
    ------
    ShapeError
        If a shape does not fit.
    ArgumentError
        If a number is not finite, or a setting unknown or out of range.
    """
    if not (math.isfinite(nudge) and nudge > 0.0):
        raise ArgumentError(f"nudge is {nudge}; it must be positive and finite.")
    wide = network.copy(dtype="float64")
    x, t, objective = checked_problem(wide, inputs, targets, loss, l1, l2, reduction)
    plan = LossPlan(wide, objective.loss, x, t)
    gradient: Array = np.empty_like(wide.parameters)
    with np.errstate(all="ignore"):
        for index, value in enumerate(wide.parameters.tolist()):
            wide.parameters[index] = value + nudge
            above = reduced_loss(wide, plan, objective)
            wide.parameters[index] = value - nudge
            below = reduced_loss(wide, plan, objective)
            wide.parameters[index] = value
            gradient[index] = (above - below) / (2.0 * nudge)
    return gradient
