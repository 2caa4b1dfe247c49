"""The session asks the worker, and keeps only what belongs to its run."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any
from weakref import ref

import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.requests import (
    ComeBack,
    GoBack,
    Pause,
    Play,
    SetParameters,
    SetSpeed,
    StepBatch,
    StepEpoch,
)
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import Notice, RunStatus, UnitField
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.state.conftest import Listener


def test_it_starts_with_xor_at_rest(session: Session) -> None:
    """A first example, paused, as fast as it goes, nothing to undo."""
    assert session.experiment == mlp.EXAMPLES["xor"]
    assert session.status is RunStatus.PAUSED
    assert (session.snapshot, session.unit_field, session.speed) == (None, None, None)
    assert not session.undo_stack.canUndo()


def test_a_session_is_freed_with_its_commands(qapp: object) -> None:
    """Commands do not keep alive what owns them."""
    session = Session()
    session.add_layer(0)
    session.undo_stack.undo()
    freed = ref(session)
    del session
    gc.collect()
    assert freed() is None


def test_new_weights_take_the_next_seed_and_reset_the_same(session: Session) -> None:
    """Both start again; the seed can be seen and set."""
    seed = session.experiment.network.seed
    session.reset()
    assert session.experiment.network.seed == seed
    session.new_weights()
    assert session.experiment.network.seed == seed + 1


@pytest.mark.parametrize(("index", "value"), [(0, float("nan")), (0, float("inf")), (10_000, 1.0), (-1, 1.0), (0, "x")])
def test_a_weight_that_is_no_number_is_refused(session: Session, listener: Listener, index: int, value: Any) -> None:
    """So is one that is not there."""
    session.receive_snapshot(first_snapshot(session))
    session.set_parameter(index, value)
    assert listener.requests == []
    assert len(listener.notices) == 1


def test_a_weight_of_the_run_before_is_not_set(session: Session, listener: Listener) -> None:
    """Between a change and the first snapshot after it, indices mean nothing."""
    session.set_parameter(0, 1.0)
    session.receive_snapshot(first_snapshot(session))
    session.add_layer(0)
    session.set_parameter(0, 1.0)
    assert len(listener.notices) == 2
    assert not any(isinstance(request, SetParameters) for request in listener.requests)


def test_run_requests_are_passed_on(session: Session, listener: Listener) -> None:
    """Toggling alternates before the worker has answered, and follows it after."""
    session.toggle()
    session.toggle()
    session.toggle()
    session.receive_status(RunStatus.PAUSED)
    session.toggle()
    session.step_batch()
    session.step_epoch()
    session.go_back()
    session.set_speed(30)
    session.set_speed(None)
    went_back = listener.requests[6]
    assert isinstance(went_back, GoBack)
    run = [Play(), Pause(), Play(), Play(), StepBatch(), StepEpoch(), went_back]
    assert listener.requests == [*run, SetSpeed(30.0), SetSpeed(None)]
    session.undo_stack.undo()
    assert listener.requests[-1] == ComeBack(went_back.edit_id)


def test_a_snapshot_of_another_run_is_dropped(session: Session, qtbot: QtBot) -> None:
    """A worker that was slow does not overwrite the new workspace; nor does an old field."""
    stale = first_snapshot(session)
    session.reset()
    with qtbot.assertNotEmitted(session.snapshot_changed), qtbot.assertNotEmitted(session.unit_field_changed):
        session.receive_snapshot(stale)
        session.receive_unit_field(UnitField(stale.run_id, 0, None))  # type: ignore[arg-type]
    assert session.snapshot is None
    fresh = first_snapshot(session)
    with qtbot.waitSignal(session.snapshot_changed, check_params_cb=fresh.__eq__):
        session.receive_snapshot(fresh)


def test_a_field_of_a_run_that_is_no_longer_shown_is_not_kept(session: Session) -> None:
    """A view made later never finds the field of one network beside another network."""
    session.receive_snapshot(first_snapshot(session))
    session.receive_unit_field(UnitField(session.run_id, 0, None))  # type: ignore[arg-type]
    session.add_layer(0)
    session.receive_snapshot(first_snapshot(session))
    assert session.unit_field is None


def test_a_refusal_of_an_old_run_is_only_told(session: Session, listener: Listener) -> None:
    """The user has moved on already."""
    old = session.run_id
    session.reset()
    before = session.experiment
    session.receive_refusal(old, Notice("no room", "warning"))
    assert session.experiment == before
    assert len(listener.notices) == 1


def test_the_cursor_lets_go_of_what_is_gone(session: Session) -> None:
    """A unit of the old network is not marked in the new one."""
    session.cursor.set_selected(Mark("unit", layer=0, unit=0))
    session.set_training(l2=0.01)
    assert session.cursor.selected is not None
    session.remove_layer(0)
    assert session.cursor.selected is None


def test_a_session_with_something_to_undo_is_freed_without_a_crash(qapp: object) -> None:
    """Undo commands of a dead session do not take the process down, whether done or undone."""
    for undone in (0, 1, 3):
        session = Session()
        for position in range(3):
            session.add_layer(position)
        for _ in range(undone):
            session.undo_stack.undo()
        freed = ref(session)
        del session
        gc.collect()
        assert freed() is None
