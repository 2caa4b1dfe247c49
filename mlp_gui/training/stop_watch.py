"""Judges between two epochs whether a run that trains is to stop by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.learning.stopping import StopJudge

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.training.live_run import LiveRun


class StopWatch:
    """Takes steps for the worker, and ends them at the very epoch at which a condition is met."""

    def __init__(self) -> None:
        self._judge: StopJudge | None = None

    def begin(self, run: LiveRun) -> None:
        """Look at the conditions of a run that is about to train on: what holds already ends nothing."""
        config = run.experiment.stopping
        self._judge = StopJudge(config, run.trainer.history.view(), run.stopped_at) if config.is_on else None

    def run_steps(self, run: LiveRun, count: int) -> mlp.Stop | None:
        """Take so many steps, or fewer where a condition ends them, and return which one.

        Raises
        ------
        mlp_core.DivergenceError
            As from the timeline.
        """
        judge, trainer = self._judge, run.trainer
        if judge is None:
            run.timeline.run_steps(count)
            return None
        end = trainer.step_count + count
        while trainer.step_count < end:
            # A changed batch size counts from the first step of the epoch, so the steps left are known after it.
            to_epoch_end = 1 if trainer.batch == 0 else run.steps_to_epoch_end
            run.timeline.run_steps(min(to_epoch_end, end - trainer.step_count))
            if trainer.batch == 0:
                train_loss, validation_loss, _, train_metric, *_ = trainer.history.last_row
                stop = judge.look(trainer.epoch, train_loss, train_metric, validation_loss)
                if stop is not None:
                    run.stopped_at = stop.epoch
                    return stop
        return None
