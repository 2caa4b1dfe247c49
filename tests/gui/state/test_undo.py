"""Every change is one step of undo, and goes back to the very run that there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state import commands
from mlp_gui.state.requests import (
    ChangeTraining,
    Configure,
    Forget,
    SetParameters,
)
from mlp_gui.state.snapshot import Notice
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener


def test_a_training_setting_keeps_the_run(session: Session, listener: Listener, qtbot: QtBot) -> None:
    """The learning rate changes under the same id, and back on undo."""
    run_id, before = session.run_id, session.experiment
    with qtbot.waitSignal(session.experiment_changed):
        session.set_training(text="change learning rate", learning_rate=0.25)
    assert session.run_id == run_id
    assert session.experiment.training.learning_rate == 0.25
    assert session.undo_stack.undoText() == "change learning rate"
    session.undo_stack.undo()
    assert session.experiment == before
    assert [type(request) for request in listener.requests] == [ChangeTraining, ChangeTraining]


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.add_layer(1),
        lambda session: session.set_layer_size(0, 7),
        lambda session: session.set_layer_activation(0, "relu"),
        lambda session: session.remove_layer(0),
        lambda session: session.choose_dataset("circle"),
        lambda session: session.set_data(noise=0.1),
        lambda session: session.set_data(seed=9),
        lambda session: session.set_feature("x1_x2", True),
        lambda session: session.set_network(initializer="normal" if "normal" in mlp.INITIALIZERS else "zeros"),
        lambda session: session.set_batch_seed(5),
        lambda session: session.new_weights(),
        lambda session: session.reset(),
        lambda session: session.open_example("moons"),
    ],
)
def test_everything_else_is_a_new_run_and_undo_returns_to_the_old_id(
    session: Session, listener: Listener, act: Callable[[Session], None]
) -> None:
    """So that the worker can give the trained network back."""
    first, before = session.run_id, session.experiment
    act(session)
    second, after = session.run_id, session.experiment
    assert listener.notices == []
    assert second != first
    session.undo_stack.undo()
    assert (session.run_id, session.experiment) == (first, before)
    session.undo_stack.redo()
    assert (session.run_id, session.experiment) == (second, after)
    assert listener.requests == [Configure(second, after), Configure(first, before), Configure(second, after)]


def test_a_drag_is_one_step_of_undo(session: Session, listener: Listener) -> None:
    """Every value on the way is live; undo goes back to the first, and the runs between are let go."""
    before, first = session.experiment, session.run_id
    for noise in (0.05, 0.1, 0.15, 0.2):
        session.set_data(text="change noise", merge_key="noise", noise=noise)
    assert session.undo_stack.count() == 1
    forgotten = [request for request in listener.requests if isinstance(request, Forget)]
    assert forgotten == [Forget(first + 1), Forget(first + 2), Forget(first + 3)]
    session.undo_stack.undo()
    assert (session.experiment, session.run_id) == (before, first)


def test_two_drags_are_two_steps(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, or with another slider between."""
    session.set_training(merge_key="learning_rate", learning_rate=0.2)
    session.set_training(merge_key="l2", l2=0.1)
    session.set_training(merge_key="learning_rate", learning_rate=0.3)
    assert session.undo_stack.count() == 3
    monkeypatch.setattr(commands, "MERGE_SECONDS", -1.0)
    session.set_training(merge_key="learning_rate", learning_rate=0.4)
    assert session.undo_stack.count() == 4


def test_setting_what_is_already_so_is_no_change(session: Session, listener: Listener) -> None:
    """Forms that echo their value leave no trace."""
    session.set_training(learning_rate=session.experiment.training.learning_rate)
    session.set_data(seed=session.experiment.data.seed)
    session.set_speed(None)
    assert listener.requests == []
    assert not session.undo_stack.canUndo()


def test_a_weight_is_set_and_taken_back(session: Session, listener: Listener) -> None:
    """By its index, to exactly the number that it had."""
    session.receive_snapshot(first_snapshot(session))
    assert session.snapshot is not None
    before = float(session.snapshot.network.parameters[1])
    session.set_parameter(1, 0.5)
    session.undo_stack.undo()
    assert listener.requests == [SetParameters((1,), (0.5,)), SetParameters((1,), (before,))]


def test_a_refused_change_is_undone_and_gone(session: Session, listener: Listener) -> None:
    """The worker could not build it: the last good experiment is back, and redo does not offer the bad one."""
    session.set_data(noise=0.1)
    session.receive_snapshot(first_snapshot(session))
    good, run_id = session.experiment, session.run_id
    session.add_layer(0)
    session.receive_refusal(session.run_id, Notice("no room", "warning"))
    assert (session.experiment, session.run_id) == (good, run_id)
    assert session.undo_stack.count() == 1
    assert not session.undo_stack.canRedo()
    assert listener.texts == "no room"
