"""How many batches each epoch of a run has: noted as the run goes along, and looked up for any moment of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mlp_core.learning.moments import Moment, Pace, Paces

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.trainer import Trainer


class EpochLengths:
    """The paces of a trainer's run.

    Parameters
    ----------
    trainer : Trainer
        Only read.

    Attributes
    ----------
    paces : Paces
        Those that have been noted.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._steady: tuple[TrainingConfig, Dataset] | None = None
        self.paces = Paces(Pace(self.now(), 0, self.batches_ahead()))

    def now(self) -> Moment:
        """Return where the run stands."""
        return Moment(self._trainer.step_count, self._trainer.epoch, self._trainer.batch)

    def batches_ahead(self) -> int:
        """Return the batches of the current epoch, or between two of the next one."""
        return self._trainer.n_batches if self._trainer.batch else self._batches_by_settings()

    def note(self, count: int, n_edits: int, *, is_new: bool) -> int:
        """Note the pace, and return how many of so many steps there are before epochs may get another one.

        Parameters
        ----------
        count : int
            Steps to be taken.
        n_edits : int
            Changes by hand until now.
        is_new : bool
            Whether the run has not been beyond this moment: only then is there something to note.
        """
        trainer = self._trainer
        # Only other settings and other points change the pace of a run that goes on.
        steady = self._steady
        if steady is not None and trainer.config is steady[0] and trainer.dataset is steady[1]:
            return count
        now, n_batches = self.now(), self.batches_ahead()
        pace = self.paces.at(now.step)
        if is_new and (pace.n_batches != n_batches or pace.moment(now.step) != now):
            self.paces.extend([Pace(now, n_edits, n_batches)])
        if self._batches_by_settings() != n_batches:
            return min(count, n_batches - trainer.batch)
        self._steady = (trainer.config, trainer.dataset) if is_new else None
        return count

    def look_again(self) -> None:
        """Forget what is known of the settings: the run is about to stand elsewhere."""
        self._steady = None

    def _batches_by_settings(self) -> int:
        n_train = len(self._trainer.dataset.train)
        return math.ceil(n_train / min(self._trainer.config.batch_size, n_train))
