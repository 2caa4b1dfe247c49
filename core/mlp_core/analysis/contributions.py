"""What each unit of the last hidden layer adds to an output: g(x) = sum_j w_j sigma(v_j x + theta_j) + b.

Whatever a network makes of bumps and steps is made so: the universal approximator of hand-out 004, term by term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def unit_contributions(network: Network, activations: Array, output: int = 0) -> tuple[Array, float]:
    """Return the terms of an output's sum.

    Parameters
    ----------
    network : Network
        Only read.
    activations : ndarray, shape (n_units, ...)
        Of the last hidden layer, or the inputs where there is none, at any number of points.
    output : int
        Which output unit.

    Returns
    -------
    contributions : ndarray, shape of `activations`
        w_j h_j at each point; with the bias they add up to the output's sum z.
    bias : float
        Of the output unit.

    Raises
    ------
    ArgumentError
        If there is no such output.
    ShapeError
        If there are not as many activations as the output has weights.
    """
    if not 0 <= output < network.n_outputs:
        raise ArgumentError(f"output is {output}; this network has outputs 0 to {network.n_outputs - 1}.")
    weights = network.weights[-1][output]
    values = np.asarray(activations)
    if len(values) != len(weights):
        raise ShapeError(f"activations has {len(values)} units; the output has {len(weights)} weights.")
    shape = (len(weights), *(1,) * (values.ndim - 1))
    # A run may diverge to weights of 1e300: what overflows is drawn as such.
    with np.errstate(all="ignore"):
        return values * weights.astype(values.dtype).reshape(shape), float(network.biases[-1][output])
