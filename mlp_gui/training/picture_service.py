"""A picture beside the training: what a view wants computed of each moment, on a pool, the newest request winning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QThreadPool, SignalInstance, Slot

from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pacing import is_full_speed
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.training.gate import Gate

    Compute = Callable[[Any, Callable[[], bool]], object]


class PictureOwner(Protocol):
    """Who says what is wanted, and takes it."""

    wanted_changed: SignalInstance

    def request(self) -> Any:
        """Return what is to be computed now, with its `snapshot`; None for nothing."""

    def receive_picture(self, picture: Any) -> None:
        """Take what was computed; called in the GUI thread."""


class PictureTask(PoolTask[object]):
    """One picture.

    Parameters
    ----------
    request : object
        What is computed from.
    work : callable (request, cancelled) -> picture
        Pure; raises `mlp_core.Cancelled` where `cancelled()` said so.
    results : Mailbox
    gate : Gate
        See `PoolTask`.
    """

    def __init__(self, request: Any, work: Compute, results: Mailbox, gate: Gate) -> None:
        super().__init__(results, gate)
        self.request = request
        self._work = work

    def compute(self, cancelled: Callable[[], bool]) -> object:
        """Compute the picture."""
        return self._work(self.request, cancelled)


class PictureService(QObject):
    """Keeps one picture up to date, as long as it is wanted.

    One is computed at a time, and always the newest that is wanted, so that nothing ever queues. One of an older moment
    of the same run is finished and shown: while training runs there always is a newer one.

    Parameters
    ----------
    session : Session
        Whose moments they are.
    owner : PictureOwner
        Says what is wanted, and takes it.
    compute : callable (request, cancelled) -> picture
        See `PictureTask`.
    what : str
        What cannot be drawn where the computation fails, for a message to the user.
    gate : Gate
        Where it stands aside while the window paints.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        session: Session,
        owner: PictureOwner,
        compute: Compute,
        what: str,
        gate: Gate,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = owner
        self._compute = compute
        self._what = what
        self._gate = gate
        self._is_shut_down = False
        self._is_waiting = False
        self._complaint: Notice | None = None
        self._ready: object | None = None
        self._task: PictureTask | None = None
        self._answered: PictureTask | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        owner.wanted_changed.connect(self._on_wanted_changed)
        self._follow()

    @property
    def is_idle(self) -> bool:
        """Whether all is computed that is wanted."""
        return self._task is None and self._ready is None

    def shutdown(self) -> None:
        """Give up what is being computed and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._is_waiting, self._ready = False, None
            if self._task is not None:
                self._task.cancel()
            self._pool.waitForDone()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if not snapshot.views.has_pictures and snapshot.status is RunStatus.RUNNING:
            return  # it is the turn of others, and whatever is given now would be painted too
        if self._ready is not None:
            ready, self._ready = self._ready, None
            self._owner.receive_picture(ready)
        self._follow()

    @Slot()
    def _on_wanted_changed(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """Compute the newest picture as soon as the last one is done; at once where that is of another run."""
        if self._is_shut_down:
            return
        request = self._owner.request()
        self._is_waiting = request is not None
        if request is None:
            self._ready = None
            if self._task is not None:
                self._task.cancel()
        elif self._task is None:
            self._start(request)
        elif self._task.request.snapshot.run_id != request.snapshot.run_id:
            self._task.cancel()

    def _start(self, request: Any) -> None:
        self._is_waiting = False
        self._task = PictureTask(request, self._compute, self._results, self._gate)
        self._pool.start(self._task.run)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, PictureTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        if task.failure is not None:
            self._complain(task.failure)
        elif task.result is not None:
            self._settle()
            self._give(task.result)
        request = self._owner.request() if self._is_waiting else None
        if request is not None:
            self._start(request)

    def _complain(self, failure: Exception) -> None:
        """Say it once: what fails fails with every frame."""
        if self._complaint is None:
            self._complaint = Notice(f"{self._what} cannot be drawn: {failure}", "error")
            self._session.post(self._complaint)

    def _settle(self) -> None:
        """Say no more that it cannot be drawn: it is."""
        if self._complaint is not None:
            complaint, self._complaint = self._complaint, None
            self._session.take_back(complaint)

    def _give(self, picture: object) -> None:
        """Give a picture to its owner: at full speed with the next frame, so that both are one painting."""
        snapshot = self._session.snapshot
        is_running = snapshot is not None and snapshot.status is RunStatus.RUNNING
        if is_running and is_full_speed(self._session.speed):
            self._ready = picture
        else:
            self._owner.receive_picture(picture)
