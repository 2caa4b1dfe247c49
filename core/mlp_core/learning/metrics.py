"""How good the answers are, in numbers that a person reads: accuracy, R2 and variance kept, from network outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import decode_classes as predicted_classes
from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]

__all__ = ["accuracy", "confusion_matrix", "metric_name", "predicted_classes", "r2", "variance_kept"]


def accuracy(outputs: Floats, targets: Floats, threshold: float = 0.5) -> float:
    """Return the share of samples whose class is right.

    Parameters
    ----------
    outputs, targets : ndarray, shape (n_samples, n_outputs)
        Network outputs and coded targets.
    threshold : float
        From `mlp_core.decision_threshold`: a single output above it is class 1. Of several outputs the highest wins.

    Returns
    -------
    float
        In [0, 1]; nan for no samples.

    Raises
    ------
    ShapeError
        If the two shapes differ.
    """
    _check_same_shape(outputs, targets)
    if not len(outputs):
        return float("nan")
    right = np.count_nonzero(predicted_classes(outputs, threshold) == predicted_classes(targets, threshold))
    return float(right / len(outputs))


def r2(outputs: Floats, targets: Floats) -> float:
    """Return the coefficient of determination, R2 = 1 - sum (y - t)^2 / sum (t - mean t)^2, averaged over the outputs.

    Parameters
    ----------
    outputs, targets : ndarray, shape (n_samples, n_outputs)
        Network outputs and target values.

    Returns
    -------
    float
        1 for a perfect fit, 0 for one as good as the mean of the targets, negative for a worse one; nan for no samples.
        An output whose targets are all equal counts 1 where it meets them exactly and else 0, as in scikit-learn.

    Raises
    ------
    ShapeError
        If the two shapes differ.
    """
    _check_same_shape(outputs, targets)
    if not len(outputs):
        return float("nan")
    wide_targets = targets.astype(np.float64, copy=False)
    # The answers of a run that diverged may be beyond all numbers: then so is the score.
    with np.errstate(over="ignore", invalid="ignore"):
        residual = np.square(outputs - wide_targets).sum(axis=0)
        spread = np.square(wide_targets - wide_targets.mean(axis=0)).sum(axis=0)
        scores = np.where(residual == 0.0, 1.0, 0.0)
        np.divide(spread - residual, spread, out=scores, where=spread > 0.0)
        return float(scores.mean())


def variance_kept(outputs: Floats, targets: Floats) -> float:
    """Return the share of all variance that a reconstruction keeps, 1 - sum |y - t|^2 / sum |t - mean t|^2.

    Unlike in `r2`, the outputs are summed before they are divided: a point of a picture that is nearly always white
    counts as little as it varies.

    Parameters
    ----------
    outputs, targets : ndarray, shape (n_samples, n_outputs)
        Reconstructions and what they are of.

    Returns
    -------
    float
        1 for perfect ones, 0 for the mean of the targets in every place; nan for no samples. Where the targets are all
        alike, 1 if they are met exactly and else 0.

    Raises
    ------
    ShapeError
        If the two shapes differ.
    """
    _check_same_shape(outputs, targets)
    if not len(outputs):
        return float("nan")
    wide_targets = targets.astype(np.float64, copy=False)
    # The answers of a run that diverged may be beyond all numbers: then so is the score.
    with np.errstate(over="ignore", invalid="ignore"):
        residual = float(np.square(outputs - wide_targets).sum())
        spread = float(np.square(wide_targets - wide_targets.mean(axis=0)).sum())
        return 1.0 - residual / spread if spread > 0.0 else float(residual == 0.0)


def confusion_matrix(outputs: Floats, targets: Floats, threshold: float = 0.5) -> npt.NDArray[np.int64]:
    """Count how often each class is taken for each.

    Parameters
    ----------
    outputs, targets : ndarray, shape (n_samples, n_outputs)
        Network outputs and coded targets.
    threshold : float
        From `mlp_core.decision_threshold`.

    Returns
    -------
    ndarray, shape (n_classes, n_classes), int64
        Row: the right class, column: the answer. A single output stands for 2 classes.

    Raises
    ------
    ShapeError
        If the two shapes differ.
    """
    _check_same_shape(outputs, targets)
    n_classes = max(outputs.shape[1], 2)
    cells = predicted_classes(targets, threshold) * n_classes + predicted_classes(outputs, threshold)
    return (
        np.bincount(cells, minlength=n_classes * n_classes).astype(np.int64, copy=False).reshape(n_classes, n_classes)
    )


def metric_name(task: str) -> str:
    """Return the name of the metric that a task is judged by.

    Parameters
    ----------
    task : str
        "classification", "regression" or "compression".

    Returns
    -------
    str
        "accuracy", "R2" or "variance kept".

    Raises
    ------
    ArgumentError
        If the task is another one.
    """
    if task not in _METRIC_NAMES:
        raise ArgumentError(f"Task must be one of {', '.join(_METRIC_NAMES)}, not {task!r}.")
    return _METRIC_NAMES[task]


_METRIC_NAMES = {"classification": "accuracy", "regression": "R2", "compression": "variance kept"}


def _check_same_shape(outputs: Floats, targets: Floats) -> None:
    if outputs.ndim != 2 or outputs.shape != targets.shape:
        raise ShapeError(
            f"Outputs {outputs.shape} and targets {targets.shape} must have one shape (n_samples, n_outputs)."
        )
