"""Which two inputs to look at first, of many: numbers before yes and no, those that tell most about the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.dataset import Dataset

_MOST_SAMPLES = 2000
_ALIKE = 0.999
"""Squared correlation from which on a second coordinate shows nothing that the first does not."""


def telling_axes(dataset: Dataset) -> tuple[int, int]:
    """Return the two coordinates that explain most of the target's variance, each by itself, in the training part.

    Parameters
    ----------
    dataset : Dataset
        With at least two coordinates.

    Returns
    -------
    (int, int)
        The better one first. What a coordinate explains is the share of its variance that lies between the classes,
        or its squared correlation with the value; a constant one explains nothing. For compression with groups it is
        the share between these; without any, every coordinate that is not constant tells as much as another. One of
        only two values comes behind all others, as most of a plane over it cannot be; and so does, for the second,
        one that goes with the first.
    """
    rows = dataset.train[:_MOST_SAMPLES]
    points = dataset.points[rows]
    centred = points - points.mean(axis=0)
    total = np.square(centred).sum(axis=0)
    labels = dataset.groups if dataset.is_compression else dataset.labels
    if labels.size:
        explained = _between_classes(centred, labels[rows])
    elif dataset.is_compression:
        explained = total
    else:
        values = dataset.values[rows, 0] - dataset.values[rows, 0].mean()
        explained = np.square(centred.T @ values) / max(float(values @ values), np.finfo(np.float64).tiny)
    # Rounding leaves a constant coordinate a spread of next to nothing.
    is_constant = total <= len(rows) * np.square(1e-12 * np.abs(points).max(axis=0, initial=0.0))
    shares = np.where(is_constant, 0.0, explained / np.where(is_constant, 1.0, total))
    is_switch = ((points == points.min(axis=0)) | (points == points.max(axis=0))).all(axis=0)
    first = int(np.lexsort((-shares, is_switch))[0])
    alike = np.square(centred.T @ centred[:, first]) >= _ALIKE * total * total[first]
    alike[first] = True
    order = np.lexsort((-shares, is_switch, alike))
    return first, int(next(axis for axis in order if axis != first))


def _between_classes(centred: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = np.bincount(labels)
    is_class = (labels[:, np.newaxis] == np.arange(counts.size)).astype(np.float64)
    means = (is_class.T @ centred) / np.maximum(counts, 1)[:, np.newaxis]
    return np.asarray(counts @ np.square(means), np.float64)
