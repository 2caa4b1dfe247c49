"""What every unit answers over the plane, computed beside the training: coarse while it moves, fine at rest."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Slot

import mlp_core as mlp
from mlp_gui.state.snapshot import Notice, Snapshot, UnitField
from mlp_gui.training.mailbox import Mailbox

if TYPE_CHECKING:
    from mlp_gui.state.session import Session

COARSE: Final = 48
FINE: Final = 128
"""Points along each axis."""
REST_MS: Final = 60
"""After so long without a newer snapshot the picture is refined."""


class FieldTask(QRunnable):
    """One computation on the pool.

    Parameters
    ----------
    snapshot : Snapshot
        What is computed from.
    resolution : int
        Points along each axis.
    results : Mailbox
        Where the answer goes: itself, with `unit_field` or `failure` filled in; neither if it was cancelled.
    """

    def __init__(self, snapshot: Snapshot, resolution: int, results: Mailbox) -> None:
        super().__init__()
        # The service keeps it as long as it runs; Qt and Python must not both think that they own it.
        self.setAutoDelete(False)
        self.snapshot = snapshot
        self.resolution = resolution
        self.unit_field: UnitField | None = None
        self.failure: Exception | None = None
        self._results = results
        self._cancelled = Event()

    def cancel(self) -> None:
        """Have it give up soon."""
        self._cancelled.set()

    def run(self) -> None:
        """Compute; called by the pool."""
        snapshot = self.snapshot
        x_range, y_range = snapshot.dataset.domain
        try:
            grid = mlp.decision_grid(
                snapshot.network,
                snapshot.dataset.input_map,
                x_range,
                y_range if snapshot.dataset.points.shape[1] == 2 else None,
                resolution=self.resolution,
                cancelled=self._cancelled.is_set,
            )
        except mlp.Cancelled:
            pass
        except Exception as error:  # noqa: BLE001  (nothing may escape into the pool's thread)
            self.failure = error
        else:
            self.unit_field = UnitField(snapshot.run_id, snapshot.step, grid)
        self._results.put(self)


class FieldService(QObject):
    """Keeps the session's unit field up to date with its snapshots, as far as somebody looks.

    One computation at a time: while it runs, newer snapshots replace one another, and the newest is next. So it keeps
    up as well as it can and never queues.

    Parameters
    ----------
    session : Session
        Whose snapshots are answered.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_active = True
        self._is_shut_down = False
        self._newest: Snapshot | None = None
        self._is_waiting = False
        self._task: FieldTask | None = None
        self._answered: FieldTask | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST_MS)
        self._rest_timer.timeout.connect(self._on_rested)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def is_active(self) -> bool:
        """Whether anybody looks."""
        return self._is_active

    def set_active(self, active: bool) -> None:
        """Compute or not, as somebody looks or nobody does; begins with the newest snapshot."""
        if active == self._is_active:
            return
        self._is_active = active
        if active and self._session.snapshot is not None:
            self._on_snapshot_changed(self._session.snapshot)
        elif not active:
            self._stop()

    def shutdown(self) -> None:
        """Give up what is being computed and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._session.snapshot_changed.disconnect(self._on_snapshot_changed)
            self._stop()
            self._pool.waitForDone()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        self._newest = snapshot
        if not self._is_active or snapshot.dataset.points.shape[1] not in (1, 2):
            return
        self._is_waiting = True
        self._rest_timer.start()
        task = self._task
        if task is None:
            self._start(COARSE)
        elif task.resolution != COARSE or task.snapshot.run_id != snapshot.run_id:
            task.cancel()

    @Slot()
    def _on_rested(self) -> None:
        if self._task is None and self._is_active:
            self._start(FINE)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, FieldTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        if task.unit_field is not None and self._is_active:
            self._session.receive_unit_field(task.unit_field)
        elif task.failure is not None:
            self._session.post(Notice(f"The decision region cannot be drawn: {task.failure}", "error"))
        if self._is_active and self._is_waiting:
            self._start(COARSE)
        elif self._is_active and not self._rest_timer.isActive() and task.resolution == COARSE:
            self._start(FINE)

    def _start(self, resolution: int) -> None:
        if self._newest is None:
            return
        self._is_waiting = False
        self._task = FieldTask(self._newest, resolution, self._results)
        self._pool.start(self._task)

    def _stop(self) -> None:
        self._is_waiting = False
        self._rest_timer.stop()
        if self._task is not None:
            self._task.cancel()
