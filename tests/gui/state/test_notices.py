"""A notice goes when that of which it tells is no more, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.snapshot import Cause, Notice, RunStatus
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session


def test_a_divergence_is_told_until_the_run_is_another(session: Session) -> None:
    """While it stands there diverged it is told, and no longer once it was built anew or restored."""
    session.receive_status(RunStatus.DIVERGED)
    notice = Notice("It diverged.", "error", cause=Cause.DIVERGENCE)
    session.post(notice)
    session.set_training(learning_rate=0.01)
    assert session.notices.current is notice
    session.receive_status(RunStatus.PAUSED)
    assert session.notices.current is None


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.set_training(learning_rate=0.01),
        lambda session: session.reset(),
        lambda session: session.undo_stack.undo(),
        lambda session: session.set_speed(20.0),
    ],
)
def test_a_refusal_is_told_until_something_is_changed_by_hand(session: Session, act: Callable[[Session], None]) -> None:
    """A good value, another run, an undo: whoever goes on has read it."""
    session.set_training(learning_rate=0.3)
    session.set_training(learning_rate=-1.0)
    assert session.notices.current is not None
    session.receive_status(RunStatus.RUNNING)
    assert session.notices.current is not None, "training that goes on has nothing to do with it"
    act(session)
    assert session.notices.current is None


def test_what_the_worker_refuses_is_told_although_it_is_undone(session: Session) -> None:
    """The refused change is taken back, which is a change too; the notice of it stays all the same."""
    session.receive_snapshot(first_snapshot(session))
    session.add_layer(0)
    refused = session.run_id
    session.receive_refusal(refused, Notice("No room for it.", "warning"))
    assert session.run_id != refused
    assert session.notices.current is not None
    assert session.notices.current.text == "No room for it."
    session.set_training(learning_rate=0.3)
    assert session.notices.current is None


def test_advice_goes_when_it_has_been_taken(session: Session, qtbot: QtBot) -> None:
    """A step function cannot learn, which is said until there is another function."""
    session.set_layer_activation(0, "step")
    with qtbot.waitSignal(session.notice_posted):
        session.step_epoch()
    session.set_training(learning_rate=0.3)
    assert session.notices.current is not None
    session.set_layer_activation(0, "tanh")
    assert session.notices.current is None


def test_an_error_of_a_run_goes_when_training_goes_on(session: Session) -> None:
    """It was told while nothing moved."""
    session.post(Notice("Training stopped.", "error", cause=Cause.FAILURE))
    session.receive_status(RunStatus.RUNNING)
    assert session.notices.current is None


def test_opening_the_same_experiment_again_is_opening(session: Session, qtbot: QtBot) -> None:
    """Forms that still complain of a value typed before hear of it, although the title stays."""
    name = mlp.example_name(session.experiment)
    with qtbot.waitSignal(session.opened), qtbot.assertNotEmitted(session.title_changed):
        session.open_example(name)


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.surface.take(0.0, 0.0),
        lambda session: session.racing.start(),
        lambda session: session.set_parameter(0, 0.5),
    ],
)
def test_that_a_network_is_being_made_is_told_until_it_is_there(
    session: Session, act: Callable[[Session], None]
) -> None:
    """The first moment of the new run ends it: who waited can go on."""
    session.receive_snapshot(first_snapshot(session))
    session.add_layer(0)
    act(session)
    assert session.notices.current is not None
    assert "still being made" in session.notices.current.text
    session.receive_snapshot(first_snapshot(session))
    assert session.notices.current is None
