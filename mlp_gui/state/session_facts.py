"""What the session knows of its run: the facts that it owns, and the signals that tell when they change."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from weakref import finalize

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Notice, Snapshot, UnitField

UNDO_LIMIT = 200


class SessionFacts(QObject):
    """Experiment, run, newest moment, speed and undo; `Session` is how they are changed.

    Parameters
    ----------
    experiment : mlp_core.Experiment, optional
        What to start with; the example "xor" by default.
    parent : QObject, optional
        Owner.
    """

    experiment_changed = Signal(object)  # mlp.Experiment
    title_changed = Signal(str)
    opened = Signal()  # an experiment was opened, if only the same one again
    example_opened = Signal(str)  # it was the example of that name
    status_changed = Signal(object)  # RunStatus
    snapshot_changed = Signal(object)  # Snapshot
    unit_field_changed = Signal(object)  # UnitField
    speed_changed = Signal(object)  # float, or None for as fast as it goes
    notice_posted = Signal(object)  # Notice
    notice_taken_back = Signal(object)  # Notice
    request_posted = Signal(object)  # one of mlp_gui.state.requests

    def __init__(self, experiment: mlp.Experiment | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment = mlp.EXAMPLES["xor"] if experiment is None else experiment
        self._run_ids = count(1)
        self._run_id = next(self._run_ids)
        self._status = RunStatus.PAUSED
        self._snapshot: Snapshot | None = None
        self._unit_field: UnitField | None = None
        self._speed: float | None = None
        self._undo_stack = QUndoStack(self)
        self._undo_stack.setUndoLimit(UNDO_LIMIT)
        # Python's collector takes commands apart before their stack, which then deletes what is gone: a crash.
        finalize(self, _empty, self._undo_stack).atexit = False

    @property
    def experiment(self) -> mlp.Experiment:
        """What is being run."""
        return self._experiment

    @property
    def title(self) -> str:
        """What the experiment is called."""
        return self._experiment.title

    @property
    def run_id(self) -> int:
        """Id of the current run; what comes from another run is dropped."""
        return self._run_id

    @property
    def status(self) -> RunStatus:
        """What the worker last said that it is doing."""
        return self._status

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest moment shown; just after a change it may still be of the run before."""
        return self._snapshot

    @property
    def unit_field(self) -> UnitField | None:
        """The newest answers of every unit over the plane; None where the data have more than two inputs."""
        return self._unit_field

    def new_run_id(self) -> int:
        """Return an id that no run has had."""
        return next(self._run_ids)

    @property
    def speed(self) -> float | None:
        """Steps a second to take; None for as fast as it goes."""
        return self._speed

    @property
    def undo_stack(self) -> QUndoStack:
        """What can be undone and redone."""
        return self._undo_stack

    def post(self, notice: Notice) -> None:
        """Tell the user something, in the window."""
        self.notice_posted.emit(notice)

    def take_back(self, notice: Notice) -> None:
        """Let a notice go that was posted and is true no more."""
        self.notice_taken_back.emit(notice)


def _empty(stack: QUndoStack) -> None:
    """Let go of all commands, unless Qt has deleted the stack with its owner."""
    if isValid(stack):
        stack.clear()
