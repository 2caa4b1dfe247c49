"""The step-through: how it goes forward and back, line by line and from one training step to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from mlp_gui.state import requests
from mlp_gui.state.kept_step import KeptStep
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.state.stepping_prediction import SteppingPrediction
from mlp_gui.state.walk import BEFORE, GRAINS, WHOLE_STEPS, Walk, like_line

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.timeline_state import TimelineState

SLOWEST, FASTEST = 0.25, 16.0


class Stepping(SteppingPrediction):
    """One training step, told line by line, and the way from it to every other one of the run.

    The trace is of the step that the trainer takes next. Going forward past its last line has the trainer take it;
    going back before its first line goes back in the run. Both end at the trace of the new moment. The grains "epoch"
    and "batch" go from one training step to another, and stand before the first line.

    Parameters
    ----------
    session : Session
        Whose run is stepped through; also the owner.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._waiting = 0  # steps forward, less those back, asked for while the worker is on its way
        self._seek_id = 0
        self._kept: tuple[int, KeptStep] | None = None
        self._timer.timeout.connect(self._on_timeout)
        session.request_posted.connect(self._on_request_posted)

    # Requests.

    def set_active(self, active: bool) -> None:
        """Enter or leave the step-through; entering pauses training."""
        if active == self._active:
            return
        self._active = active
        if active:
            self._session.pause()
        else:
            self._stop_playing()
            self._forget_question()
            self._landing = self._kept = None
            self._waiting = 0
            self._set_walk(None, BEFORE)
        self._post(requests.ShowTrace(active))
        self.active_changed.emit(active)

    def skip(self) -> None:
        """Show the number that is asked for without an answer, and go on to the next one at once."""
        if self._asking.question is not None:
            self.reveal()
            self.forward()

    def forward(self) -> None:
        """Go on by one step of the grain; past the last line the trainer takes the training step."""
        self._move(+1)

    def back(self) -> None:
        """Go back by one step of the grain; before the first line to the training step before."""
        self._move(-1)

    def to_start(self) -> None:
        """Go before the first line."""
        self.go_to(BEFORE)

    def to_phase_end(self) -> None:
        """Go to the end of the phase that comes next."""
        if self._walk is not None:
            self.go_to(self._walk.phase_end(self._position))

    def to_end(self) -> None:
        """Go to the last line."""
        if self._walk is not None:
            self.go_to(self._walk.end)

    def go_to(self, position: int) -> None:
        """Go to a line of this training step, held to those that there are."""
        if self._walk is not None and not self.is_moving:
            self._forget_question()
            self._stand_at(min(max(position, BEFORE), self._walk.end))

    def toggle_playing(self) -> None:
        """Go forward by itself, or stop."""
        if self.playing:
            self._stop_playing()
        elif self._active:
            self._timer.start(round(1000 / self._speed))
            self.playing_changed.emit(True)
            self.forward()

    def set_speed(self, steps_per_second: float) -> None:
        """Play so many steps a second, held to 0.25 to 16."""
        speed = min(max(float(steps_per_second), SLOWEST), FASTEST)
        if speed != self._speed:
            self._speed = speed
            self._timer.setInterval(round(1000 / speed))
            self.speed_changed.emit(speed)

    def set_granularity(self, name: str) -> None:
        """Let a step go as far as one of `GRAINS`; it stands where it stood."""
        if name in GRAINS and name != self._granularity:
            self._forget_question()
            self._granularity = name
            self.granularity_changed.emit(name)
            self._take_fitting_sample()
            self.position_changed.emit(self.step)

    def scrub(self, step: int) -> None:
        """Go to a moment of the run, held to those that it has been at."""
        timeline = self._timeline
        if timeline is not None:
            self._stop_playing()
            self._waiting = 0
            self._seek("before", step=min(max(int(step), timeline.first_step), timeline.last_step))

    def scrub_to_epoch(self, epoch: int) -> None:
        """Go to the beginning of an epoch; past the last one that the run has been in, it is trained."""
        self._seek("before", epoch=max(epoch, 0))

    @property
    def kept(self) -> KeptStep | None:
        """Where it stands, as a project keeps it; None where no step of the batch is told."""
        if self._walk is None or self._chosen:
            return None
        return KeptStep(self._granularity, self._walk.sample, self._position)

    def stand_as_kept(self, kept: KeptStep) -> None:
        """Stand where a project stood, as soon as there is a trace of its run, which the session has just entered."""
        self.set_granularity(kept.granularity)
        self._kept = self._session.run_id, kept

    def leave_run(self) -> None:
        """Let go of a run: the session has entered another."""
        self._landing = None
        self._waiting = 0
        self._timeline = None
        self._set_walk(None, BEFORE)

    # What comes back from the worker.

    def receive_timeline(self, timeline: TimelineState) -> None:
        """Note where the run stands; of another run than the session's it is dropped."""
        if timeline.run_id == self._session.run_id:
            self._timeline = timeline
            self.timeline_changed.emit(timeline)

    def receive_trace(
        self,
        run_id: int,
        trace: mlp.Trace | None,
        chosen: tuple[int, ...] = (),
        last_update: np.ndarray | None = None,
    ) -> None:
        """Tell another training step; comes with the snapshot of the moment, after `receive_timeline`.

        Parameters
        ----------
        run_id : int
            Of another run than the session's it is dropped.
        trace : Trace or None
            The step; None where it ends in numbers that are not finite.
        chosen : tuple of int
            Rows of the dataset that it was asked to be of; empty for the batch that is trained next.
        last_update : ndarray, shape (n_parameters,), optional
            What the training step before has changed.
        """
        if run_id != self._session.run_id or not self._active:
            return
        landing = self._landing
        has_landed = landing is None or (self._timeline is not None and self._timeline.seek_id >= landing[0])
        if has_landed:
            self._landing = None
        if trace is None:
            self._waiting = 0
            self._set_walk(None, BEFORE)
            return
        is_same_moment = (
            self._walk is not None
            and self._trace_run_id == run_id
            and self._walk.trace.state_before.step_count == trace.state_before.step_count
        )
        self._trace_run_id, self._chosen, self._last_update = run_id, chosen, last_update
        if not chosen:
            self._batch = {row: place for place, row in enumerate(trace.samples.tolist())}
        sample = self._fitting_sample(trace)
        place = landing[1] if landing is not None and has_landed else ""
        if self._granularity == "sample" and place in ("first", "last") and trace.n_samples > 1:
            sample = 0 if place == "first" else trace.n_samples - 1
        kept = self._take_kept(trace) if not chosen else None
        if kept is not None and kept.sample != sample:
            sample = kept.sample
            self._pick(sample)
        walk = Walk(trace, sample)
        if kept is not None:
            position: int | None = min(kept.line, walk.end)
        elif place == "first":
            position = walk.next_stop(BEFORE, self._granularity)
        elif place == "last":
            position = walk.end
        else:
            position = self._kept_position(walk) if is_same_moment and not place else BEFORE
        self._set_walk(walk, BEFORE if position is None else position)
        self._go_on_waiting()

    def _take_kept(self, trace: mlp.Trace) -> KeptStep | None:
        """Return where to stand in the first trace of a project's run, once."""
        kept, self._kept = self._kept, None
        return kept[1] if kept is not None and kept[0] == self._trace_run_id and kept[1].fits(trace) else None

    def _kept_position(self, walk: Walk) -> int:
        """Return where to stand in another trace of the same moment."""
        former = self._walk
        if former is None or former.trace.n_samples == walk.trace.n_samples:
            return min(self._position, walk.end)
        return like_line(former, walk, self._position)

    # Moving.

    def _move(self, direction: int) -> None:
        if not self._active:
            return
        if self.is_moving:
            self._waiting += direction
            return
        if direction > 0:
            self._step_forward()
        else:
            self._step_back()

    def _step_forward(self) -> None:
        if self._asking.question is not None:
            self.reveal()
            return
        if self._granularity == "sample" and self._goes_to_next_sample():
            return
        if self._asks_on_the_way():
            self._stop_playing()
            return
        if self._granularity in WHOLE_STEPS:
            self._leave(+1)
            return
        if self._walk is None:
            return
        stop = self._walk.next_stop(self._position, self._granularity)
        if stop is None:
            self._leave(+1)
        else:
            self._stand_at(stop)

    def _step_back(self) -> None:
        self._forget_question()
        if self._granularity in WHOLE_STEPS:
            if self._position > BEFORE and self._granularity == "batch":
                self._stand_at(BEFORE)
            else:
                self._leave(-1)
            return
        stop = None if self._walk is None else self._walk.previous_stop(self._position, self._granularity)
        if stop is not None:
            self._stand_at(stop)
        elif self._granularity == "sample" and self._walk is not None and self._position > BEFORE and self.sample:
            self._walk_sample(self.sample - 1, None)
        elif self._timeline is not None and self._timeline.now > self._timeline.first_step:
            self._leave(-1)
        else:
            self._stand_at(BEFORE)

    def _leave(self, count: int) -> None:
        """Go so many training steps on, or back where they are negative; or so many ends or beginnings of epochs."""
        snapshot, timeline = self._session.snapshot, self._timeline
        if snapshot is None or timeline is None or (self._session.status is RunStatus.DIVERGED and count > 0):
            return
        if self._granularity == "epoch":
            within = snapshot.batch > 0 or self._position > BEFORE
            epoch = snapshot.epoch + count + (1 if within and count < 0 else 0)
            self._seek("before", epoch=max(epoch, 0))
            return
        step = max(timeline.now + count, timeline.first_step)
        if step == timeline.now:
            return
        inside = self._granularity not in WHOLE_STEPS
        self._seek(("first" if count > 0 else "last") if inside else "before", step=step)

    def _seek(self, place: str, *, step: int | None = None, epoch: int | None = None) -> None:
        self._forget_question()
        self._seek_id += 1
        if self._active:
            self._landing = (self._seek_id, place)
        self._post(requests.Seek(self._seek_id, step, epoch))

    def _go_on_waiting(self) -> None:
        """Take the steps that were asked for on the way; whole training steps or epochs all at once."""
        if self._granularity in WHOLE_STEPS and not self.predict:
            count, self._waiting = self._waiting, 0
            if count:
                self._leave(count)
        while self._waiting and not self.is_moving:
            direction = 1 if self._waiting > 0 else -1
            self._waiting -= direction
            self._move(direction)

    def _stop_playing(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.playing_changed.emit(False)

    @Slot(object)
    def _on_request_posted(self, request: object) -> None:
        if isinstance(request, requests.Play):
            self.set_active(False)  # what trains cannot be stepped through

    @Slot()
    def _on_timeout(self) -> None:
        if not self.is_moving:
            self.forward()
