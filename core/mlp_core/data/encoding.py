"""From classes to the numbers that an output should give, and from outputs back to classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.dataset import Dataset


class Named(Protocol):
    """An activation, as far as its name goes."""

    @property
    def name(self) -> str:
        """Name in the registry."""


_SIGNED_OUTPUTS = frozenset({"tanh", "sign"})
_SIGNED_LOSSES = frozenset({"hinge", "perceptron"})
_PROBABILITY_LOSSES = frozenset({"binary_cross_entropy", "categorical_cross_entropy"})
_UNIT_OUTPUTS = frozenset({"sigmoid", "softmax", "step", "step_inclusive"})


def target_levels(output_activation: str | Named, loss: str) -> tuple[float, float]:
    """Return what an output should give for "not this class" and "this class": (0, 1) or (-1, 1).

    -1 and 1 where the output reaches below zero by nature (tanh, sign) or the loss is defined by signs
    (hinge, perceptron); a cross-entropy needs probabilities and always gets 0 and 1.
    """
    signed = _name(output_activation) in _SIGNED_OUTPUTS or loss in _SIGNED_LOSSES
    if signed and loss not in _PROBABILITY_LOSSES:
        return -1.0, 1.0
    return 0.0, 1.0


def encode_targets(dataset: Dataset, output_activation: str | Named, loss: str) -> NDArray[np.float64]:
    """Return what the network's outputs should be at each point.

    Parameters
    ----------
    dataset : Dataset
        Its labels or values.
    output_activation : str or activation object
        Activation of the output layer.
    loss : str
        Name of the loss.

    Returns
    -------
    ndarray of float64, shape (n_points, n_outputs)
        One column of two levels for two classes, a one-hot row of the same levels for more, and the values
        themselves for regression.
    """
    if not dataset.is_classification:
        return dataset.values.copy()
    low, high = target_levels(output_activation, loss)
    classes = np.arange(1, 2) if dataset.n_outputs == 1 else np.arange(dataset.n_classes)
    return np.where(dataset.labels[:, np.newaxis] == classes, high, low)


def decision_threshold(output_activation: str | Named, loss: str) -> float:
    """Return the output above which a single output says "class 1": half-way between the two levels.

    Outputs that never leave 0..1 keep 0.5 even where the loss asks for -1 and 1.
    """
    if _name(output_activation) in _UNIT_OUTPUTS:
        return 0.5
    return sum(target_levels(output_activation, loss)) / 2.0


def decode_classes(outputs: NDArray[np.floating[Any]], threshold: float) -> NDArray[np.int64]:
    """Return the class that each row of outputs says.

    Parameters
    ----------
    outputs : ndarray, shape (n_points, n_outputs)
        What the network gave.
    threshold : float
        From `decision_threshold`; used where there is a single output.

    Returns
    -------
    ndarray of int64, shape (n_points,)
        1 where a single output exceeds the threshold, else 0; with more outputs, the highest one's index.
    """
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > threshold).astype(np.int64)
    return np.asarray(outputs.argmax(axis=1), np.int64)


def _name(activation: str | Named) -> str:
    return activation if isinstance(activation, str) else activation.name
