"""What every unit answers over the plane, computed beside the training: coarse while it moves, fine at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Slot

from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.training.frame import COARSE, FINE, compute_field, has_field
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pacing import is_full_speed
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot, UnitField
    from mlp_gui.training.frame import Frame
    from mlp_gui.training.gate import Gate

REST_MS: Final = 60
RUNNING_REST_MS: Final = 250
"""After so long without a newer frame the picture is refined; frames of a running run may be far apart."""


class FieldTask(PoolTask["UnitField"]):
    """One field.

    Parameters
    ----------
    snapshot : Snapshot
        What is computed from.
    resolution : int
        Points along each axis.
    results : Mailbox
    gate : Gate
        See `PoolTask`.
    """

    def __init__(self, snapshot: Snapshot, resolution: int, results: Mailbox, gate: Gate) -> None:
        super().__init__(results, gate)
        self.snapshot = snapshot
        self.resolution = resolution

    def compute(self, cancelled: Callable[[], bool]) -> UnitField:
        """Compute the units' answers."""
        return compute_field(self.snapshot, self.resolution, cancelled)


class FieldService(QObject):
    """Keeps the session's unit field up to date, as far as somebody looks.

    The coarse field of a small network comes along with its frame. What is left is computed here, on a pool: the
    coarse field of a large network, one at a time and always of the newest snapshot, so that nothing ever queues; and
    the fine field of whatever has come to rest.

    Parameters
    ----------
    session : Session
        Who is told.
    gate : Gate
        Where the worker sees whether somebody looks.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gate = gate
        self._gate.field_is_wanted = True
        self._is_shut_down = False
        self._newest: Snapshot | None = None
        self._is_waiting = False
        self._complaint: Notice | None = None
        self._ready: UnitField | None = None
        self._task: FieldTask | None = None
        self._answered: FieldTask | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.timeout.connect(self._on_rested)
        self._rest_ms = REST_MS

    @property
    def is_idle(self) -> bool:
        """Whether all is computed that is wanted."""
        return self._task is None and not self._rest_timer.isActive()

    def be_prompt(self) -> None:
        """Refine at once what has come to rest: somebody waits for it, and for nothing else."""
        self._rest_ms = 0

    @property
    def is_active(self) -> bool:
        """Whether anybody looks."""
        return self._gate.field_is_wanted

    @Slot(bool)
    def set_active(self, active: bool) -> None:
        """Compute or not, as somebody looks or nobody does; begins with the newest snapshot."""
        if active == self.is_active or self._is_shut_down:
            return
        self._gate.field_is_wanted = active
        if active and self._session.snapshot is not None:
            self._follow(self._session.snapshot, needs_coarse=True)
        elif not active:
            self._stop()

    def follow(self, frame: Frame) -> None:
        """Compute what `frame` does not bring along; called when the session has it."""
        if self.is_active and not self._is_shut_down:
            if self._ready is not None:
                self._session.receive_unit_field(self._ready)
            self._follow(frame.snapshot, needs_coarse=frame.unit_field is None)

    def shutdown(self) -> None:
        """Give up what is being computed and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._gate.field_is_wanted = False
            self._stop()
            self._pool.waitForDone()

    def _follow(self, snapshot: Snapshot, *, needs_coarse: bool) -> None:
        self._ready = None
        self._newest = snapshot
        if not has_field(snapshot):
            return
        self._rest_timer.start(RUNNING_REST_MS if snapshot.status is RunStatus.RUNNING else self._rest_ms)
        self._is_waiting = needs_coarse
        task = self._task
        if task is None:
            self._start_waiting()
        elif task.resolution != COARSE or task.snapshot.run_id != snapshot.run_id or not needs_coarse:
            task.cancel()

    @Slot()
    def _on_rested(self) -> None:
        if self._task is None and self.is_active:
            self._start(FINE)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, FieldTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        if not self.is_active:
            return
        if task.failure is not None:
            self._complaint = Notice(f"The decision region cannot be drawn: {task.failure}", "error")
            self._session.post(self._complaint)
        elif task.result is not None:
            if self._complaint is not None:
                self._session.take_back(self._complaint)
                self._complaint = None
            self._give(task.result)
        if self._is_waiting:
            self._start_waiting()
        elif not self._rest_timer.isActive() and not self._is_refined_by(task):
            # Coarse, or given up so late that the picture had come to rest before.
            self._start(FINE)

    def _is_refined_by(self, task: FieldTask) -> bool:
        """Whether nothing finer is to be had than what a task answered, or nothing at all."""
        return task.failure is not None or (
            task.resolution == FINE and task.result is not None and task.snapshot is self._newest
        )

    def _give(self, unit_field: UnitField) -> None:
        """Give a field to the session: at full speed with the next frame, so that both are one painting."""
        newest = self._newest
        if newest is not None and newest.status is RunStatus.RUNNING and is_full_speed(self._session.speed):
            self._ready = unit_field
        else:
            self._session.receive_unit_field(unit_field)

    def _start_waiting(self) -> None:
        if self._is_waiting:
            self._start(COARSE)

    def _start(self, resolution: int) -> None:
        if self._newest is None or not has_field(self._newest):
            return
        self._is_waiting = False
        self._task = FieldTask(self._newest, resolution, self._results, self._gate)
        self._pool.start(self._task.run)

    def _stop(self) -> None:
        self._is_waiting = False
        self._ready = None
        self._rest_timer.stop()
        if self._task is not None:
            self._task.cancel()
