"""A picture beside the training: always the newest that is wanted, none that is not, and failures told once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal

import mlp_core as mlp
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import Notice, RunStatus, Snapshot, Views
from mlp_gui.training.gate import Gate
from mlp_gui.training.picture_service import PictureService

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    snapshot: Snapshot


class Owner(QObject):
    """Wants a picture of the session's moment, as long as it is told to."""

    wanted_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.is_on = True
        self.pictures: list[object] = []

    def request(self) -> Request | None:
        """Return the present moment."""
        snapshot = self._session.snapshot
        return Request(snapshot) if self.is_on and snapshot is not None else None

    def receive_picture(self, picture: object) -> None:
        """Note what came."""
        self.pictures.append(picture)


class Bench:
    """A session, an owner and a service whose computation waits to be let go."""

    def __init__(self) -> None:
        self.session = Session()
        self.owner = Owner(self.session)
        self.go = threading.Semaphore(0)
        self.asked: list[int] = []
        self.failure: Exception | None = None
        self.service = PictureService(self.session, self.owner, self.compute, "The thing", Gate(), self.session)
        self.first = self._first()

    def compute(self, request: Request, cancelled: Callable[[], bool]) -> int:
        """Return the moment's step; called on the pool."""
        self.asked.append(request.snapshot.step)
        assert self.go.acquire(timeout=20)
        if cancelled():
            raise mlp.Cancelled("no longer wanted")
        if self.failure is not None:
            raise self.failure
        return request.snapshot.step

    def show(self, step: int, **fields: object) -> None:
        """Deliver a moment."""
        self.session.receive_snapshot(replace(self.first, step=step, **fields))

    def _first(self) -> Snapshot:
        experiment = self.session.experiment
        dataset, network, _ = experiment.build()
        history = mlp.History("accuracy")
        history.append(0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
        return Snapshot(
            self.session.run_id, experiment, dataset, network.frozen_copy(), None, 0, 0, 1, 0, 0.1, history.view(), 0.0,
            RunStatus.PAUSED,
        )  # fmt: skip


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    """Return a service that is ended afterwards."""
    bench = Bench()
    yield bench
    for _ in range(9):
        bench.go.release()
    bench.service.shutdown()


def test_only_the_newest_of_what_came_meanwhile_is_computed(bench: Bench, qtbot: QtBot) -> None:
    """The first is finished and shown, then the last; those between are never begun."""
    bench.show(1)
    qtbot.waitUntil(lambda: bench.asked == [1], timeout=20_000)
    for step in (2, 3, 4):
        bench.show(step)
    bench.go.release()
    qtbot.waitUntil(lambda: bench.asked == [1, 4], timeout=20_000)
    bench.go.release()
    qtbot.waitUntil(lambda: bench.owner.pictures == [1, 4], timeout=20_000)


def test_nothing_is_computed_while_nothing_is_wanted(bench: Bench, qtbot: QtBot) -> None:
    """What is under way is given up; wanted again, the present moment is computed."""
    bench.show(1)
    qtbot.waitUntil(lambda: bench.asked == [1], timeout=20_000)
    bench.owner.is_on = False
    bench.owner.wanted_changed.emit()
    bench.go.release()
    qtbot.waitUntil(lambda: bench.service._task is None, timeout=20_000)
    bench.show(2)
    assert bench.asked == [1]
    assert bench.owner.pictures == []
    bench.owner.is_on = True
    bench.owner.wanted_changed.emit()
    bench.go.release()
    qtbot.waitUntil(lambda: bench.owner.pictures == [2], timeout=20_000)


def test_what_fails_is_told_once(bench: Bench, qtbot: QtBot) -> None:
    """Every moment fails alike; one that works takes the notice back, and after it, it is told again."""
    told: list[Notice] = []
    bench.session.notice_posted.connect(told.append)
    for step, failure in ((1, ValueError("odd")), (2, ValueError("odd")), (3, None), (4, ValueError("odd"))):
        bench.failure = failure
        bench.show(step)
        bench.go.release()
        qtbot.waitUntil(lambda step=step: bench.asked[-1:] == [step] and bench.service._task is None, timeout=20_000)
        assert (bench.session.notices.current is None) == (failure is None)
    assert [notice.text for notice in told] == ["The thing cannot be drawn: odd"] * 2
    assert bench.owner.pictures == [3]


def test_at_full_speed_it_comes_with_the_next_moment_of_the_pictures(bench: Bench, qtbot: QtBot) -> None:
    """So that both are one painting; a moment that is the curves' turn brings nothing and asks for nothing."""
    bench.session.set_speed(None)
    bench.show(1, status=RunStatus.RUNNING)
    bench.go.release()
    qtbot.waitUntil(lambda: bench.service._task is None and bench.service._ready is not None, timeout=20_000)
    assert bench.owner.pictures == []
    bench.show(2, status=RunStatus.RUNNING, views=Views.CURVES)
    assert bench.owner.pictures == []
    bench.show(3, status=RunStatus.RUNNING, views=Views.PICTURES)
    assert bench.owner.pictures == [1]
    qtbot.waitUntil(lambda: bench.asked == [1, 3], timeout=20_000)


def test_after_shutdown_nothing_is_begun(bench: Bench) -> None:
    """And what was under way is gone."""
    bench.go.release()
    bench.service.shutdown()
    bench.show(1)
    assert bench.asked == []
