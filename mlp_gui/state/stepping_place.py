"""Where the step-through stands: the training step that is told, its line, the sample, and what is known there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QTimer, Signal, Slot

from mlp_gui.state import requests
from mlp_gui.state.arrival import Arrival
from mlp_gui.state.asking import Asking
from mlp_gui.state.cursor import Mark
from mlp_gui.state.stepping_options import SteppingOptions
from mlp_gui.state.telling_sample import telling_sample
from mlp_gui.state.walk import BEFORE, Walk, like_line

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
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
        The line that has just been done; what it makes may still be on its way (`arrival`).
    question_changed : Quantity or None
        The number that is asked for before it is shown.
    judged : Judgement
        What became of an answer, or that the number was revealed.
    tally_changed : Tally
        How many were right so far.
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
    tally_changed = Signal(object)  # Tally
    timeline_changed = Signal(object)  # TimelineState

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self.arrival = Arrival(self)
        self._active = False
        self._walk: Walk | None = None
        self._trace_run_id = -1
        self._position = BEFORE
        self._previous: mlp.Step | None = None
        self._granularity = "term"
        self._sample: int | None = 0
        self._left = 0
        self._picked_of: mlp.DataConfig | None = None
        self._timeline: TimelineState | None = None
        self._asking = Asking()
        self._judged_at: tuple[Walk | None, int] = (None, BEFORE)
        self._chosen: tuple[int, ...] = ()
        self._last_update: np.ndarray | None = None
        self._point: tuple[float, ...] | None = None
        self._batch: dict[int, int] = {}
        self._landing: tuple[int, str] | None = None
        self._random = random.Random(0)
        self._speed = 1.0
        self._timer = QTimer(self)
        session.cursor.selected_changed.connect(self._on_selected_changed)
        self.options_changed.connect(self._on_options_changed)

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
    def last_update(self) -> np.ndarray | None:
        """What the training step before the one that is told has changed, flat; None before the first of a run."""
        return self._last_update

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
    def walked_row(self) -> int | None:
        """Row of the dataset of the sample that is walked; None for the batch as a whole, or without a trace."""
        walk = self._walk
        return None if walk is None or walk.sample is None else int(walk.trace.samples[walk.sample])

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

    def has_arrived(self, quantity: mlp.Quantity) -> bool:
        """Whether a number is known and nothing moves that still carries it; `arrival.changed` tells of the moment."""
        return self._walk is not None and self._walk.is_known(quantity, self.arrival.line)

    def current_quantities(self) -> tuple[mlp.Quantity, ...]:
        """Return what the current step reads, and last what it makes."""
        step = self.step
        return () if step is None else (*step.reads, step.makes)

    # Samples.

    @property
    def lone_sample(self) -> int | None:
        """Row of the dataset of a sample that is traced as a batch of its own; None where the next batch is traced.

        It is -1 for a point that is none of the dataset's, see `lone_point`.
        """
        return self._chosen[0] if self._chosen else None

    @property
    def lone_point(self) -> tuple[float, ...] | None:
        """Raw inputs of a point of no sample that is traced as a batch of its own; None where none is."""
        return self._point if self.lone_sample == requests.FREE_POINT else None

    def choose_point(self, point: tuple[float, ...]) -> None:
        """Walk any point as a batch of its own, with the target of the training point that is nearest to it."""
        self._point = point
        self._post(requests.ShowTrace(True, point=point))

    def choose_sample(self, row: int) -> None:
        """Walk a row of the dataset: of the next batch as a part of it, any other as a batch of its own.

        What is trained stays the next batch: going on past the end of a lone sample takes the true training step.
        """
        if self._walk is None or row == self.lone_sample:
            return
        if row in self._batch:
            self.set_sample(self._batch[row])
        else:
            self._post(requests.ShowTrace(True, (row,)))

    def return_to_batch(self) -> None:
        """Walk the batch that is trained next again, after a sample beside it."""
        if self._chosen:
            self._post(requests.ShowTrace(True))

    def set_sample(self, sample: int | None) -> None:
        """Walk a row of the batch, or what belongs to the batch as a whole; it stands at the like line."""
        if self._walk is None:
            return
        if self._chosen:
            self._pick(sample)
            self.return_to_batch()
            return
        if sample == self._walk.sample:
            self._pick(sample)
            return
        trace = self._walk.trace
        if (sample is None and trace.n_samples > 1) or (sample is not None and 0 <= sample < trace.n_samples):
            self._forget_question()
            self._walk_sample(sample, self._position)

    def toggle_batch(self) -> None:
        """Walk what belongs to the batch as a whole, or the sample again that was walked before."""
        if self.sample is not None:
            self._left = self.sample
            self.set_sample(None)
        else:
            self.set_sample(min(self._left, self.sample_count - 1))

    def next_sample(self) -> None:
        """Walk the next row of the batch; after the last the first."""
        self._walk_beside(+1)

    def previous_sample(self) -> None:
        """Walk the row before; before the first the last."""
        self._walk_beside(-1)

    def random_sample(self) -> None:
        """Walk another row of the batch, whichever."""
        if self._chosen:
            self.return_to_batch()
        elif self.sample_count > 1:
            others = [row for row in range(self.sample_count) if row != self.sample]
            self.set_sample(self._random.choice(others))

    def _fitting_sample(self, trace: mlp.Trace) -> int | None:
        """Return the row to walk: one picked in these data; else at sample grain the first, else a telling one."""
        if trace.n_samples == 1:
            return 0
        if self._picked_of != self._session.experiment.data:
            return 0 if self._granularity == "sample" else telling_sample(trace)
        return None if self._sample is None else min(self._sample, trace.n_samples - 1)

    def _pick(self, sample: int | None) -> None:
        """Keep a row of the batch, as long as the data are these."""
        self._sample = sample
        self._picked_of = self._session.experiment.data

    def _goes_to_next_sample(self) -> bool:
        walk = self._walk
        if walk is None or walk.sample is None or self._position != walk.sample_end or walk.sample_end == walk.end:
            return False
        if walk.sample + 1 >= walk.trace.n_samples:
            return False
        # Where numbers are asked for, it is gone through from its beginning.
        self._walk_sample(walk.sample + 1, BEFORE if self._asking.is_on else None)
        return not self._asking.is_on

    def _walk_beside(self, direction: int) -> None:
        if self._chosen:
            self.return_to_batch()
        elif self.sample_count > 1:
            beside = (self.sample + direction) % self.sample_count if self.sample is not None else 0
            self.set_sample(beside)

    def _walk_sample(self, sample: int | None, position: int | None) -> None:
        """Walk another sample that was picked: at a line, or for None where the lines of that sample alone end."""
        self._pick(sample)
        self._show_sample(sample, position)

    def _take_fitting_sample(self) -> None:
        """Walk the sample that a grain begins with, before the first line and as long as none was picked."""
        if self._walk is not None and self._position == BEFORE and not self._chosen:
            sample = self._fitting_sample(self._walk.trace)
            if sample != self._walk.sample:
                self._show_sample(sample, BEFORE)

    def _show_sample(self, sample: int | None, position: int | None) -> None:
        assert self._walk is not None
        former = self._walk
        self._walk = Walk(former.trace, sample)
        if position is None:
            self._position = self._walk.sample_end
        elif former.sample is None or sample is None:
            self._position = like_line(former, self._walk, position)
        else:
            self._position = position
        self.arrival.stand_at(self._position)
        self.sample_changed.emit(sample)
        self.position_changed.emit(self.step)
        self._mark_sample()

    def _mark_sample(self) -> None:
        """Let a selected point be the one that is walked, so that a click on any other chooses that."""
        cursor, walk = self._session.cursor, self._walk
        if walk is not None and cursor.selected is not None and cursor.selected.kind == "sample":
            row = self.walked_row
            cursor.set_selected(None if row is None or row < 0 else Mark("sample", sample=row))

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        if self._active and mark is not None and mark.kind == "sample":
            self.choose_sample(mark.sample)

    @Slot(str)
    def _on_options_changed(self, _name: str) -> None:
        """Write the open question anew; connected first, so that every view finds it so."""
        self._asking.pose_anew(self._style)

    # What moves it.

    def _stand_at(self, position: int) -> None:
        if position != self._position:
            self._position = position
            self.arrival.stand_at(position)
            self.position_changed.emit(self.step)

    def _set_walk(self, walk: Walk | None, position: int) -> None:
        self._forget_question()
        if walk is None and self._walk is None:
            return
        self._walk, self._position = walk, position
        self.arrival.stand_at(position)
        if walk is None:
            self._chosen = ()
        self.trace_changed.emit(self.trace)
        self.sample_changed.emit(self.sample)
        self.position_changed.emit(self.step)
        self._mark_sample()

    def _post(self, request: object) -> None:
        self._session.request_posted.emit(request)

    def _forget_question(self) -> None:
        if self._asking.take_back():
            self.question_changed.emit(None)

    @property
    def _style(self) -> tuple[str, int, bool]:
        """How numbers are written: notation, decimals, and whether as fractions."""
        return self.notation, self.decimals, self.fractions
