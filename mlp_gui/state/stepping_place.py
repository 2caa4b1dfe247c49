"""Where the step-through stands: the training step that is told, its line, the sample, and what is known there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QTimer, Signal, Slot

from mlp_core import ArgumentError
from mlp_gui.state.asking import Asking
from mlp_gui.state.snapshot import Notice
from mlp_gui.state.stepping_options import SteppingOptions
from mlp_gui.state.walk import BEFORE, Walk

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.state.timeline_state import TimelineState


class SteppingPlace(SteppingOptions):
    """The trace, the line that is done, and the sample that is walked; `Stepping` moves it.

    Parameters
    ----------
    session : Session
        Whose run is stepped through; also the owner.

    Signals
    -------
    position_changed : Step or None
        The line that has just been done.
    question_changed : Quantity or None
        The number that is asked for before it is shown.
    judged : Judgement
        What became of an answer.
    """

    active_changed = Signal(bool)
    trace_changed = Signal(object)  # mlp.Trace or None
    position_changed = Signal(object)  # mlp.Step or None
    granularity_changed = Signal(str)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    sample_changed = Signal(object)  # int or None
    question_changed = Signal(object)  # mlp.Quantity or None
    judged = Signal(object)  # Judgement
    timeline_changed = Signal(object)  # TimelineState

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._active = False
        self._walk: Walk | None = None
        self._trace_run_id = -1
        self._position = BEFORE
        self._previous: mlp.Step | None = None
        self._granularity = "term"
        self._sample: int | None = 0
        self._timeline: TimelineState | None = None
        self._asking = Asking()
        self._landing: tuple[int, str] | None = None
        self._random = random.Random(0)
        self._speed = 1.0
        self._timer = QTimer(self)
        session.cursor.selected_changed.connect(self._on_selected_changed)

    # What is shown.

    @property
    def active(self) -> bool:
        """Whether the window is in step mode."""
        return self._active

    @property
    def trace(self) -> mlp.Trace | None:
        """The training step that is told; None until the worker has made it."""
        return None if self._walk is None else self._walk.trace

    @property
    def trace_run_id(self) -> int:
        """The run that the trace belongs to."""
        return self._trace_run_id

    @property
    def walk(self) -> Walk | None:
        """The lines of the trace for the sample that is walked."""
        return self._walk

    @property
    def granularity(self) -> str:
        """How far a step goes: one of `GRAINS`."""
        return self._granularity

    @property
    def position(self) -> int:
        """Index of the line that is done, at term grain; -1 before the first."""
        return self._position

    @property
    def step(self) -> mlp.Step | None:
        """What has just been done, at the current grain; None before the first line."""
        return None if self._walk is None else self._walk.step_at(self._position, self._granularity)

    @property
    def previous_step(self) -> mlp.Step | None:
        """The step before, at the current grain; None at the first."""
        step = self.step
        if self._walk is None or step is None or step.first == 0:
            return None
        return self._walk.step_at(step.first - 1, self._granularity)

    @property
    def next_step(self) -> mlp.Step | None:
        """What comes next, at the current grain; None at the last line."""
        if self._walk is None:
            return None
        stop = self._walk.next_stop(self._position, self._granularity)
        return None if stop is None else self._walk.step_at(stop, self._granularity)

    @property
    def sample(self) -> int | None:
        """Row of the trace's batch that is walked; None for what belongs to the batch as a whole."""
        return None if self._walk is None else self._walk.sample

    @property
    def sample_count(self) -> int:
        """Samples of the trace's batch."""
        return 0 if self._walk is None else self._walk.trace.n_samples

    @property
    def playing(self) -> bool:
        """Whether it goes forward by itself."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """Steps a second while it plays."""
        return self._speed

    @property
    def timeline(self) -> TimelineState | None:
        """Where the run stands between its start and its furthest moment."""
        return self._timeline

    @property
    def is_moving(self) -> bool:
        """Whether the worker is on its way to another training step."""
        return self._landing is not None

    def is_known(self, quantity: mlp.Quantity) -> bool:
        """Whether a number of the trace has been computed where the step-through stands."""
        return self._walk is not None and self._walk.is_known(quantity, self._position)

    def current_quantities(self) -> tuple[mlp.Quantity, ...]:
        """Return what the current step reads, and last what it makes."""
        step = self.step
        return () if step is None else (*step.reads, step.makes)

    # Prediction.

    @property
    def predict(self) -> bool:
        """Whether each number is asked for before it is shown."""
        return self._asking.is_on

    @property
    def tally(self) -> tuple[int, int]:
        """How many answers were right, and how many were given."""
        return self._asking.tally

    @property
    def awaiting(self) -> mlp.Quantity | None:
        """The number that is asked for."""
        return self._asking.quantity

    @property
    def awaited_step(self) -> mlp.Step | None:
        """The step that makes the number that is asked for."""
        return self._asking.step

    # Samples.

    def set_sample(self, sample: int | None) -> None:
        """Walk a row of the batch, or what belongs to the batch as a whole; it stands at the like line."""
        if self._walk is None or sample == self._walk.sample:
            return
        trace = self._walk.trace
        if (sample is None and trace.n_samples > 1) or (sample is not None and 0 <= sample < trace.n_samples):
            self._forget_question()
            self._walk_sample(sample, self._position)

    def next_sample(self) -> None:
        """Walk the next row of the batch; after the last the first."""
        self._walk_beside(+1)

    def previous_sample(self) -> None:
        """Walk the row before; before the first the last."""
        self._walk_beside(-1)

    def random_sample(self) -> None:
        """Walk another row of the batch, whichever."""
        if self.sample_count > 1:
            others = [row for row in range(self.sample_count) if row != self.sample]
            self.set_sample(self._random.choice(others))

    def _fitting_sample(self, trace: mlp.Trace) -> int | None:
        if trace.n_samples == 1:
            return 0
        return None if self._sample is None else min(self._sample, trace.n_samples - 1)

    def _goes_to_next_sample(self) -> bool:
        walk = self._walk
        if walk is None or walk.sample is None or self._position != walk.sample_end or walk.sample_end == walk.end:
            return False
        if walk.sample + 1 >= walk.trace.n_samples:
            return False
        self._walk_sample(walk.sample + 1, None)
        return True

    def _walk_beside(self, direction: int) -> None:
        if self.sample_count > 1:
            beside = (self.sample + direction) % self.sample_count if self.sample is not None else 0
            self.set_sample(beside)

    def _walk_sample(self, sample: int | None, position: int | None) -> None:
        """Walk another sample: at a line, or for None where the lines of that sample alone end."""
        assert self._walk is not None
        former = self._walk
        self._sample = sample
        self._walk = Walk(former.trace, sample)
        if position is None:
            self._position = self._walk.sample_end
        elif former.sample is None or sample is None:
            self._position = BEFORE if position < 0 else self._like_line(former, position)
        self.sample_changed.emit(sample)
        self.position_changed.emit(self.step)

    def _like_line(self, former: Walk, position: int) -> int:
        """Return the line of the new walk that makes what the former one had just made, or none."""
        assert self._walk is not None
        try:
            return self._walk.terms.locate(former.terms[position].makes)
        except ArgumentError:
            return BEFORE

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        if not self._active or mark is None or mark.kind != "sample" or self._walk is None:
            return
        rows = [int(row) for row in self._walk.trace.samples]
        if mark.sample in rows:
            self.set_sample(rows.index(mark.sample))
        else:
            self._session.post(Notice("That point is not in the batch that is stepped through.", "info"))

    # What moves it.

    def _stand_at(self, position: int) -> None:
        if position != self._position:
            self._position = position
            self.position_changed.emit(self.step)

    def _set_walk(self, walk: Walk | None, position: int) -> None:
        self._forget_question()
        if walk is None and self._walk is None:
            return
        self._walk, self._position = walk, position
        self.trace_changed.emit(self.trace)
        self.sample_changed.emit(self.sample)
        self.position_changed.emit(self.step)

    def _post(self, request: object) -> None:
        self._session.request_posted.emit(request)

    def _forget_question(self) -> None:
        if self._asking.take() is not None:
            self.question_changed.emit(None)
