"""A run while it lives on the worker: its timeline, what it was made from, and the best moment on the way."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core import ArgumentError, Timeline, load_dataset
from mlp_gui.state.snapshot import RunStatus, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    import mlp_core as mlp
    from mlp_gui.state.snapshot import Views

MOST_FUTURES: Final = 200
"""Futures that changes from earlier moments replaced; as many as there are steps of undo."""


class LiveRun:
    """One run with everything that it needs to go on.

    Parameters
    ----------
    run_id : int
        Its id.
    experiment : mlp_core.Experiment
        What is built.
    record : mlp_core.TimelineRecord, optional
        Where it goes on from; the start where left out.

    Attributes
    ----------
    experiment : mlp_core.Experiment
        What is run, with the training settings of the moment.
    trainer : mlp_core.Trainer
        What trains it; only the timeline moves it.
    timeline : mlp_core.Timeline
        Its way from the start, and back to any moment.
    stopped_at : int
        Epoch at which it last stopped by itself.
    is_edited : bool
        Whether parameters were set or points were painted by hand.

    Raises
    ------
    mlp_core.MlpError
        If the experiment cannot be built.
    """

    def __init__(self, run_id: int, experiment: mlp.Experiment, record: mlp.TimelineRecord | None = None) -> None:
        self.run_id = run_id
        self._experiment = experiment
        self.is_edited = record is not None
        _, _, self.trainer = experiment.build()
        self.timeline = Timeline(self.trainer)
        if record is not None:
            self.timeline.resume(record)
        self._futures: dict[int, mlp.Branch] = {}
        self._left_at: dict[int, int] = {}
        self.stopped_at = 0

    def moment(self, status: RunStatus, steps_per_second: float, views: Views) -> Snapshot:
        """Return the moment where it stands, frozen.

        Parameters
        ----------
        status : RunStatus
            What the worker does.
        steps_per_second : float
            As measured; told while it runs alone.
        views : Views
            Whom it is for.
        """
        trainer = self.trainer
        is_running = status is RunStatus.RUNNING
        return Snapshot(
            run_id=self.run_id,
            experiment=self.experiment,
            dataset=trainer.dataset,
            network=trainer.network.frozen_copy(),
            gradient=trainer.last_gradient,
            epoch=trainer.epoch,
            batch=trainer.batch,
            n_batches=trainer.n_batches,
            step=trainer.step_count,
            learning_rate=trainer.learning_rate,
            history=trainer.history.view(),
            steps_per_second=steps_per_second if is_running else 0.0,
            status=status,
            evaluation=None if is_running else trainer.metrics_now(),
            views=views,
        )

    @property
    def experiment(self) -> mlp.Experiment:
        """What is run, with the settings and the painted points of this very moment: others may have had others."""
        if self.trainer.config != self._experiment.training:
            self._experiment = replace(self._experiment, training=self.trainer.config)
        painted = self.trainer.dataset.painting
        if painted is not self._experiment.data.painted:
            self._experiment = replace(self._experiment, data=replace(self._experiment.data, painted=painted))
        return self._experiment

    @property
    def is_pristine(self) -> bool:
        """Whether building it again gives the very same."""
        return not self.is_edited and self.timeline.moments.last.step == 0

    @property
    def steps_to_epoch_end(self) -> int:
        """Steps left of the current epoch: a whole epoch's at its start."""
        return self.trainer.n_batches - self.trainer.batch

    @property
    def byte_count(self) -> int:
        """Memory that it holds, roughly: data, parameters with optimizer slots, kept moments, history."""
        dataset = self.trainer.dataset
        data = sum(array.nbytes for array in (dataset.points, dataset.inputs, dataset.labels, dataset.values))
        parameters = 8 * self.trainer.network.parameters.nbytes
        return 3 * data + parameters + 64 * len(self.timeline.history) + self.timeline.n_bytes

    def adopt(self, experiment: mlp.Experiment, edit_id: int = 0) -> None:
        """Take the training settings of `experiment` from the next step on.

        A future that this replaces is kept under `edit_id`, if that is not 0; one that is kept there already comes back
        instead, and what was there is kept in its place.

        Raises
        ------
        mlp_core.MlpError
            If they do not fit the network.
        """
        if not self._bring_back(edit_id):
            self._keep_future(edit_id, self.timeline.configure(experiment.training))
        self._experiment = replace(experiment, training=self.trainer.config)

    def change_points(self, data: mlp.DataConfig, edit_id: int = 0) -> None:
        """Take other painted points from the next step on; futures and errors as in `adopt`."""
        self.is_edited = True
        if not self._bring_back(edit_id):
            self._keep_future(edit_id, self.timeline.set_dataset(load_dataset(data)))

    def change_stopping(self, stopping: mlp.StoppingConfig) -> None:
        """Stop under other conditions."""
        self._experiment = replace(self._experiment, stopping=stopping)

    def set_parameters(self, indices: Sequence[int], values: Sequence[float], edit_id: int = 0) -> None:
        """Give single parameters new values; futures as in `adopt`."""
        self.is_edited = True
        if not self._bring_back(edit_id):
            self._keep_future(edit_id, self.timeline.set_parameters(indices, values))

    def _bring_back(self, edit_id: int) -> bool:
        """Bring the future back that an edit replaced; return whether there was one that fits the present past."""
        branch = self._futures.pop(edit_id, None)
        if branch is None:
            return False
        try:
            present = self.timeline.put_back(branch)
        except ArgumentError:
            return False
        self._keep_future(edit_id, present)
        return True

    def _keep_future(self, edit_id: int, branch: mlp.Branch | None) -> None:
        if branch is None:
            return
        if edit_id:
            self._futures[edit_id] = branch
            while len(self._futures) > MOST_FUTURES:
                del self._futures[next(iter(self._futures))]

    @property
    def best(self) -> tuple[int, float]:
        """Epoch with the lowest training loss that can be gone back to, and that loss.

        The first one and an infinite loss, where none was finite; a file may not go back as far as its history does.
        """
        history, first = self.timeline.history, self.timeline.moments.first
        is_there = history.epochs >= first.epoch + (first.batch > 0)
        losses = np.where(is_there & np.isfinite(history.train_loss), history.train_loss, np.inf)
        row = int(losses.argmin())
        if not np.isfinite(losses[row]):
            return first.epoch, math.inf
        return int(history.epochs[row]), float(losses[row])

    def go_back(self, edit_id: int = 0, epoch: int | None = None) -> None:
        """Return to the beginning of an epoch, by default the best one, with the training settings of now.

        A future that this replaces is kept as in `adopt`.
        """
        training = self.experiment.training
        self._left_at[edit_id] = self.trainer.step_count
        self.timeline.seek(self.timeline.step_of_epoch(self.best[0] if epoch is None else epoch))
        self._keep_future(edit_id, self.timeline.configure(training))

    def come_back(self, edit_id: int) -> None:
        """Return to where the run stood before it went back under this number, and to the future that it had then."""
        self._bring_back(edit_id)
        left, moments = self._left_at.pop(edit_id, 0), self.timeline.moments
        self.timeline.seek(min(max(left, moments.first.step), moments.last.step))
