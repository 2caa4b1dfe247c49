"""What the units answer over the plane follows the snapshots, without ever queueing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.training import field_service
from mlp_gui.training import frame as frames
from mlp_gui.training.field_service import FieldService
from mlp_gui.training.frame import COARSE, FINE, Frame
from mlp_gui.training.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot, UnitField
    from mlp_gui.training.controller import TrainingController


def _field(session: Session) -> UnitField:
    assert session.unit_field is not None
    return session.unit_field


def test_at_rest_it_is_fine_and_of_this_very_step(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Coarse at first, then as fine as it gets, and equal to what the core computes."""
    with qtbot.waitSignal(session.unit_field_changed) as first:
        controller.field_service.set_active(True)
    assert first.args is not None
    assert first.args[0].grid.x.size == COARSE
    qtbot.waitUntil(lambda: _field(session).grid.x.size == FINE)
    snapshot = session.snapshot
    assert snapshot is not None
    expected = mlp.decision_grid(snapshot.network, snapshot.dataset.input_map, *snapshot.dataset.domain, FINE)
    assert np.array_equal(_field(session).grid.output, expected.output)
    assert _field(session).step == snapshot.step


def test_while_training_it_follows(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Each field is newer than the last, and at rest the last one is of the resting step."""
    controller.field_service.set_active(True)
    seen: list[int] = []
    session.play()
    for _ in range(10):
        with qtbot.waitSignal(session.unit_field_changed):
            pass
        seen.append(_field(session).step)
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.steps_per_second == 0.0)
    assert session.snapshot is not None
    resting = session.snapshot.step
    qtbot.waitUntil(lambda: _field(session).step == resting and _field(session).grid.x.size == FINE)
    assert seen == sorted(seen)


@pytest.mark.parametrize("dataset", ["sine", "not"])
def test_one_input_gives_a_line(session: Session, controller: TrainingController, qtbot: QtBot, dataset: str) -> None:
    """There is no second axis, and the units answer along the first."""
    controller.field_service.set_active(True)
    session.choose_dataset(dataset)
    qtbot.waitUntil(lambda: session.unit_field is not None and _field(session).run_id == session.run_id)
    assert _field(session).grid.y is None
    assert _field(session).grid.output.ndim == 2


def test_when_nobody_looks_nothing_is_computed(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Hidden views cost nothing; shown again they are filled at once."""
    assert not controller.field_service.is_active
    with qtbot.assertNotEmitted(session.unit_field_changed):
        for _ in range(5):
            with qtbot.waitSignal(session.snapshot_changed):
                session.step_batch()
    with qtbot.waitSignal(session.unit_field_changed):
        controller.field_service.set_active(True)


def test_a_failure_is_told_and_does_not_repeat_itself(
    session: Session, controller: TrainingController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that cannot be drawn is a notice, not a crash of the pool."""

    def fail(*_arguments: object, **_options: object) -> object:
        raise RuntimeError("no picture")

    monkeypatch.setattr(mlp, "decision_grid", fail)
    with qtbot.waitSignal(session.notice_posted, check_params_cb=lambda notice: "no picture" in notice.text):
        controller.field_service.set_active(True)
    monkeypatch.undo()
    session.step_batch()
    qtbot.waitUntil(lambda: session.unit_field is not None)


def test_what_was_given_up_late_is_refined_all_the_same(
    session: Session, controller: TrainingController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that is given up only when the next moment has been at rest for long leaves that one not coarse."""
    compute, began, may_end = field_service.compute_field, Event(), Event()

    def dawdle(snapshot: Snapshot, resolution: int, cancelled: Callable[[], bool]) -> UnitField:
        if resolution == FINE and not may_end.is_set():
            began.set()
            assert may_end.wait(20.0)
        return compute(snapshot, resolution, cancelled)

    monkeypatch.setattr(field_service, "compute_field", dawdle)
    service = controller.field_service
    service.set_active(True)
    qtbot.waitUntil(began.is_set, timeout=20_000)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.step_batch()
    qtbot.waitUntil(lambda: not service._rest_timer.isActive(), timeout=20_000)
    may_end.set()
    step = session.snapshot.step
    qtbot.waitUntil(lambda: (_field(session).step, _field(session).grid.x.size) == (step, FINE), timeout=20_000)


def test_ending_gives_up_what_is_computed(session: Session, controller: TrainingController) -> None:
    """The pool is empty afterwards, and later snapshots are not looked at."""
    service = FieldService(session, Gate())
    assert session.snapshot is not None
    for _ in range(2):
        service.follow(Frame(session.snapshot, None))
        service.shutdown()
    assert service._pool.activeThreadCount() == 0
    assert not service.is_active


@pytest.mark.parametrize("speed", [None, 60.0])
def test_a_large_network_is_followed_from_the_pool(
    session: Session, controller: TrainingController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, speed: float | None
) -> None:
    """Too much for the worker on its way: the fields come when they come, each newer than the last."""
    monkeypatch.setattr(frames, "CHEAP_FIELD", 0)
    session.set_speed(speed)
    controller.field_service.set_active(True)
    session.play()
    seen: list[int] = []
    for _ in range(10):
        with qtbot.waitSignal(session.unit_field_changed):
            pass
        seen.append(_field(session).step)
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
