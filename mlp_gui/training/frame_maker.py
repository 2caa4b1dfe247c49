"""What goes into a frame: whose turn it is, the timeline where it is due, and the next step where that is traced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_gui.state.snapshot import RunStatus
from mlp_gui.training.frame import Frame, cheap_field
from mlp_gui.training.next_trace import NextTrace
from mlp_gui.training.timeline_report import timeline_state
from mlp_gui.training.turns import Turns

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Notice
    from mlp_gui.training.gate import Gate
    from mlp_gui.training.live_run import LiveRun


@dataclass(frozen=True, slots=True)
class Standing:
    """How the worker stands with its run.

    Attributes
    ----------
    status : RunStatus
        What it is doing.
    is_fast : bool
        Whether it trains as fast as it can.
    steps_per_second : float
        How fast that is.
    training_id, seek_id : int
        The last change of the training, and the last wish to go to another moment, that have arrived.
    """

    status: RunStatus
    is_fast: bool
    steps_per_second: float
    training_id: int
    seek_id: int


class FrameMaker:
    """Makes frames of a run's moments.

    Parameters
    ----------
    gate : Gate
        Where it sees what is looked at.

    Attributes
    ----------
    turns : Turns
        Whom the next moment is for.
    next_trace : NextTrace
        Which step is traced.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.turns = Turns()
        self.next_trace = NextTrace()
        self._told_run_id: int | None = None

    def make(self, run: LiveRun, standing: Standing) -> tuple[Frame, Notice | None]:
        """Return the frame of the moment at which a run stands, and what is to be told with it."""
        moment = (run.run_id, run.trainer.step_count)
        views = self.turns.take(moment, is_fast=standing.is_fast, has_surface=self._gate.surface_is_ready)
        snapshot = run.moment(standing.status, standing.steps_per_second, views)
        wants_timeline = views.has_curves or not standing.is_fast or run.run_id != self._told_run_id
        self._told_run_id = run.run_id
        traces = self.next_trace.is_wanted and standing.status is not RunStatus.RUNNING
        trace, chosen, notice = self.next_trace.of(run) if traces else (None, (), None)
        frame = Frame(
            snapshot,
            cheap_field(snapshot) if self._gate.field_is_wanted else None,
            timeline_state(run, standing.training_id, standing.seek_id) if wants_timeline else None,
            traced=traces,
            trace=trace,
            chosen=chosen,
            last_update=None if trace is None else run.timeline.last_update(),
        )
        return frame, notice
