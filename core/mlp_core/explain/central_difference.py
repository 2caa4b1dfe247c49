"""The slope of the loss over one parameter, measured: nudge it both ways and watch the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlp_core.learning.evaluation import LossPlan
from mlp_core.network.gradients import checked_problem, reduced_loss

if TYPE_CHECKING:
    from mlp_core.explain.trace import Trace

_NUDGE = 1e-5


def central_difference(trace: Trace, index: int, sample: int | None = None, nudge: float = _NUDGE) -> float:
    """Return (L(p + h) - L(p - h)) / 2h for one parameter, in double precision.

    Parameters
    ----------
    trace : Trace
        Its network, batch and settings.
    index : int
        Of the parameter, in the flat layout.
    sample : int or None
        A row of the batch: its own loss. None: the batch's loss and penalty.
    nudge : float
        h.
    """
    config, network = trace.config, trace.network.copy(dtype="float64")
    rows = slice(None) if sample is None else slice(sample, sample + 1)
    penalties = (config.l1, config.l2) if sample is None else (0.0, 0.0)
    reduction = config.reduction if sample is None else "sum"
    x, t, objective = checked_problem(
        network, trace.inputs[rows], trace.targets[rows], trace.loss_function, *penalties, reduction
    )
    plan = LossPlan(network, objective.loss, x, t)
    value = float(network.parameters[index])
    sides = []
    with np.errstate(all="ignore"):
        for side in (value + nudge, value - nudge):
            network.parameters[index] = side
            sides.append(reduced_loss(network, plan, objective))
    return (sides[0] - sides[1]) / (2.0 * nudge)


def relative_difference(one: float, other: float) -> float:
    """Return |one - other| over the larger of the two sizes; 0 where both are 0."""
    larger = max(abs(one), abs(other))
    return abs(one - other) / larger if larger else 0.0
