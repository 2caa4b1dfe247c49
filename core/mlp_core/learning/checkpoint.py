"""One moment of a training run, complete: from here it goes on bit for bit as it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.history import HistoryView

    Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """Everything that decides how a run goes on; all arrays are read-only.

    Attributes
    ----------
    parameters : ndarray, shape (n_parameters,)
        Weights and biases.
    slots : mapping of str to ndarray, shapes (n_parameters,)
        The optimizer's moments by name.
    gradient : ndarray, shape (n_parameters,), or None
        Of the last step.
    step_count, epoch, batch : int
        Steps in all, whole epochs, and batches of the current one.
    batch_size : int
        Of the current epoch.
    order : ndarray of int64, shape (n_train,), or None
        Order of the samples in the current epoch; None between epochs.
    random_state : mapping
        State of the generator that draws the orders.
    history : HistoryView
        Losses and metrics until then.
    config : TrainingConfig
        How the network was trained.
    dataset : Dataset or None
        What it was trained on; None for that of the trainer which goes on from here.
    """

    parameters: Array
    slots: Mapping[str, Array]
    gradient: Array | None
    step_count: int
    epoch: int
    batch: int
    batch_size: int
    order: npt.NDArray[np.int64] | None
    random_state: Mapping[str, Any]
    history: HistoryView
    config: TrainingConfig
    dataset: Dataset | None = None


def read_only(array: Array) -> Array:
    """Return a read-only copy."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy
