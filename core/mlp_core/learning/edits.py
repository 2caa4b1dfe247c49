"""What a user changes by hand while a network trains, written down so that the run can be followed again exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.trainer import Trainer

_OBJECTS = 400
"""Bytes of an edit's Python objects beside its numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class SettingsEdit:
    """Other settings.

    Attributes
    ----------
    step : int
        Steps taken before.
    former, config : TrainingConfig
        Settings before and after.
    """

    step: int
    former: TrainingConfig
    config: TrainingConfig

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return 2 * _OBJECTS

    def apply(self, trainer: Trainer) -> None:
        """Make the change."""
        trainer.configure(self.config)

    def after(self, earlier: Edit) -> Edit | None:
        """Return the one change that comes to the same as an earlier one and this; None where there is none.

        A slider that is dragged makes hundreds of changes between two steps, of which only the last counts.
        """
        if not isinstance(earlier, SettingsEdit):
            return None
        like_former = replace(self.config, learning_rate=earlier.former.learning_rate)
        only_rate = like_former == replace(earlier.config, learning_rate=earlier.former.learning_rate) == earlier.former
        return SettingsEdit(self.step, earlier.former, self.config) if only_rate else None


@dataclass(frozen=True, slots=True, eq=False)
class ParameterEdit:
    """Other values of single parameters.

    Attributes
    ----------
    step : int
        Steps taken before.
    indices : ndarray of int64, shape (n,)
        Places in the parameters.
    values : ndarray of float64, shape (n,)
        New values.
    """

    step: int
    indices: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return _OBJECTS + self.indices.nbytes + self.values.nbytes

    @classmethod
    def of(cls, step: int, indices: Sequence[int], values: Sequence[float]) -> ParameterEdit:
        """Return an edit of copies."""
        return cls(step, np.array(indices, np.int64), np.array(values, np.float64))

    def apply(self, trainer: Trainer) -> None:
        """Make the change."""
        trainer.set_parameters(self.indices.tolist(), self.values.tolist())

    def after(self, earlier: Edit) -> Edit | None:
        """Return the one change that comes to the same as an earlier one and this; None where there is none."""
        if not isinstance(earlier, ParameterEdit) or not np.array_equal(earlier.indices, self.indices):
            return None
        return self


@dataclass(frozen=True, slots=True, eq=False)
class DataEdit:
    """Other points.

    Attributes
    ----------
    step : int
        Steps taken before.
    dataset : Dataset
        The new points.
    """

    step: int
    dataset: Dataset

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        data = self.dataset
        return _OBJECTS + sum(array.nbytes for array in (data.points, data.inputs, data.labels, data.values))

    def apply(self, trainer: Trainer) -> None:
        """Make the change."""
        trainer.set_dataset(self.dataset)

    def after(self, earlier: Edit) -> Edit | None:
        """Return the one change that comes to the same as an earlier one and this; None where there is none."""
        return self if isinstance(earlier, DataEdit) else None


Edit = SettingsEdit | ParameterEdit | DataEdit
