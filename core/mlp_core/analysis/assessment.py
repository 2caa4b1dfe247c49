"""How a network does on one part of its data, sample by sample: what is taken for what, and how far values are off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.analysis.roc import RocCurve
from mlp_core.data.encoding import decision_threshold, decode_classes
from mlp_core.errors import ArgumentError
from mlp_core.learning.metrics import r2

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]
    Counts = npt.NDArray[np.int64]

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class ClassAssessment:
    """The answers to a classification.

    Attributes
    ----------
    part : str
        "train", "validation" or "test".
    samples : ndarray of int64, shape (n,)
        Rows of the dataset.
    answers : ndarray of int64, shape (n,)
        The class that each is taken for.
    confusion : ndarray of int64, shape (n_classes, n_classes)
        Row: the right class, column: the answer.
    roc : RocCurve or None
        Of two classes, where the part has samples of both.
    threshold : float
        Above which the single output of two classes is class 1.
    """

    part: str
    samples: Counts
    answers: Counts
    confusion: Counts
    roc: RocCurve | None
    threshold: float

    @property
    def accuracy(self) -> float:
        """Share of the samples that are right; nan for none."""
        return _share(int(np.trace(self.confusion)), len(self.samples))

    @property
    def precision(self) -> npt.NDArray[np.float64]:
        """Of those taken for a class, the share that is of it, shape (n_classes,); nan where none is taken for it."""
        return _shares(np.diagonal(self.confusion), self.confusion.sum(axis=0))

    @property
    def recall(self) -> npt.NDArray[np.float64]:
        """Of those of a class, the share that is taken for it, shape (n_classes,); nan where there are none."""
        return _shares(np.diagonal(self.confusion), self.confusion.sum(axis=1))

    @property
    def support(self) -> Counts:
        """Samples of each class, shape (n_classes,)."""
        return np.asarray(self.confusion.sum(axis=1), np.int64)

    def of_cell(self, label: int, answer: int, labels: Counts) -> Counts:
        """Return the rows of the samples of one class that are taken for another, or for their own.

        Parameters
        ----------
        label, answer : int
            Row and column of the confusion matrix.
        labels : ndarray of int64, shape (n_points,)
            Those of the dataset.
        """
        return np.asarray(self.samples[(labels[self.samples] == label) & (self.answers == answer)], np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ValueAssessment:
    """The answers to a regression, in the user's own units.

    Attributes
    ----------
    part : str
        "train", "validation" or "test".
    samples : ndarray of int64, shape (n,)
        Rows of the dataset.
    predicted, true : ndarray of float64, shape (n, n_values)
        The network's answers and what is right.
    """

    part: str
    samples: Counts
    predicted: npt.NDArray[np.float64]
    true: npt.NDArray[np.float64]

    @property
    def residuals(self) -> npt.NDArray[np.float64]:
        """How far the answers are too high, shape (n, n_values)."""
        with np.errstate(all="ignore"):
            return self.predicted - self.true

    @property
    def r2(self) -> float:
        """R2 = 1 - sum (y - t)^2 / sum (t - mean t)^2, averaged over the values; nan for no samples."""
        return r2(self.predicted, self.true)

    @property
    def root_mean_square(self) -> float:
        """Root of the mean squared residual; nan for no samples."""
        with np.errstate(all="ignore"):
            return float(np.sqrt(np.mean(np.square(self.residuals)))) if len(self.samples) else float("nan")

    @property
    def mean_absolute(self) -> float:
        """Mean of the residuals' sizes; nan for no samples."""
        with np.errstate(all="ignore"):
            return float(np.mean(np.abs(self.residuals))) if len(self.samples) else float("nan")


Assessment = ClassAssessment | ValueAssessment


def assess(network: Network, dataset: Dataset, part: str = "test", loss: str = "binary_cross_entropy") -> Assessment:
    """Answer every sample of a part, and compare.

    Parameters
    ----------
    network : Network
        Who answers.
    dataset : Dataset
        What is right.
    part : str
        "train", "validation" or "test"; may be empty.
    loss : str
        Name of the loss that is trained with: it decides where a single output's threshold lies.

    Raises
    ------
    ArgumentError
        If there is no such part.
    """
    if part not in PARTS:
        raise ArgumentError(f"part is {part!r}; it must be one of {', '.join(PARTS)}.")
    samples: Counts = getattr(dataset.split, part)
    outputs = network.predict(dataset.inputs[samples])
    if not dataset.is_classification:
        with np.errstate(all="ignore"):
            predicted = np.asarray(dataset.in_units(outputs.astype(np.float64)), np.float64)
        return ValueAssessment(
            part, samples, predicted, np.asarray(dataset.in_units(dataset.values[samples]), np.float64)
        )
    threshold = decision_threshold(network.activation_names[-1], loss)
    answers = decode_classes(outputs, threshold)
    labels = dataset.labels[samples]
    cells = np.bincount(labels * dataset.n_classes + answers, minlength=dataset.n_classes**2)
    has_both = dataset.n_classes == 2 and outputs.shape[1] == 1 and 0 < np.count_nonzero(labels) < len(labels)
    return ClassAssessment(
        part,
        samples,
        answers,
        cells.astype(np.int64, copy=False).reshape(dataset.n_classes, dataset.n_classes),
        RocCurve.of(outputs[:, 0], labels) if has_both else None,
        threshold,
    )


def _share(count: int, of: int) -> float:
    return count / of if of else float("nan")


def _shares(counts: npt.NDArray[Any], of: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    shares = np.full(len(counts), np.nan)
    np.divide(counts, of, out=shares, where=of > 0)
    return shares
