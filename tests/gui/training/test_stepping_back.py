"""The way through a run with a worker behind it: forward trains, back restores, and a change is one undo away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.session import Session

if TYPE_CHECKING:
    import numpy as np
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.stepping import Stepping
    from mlp_gui.training.controller import TrainingController


@pytest.fixture
def session(qapp: object) -> Session:
    """Return a session that trains by small batches with Adam, so that order and moments matter."""
    example = mlp.EXAMPLES["circle"]
    return Session(replace(example, training=replace(example.training, optimizer="adam", batch_size=16)))


@pytest.fixture
def stepping(session: Session, controller: TrainingController, qtbot: QtBot) -> Stepping:
    """Return the step-through at the first step."""
    assert controller.is_alive
    session.stepping.set_active(True)
    qtbot.waitUntil(lambda: session.stepping.trace is not None)
    return session.stepping


def _parameters(session: Session) -> np.ndarray:
    assert session.snapshot is not None
    return session.snapshot.network.parameters


def _go(stepping: Stepping, qtbot: QtBot, *moves: str) -> None:
    for move in moves:
        getattr(stepping, move)()
        qtbot.waitUntil(lambda: not stepping.is_moving)


def test_forward_past_the_end_takes_exactly_the_traced_step(stepping: Stepping, session: Session, qtbot: QtBot) -> None:
    """The network's parameters are those that the trace told, and the next step is told from its first line."""
    for _ in range(3):
        trace = stepping.trace
        assert trace is not None
        _go(stepping, qtbot, "to_end", "forward")
        assert (_parameters(session) == trace.parameters_after).all()
        assert stepping.position == 0
        assert stepping.trace is not None
        assert (stepping.trace.parameters_before == trace.parameters_after).all()


def test_the_last_update_is_that_of_the_step_before(stepping: Stepping, qtbot: QtBot) -> None:
    """None at the start of a run; then, forward, back and after epochs at once, what the step before has changed."""
    assert stepping.last_update is None
    first = stepping.trace
    assert first is not None
    _go(stepping, qtbot, "to_end", "forward")
    stepping.set_granularity("epoch")
    _go(stepping, qtbot, "forward", "forward")
    stepping.set_granularity("term")
    _go(stepping, qtbot, "to_start", "back")
    before = stepping.trace
    assert before is not None
    _go(stepping, qtbot, "forward")
    assert stepping.last_update is not None
    assert (stepping.last_update == before.parameters_after - before.parameters_before).all()
    stepping.scrub(1)
    qtbot.waitUntil(lambda: stepping.trace is not None and stepping.trace.state_before.step_count == 1)
    assert (stepping.last_update == first.parameters_after - first.parameters_before).all()


def test_back_before_the_first_line_opens_the_step_before_at_its_last(
    stepping: Stepping, session: Session, qtbot: QtBot
) -> None:
    """Parameters, moments and the samples of the batch are those of then; at the very start it stays."""
    traces = []
    for _ in range(4):
        traces.append(stepping.trace)
        _go(stepping, qtbot, "to_end", "forward")
    for before in reversed(traces):
        _go(stepping, qtbot, "to_start", "back")
        trace = stepping.trace
        assert trace is not None
        assert before is not None
        assert stepping.walk is not None
        assert stepping.position == stepping.walk.end
        assert (trace.samples == before.samples).all()
        assert (trace.parameters_before == before.parameters_before).all()
        for name, slot in before.state_before.slots.items():
            assert (trace.state_before.slots[name] == slot).all()
        assert (_parameters(session) == before.parameters_before).all()
    _go(stepping, qtbot, "to_start", "back")
    assert stepping.position == -1


@pytest.mark.parametrize("grain", ["batch", "epoch"])
def test_whole_steps_and_epochs_go_there_and_back(
    stepping: Stepping, session: Session, qtbot: QtBot, grain: str
) -> None:
    """Each moment on the way back is bit for bit the one on the way there."""
    stepping.set_granularity(grain)
    moments = []
    for _ in range(5):
        assert session.snapshot is not None
        moments.append((session.snapshot.epoch, session.snapshot.batch, _parameters(session)))
        _go(stepping, qtbot, "forward")
    for epoch, batch, parameters in reversed(moments):
        _go(stepping, qtbot, "back")
        assert session.snapshot is not None
        assert (session.snapshot.epoch, session.snapshot.batch) == (epoch, batch)
        assert (_parameters(session) == parameters).all()


def test_steps_asked_for_on_the_way_are_not_lost(stepping: Stepping, session: Session, qtbot: QtBot) -> None:
    """Space pressed three times at the last line goes three lines on."""
    stepping.to_end()
    for _ in range(3):
        stepping.forward()
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert stepping.position == 2
    assert session.snapshot is not None
    assert session.snapshot.step == 1


@pytest.mark.parametrize("grain", ["batch", "epoch"])
def test_any_number_of_whole_steps_waits(stepping: Stepping, session: Session, qtbot: QtBot, grain: str) -> None:
    """Twenty asked for before the first is done are all taken, those behind the first at once; back ones undo them."""
    stepping.set_granularity(grain)
    for _ in range(20):
        stepping.forward()
    qtbot.waitUntil(lambda: not stepping.is_moving, timeout=20_000)
    assert session.snapshot is not None
    n_batches = session.snapshot.step // 20
    assert session.snapshot.step == 20 * n_batches > 0
    assert grain == "batch" or (session.snapshot.epoch, session.snapshot.batch) == (20, 0)
    for _ in range(12):
        stepping.back()
    stepping.forward()
    qtbot.waitUntil(lambda: not stepping.is_moving, timeout=20_000)
    assert session.snapshot.step == 9 * n_batches


def test_the_future_stays_while_nothing_is_changed(stepping: Stepping, session: Session, qtbot: QtBot) -> None:
    """Scrubbing back and on again passes the same moments, and the loss curve is whole all the time."""
    stepping.set_granularity("epoch")
    _go(stepping, qtbot, *["forward"] * 6)
    last = _parameters(session)
    timeline = stepping.timeline
    assert timeline is not None
    stepping.scrub(timeline.last_step // 3)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert stepping.timeline is not None
    assert stepping.timeline.last_step == timeline.last_step
    assert len(stepping.timeline.history.epochs) == len(timeline.history.epochs)
    stepping.scrub(timeline.last_step)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert (_parameters(session) == last).all()


@pytest.mark.parametrize("change", ["rate", "weight"])
def test_going_on_with_a_change_is_one_undo_away(
    stepping: Stepping, session: Session, qtbot: QtBot, change: str
) -> None:
    """The future that was left comes back whole, redo brings the other one, and the settings follow the moment."""
    stepping.set_granularity("epoch")
    _go(stepping, qtbot, *["forward"] * 6)
    last = _parameters(session)
    end = stepping.timeline.last_step if stepping.timeline is not None else 0
    rate = session.experiment.training.learning_rate
    stepping.scrub(end // 2)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    with qtbot.waitSignal(session.snapshot_changed):
        if change == "rate":
            session.set_training(learning_rate=rate / 2)
        else:
            session.set_parameter(0, 3.5)
    _go(stepping, qtbot, "forward")
    other = _parameters(session)
    assert stepping.timeline is not None
    assert stepping.timeline.last_step < end
    with qtbot.waitSignal(session.snapshot_changed):
        session.undo_stack.undo()
    assert session.experiment.training.learning_rate == rate
    stepping.scrub(end)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert (_parameters(session) == last).all()
    with qtbot.waitSignal(session.snapshot_changed):
        session.undo_stack.redo()
    assert stepping.timeline is not None
    stepping.scrub(stepping.timeline.last_step)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert (_parameters(session) == other).all()


def test_settings_are_those_of_the_moment(stepping: Stepping, session: Session, qtbot: QtBot) -> None:
    """A rate that was changed on the way is the old one before that moment and the new one after it."""
    rate = session.experiment.training.learning_rate
    stepping.set_granularity("batch")
    _go(stepping, qtbot, *["forward"] * 4)
    with qtbot.waitSignal(session.snapshot_changed):
        session.set_training(learning_rate=rate / 4)
    _go(stepping, qtbot, *["forward"] * 2)
    stepping.scrub(2)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert session.experiment.training.learning_rate == rate
    stepping.scrub(6)
    qtbot.waitUntil(lambda: not stepping.is_moving)
    assert session.experiment.training.learning_rate == rate / 4


def test_a_long_way_back_is_exact_and_the_newest_wish_counts(
    controller: TrainingController, session: Session, qtbot: QtBot
) -> None:
    """Thousands of steps at full speed, then scrubbing across them as a hand does; it ends where it was let go."""
    assert controller.is_alive
    _, _, trainer = session.experiment.build()
    trainer.run_steps(700)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > 3000, timeout=20_000)
    session.pause()
    qtbot.waitUntil(lambda: session.status.value == "paused")
    stepping = session.stepping
    for step in (100, 2900, 5, 1500, 700):
        stepping.scrub(step)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 700)
    assert (_parameters(session) == trainer.network.parameters).all()
