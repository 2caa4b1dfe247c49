"""The worker: owns the trainer, does what is requested between two steps, and shows snapshots when they are wanted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.state import requests
from mlp_gui.state.project_orders import Recorded
from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.training.failure import divergence_notice, failure_notice
from mlp_gui.training.frame_maker import FrameMaker, Standing
from mlp_gui.training.live_run import LiveRun
from mlp_gui.training.pacing import LONGEST_PARKING, ChunkLength, Pace, SpeedMeter, is_full_speed
from mlp_gui.training.parking import Parking
from mlp_gui.training.stop_watch import StopWatch
from mlp_gui.training.timeline_report import timeline_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.training.gate import Gate
    from mlp_gui.training.mailbox import Mailbox

_INTERRUPTS = (requests.Pause, requests.Configure, requests.GoBack, requests.Seek)
"""What cuts a stepped epoch short."""
_SEEK_INTERRUPTS = (*_INTERRUPTS, requests.Play)
"""What ends the way to a moment before it is reached."""
TOLD_REPLAY: Final = 0.1
"""Seconds of training again that the window is told of, and between two words about how far it is."""


class TrainingWorker(QObject):
    """Trains on its own thread.

    `run` loops until the gate is stopped; no exception ends it. Everything reaches it through the gate and leaves it
    through the mailbox (snapshots) and signals (rare facts).

    Signals
    -------
    status_changed : RunStatus
        What it does from now on.
    notice_posted : Notice
        Something that the user should know.
    refused : int, Notice
        The run with this id cannot be built, or not be trained as asked; the worker is still where it was.
    stopped : int, Stop
        The run with this id has met one of its stop conditions, and is paused.
    replayed : TimelineState
        It trains steps again to get to a moment, and so many are still to do.
    recorded : Recorded
        The run as it is, for whoever saves it.
    finished
        `run` has ended.
    """

    status_changed = Signal(object)  # RunStatus
    notice_posted = Signal(object)  # Notice
    refused = Signal(int, object)  # run id, Notice
    stopped = Signal(int, object)  # run id, mlp.Stop
    replayed = Signal(object)  # TimelineState
    recorded = Signal(object)  # Recorded
    finished = Signal()

    def __init__(self, gate: Gate, mailbox: Mailbox) -> None:
        super().__init__()
        self._gate = gate
        self._mailbox = mailbox
        self._run: LiveRun | None = None
        self._parking = Parking()
        self._status = RunStatus.PAUSED
        self._chunk = ChunkLength()
        self._stop_watch = StopWatch()
        self._pace = Pace()
        self._meter = SpeedMeter()
        self._shown: tuple[int, int] | None = None
        self._frames = FrameMaker(gate)
        self._training_id = 0
        self._seek_id = 0
        self._told_at = 0.0
        self._actions: dict[type, Callable[..., None]] = {
            requests.Configure: self._configure,
            requests.ChangeTraining: self._change_training,
            requests.ChangePoints: self._change_training,
            requests.ChangeStopping: self._change_stopping,
            requests.SetParameters: self._set_parameters,
            requests.SetSpeed: self._set_speed,
            requests.Play: self._play,
            requests.Pause: self._pause,
            requests.StepBatch: self._step_batch,
            requests.StepEpoch: self._step_epoch,
            requests.GoBack: self._go_back,
            requests.ComeBack: self._go_back,
            requests.Forget: self._forget,
            requests.ShowTrace: self._show_trace,
            requests.Seek: self._seek,
            requests.Record: self._record,
        }

    @Slot()
    def run(self) -> None:
        """Work until the gate is stopped."""
        mlp.one_blas_thread()
        try:
            while not self._gate.is_stopped:
                self._turn_safely()
        finally:
            self.finished.emit()

    def _turn_safely(self) -> None:
        try:
            try:
                self._turn()
            except mlp.DivergenceError as error:
                self._report_divergence(error)
        except Exception as error:  # noqa: BLE001  (whatever it is, the thread has to survive and say so)
            self._set_status(RunStatus.PAUSED)
            self.notice_posted.emit(failure_notice("Training stopped", error))

    def _turn(self) -> None:
        request = self._gate.next_request()
        if request is not None:
            # Before: what the request itself shows is for the pictures already, a new run above all.
            self._frames.turns.restart()
            self._actions[type(request)](request)
            return
        run = self._run
        if self._status is not RunStatus.RUNNING or run is None:
            self._rest()
            return
        now = perf_counter()
        due = self._pace.due(now)
        if due == 0:
            self._gate.wait(self._pace.sleep(now))
            return
        # The moment of a pause that ended at once may still be painted.
        self._gate.stand_aside(LONGEST_PARKING)
        self._train(run, due)
        self._show_if_wanted(run)

    def _rest(self) -> None:
        """Wait for a request; before that, show the other half of the moment at which it stands."""
        if not self._frames.turns.owes_curves:
            self._gate.wait(None)
        elif self._gate.frame_is_wanted:
            self._show_now()
        else:
            self._gate.wait_for_frame()

    def _train(self, run: LiveRun, most_steps: int) -> None:
        """Take a chunk of at most `most_steps` steps."""
        before, steps, stop = run.trainer.step_count, min(most_steps, self._chunk.steps), None
        started = perf_counter()
        if self._status is RunStatus.RUNNING:
            stop = self._stop_watch.run_steps(run, steps)
            steps = run.trainer.step_count - before
        else:
            run.timeline.run_steps(steps)
        ended = perf_counter()
        self._chunk.adapt(steps, ended - started)
        self._pace.took(steps, ended)
        self._meter.record(ended, run.trainer.step_count)
        if stop is not None:
            self._set_status(RunStatus.PAUSED)
            self._show_now()
            self.stopped.emit(run.run_id, stop)

    # Requests, each done between two steps.

    def _configure(self, request: requests.Configure) -> None:
        current = self._run
        try:
            if current is not None and current.run_id == request.run_id:
                current.adopt(request.experiment)
            else:
                self._enter(request)
        except Exception as error:  # noqa: BLE001  (the worker stays with the run that it has)
            self.refused.emit(request.run_id, failure_notice("This cannot be built", error))
            return
        self._chunk.restart()
        self._meter.restart()
        if self._status is RunStatus.DIVERGED:
            self._set_status(RunStatus.PAUSED)
        if self._run is not None:
            self._stop_watch.begin(self._run)
        self._show_where_it_stands()

    def _enter(self, request: requests.Configure) -> None:
        entered = self._parking.take(request.run_id)
        if entered is None:
            entered = LiveRun(request.run_id, request.experiment, request.record)
            if self._parking.has_lost(request.run_id) and request.record is None:
                self.notice_posted.emit(Notice("The trained weights of that run were no longer kept: it starts anew."))
        else:
            try:
                entered.adopt(request.experiment)
            except Exception:
                self._parking.put(entered)
                raise
        if self._run is not None:
            self._parking.put(self._run)
        self._run = entered

    def _change_training(self, request: requests.ChangeTraining | requests.ChangePoints) -> None:
        run = self._run
        self._training_id = request.training_id
        if run is None:
            return
        try:
            if isinstance(request, requests.ChangePoints):
                run.change_points(request.data, request.edit_id)
                # Other samples have these rows now, and other points are to be seen at the same step.
                self._frames.next_trace.let_go()
                self._shown = None
            else:
                run.adopt(replace(run.experiment, training=request.training), request.edit_id)
        except Exception as error:  # noqa: BLE001  (the run goes on as it was)
            self.refused.emit(run.run_id, failure_notice("This network cannot be trained so", error))
            return
        self._chunk.restart()
        self._show_unless_running()

    def _change_stopping(self, request: requests.ChangeStopping) -> None:
        if self._run is not None:
            self._run.change_stopping(request.stopping)
            self._stop_watch.begin(self._run)

    def _set_parameters(self, request: requests.SetParameters) -> None:
        if self._run is None:
            return
        self._run.set_parameters(request.indices, request.values, request.edit_id)
        self._shown = None
        if self._status is RunStatus.DIVERGED:
            self._set_status(RunStatus.PAUSED)
        self._show_unless_running()

    def _set_speed(self, request: requests.SetSpeed) -> None:
        self._pace.set_rate(request.steps_per_second, perf_counter())

    def _play(self, _request: requests.Play) -> None:
        if self._run is not None and self._status is not RunStatus.RUNNING:
            self._pace.restart(perf_counter())
            self._meter.restart()
            self._stop_watch.begin(self._run)
            self._set_status(RunStatus.RUNNING)

    def _pause(self, _request: requests.Pause) -> None:
        if self._status is RunStatus.RUNNING:
            self._set_status(RunStatus.PAUSED)
            self._show_now()

    def _step_batch(self, _request: requests.StepBatch) -> None:
        if self._run is not None:
            self._set_status(RunStatus.PAUSED)
            self._train(self._run, 1)
            self._show_now()

    def _step_epoch(self, _request: requests.StepEpoch) -> None:
        run = self._run
        if run is None:
            return
        self._set_status(RunStatus.PAUSED)
        last = run.trainer.epoch
        # A changed batch size counts from the first step of the epoch, so the steps left are known after it.
        self._train(run, 1)
        while run.trainer.epoch == last and not (self._gate.is_stopped or self._gate.has_request(*_INTERRUPTS)):
            self._train(run, run.steps_to_epoch_end)
            self._show_if_wanted(run)
        self._show_now()

    def _go_back(self, request: requests.GoBack | requests.ComeBack) -> None:
        run = self._run
        if run is not None:
            if isinstance(request, requests.GoBack):
                run.go_back(request.edit_id, request.epoch)
            else:
                run.come_back(request.edit_id)
            self._set_status(RunStatus.PAUSED)
            self._show_where_it_stands()

    def _forget(self, request: requests.Forget) -> None:
        self._parking.drop(request.run_id)

    def _show_trace(self, request: requests.ShowTrace) -> None:
        self._frames.next_trace.take(request, self._run)
        if request.on:
            self._show_unless_running()

    def _record(self, request: requests.Record) -> None:
        run = self._run
        if run is not None:
            record = run.timeline.record(request.most_bytes)
            self.recorded.emit(Recorded(request.number, run.run_id, run.experiment, record))

    def _seek(self, request: requests.Seek) -> None:
        run = self._run
        self._frames.next_trace.let_go()
        if run is None:
            self._seek_id = request.seek_id
            return
        self._set_status(RunStatus.PAUSED)
        try:
            with suppress(mlp.Cancelled):
                self._go_to(run, request)
        finally:
            # Only now, and after a divergence too: what is shown on the way has not arrived.
            self._seek_id = request.seek_id
        self._meter.restart()
        self._show_where_it_stands()

    def _go_to(self, run: LiveRun, request: requests.Seek) -> None:
        """Go back, or along what is recorded, and then train on as far as is asked."""
        timeline, moments = run.timeline, run.timeline.moments
        epoch = request.epoch
        step = timeline.step_of_epoch(epoch) if epoch is not None else (request.step or 0)
        recorded = min(max(step, moments.first.step), moments.last.step)
        self._told_at = perf_counter() + (0.0 if timeline.replay_seconds(recorded) > TOLD_REPLAY else TOLD_REPLAY)
        timeline.seek(recorded, self._is_seek_unwanted, self._on_replayed)
        while run.trainer.step_count < step and not self._is_seek_unwanted():
            self._train(run, step - run.trainer.step_count)
            self._show_if_wanted(run)
        while epoch is not None and run.trainer.epoch < epoch and not self._is_seek_unwanted():
            # A changed batch size counts from the first step of the epoch, so the steps left are known after it.
            self._train(run, 1 if run.trainer.batch == 0 else run.steps_to_epoch_end)
            self._show_if_wanted(run)

    def _is_seek_unwanted(self) -> bool:
        return self._gate.is_stopped or self._gate.has_request(*_SEEK_INTERRUPTS)

    def _on_replayed(self, done: int, total: int) -> None:
        now = perf_counter()
        if self._run is not None and now >= self._told_at:
            self._told_at = now + TOLD_REPLAY
            self.replayed.emit(timeline_state(self._run, self._training_id, 0, total - done))

    # What leaves the worker.

    def _show_if_wanted(self, run: LiveRun) -> None:
        """Show a snapshot if the window is ready for one and has not seen this step, and park while it paints."""
        if self._gate.frame_is_wanted and self._shown != (run.run_id, run.trainer.step_count):
            self._show_now()
            self._gate.park(LONGEST_PARKING)

    def _show_unless_running(self) -> None:
        if self._status is not RunStatus.RUNNING:
            self._show_now()

    def _show_now(self) -> None:
        run = self._run
        if run is None:
            return
        self._gate.close()
        self._shown = (run.run_id, run.trainer.step_count)
        speed = self._meter.steps_per_second
        standing = Standing(self._status, self._is_fast, speed, self._training_id, self._seek_id)
        frame, notice = self._frames.make(run, standing)
        if notice is not None:
            self.notice_posted.emit(notice)
        self._mailbox.put(frame)

    def _show_where_it_stands(self) -> None:
        """Show the moment, and say so where it is the end of a run that diverged."""
        divergence = None if self._run is None else self._run.timeline.divergence
        if divergence is None or self._status is RunStatus.RUNNING:
            self._show_now()
        else:
            self._report_divergence(divergence.error())

    @property
    def _is_fast(self) -> bool:
        return self._status is RunStatus.RUNNING and is_full_speed(self._pace.rate)

    def _set_status(self, status: RunStatus) -> None:
        if status is not self._status:
            if self._is_fast and not self._frames.next_trace.is_wanted:
                self._frames.turns.come_to_rest()
            self._status = status
            self.status_changed.emit(status)

    def _report_divergence(self, error: mlp.DivergenceError) -> None:
        self._set_status(RunStatus.DIVERGED)
        self._show_now()
        if self._run is not None:
            self.notice_posted.emit(divergence_notice(error, *self._run.best))
