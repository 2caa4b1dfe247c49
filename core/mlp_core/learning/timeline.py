"""The exact way back: any moment of a run since its start, by the nearest kept moment and training from there again."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError, Cancelled, DivergenceError
from mlp_core.learning.branch import Branch
from mlp_core.learning.checkpoint import read_only
from mlp_core.learning.divergence import Divergence
from mlp_core.learning.edits import DataEdit, ParameterEdit, SettingsEdit
from mlp_core.learning.keeping import KeptMoments, joined, rows_after
from mlp_core.learning.timeline_facts import TimelineFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.checkpoint import Array
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.edits import Edit
    from mlp_core.learning.keeping import Kept

_BREATH = 0.005
"""Seconds of replay between two looks at whether it is still wanted."""


class Timeline(TimelineFacts):
    """Trains, and goes back to any earlier moment: parameters, moments, random state and history bit for bit.

    All training, and every change by hand, has to go through here. The first moment is the trainer's when the timeline
    is made. Behind the last moment, training goes on; before it, `run_steps` follows what was recorded, changes by hand
    included, and a change by hand starts another future.

    Parameters
    ----------
    trainer : Trainer
        Moved by this from now on.
    budget_bytes : int
        Memory for all that is kept beside the history. The first and the last moment are kept in any case.
    """

    def run_steps(self, count: int) -> None:
        """Take steps: along what is recorded, and then on.

        Parameters
        ----------
        count : int
            At least 0.

        Raises
        ------
        ArgumentError
            If the count is negative.
        DivergenceError
            As from the trainer.
        """
        if count < 0:
            raise ArgumentError(f"count is {count}; it must be at least 0.")
        end = self.trainer.step_count + count
        while self.trainer.step_count < end:
            try:
                self._run_to(min(end, self.trainer.step_count + self._tempo.steps_between_keeping()))
            except DivergenceError as error:
                self._note_divergence(Divergence.of(error))
                raise
            finally:
                self._make_changes_of_now()
            if self._tempo.is_time_to_keep():
                self._keep_now()

    def run_epoch(self) -> None:
        """Take the steps to the end of the current epoch, or of a whole one if none has begun.

        Raises
        ------
        DivergenceError
            As from the trainer.
        """
        self.run_steps(self._epochs.batches_ahead() - self.trainer.batch)

    def configure(self, config: TrainingConfig) -> Branch | None:
        """Change the settings from here on.

        Parameters
        ----------
        config : TrainingConfig
            The new settings; the present ones change nothing.

        Returns
        -------
        Branch or None
            The future that this replaces, if the run had been further.

        Raises
        ------
        ArgumentError
            As from the trainer; nothing has changed then.
        """
        if config == self.trainer.config:
            return None
        return self._edit(SettingsEdit(self.trainer.step_count, self.trainer.config, config))

    def set_dataset(self, dataset: Dataset) -> Branch | None:
        """Train on with other points from here on; returns and errors as `set_parameters`."""
        return self._edit(DataEdit(self.trainer.step_count, dataset))

    def set_parameters(self, indices: Sequence[int], values: Sequence[float]) -> Branch | None:
        """Give single parameters new values.

        Parameters
        ----------
        indices : sequence of int
            Places in the network's parameters.
        values : sequence of float
            One for each.

        Returns
        -------
        Branch or None
            The future that this replaces, if the run had been further.

        Raises
        ------
        ArgumentError, ShapeError
            As from the trainer; nothing has changed then.
        """
        return self._edit(ParameterEdit.of(self.trainer.step_count, indices, values))

    def replay_cost(self, step: int) -> int:
        """Return how many steps have to be trained again to go to a moment.

        Raises
        ------
        ArgumentError
            If the run has not been there.
        """
        self.moments.check(step)
        now = self.trainer.step_count
        if step == self._last.step and (self._memory.tip is not None or now == step):
            return 0
        nearest = min(self._memory.moments.latest(step, self._edits.until(step)).key[0], step)
        return step - (max(nearest, now) if now <= step else nearest)

    def replay_seconds(self, step: int) -> float:
        """Return about how long it takes to go to a moment, in seconds; errors as in `replay_cost`."""
        return self.replay_cost(step) * self._tempo.step_seconds

    def seek(
        self,
        step: int,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Go to a moment; changes by hand that were made there are part of it.

        Parameters
        ----------
        step : int
            Steps since the start, from the first to the last moment.
        cancelled : callable, optional
            Asked every few milliseconds whether the moment is no longer wanted.
        progress : callable, optional
            `progress(done, total)` hears of the steps that are trained again.

        Raises
        ------
        ArgumentError
            If the run has not been there.
        Cancelled
            If it was no longer wanted; the run stands where it stood.
        """
        self.moments.check(step)
        if step == self.trainer.step_count:
            return
        before = self._here()
        self._leave_end()
        try:
            self._go(step, self._edits.until(step), cancelled, progress)
        except Cancelled:
            self._restore(before)
            raise
        finally:
            self._come_to_end()

    def last_update(self) -> Array | None:
        """Return what the step that led to where the run stands changed; None at the first moment.

        Changes by hand that were made there since are no part of it. The run stands where it stood.

        Returns
        -------
        ndarray, shape (n_parameters,), or None
            New minus old, read-only.
        """
        step = self.trainer.step_count
        if step == self._first.step:
            return None
        past = (step, self._edits.root(self._edits.until(step - 1)))
        if self._last_update is None or self._last_update[0] != past:
            self._last_update = (past, self._update_into(step))
        return self._last_update[1]

    def _update_into(self, step: int) -> Array:
        """Return what the step into the present moment changed, by going back and taking it again."""
        here, trainer = self._here(), self.trainer
        self._leave_end()
        try:
            self._go(step - 1, self._edits.until(step - 1))
            former = trainer.network.parameters.copy()
            with suppress(DivergenceError):  # as when it was first taken, and the run went on
                trainer.run_steps(1)
            return read_only(trainer.network.parameters - former)
        finally:
            self._restore(here)
            self._come_to_end()

    def put_back(self, branch: Branch) -> Branch:
        """Bring a future back, and stand where the other one began.

        Parameters
        ----------
        branch : Branch
            Of this timeline, whose past until the fork is unchanged.

        Returns
        -------
        Branch
            The future that was there, to be put back in its turn.

        Raises
        ------
        ArgumentError
            If the branch does not grow from the present past.
        """
        if branch.root is not self._edits.root(branch.n_edits) or branch.fork.step > self._last.step:
            raise ArgumentError("branch belongs to another past: go back to the one that it grew from first.")
        self._leave_end()
        self._go(branch.fork.step, branch.n_edits)
        present = self._cut()
        self._diverged = branch.diverged or self._diverged
        self._edits.extend(branch.edits)
        self._epochs.paces.extend(branch.paces)
        for moment in branch.moments:
            self._memory.moments.add(moment)
        self._left, self._memory.tip = branch.last, branch.tip
        self._tip_history = joined(self.trainer.history.view(), branch.later_rows)
        # A change by hand that began this future is made again.
        self._make_changes_of_now()
        self._thin()
        return present

    # Moving.

    def _run_to(self, end: int) -> None:
        """Take steps up to `end`, and make the changes by hand that are recorded before it."""
        trainer = self.trainer
        while trainer.step_count < end:
            step, stop = trainer.step_count, end
            self._make_changes_of_now()
            if self._applied < len(self._edits):
                stop = min(stop, self._edits[self._applied].step)
            if self._tip_history is not None:
                stop = min(stop, self._left.step)
            count = self._epochs.note(stop - step, self._applied, is_new=self.is_at_end)
            started = perf_counter()
            try:
                trainer.run_steps(count)
            finally:
                self._tempo.note_steps(started, trainer.step_count - step)

    def _go(
        self,
        step: int,
        n_edits: int,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Stand at a moment with so many changes by hand made."""
        trainer = self.trainer
        nearest = self._memory.moments.latest(step, n_edits)
        if self._memory.tip is not None and self._memory.tip.key == (step, n_edits):
            nearest = self._memory.tip
        if not nearest.key <= (trainer.step_count, self._applied) <= (step, n_edits):
            self._restore(nearest)
        start, total = trainer.step_count, step - trainer.step_count
        while trainer.step_count < step:
            # Moments are kept at half the way, at half of the rest, and so on: the next step back is a short one then.
            half = step - (step - trainer.step_count) // 2
            while trainer.step_count < half:
                if cancelled is not None and cancelled():
                    raise Cancelled
                self._replay(min(half, trainer.step_count + self._tempo.steps_in(_BREATH)))
                if progress is not None:
                    progress(trainer.step_count - start, total)
            if half < step:
                self._keep_now()
        self._apply(n_edits)

    def _replay(self, end: int) -> None:
        """Take steps that were taken before; where the run went on after an error, so does this."""
        before = self.trainer.step_count
        try:
            self._run_to(end)
        except DivergenceError:
            if self.trainer.step_count == before:
                raise

    def _apply(self, n_edits: int) -> None:
        """Make the recorded changes up to that one."""
        while self._applied < n_edits:
            self._edits[self._applied].apply(self.trainer)
            self._applied += 1

    def _make_changes_of_now(self) -> None:
        """Make the changes by hand that are recorded for where the run stands; at its end there are none left."""
        if self._tip_history is not None:
            self._apply(self._edits.until(self.trainer.step_count))
            self._come_to_end()

    def _leave_end(self) -> None:
        """Before going back from the last moment, keep it and the history up to there."""
        if self._tip_history is None:
            self._epochs.look_again()
            self._left, self._memory.tip = self._epochs.now(), self._here()
            self._tip_history = self.trainer.history.view()
            self._thin()

    def _come_to_end(self) -> None:
        """At the last moment, the trainer itself is what was kept of it."""
        if self._tip_history is not None and self.is_at_end and self._applied == len(self._edits):
            self._memory.tip = self._tip_history = None

    # Changing by hand.

    def _edit(self, edit: Edit) -> Branch | None:
        fork = None if self._tip_history is None else self._here()
        divergence = None if isinstance(edit, ParameterEdit) else self.divergence
        edit.apply(self.trainer)
        branch = None if fork is None else self._cut(fork)
        self._edits.add(edit)
        self._applied = len(self._edits)
        if divergence is not None:
            # Other settings or points leave the parameters as they are.
            self._note_divergence(divergence)
        if isinstance(edit, DataEdit):
            # Other points begin the epoch anew: where the run stands is another place in it.
            self._epochs.note(0, self._applied, is_new=True)
        self._thin()
        return branch

    def _note_divergence(self, divergence: Divergence) -> None:
        """Note that the run cannot go on from here, unless it once has."""
        if self.is_at_end:
            self._diverged = (self.trainer.step_count, self._applied), divergence

    def _cut(self, fork: Kept | None = None) -> Branch:
        """Take the future off and return it; the run stands at its last moment then."""
        now, n_edits = self._epochs.now(), self._applied
        branch = Branch(
            now,
            self._last,
            root=self._edits.root(n_edits),
            n_edits=n_edits,
            edits=self._edits.cut(n_edits),
            paces=self._epochs.paces.cut(now.step, n_edits),
            moments=KeptMoments(self._memory.moments.cut(now.step, n_edits)),
            tip=self._here() if self._memory.tip is None else self._memory.tip,
            later_rows=rows_after(self.history, len(self.trainer.history)),
            diverged=self._diverged if self._diverged is not None and self._diverged[0] > (now.step, n_edits) else None,
        )
        if branch.diverged is not None:
            self._diverged = None
        self._memory.tip = self._tip_history = None
        self._memory.moments.add(self._here() if fork is None else fork)
        self._memory.branches.add(branch)
        return branch
