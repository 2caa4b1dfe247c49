"""What the training has been through: losses and metrics, row by row, cheap to add to and free to hand out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    import numpy.typing as npt

FULL_EPOCHS = 131_072
"""Epochs of which every one is recorded."""

_FIRST_CAPACITY = 1024
_COLUMNS = (
    "train_loss",
    "validation_loss",
    "test_loss",
    "train_metric",
    "validation_metric",
    "test_metric",
    "train_penalty",
)
"""The measured columns of `HistoryView`, in the order of the rows of `History`'s table."""


@dataclass(frozen=True, slots=True, eq=False)
class HistoryView:
    """The rows recorded up to one moment. Row 0 is epoch 0, before training.

    All arrays are read-only and never change again, whatever the training does later.

    Attributes
    ----------
    epochs : ndarray, shape (n_rows,), int64
        Whole epochs done, rising.
    train_loss, validation_loss, test_loss : ndarray, shape (n_rows,), float64
        Mean loss over the samples of each part, without penalty; nan where there is no such part.
    train_metric, validation_metric, test_metric : ndarray, shape (n_rows,), float64
        Accuracy in [0, 1] or R2 of each part; nan where there is no such part.
    train_penalty : ndarray, shape (n_rows,), float64
        What the l1 and l2 penalties add to the training loss.
    metric_name : str
        "accuracy", "R2" or "variance kept".
    """

    epochs: npt.NDArray[np.int64]
    train_loss: npt.NDArray[np.float64]
    validation_loss: npt.NDArray[np.float64]
    test_loss: npt.NDArray[np.float64]
    train_metric: npt.NDArray[np.float64]
    validation_metric: npt.NDArray[np.float64]
    test_metric: npt.NDArray[np.float64]
    train_penalty: npt.NDArray[np.float64]
    metric_name: str

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.epochs)


@cache
def no_rows(metric_name: str) -> HistoryView:
    """Return a history without rows, which holds on to no arrays of others."""
    epochs, values = np.empty(0, np.int64), np.empty(0)
    epochs.flags.writeable = values.flags.writeable = False
    return HistoryView(epochs=epochs, metric_name=metric_name, **dict.fromkeys(_COLUMNS, values))


class History:
    """A growing record that hands out its rows without copying them.

    Rows wait in a list, which costs next to nothing in a training step, until somebody looks. What has been handed out
    is never written again: the arrays only grow behind it, and going back starts new ones.

    Parameters
    ----------
    metric_name : str
        "accuracy", "R2" or "variance kept".
    """

    def __init__(self, metric_name: str) -> None:
        self.metric_name = metric_name
        self._epochs = np.empty(_FIRST_CAPACITY, dtype=np.int64)
        self._values = np.empty((len(_COLUMNS), _FIRST_CAPACITY))
        self._length = 0
        self._waiting_epochs: list[int] = []
        self._waiting: list[tuple[float, ...]] = []
        self._view: HistoryView | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._length + len(self._waiting)

    @staticmethod
    def is_recorded(epoch: int) -> bool:
        """Tell whether an epoch gets a row.

        Every epoch up to 131,072 does; then every second up to 262,144, every fourth up to 524,288, and so on: each
        doubling of the epochs adds 65,536 rows, so a night of training stays within a few megabytes.

        Parameters
        ----------
        epoch : int
            Whole epochs done, from 0.
        """
        if epoch <= FULL_EPOCHS:
            return True
        stride = 1 << ((epoch - 1) // FULL_EPOCHS).bit_length()
        return epoch % stride == 0

    def append(
        self,
        epoch: int,
        losses: tuple[float, float, float],
        metrics: tuple[float, float, float],
        penalty: float = 0.0,
    ) -> None:
        """Add a row.

        Parameters
        ----------
        epoch : int
            Whole epochs done; more than in the last row.
        losses, metrics : tuple of float
            Of the training, validation and test part; nan where there is no such part.
        penalty : float
            What the penalties add to the training loss.

        Raises
        ------
        ArgumentError
            If the epoch is not later than the last row's.
        """
        last = self.last_epoch
        if last is not None and epoch <= last:
            raise ArgumentError(f"Epoch {epoch} cannot follow epoch {last}: truncate the history first.")
        self._waiting_epochs.append(epoch)
        self._waiting.append((*losses, *metrics, penalty))
        self._view = None

    @property
    def last_epoch(self) -> int | None:
        """Epoch of the last row, or None without rows."""
        if self._waiting_epochs:
            return self._waiting_epochs[-1]
        return int(self._epochs[self._length - 1]) if self._length else None

    @property
    def last_row(self) -> tuple[float, ...]:
        """Measured columns of the last row: losses, metrics, and the training penalty; errors without rows."""
        return self._waiting[-1] if self._waiting else tuple(self._values[:, self._length - 1].tolist())

    def view(self) -> HistoryView:
        """Return all rows so far, as read-only slices; the same object until a row is added or taken away."""
        if self._view is None:
            self._settle()
            epochs = self._epochs[: self._length]
            values = self._values[:, : self._length]
            epochs.flags.writeable = False
            values.flags.writeable = False
            columns = dict(zip(_COLUMNS, values, strict=True))
            self._view = HistoryView(epochs=epochs, metric_name=self.metric_name, **columns)
        return self._view

    def truncate(self, length: int) -> None:
        """Drop the rows from `length` on. Views handed out before keep theirs.

        Parameters
        ----------
        length : int
            Rows to keep, from 0 to `len(history)`.

        Raises
        ------
        ArgumentError
            If there are fewer rows than that.
        """
        if not 0 <= length <= len(self):
            raise ArgumentError(f"The history has {len(self)} rows: cannot keep {length}.")
        if length == len(self):
            return
        self._settle()
        self._move_to(max(_FIRST_CAPACITY, length), length)
        self._view = None

    def restore(self, view: HistoryView) -> None:
        """Become what the history was when a view was taken, earlier or later than now.

        Parameters
        ----------
        view : HistoryView
            Of this history or of another one of the same metric; not changed.

        Raises
        ------
        ArgumentError
            If the view's metric is another one.
        """
        if view.metric_name != self.metric_name:
            raise ArgumentError(f"A history of {self.metric_name} cannot continue one of {view.metric_name}.")
        if view is self._view:
            return
        self._waiting_epochs.clear()
        self._waiting.clear()
        self._length = 0
        self._move_to(max(_FIRST_CAPACITY, len(view)), 0)
        self._length = len(view)
        self._epochs[: self._length] = view.epochs
        for values, name in zip(self._values, _COLUMNS, strict=True):
            values[: self._length] = getattr(view, name)
        self._view = None

    def _settle(self) -> None:
        """Move the waiting rows into the arrays, which double when they are full."""
        if not self._waiting:
            return
        length = len(self)
        if length > self._epochs.size:
            self._move_to(max(2 * self._epochs.size, length), self._length)
        self._epochs[self._length : length] = self._waiting_epochs
        self._values[:, self._length : length] = np.array(self._waiting).T
        self._length = length
        self._waiting_epochs.clear()
        self._waiting.clear()

    def _move_to(self, capacity: int, length: int) -> None:
        """Start new arrays with the first `length` rows; the old ones belong to the views that read them."""
        epochs = np.empty(capacity, dtype=np.int64)
        values = np.empty((len(_COLUMNS), capacity))
        epochs[:length] = self._epochs[:length]
        values[:, :length] = self._values[:, :length]
        self._epochs, self._values, self._length = epochs, values, length
