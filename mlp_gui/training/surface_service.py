"""The loss surface, computed beside the training: coarse while it moves, fine at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Slot

import mlp_core as mlp
from mlp_gui.state.racing import RaceStatus
from mlp_gui.state.snapshot import RunStatus, Views
from mlp_gui.state.surface_picture import COARSE, FINE
from mlp_gui.training.frame_clock import paint_now
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pacing import is_full_speed
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.surface_picture import Plane, SurfacePicture, SurfaceRequest
    from mlp_gui.training.frame_clock import FrameClock
    from mlp_gui.training.gate import Gate

REST_MS: Final = 90
RUNNING_REST_MS: Final = 400
"""After so long without anything newer the picture is refined; frames of a running run may be far apart."""
BETWEEN_MS: Final = 66
"""While training runs, from one picture to the next: more would cost training its time and show no more."""


class SurfaceTask(PoolTask["SurfacePicture"]):
    """One surface.

    Parameters
    ----------
    request : SurfaceRequest
        What is computed from.
    resolution : int
        Points along each axis.
    known : SurfacePicture or None
        The last one, whose losses may still hold.
    results : Mailbox
    gate : Gate
        See `PoolTask`.
    """

    def __init__(
        self,
        request: SurfaceRequest,
        resolution: int,
        known: SurfacePicture | None,
        results: Mailbox,
        gate: Gate,
    ) -> None:
        super().__init__(results, gate)
        self.request = request
        self.resolution = resolution
        self._known = known

    def compute(self, cancelled: Callable[[], bool]) -> SurfacePicture:
        """Compute the surface; what that needs is loaded with the first one."""
        from mlp_gui.training.surface_plane import compute_picture

        return compute_picture(self.request, self.resolution, cancelled, self._known)


class SurfaceService(QObject):
    """Keeps the session's loss surface up to date, as long as somebody looks.

    One picture is computed at a time, and always the newest that is wanted, so that nothing ever queues. A picture of
    an older moment of the same plane is finished and shown: while training runs there always is a newer one.

    Parameters
    ----------
    session : Session
        Whose surface it is.
    gate : Gate
        Where it stands aside while the window paints.
    frame_clock : FrameClock
        Knows whether it does.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, gate: Gate, frame_clock: FrameClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gate = gate
        self._frame_clock = frame_clock
        self._surface = session.surface
        self._is_shut_down = False
        self._is_waiting = False
        self._ready: SurfacePicture | None = None
        self._task: SurfaceTask | None = None
        self._answered: SurfaceTask | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.timeout.connect(self._on_rested)
        self._rest_ms = REST_MS
        self._pause_timer = QTimer(self)
        self._pause_timer.setSingleShot(True)
        self._pause_timer.timeout.connect(self._on_paused)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        self._surface.plane_changed.connect(self._on_plane_changed)
        self._surface.active_changed.connect(self._on_active_changed)
        session.racing.report_changed.connect(self._on_race_changed)
        frame_clock.frame_ended.connect(self._on_frame_ended)
        self._follow()

    @property
    def is_idle(self) -> bool:
        """Whether all is computed that is wanted."""
        timers = (self._rest_timer, self._pause_timer)
        return self._task is None and self._ready is None and not any(timer.isActive() for timer in timers)

    def be_prompt(self) -> None:
        """Refine at once what has come to rest: somebody waits for it, and for nothing else."""
        self._rest_ms = 0

    def shutdown(self) -> None:
        """Give up what is being computed and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._stop()
            self._pool.waitForDone()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.views is Views.SURFACE or (snapshot.views.has_curves and not self._is_fast):
            self._give_ready()
            self._follow()
        elif self._is_fast and self._task is None and self._ready is None:
            self._follow()

    @Slot()
    def _on_frame_ended(self) -> None:
        if not self._is_fast:
            self._give_ready()

    @Slot(object)
    def _on_plane_changed(self, _plane: Plane) -> None:
        self._follow()

    @Slot(object)
    def _on_race_changed(self, _report: object) -> None:
        self._follow()

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        if active:
            self._follow()
        else:
            self._stop()

    def _follow(self) -> None:
        """Compute the newest picture as soon as the last one is done; at once where that is of another plane."""
        self._keep_ready(None)
        if self._is_shut_down or not self._surface.is_active:
            return
        request = self._surface.request()
        if request is None:
            return
        is_moving = self._is_running or self._session.racing.status is RaceStatus.RUNNING
        self._rest_timer.start(RUNNING_REST_MS if is_moving else self._rest_ms)
        self._is_waiting = True
        task = self._task
        if task is None:
            self._start_waiting()
        elif task.resolution != COARSE or not _is_alike(task.request, request):
            task.cancel()

    @Slot()
    def _on_rested(self) -> None:
        if self._task is None:
            self._start(FINE)

    @Slot()
    def _on_paused(self) -> None:
        if self._task is None and self._is_waiting:
            self._start_waiting()

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, SurfaceTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        if not self._surface.is_active:
            return
        if isinstance(task.failure, mlp.MlpError):
            self._surface.receive_problem(task.request, str(task.failure))
        elif task.failure is not None:
            self._surface.receive_problem(task.request, f"The loss surface cannot be drawn: {task.failure}")
        elif task.result is not None:
            self._give(task.result)
        if self._is_waiting:
            self._start_waiting()
        elif task.result is not None and not task.result.is_fine and not self._rest_timer.isActive():
            self._start(FINE)

    def _give(self, picture: SurfacePicture) -> None:
        """Give the session a picture: at full speed in a frame of its own, else between two, so that none is long."""
        if self._is_fast or self._frame_clock.has_frame:
            self._keep_ready(picture)
        else:
            self._surface.receive_picture(picture)
            paint_now()

    def _give_ready(self) -> None:
        if self._ready is not None:
            ready = self._ready
            self._keep_ready(None)
            self._surface.receive_picture(ready)

    def _keep_ready(self, picture: SurfacePicture | None) -> None:
        self._ready = picture
        self._gate.surface_is_ready = picture is not None

    @property
    def _is_fast(self) -> bool:
        return self._is_running and is_full_speed(self._session.speed)

    @property
    def _is_running(self) -> bool:
        snapshot = self._session.snapshot
        return snapshot is not None and snapshot.status is RunStatus.RUNNING

    def _start_waiting(self) -> None:
        """Begin the newest picture, but not sooner after the last one than it takes to see that."""
        if not self._pause_timer.isActive():
            if self._is_running:
                self._pause_timer.start(BETWEEN_MS)
            self._start(COARSE)

    def _start(self, resolution: int) -> None:
        request = self._surface.request()
        if request is not None:
            self._is_waiting = False
            self._task = SurfaceTask(request, resolution, self._surface.picture, self._results, self._gate)
            self._pool.start(self._task.run)

    def _stop(self) -> None:
        self._is_waiting = False
        self._keep_ready(None)
        self._rest_timer.stop()
        self._pause_timer.stop()
        if self._task is not None:
            self._task.cancel()


def _is_alike(one: SurfaceRequest, other: SurfaceRequest) -> bool:
    return one.number == other.number and one.snapshot.run_id == other.snapshot.run_id
