"""The space of a hidden layer: its points as that layer sees them, in two coordinates that can be drawn.

Two units are their own coordinates: XOR's four corners become three there, which one line parts (hand-out 000). Wider
layers are seen along the two directions in which their activations vary most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.network import Network

    Array = npt.NDArray[np.float64]

_STEEPEST = 64.0


@dataclass(frozen=True, slots=True, eq=False)
class HiddenPlane:
    """Two coordinates of a layer's activations.

    Attributes
    ----------
    origin : ndarray of float64, shape (n_units,)
        What lies at (0, 0).
    axes : ndarray of float64, shape (2, n_units)
        Directions of the two coordinates; those of a wide layer have length 1 and stand at right angles. The second
        one of a single unit is zero.
    shares : tuple of float
        Parts of the variance that the coordinates hold, from 0 to 1; (1, 0) where all of it lies in the first.
    is_exact : bool
        Whether the coordinates are the units themselves: at most two of them.
    """

    origin: Array
    axes: Array
    shares: tuple[float, float]
    is_exact: bool

    def project(self, activations: npt.ArrayLike) -> Array:
        """Return the coordinates of activations: (..., n_units) to (..., 2), float64.

        Raises
        ------
        ShapeError
            If the last axis does not have the units.
        """
        values = np.asarray(activations, np.float64)
        if not values.ndim or values.shape[-1] != len(self.origin):
            raise ShapeError(f"activations has shape {values.shape}; its last axis needs {len(self.origin)} units.")
        coordinates: Array = (values - self.origin) @ self.axes.T
        return coordinates


def hidden_plane(
    activations: npt.ArrayLike, like: HiddenPlane | None = None, towards: npt.ArrayLike | None = None
) -> HiddenPlane:
    """Return the plane in which a layer's activations are drawn.

    Parameters
    ----------
    activations : array_like, shape (n_samples, n_units)
        Of the points that decide on the main directions; at least one point. What is not finite counts as 0.
    like : HiddenPlane, optional
        A plane of another moment of the same layer: main directions keep its signs, so that nothing flips over.
    towards : array_like, shape (n_samples, 2), optional
        Where the points lie in another plane, that of the inputs say: without `like`, each main direction points to
        where its coordinate there grows, so that the way from one plane to the other does not turn everything over.

    Raises
    ------
    ShapeError
        If it is no matrix with at least one row and one column.
    """
    values = np.nan_to_num(np.asarray(activations, np.float64), posinf=0.0, neginf=0.0)
    if values.ndim != 2 or 0 in values.shape:
        raise ShapeError(f"activations has shape {values.shape}; it needs (n_samples, n_units), both at least 1.")
    n_units = values.shape[1]
    if n_units <= 2:
        variances = values.var(axis=0)
        return HiddenPlane(np.zeros(n_units), np.eye(2, n_units), _shares(variances, float(variances.sum())), True)
    origin = values.mean(axis=0)
    centred = values - origin
    variances, directions = np.linalg.eigh(centred.T @ centred / len(values))
    axes = directions[:, [-1, -2]].T.copy()
    # With nothing to go by the largest entry is positive.
    reference = np.zeros_like(axes)
    if like is not None and like.axes.shape == axes.shape:
        reference = like.axes
    elif towards is not None:
        reference = np.nan_to_num(np.asarray(towards, np.float64)).T @ centred
    alike = np.einsum("ij,ij->i", axes, reference)
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, np.newaxis], axis=1)[:, 0]
    axes *= np.where(np.where(alike == 0.0, largest, alike) < 0.0, -1.0, 1.0)[:, np.newaxis]
    return HiddenPlane(origin, axes, _shares(variances[[-1, -2]], float(variances.sum())), False)


def decision_lines(network: Network, layer: int, threshold: float | None = None) -> tuple[Array, Array] | None:
    """Return the lines at which the units behind a hidden layer of two change sides: normal . h + offset = 0.

    Parameters
    ----------
    network : Network
        Only read.
    layer : int
        The hidden layer that is drawn, 0 for the first.
    threshold : float, optional
        From `mlp_core.decision_threshold`, for a single output unit behind it: its line is where it answers this. Other
        units' lines are where their sums are zero.

    Returns
    -------
    normals : ndarray of float64, shape (n_units, 2)
        They point to the side where the sum is larger.
    offsets : ndarray of float64, shape (n_units,)

    None comes back where these are no lines: for a layer of other than two units.

    Raises
    ------
    ArgumentError
        If there is no such hidden layer.
    """
    if not 0 <= layer < network.layer_count - 1:
        raise ArgumentError(f"layer is {layer}; this network has hidden layers 0 to {network.layer_count - 2}.")
    if network.sizes[layer + 1] != 2:
        return None
    normals = np.array(network.weights[layer + 1], np.float64)
    offsets = np.array(network.biases[layer + 1], np.float64)
    if threshold is not None and layer == network.layer_count - 2 and network.n_outputs == 1:
        offsets = offsets - sum_at(network.activations[-1], threshold)
    return normals, offsets


def sum_at(activation: Any, answer: float) -> float:
    """Return the sum z above which a unit answers more than `answer`, found by halving.

    Parameters
    ----------
    activation : Activation
        Not decreasing.
    answer : float
        A value of its range; of a step, any between its two.

    Raises
    ------
    ArgumentError
        If no sum up to 64 in size gives it.
    """
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(90):
        middle = (low + high) / 2.0
        if float(activation(np.array([middle]))[0]) > answer:
            high = middle
        else:
            low = middle
    if _STEEPEST - abs(low) < 1.0:
        raise ArgumentError(f"No sum makes a unit with {activation.name} answer {answer}.")
    return 0.0 if abs(low) < 1e-9 else low


def _shares(variances: Array, total: float) -> tuple[float, float]:
    if not total > 0.0:
        return 1.0, 0.0
    first, second = (*(float(part) for part in variances), 0.0)[:2]
    return max(first, 0.0) / total, max(second, 0.0) / total
