"""What the window is told of a run's timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_gui.state.timeline_state import TimelineState

if TYPE_CHECKING:
    from mlp_gui.training.live_run import LiveRun

KNOTS: Final = 32
"""Places at which it is told which epoch a step belongs to; between them the batch size hardly ever changes twice."""


def timeline_state(run: LiveRun, training_id: int, seek_id: int, replay_steps: int = 0) -> TimelineState:
    """Return where a run stands.

    Parameters
    ----------
    run : LiveRun
        The run.
    training_id, seek_id : int
        Numbers of the last requests done.
    replay_steps : int
        Steps that still have to be trained again; 0 at rest.
    """
    timeline = run.timeline
    first, now, last = timeline.moments.first, timeline.moments.now, timeline.moments.last
    epochs = sorted({first.epoch + (last.epoch - first.epoch) * k // KNOTS for k in range(KNOTS + 1)})
    knots = {timeline.step_of_epoch(epoch): float(epoch) for epoch in epochs}
    if last.batch:
        knots[last.step] = last.epoch + last.batch / max(run.trainer.n_batches, last.batch)
    return TimelineState(
        run_id=run.run_id,
        first_step=first.step,
        now=now.step,
        last_step=last.step,
        last_epoch=last.epoch,
        knot_steps=tuple(float(step) for step in knots),
        knot_epochs=tuple(knots.values()),
        history=timeline.history,
        replaying=replay_steps > 0,
        replay_steps=replay_steps,
        training_id=training_id,
        seek_id=seek_id,
    )
