"""Where a run stands between its start and the furthest moment that it has reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import mlp_core as mlp


@dataclass(frozen=True, slots=True, eq=False)
class TimelineState:
    """The moments that a run can go to.

    Attributes
    ----------
    run_id : int
        The run.
    first_step, now, last_step : int
        Steps at the start, where it stands, and the furthest reached.
    last_epoch : int
        Whole epochs at the furthest moment.
    knot_steps, knot_epochs : tuple of float
        Steps and the epochs (with the share of the running one) that they were at, in rising order.
    history : mlp_core.HistoryView
        Losses up to the furthest moment, wherever the run stands.
    replaying : bool
        Whether steps are being trained again to get to `now`.
    replay_steps : int
        How many, where it does; those that are still to do.
    training_id : int
        Number of the last change of the training settings that the worker has taken.
    seek_id : int
        Number of the last request to go somewhere that the worker has done.
    """

    run_id: int
    first_step: int
    now: int
    last_step: int
    last_epoch: int
    knot_steps: tuple[float, ...]
    knot_epochs: tuple[float, ...]
    history: mlp.HistoryView
    replaying: bool = False
    replay_steps: int = 0
    training_id: int = 0
    seek_id: int = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing lies ahead."""
        return self.now >= self.last_step

    def epoch_at(self, step: float) -> float:
        """Return the epoch of a step, with the share of the running one."""
        return float(np.interp(step, self.knot_steps, self.knot_epochs))

    def step_at(self, epoch: float) -> int:
        """Return the step nearest to an epoch."""
        return round(float(np.interp(epoch, self.knot_epochs, self.knot_steps)))
