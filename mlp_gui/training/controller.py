"""The controller: starts the worker's thread, carries requests to it and its answers to the session, and ends it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Slot

from mlp_gui.state.requests import Configure, SetSpeed
from mlp_gui.state.snapshot import RunStatus, Views
from mlp_gui.training.field_service import FieldService
from mlp_gui.training.file_service import FileService
from mlp_gui.training.frame import Frame
from mlp_gui.training.frame_clock import FrameClock, paint_now
from mlp_gui.training.gate import Gate
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pacing import is_full_speed
from mlp_gui.training.project_service import ProjectService
from mlp_gui.training.race_service import RaceService
from mlp_gui.training.region_services import RegionServices
from mlp_gui.training.surface_service import SurfaceService
from mlp_gui.training.table_service import TableService
from mlp_gui.training.worker import TrainingWorker

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.project_orders import Recorded
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Notice
    from mlp_gui.state.timeline_state import TimelineState

SWITCH_INTERVAL: Final = 5e-4
"""Seconds after which a thread that waits for the interpreter gets it; Python's own 5 ms make every event late."""


class TrainingController(QObject):
    """Runs the session's experiment on a thread of its own.

    The thread starts at once and is told of the session's experiment. `shutdown` has to be called before the
    application ends; after that, requests go nowhere.

    Parameters
    ----------
    session : Session
        Whose requests are carried out, and who is told.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._former_switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._gate = Gate()
        self._mailbox = Mailbox(self)
        self._mailbox.available.connect(self._on_frame_available)
        self._frame_clock = FrameClock(self._gate, self)
        self._field_service = FieldService(session, self._gate, self)
        self._surface_service = SurfaceService(session, self._gate, self._frame_clock, self)
        self._region_services = RegionServices(session, self._gate, self)
        self._race_service = RaceService(session, self)
        self._table_service = TableService(session.own_data.tables, self)
        self._file_service = FileService(session.files, self)
        self._project_service = ProjectService(session, self)
        self._thread = QThread(self)
        self._thread.setObjectName("training")
        self._worker = TrainingWorker(self._gate, self._mailbox)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._thread.finished.connect(self._worker.deleteLater)
        self._worker.status_changed.connect(self._on_status_changed)
        self._worker.notice_posted.connect(self._on_notice_posted)
        self._worker.refused.connect(self._on_refused)
        self._worker.stopped.connect(self._on_stopped)
        self._worker.replayed.connect(self._on_replayed)
        self._worker.recorded.connect(self._on_recorded)
        session.request_posted.connect(self._on_request_posted)
        session.surface.active_changed.connect(self._frame_clock.set_followed)
        self._gate.post(SetSpeed(session.speed))
        self._gate.post(Configure(session.run_id, session.experiment))
        self._frame_clock.set_full_speed(is_full_speed(session.speed))
        self._frame_clock.start()
        self._thread.start()

    @property
    def frame_clock(self) -> FrameClock:
        """Who has to be told when the window has painted."""
        return self._frame_clock

    @property
    def race_service(self) -> RaceService:
        """Who runs the races, and has to be told when the window has painted too."""
        return self._race_service

    @property
    def field_service(self) -> FieldService:
        """Who computes what every unit answers over the plane."""
        return self._field_service

    @property
    def is_idle(self) -> bool:
        """Whether every picture of the newest moment is there that is wanted."""
        services = (self._field_service.is_idle, self._surface_service.is_idle, self._region_services.is_idle)
        return all(services)

    def be_prompt(self) -> None:
        """Refine pictures at once, for whoever waits for every one of them."""
        self._field_service.be_prompt()
        self._surface_service.be_prompt()

    @property
    def is_alive(self) -> bool:
        """Whether the worker's thread runs."""
        return self._thread.isRunning()

    def shutdown(self, timeout_ms: int = 1000) -> bool:
        """End the thread and wait for it, at most `timeout_ms`; return whether it has ended."""
        if self._gate.is_stopped:
            return self._thread.wait(timeout_ms)
        self._session.request_posted.disconnect(self._on_request_posted)
        self._gate.stop()
        self._frame_clock.stop()
        self._field_service.shutdown()
        self._surface_service.shutdown()
        self._region_services.shutdown()
        self._race_service.shutdown()
        self._table_service.shutdown()
        self._file_service.shutdown()
        self._project_service.shutdown()
        self._thread.quit()
        sys.setswitchinterval(self._former_switch_interval)
        return self._thread.wait(timeout_ms)

    @Slot(object)
    def _on_request_posted(self, request: object) -> None:
        if isinstance(request, SetSpeed):
            self._frame_clock.set_full_speed(is_full_speed(request.steps_per_second))
        self._gate.post(request)

    @Slot()
    def _on_frame_available(self) -> None:
        frame = self._mailbox.take()
        if not isinstance(frame, Frame) or self._gate.is_stopped:
            return
        is_half = frame.snapshot.views is not Views.ALL
        # On the way to a moment, and through an epoch, it trains too, though it does not run.
        self._frame_clock.begin(at_rest=is_half and frame.snapshot.status is not RunStatus.RUNNING)
        if frame.timeline is not None:
            self._session.stepping.receive_timeline(frame.timeline)
        self._session.receive_snapshot(frame.snapshot)
        if frame.traced:
            self._session.stepping.receive_trace(frame.snapshot.run_id, frame.trace, frame.chosen, frame.last_update)
        if frame.unit_field is not None:
            self._session.receive_unit_field(frame.unit_field)
        if frame.snapshot.views.has_pictures:
            self._field_service.follow(frame)
        self._frame_clock.given()

    @Slot(object)
    def _on_status_changed(self, status: RunStatus) -> None:
        self._session.receive_status(status)
        # Buttons and labels, which it changed, do not lengthen the frame that comes next.
        paint_now()

    @Slot(object)
    def _on_notice_posted(self, notice: Notice) -> None:
        self._session.post(notice)

    @Slot(object)
    def _on_replayed(self, timeline: TimelineState) -> None:
        self._session.stepping.receive_timeline(timeline)

    @Slot(object)
    def _on_recorded(self, recorded: Recorded) -> None:
        self._session.project.receive_record(recorded)

    @Slot(int, object)
    def _on_stopped(self, run_id: int, stop: mlp.Stop) -> None:
        self._session.stopping.receive(run_id, stop)

    @Slot(int, object)
    def _on_refused(self, run_id: int, notice: Notice) -> None:
        self._session.receive_refusal(run_id, notice)
