"""What a timeline knows: where its run stands, where it has been, and what is kept of that; `Timeline` moves it."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from mlp_core.learning.edit_log import EditLog
from mlp_core.learning.edits import DataEdit
from mlp_core.learning.epoch_lengths import EpochLengths
from mlp_core.learning.keeping import Kept, KeptMoments
from mlp_core.learning.memory import Memory
from mlp_core.learning.moments import Moment, Moments, Paces
from mlp_core.learning.tempo import Tempo
from mlp_core.learning.timeline_record import TimelineRecord

if TYPE_CHECKING:
    from mlp_core.learning.checkpoint import Array
    from mlp_core.learning.divergence import Divergence
    from mlp_core.learning.edits import Edit
    from mlp_core.learning.history import HistoryView
    from mlp_core.learning.trainer import Trainer

MOST_POINTS: Final = 200_000
"""Points of all changes of points that a record may hold: each change is drawn and painted again when it is opened."""


class TimelineFacts:
    """The run of a trainer, its kept moments and its recorded changes.

    Parameters
    ----------
    trainer : Trainer
        Moved by the timeline from now on.
    budget_bytes : int
        Memory for all that is kept beside the history. The first and the last moment are kept in any case.
    """

    def __init__(self, trainer: Trainer, budget_bytes: int = 64 << 20) -> None:
        self.trainer = trainer
        self._edits = EditLog()
        self._applied = 0
        self._memory = Memory(budget_bytes)
        self._tip_history: HistoryView | None = None
        self._epochs = EpochLengths(trainer)
        self._first = self._left = self._epochs.now()
        self._tempo = Tempo()
        self._diverged: tuple[tuple[int, int], Divergence] | None = None  # by step and changes by hand before it
        self._last_update: tuple[tuple[int, Edit | None], Array] | None = None
        self._keep_now()

    @property
    def moments(self) -> Moments:
        """The start, where the run stands, and how far it has got."""
        return Moments(self._first, self._epochs.now(), self._last)

    @property
    def is_at_end(self) -> bool:
        """Whether the next step is a new one."""
        return self._tip_history is None or self.trainer.step_count == self._left.step

    @property
    def divergence(self) -> Divergence | None:
        """Why the step after the last moment could not be taken, where the run stands there; None where it could."""
        if (
            self._diverged is None
            or not self.is_at_end
            or self._diverged[0] != (self.trainer.step_count, self._applied)
        ):
            return None
        return self._diverged[1]

    @property
    def history(self) -> HistoryView:
        """Losses and metrics up to the last moment, wherever the run stands."""
        return self.trainer.history.view() if self._tip_history is None else self._tip_history

    @property
    def n_bytes(self) -> int:
        """Memory that all kept moments and records take, those of living branches included; not the history."""
        return self._memory.n_bytes + self._record_bytes()

    def moment(self, step: int) -> Moment:
        """Return epoch and batch of a step.

        Raises
        ------
        ArgumentError
            If the run has not been there.
        """
        self.moments.check(step)
        return self._epochs.paces.at(step).moment(step)

    def step_of_epoch(self, epoch: int) -> int:
        """Return the step at which an epoch began, held within the moments of the run."""
        return min(max(self._epochs.paces.step_of_epoch(epoch), self._first.step), self._last.step)

    def record(self, most_bytes: int = 8 << 20) -> TimelineRecord:
        """Return what a file keeps of the run; it shares its arrays, which never change.

        Parameters
        ----------
        most_bytes : int
            Memory that its moments may take beside the first, the last and the present one. Where the changes by hand
            alone take more, or more than `MOST_POINTS` other points are among them, the record begins at the present
            moment.
        """
        end = self._last.step, len(self._edits)
        record = TimelineRecord(
            first=self._first,
            now=self._here(),
            tip=self._memory.tip,
            moments=self._memory.moments.spread(most_bytes, self.trainer.step_count),
            edits=tuple(self._edits),
            paces=tuple(self._epochs.paces),
            history=self.history,
            divergence=self._diverged[1] if self._diverged is not None and self._diverged[0] == end else None,
        )
        n_points = sum(max(edit.dataset.n_points, 1) for edit in self._edits if isinstance(edit, DataEdit))
        is_too_much = n_points > MOST_POINTS or self._edits.n_bytes > most_bytes
        return record.without_past() if is_too_much else record

    def resume(self, record: TimelineRecord) -> None:
        """Stand where a run stood when it was recorded, with its past and, where it had been further, its future.

        Parameters
        ----------
        record : TimelineRecord
            Of a timeline over an equal network and dataset.

        Raises
        ------
        ShapeError, ArgumentError
            As from the trainer, if the record belongs to another network; nothing has changed then.
        """
        now, tip = self._on_these_points(record.now), record.tip
        self._epochs.look_again()
        self.trainer.restore(now.with_history(record.history))
        self._edits = EditLog()
        self._edits.extend(list(record.edits))
        self._edits.close()
        self._applied = now.n_edits
        self._memory.moments = KeptMoments(self._on_these_points(kept) for kept in record.moments)
        self._memory.tip = None if tip is None else self._on_these_points(tip)
        self._epochs.paces = Paces(record.paces[0])
        self._epochs.paces.extend(list(record.paces[1:]))
        end = (now if tip is None else tip).checkpoint
        self._first, self._left = record.first, Moment(end.step_count, end.epoch, end.batch)
        self._tip_history = None if tip is None else record.history
        self._diverged = None if record.divergence is None else ((end.step_count, len(record.edits)), record.divergence)

    def _on_these_points(self, kept: Kept) -> Kept:
        """Return a moment that knows its points, so that it is the same moment once there are others."""
        if kept.checkpoint.dataset is not None:
            return kept
        return replace(kept, checkpoint=replace(kept.checkpoint, dataset=self.trainer.dataset))

    @property
    def _last(self) -> Moment:
        """How far the run has got: at its end, where it stands."""
        return self._epochs.now() if self._tip_history is None else self._left

    def _restore(self, kept: Kept) -> None:
        self.trainer.restore(kept.with_history(self.history))
        self._applied = kept.n_edits

    def _here(self) -> Kept:
        # One history serves all moments, so none of them waits for its rows to be brought in order.
        return Kept(self.trainer.checkpoint(with_history=False), len(self.trainer.history), self._applied)

    def _keep_now(self) -> None:
        started = perf_counter()
        self._memory.moments.add(self._here())
        self._edits.close()
        self._thin()
        self._tempo.note_keeping(started)

    def _thin(self) -> None:
        self._memory.thin(self._record_bytes(), self.trainer.step_count)

    def _record_bytes(self) -> int:
        return self._edits.n_bytes + self._epochs.paces.n_bytes
