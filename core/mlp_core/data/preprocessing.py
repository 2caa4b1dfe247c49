"""Bringing every input to a common scale, by what the training part alone says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Statistics = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Normalisation:
    """One way to normalise columns.

    Attributes
    ----------
    name, title, summary : str
        Key, menu text and tool-tip.
    fit : callable (training_inputs) -> (shift, scale)
        From the training part, shape (n_train, n_inputs), the two vectors of shape (n_inputs,) of
        `(input - shift) / scale`.
    """

    name: str
    title: str
    summary: str
    fit: Callable[[NDArray[np.floating[Any]]], Statistics]


def _none(inputs: NDArray[np.floating[Any]]) -> Statistics:
    return np.zeros(inputs.shape[1]), np.ones(inputs.shape[1])


def _z_score(inputs: NDArray[np.floating[Any]]) -> Statistics:
    return inputs.mean(axis=0), _without_zeros(inputs.std(axis=0), inputs)


def _min_max(inputs: NDArray[np.floating[Any]]) -> Statistics:
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    return low, _without_zeros(high - low, inputs)


def _without_zeros(scale: NDArray[np.floating[Any]], inputs: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return `scale` with 1 for constant columns, whose spread is nothing or mere rounding."""
    rounding = 16.0 * np.finfo(np.float64).eps * np.abs(inputs).max(axis=0)
    return np.where(scale > rounding, scale, 1.0)


_ALL = (
    Normalisation("none", "None", "The inputs as they are.", _none),
    Normalisation("z_score", "z-score", "Mean 0 and standard deviation 1 over the training part.", _z_score),
    Normalisation("min_max", "Min-max", "The training part's range becomes 0 to 1.", _min_max),
)

NORMALISATIONS: dict[str, Normalisation] = {normalisation.name: normalisation for normalisation in _ALL}
"""The ways to normalise, in the order in which they are shown."""
