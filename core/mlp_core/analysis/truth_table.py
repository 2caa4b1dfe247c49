"""The truth table of a gate: its corners, what each unit says there, and what is right (hand-outs 000, 002, 004)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.encoding import decision_threshold, decode_classes, target_levels

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]

MOST_INPUTS: Final = 3
"""Of more a table would have sixteen rows and more."""
_GLANCE: Final = 64
"""Points that are looked at first: most data are no gate, and most of those show it at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """The corners that are a gate's points, in the order in which a truth table counts them.

    Attributes
    ----------
    points : ndarray, shape (n_corners, n_coordinates), float64
        Zeros and ones; the first input counts slowest.
    labels : ndarray, shape (n_corners,), int64
        Class of each.
    samples : ndarray, shape (n_corners,), int64
        The first point of the data that lies there.
    """

    points: npt.NDArray[np.float64]
    labels: npt.NDArray[np.int64]
    samples: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TruthTable:
    """What a network says at the corners.

    Attributes
    ----------
    corners : Corners
        The rows.
    hidden : tuple of ndarray, shapes (n_corners, n_units)
        What the units of each hidden layer answer.
    outputs : ndarray, shape (n_corners,)
        What the network answers.
    targets : ndarray, shape (n_corners,), float64
        What it should answer.
    is_right : ndarray, shape (n_corners,), bool
        Whether it says the right class.
    """

    corners: Corners
    hidden: tuple[Array, ...]
    outputs: Array
    targets: npt.NDArray[np.float64]
    is_right: npt.NDArray[np.bool_]


def gate_corners(dataset: Dataset) -> Corners | None:
    """Return the corners of a gate's data; None where the data are no gate.

    A gate has up to three inputs, two classes, only zeros and ones as points, and one class at each.
    """
    points = dataset.points
    if dataset.n_classes != 2 or dataset.n_coordinates > MOST_INPUTS:
        return None
    if not _is_binary(points[:_GLANCE]) or not _is_binary(points):
        return None
    found, first, inverse = np.unique(points, axis=0, return_index=True, return_inverse=True)
    labels = dataset.labels[first]
    if (labels[inverse.reshape(-1)] != dataset.labels).any():
        return None
    return Corners(found, labels, first)


def truth_table(network: Network, dataset: Dataset, corners: Corners, loss: str) -> TruthTable:
    """Return what a network says at the corners of its data.

    Parameters
    ----------
    network : Network
        With one output.
    dataset : Dataset
        Its input map is what the network reads the corners through.
    corners : Corners
        From `gate_corners`.
    loss : str
        Name of the loss that is trained with: it decides what the output should be.
    """
    _, activations = network.forward(dataset.input_map(corners.points))
    output = network.activation_names[-1]
    low, high = target_levels(output, loss)
    answers = decode_classes(activations[-1], decision_threshold(output, loss))
    return TruthTable(
        corners,
        tuple(activations[:-1]),
        activations[-1][:, 0],
        np.where(corners.labels == 1, high, low),
        answers == corners.labels,
    )


def _is_binary(points: npt.NDArray[np.float64]) -> bool:
    return bool(((points == 0.0) | (points == 1.0)).all())
