"""The ROC curve of two classes: what share is found, and what share is blamed, as the threshold falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import DataError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class RocCurve:
    """How the answers of one output part two classes, whatever the threshold.

    Attributes
    ----------
    false_positive_rate, true_positive_rate : ndarray of float64, shape (n,)
        From (0, 0), where nothing is called class 1, to (1, 1), where everything is; both never fall.
    thresholds : ndarray of float64, shape (n,)
        Answers at or above which a sample is called class 1; the first is infinite.
    area : float
        Under the curve: the chance that a sample of class 1 has the larger answer than one of class 0 (Fawcett 2006,
        "An introduction to ROC analysis").
    """

    false_positive_rate: npt.NDArray[np.float64]
    true_positive_rate: npt.NDArray[np.float64]
    thresholds: npt.NDArray[np.float64]
    area: float

    @classmethod
    def of(cls, scores: Floats, labels: npt.NDArray[np.int64]) -> RocCurve:
        """Draw the curve of some answers.

        Parameters
        ----------
        scores : ndarray, shape (n_samples,)
            Answers of the single output.
        labels : ndarray of int64, shape (n_samples,)
            0 or 1.

        Raises
        ------
        ShapeError
            If the shapes differ.
        DataError
            If one of the two classes has no sample: its rate is then no number.
        """
        if scores.shape != labels.shape or scores.ndim != 1:
            raise ShapeError(f"scores {scores.shape} and labels {labels.shape} must have one shape (n_samples,).")
        positives = int(np.count_nonzero(labels == 1))
        negatives = len(labels) - positives
        if not positives or not negatives:
            raise DataError(f"A ROC curve needs samples of both classes; class {int(not positives)} has none.")
        order = np.argsort(-scores, kind="stable")
        sorted_scores = scores[order].astype(np.float64)
        found = np.cumsum(labels[order] == 1)
        # One point for all samples that answer the same: no threshold lies between them.
        with np.errstate(invalid="ignore"):  # two infinite answers of a run that diverged
            last = np.flatnonzero(np.diff(sorted_scores, append=-np.inf))
        true_rate = np.concatenate(([0.0], found[last] / positives))
        false_rate = np.concatenate(([0.0], (last + 1 - found[last]) / negatives))
        thresholds = np.concatenate(([np.inf], sorted_scores[last]))
        return cls(false_rate, true_rate, thresholds, float(np.trapezoid(true_rate, false_rate)))
