"""Which two inputs to look at first, of many: those that tell most about the target by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.dataset import Dataset

_MOST_SAMPLES = 2000


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
        the share between these; without any, every coordinate that is not constant tells as much as another.
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
    first, second = np.argsort(-shares, kind="stable")[:2].tolist()
    return first, second


def _between_classes(centred: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = np.bincount(labels)
    is_class = (labels[:, np.newaxis] == np.arange(counts.size)).astype(np.float64)
    means = (is_class.T @ centred) / np.maximum(counts, 1)[:, np.newaxis]
    return np.asarray(counts @ np.square(means), np.float64)
