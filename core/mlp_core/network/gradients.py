"""Loss and gradient of a network over given samples, by backpropagation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.learning.evaluation import LossPlan
from mlp_core.learning.plan import GradientPlan, Objective
from mlp_core.network.losses import find_loss
from mlp_core.network.network import checked_samples

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def loss_and_gradient(
    network: Network,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike,
    loss: str | Loss = "squared_error",
    l1: float = 0.0,
    l2: float = 0.0,
    reduction: str = "mean",
) -> tuple[float, Array]:
    """Return the regularised loss over all samples and its gradient.

    Parameters
    ----------
    network : Network
        Not changed.
    inputs : array_like, shape (n_samples, n_inputs)
        At least one sample.
    targets : array_like, shape (n_samples, n_outputs)
        What is right.
    loss : str or Loss
        A name of `LOSSES`.
    l1, l2 : float
        Penalties l1 * sum|w| and l2 * sum(w^2) / 2 over weights, not biases.
    reduction : str
        "mean" or "sum" over the samples; penalties are added after it.

    Returns
    -------
    loss : float
        Penalties included.
    gradient : ndarray, shape (n_parameters,)
        Laid out like `network.parameters`.

    Raises
    ------
    ShapeError
        If a shape does not fit.
    ArgumentError
        If a number is not finite, or a setting unknown or out of range.
    """
    x, t, objective = checked_problem(network, inputs, targets, loss, l1, l2, reduction)
    gradient = np.zeros_like(network.parameters)
    n_samples = len(x)
    plan = GradientPlan(
        network.layout, network.activations, network.parameters, objective, gradient, n_samples, n_samples
    )
    with np.errstate(all="ignore"):
        plan.calls(x, t).run()
        gradient *= objective.scale(n_samples)
        value = reduced_loss(network, LossPlan(network, objective.loss, x, t), objective)
    return value, gradient


def checked_problem(
    network: Network,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike,
    loss: str | Loss,
    l1: float,
    l2: float,
    reduction: str,
) -> tuple[Array, Array, Objective]:
    """Return inputs with a last column of ones, targets, and the objective, all checked; arguments as above."""
    x = checked_samples("inputs", inputs, network.n_inputs, network.dtype)
    t = checked_samples("targets", targets, network.n_outputs, network.dtype)
    if len(x) != len(t) or not len(x):
        raise ShapeError(f"inputs has {len(x)} samples and targets {len(t)}; they need the same number, at least 1.")
    if reduction not in ("mean", "sum"):
        raise ArgumentError(f'reduction is {reduction!r}; it must be "mean" or "sum".')
    for name, value in (("l1", l1), ("l2", l2)):
        if not (math.isfinite(value) and value >= 0.0):
            raise ArgumentError(f"{name} is {value}; it must be finite and at least 0.")
    with_ones = np.ones((len(x), x.shape[1] + 1), network.dtype)
    with_ones[:, :-1] = x
    return with_ones, t, Objective(find_loss(loss).suited_to(t), reduction, l1, l2)


def reduced_loss(network: Network, plan: LossPlan, objective: Objective) -> float:
    """Return the regularised loss of the network's present parameters."""
    losses = plan.run()
    total = float(np.add.reduce(losses, dtype=np.float64)) * objective.scale(len(losses))
    return total + objective.penalty(network.layout, network.parameters)
