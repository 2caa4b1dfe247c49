"""How races are set up and ordered, and what is kept of what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state import requests
from mlp_gui.state.race_trails import near_trails, with_trails
from mlp_gui.state.racing import RaceOrder, RaceStatus
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.racing import Racing
    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener


@pytest.fixture
def racing(session: Session) -> Racing:
    """Return the races of a session whose network has been made."""
    session.receive_snapshot(first_snapshot(session))
    assert session.racing.status is RaceStatus.NONE
    assert session.racing.report is None
    return session.racing


def _ordered(racing: Racing, qtbot: QtBot) -> RaceOrder:
    with qtbot.waitSignal(racing.ordered) as caught:
        racing.start()
    assert caught.args is not None
    order = caught.args[0]
    assert isinstance(order, RaceOrder)
    return order


def _finished(racing: Racing, qtbot: QtBot) -> mlp.RaceReport:
    order = _ordered(racing, qtbot)
    report = mlp.Race(order.config).run()
    racing.receive_report(order.number, report)
    return report


def test_the_first_race_is_four_optimizers_from_the_first_weights(racing: Racing, qtbot: QtBot) -> None:
    """Nothing has to be set: gradient descent keeps the experiment's rate, the others have rates that suit them."""
    config = _ordered(racing, qtbot).config
    assert [racer.name for racer in config.racers] == ["SGD", "Momentum", "RMSprop", "Adam"]
    assert [racer.training.learning_rate for racer in config.racers] == [0.4, 0.08, 0.01, 0.02]
    assert config.start is None
    assert racing.status is RaceStatus.RUNNING


def test_each_kind_of_race_has_its_racers(racing: Racing, qtbot: QtBot) -> None:
    """Rates lie around the experiment's, batches go from one sample to all, starts have seeds of their own."""
    names = {}
    for varied in ("learning_rate", "batch_size", "start"):
        racing.vary(varied)
        names[varied] = [racer.name for racer in _ordered(racing, qtbot).config.racers]
    assert names["learning_rate"] == ["Rate 0.04", "Rate 0.12", "Rate 0.4", "Rate 1.2"]
    assert names["batch_size"] == ["Single sample", "Batch of 10", "Full batch"]
    assert names["start"] == [f"Seed {seed}" for seed in range(1, 11)]


def test_what_is_set_is_raced(racing: Racing, qtbot: QtBot) -> None:
    """Optimizers, their rates, lists of values, numbers of starts and epochs go into the next race."""
    racing.choose_optimizer("rmsprop", False)
    racing.choose_optimizer("adagrad", True)
    racing.choose_rate_of("adam", 0.5)
    racing.choose_epochs(70)
    config = _ordered(racing, qtbot).config
    assert [racer.name for racer in config.racers] == ["SGD", "Momentum", "AdaGrad", "Adam"]
    assert config.racers[3].training.learning_rate == 0.5
    assert config.n_epochs == 70
    racing.vary("learning_rate")
    racing.choose_rates([1.0, 0.1, 1.0, -3.0, float("nan"), float("inf")])
    assert [racer.name for racer in _ordered(racing, qtbot).config.racers] == ["Rate 0.1", "Rate 1"]
    racing.vary("batch_size")
    racing.choose_batch_sizes([5, 99999, 0, 5])
    assert [racer.name for racer in _ordered(racing, qtbot).config.racers] == ["Batch of 5", "Full batch"]
    racing.vary("start")
    racing.choose_starts(1000)
    racing.choose_first_seed(7)
    racers = _ordered(racing, qtbot).config.racers
    assert (len(racers), racers[0].seed) == (mlp.MOST_RACERS, 7)


def test_the_last_optimizer_stays(racing: Racing) -> None:
    """A race has somebody in it."""
    for name in ("sgd", "momentum", "rmsprop", "adam"):
        racing.choose_optimizer(name, False)
    assert [racer.name for racer in racing.line_up] == ["Adam"]


def test_values_follow_the_next_example(racing: Racing, session: Session) -> None:
    """What was set for one network is forgotten with it; what kind of race it is stays."""
    racing.choose_rate_of("adam", 0.5)
    racing.vary("learning_rate")
    racing.choose_rates([3.0])
    session.open_example("spiral")
    session.receive_snapshot(first_snapshot(session))
    assert racing.setup.varied == "learning_rate"
    assert [racer.training.learning_rate for racer in racing.line_up] == [0.002, 0.006, 0.02, 0.06]
    assert racing.setup.rate_of("adam", session.experiment.training) == 0.02


def test_a_race_can_start_where_the_network_is(racing: Racing, session: Session, qtbot: QtBot) -> None:
    """All racers then begin with the weights of the moment; restarts have their own."""
    _, network, _ = session.experiment.build()
    network.parameters[...] = np.linspace(-1.0, 1.0, network.parameter_count)
    session.receive_snapshot(first_snapshot(session, network=network.frozen_copy(), step=7))
    racing.choose_start(True)
    config = _ordered(racing, qtbot).config
    assert config.start is not None
    np.testing.assert_array_equal(config.start, network.parameters)
    racing.vary("start")
    assert _ordered(racing, qtbot).config.start is None


def test_reports_of_an_older_race_are_dropped(racing: Racing, qtbot: QtBot) -> None:
    """Only the newest race is shown, and none that was stopped."""
    old = _ordered(racing, qtbot)
    new = _ordered(racing, qtbot)
    report = mlp.Race(old.config).report()
    racing.receive_report(old.number, report)
    assert racing.report is None
    racing.receive_report(new.number, report)
    assert racing.report is report
    racing.stop()
    assert racing.status is RaceStatus.STOPPED
    racing.receive_report(new.number, mlp.Race(old.config).report())
    assert racing.report is report


def test_opening_a_racer_is_one_step_of_undo(
    racing: Racing, session: Session, listener: Listener, qtbot: QtBot
) -> None:
    """The racer's settings become a run of its own, trained as far as it went; undo returns to the run before."""
    racing.choose_epochs(30)
    report = _finished(racing, qtbot)
    assert racing.status is RaceStatus.FINISHED
    before, run_id = session.experiment, session.run_id
    racing.open(3)
    assert session.experiment.training == report.racers[3].racer.training
    assert session.run_id != run_id
    seeks = [request for request in listener.requests if isinstance(request, requests.Seek)]
    assert [seek.epoch for seek in seeks] == [30]
    assert session.undo_stack.undoText() == "open Adam of the race"
    session.undo_stack.undo()
    assert (session.experiment, session.run_id) == (before, run_id)
    assert session.undo_stack.index() == 0


def test_opening_a_restart_takes_its_seed(racing: Racing, session: Session, qtbot: QtBot) -> None:
    """The run has the racer's first weights, also where the experiment's were given by hand."""
    racing.vary("start")
    racing.choose_epochs(5)
    _finished(racing, qtbot)
    racing.open(4)
    assert session.experiment.network.seed == 5
    assert session.experiment.network.weights is None


@pytest.mark.parametrize("varied", ["optimizer", "learning_rate", "start"])
def test_whoever_is_opened_the_same_race_can_be_run_again(
    racing: Racing, session: Session, qtbot: QtBot, varied: str
) -> None:
    """A racer's settings become the experiment's; those of the next race stay."""
    racing.vary(varied)
    racing.choose_epochs(3)
    before = _finished(racing, qtbot).config.racers
    racing.open(3)
    session.receive_snapshot(first_snapshot(session))
    assert racing.line_up == before


def test_selecting_only_finds_racers(racing: Racing, qtbot: QtBot) -> None:
    """There is nobody to look at before a race, and nobody beyond its last racer; a new race begins with nobody."""
    racing.select(0)
    assert racing.selected == -1
    racing.choose_epochs(3)
    _finished(racing, qtbot)
    racing.select(2)
    assert racing.selected == 2
    racing.select(4)
    assert racing.selected == -1
    racing.select(1)
    racing.start()
    assert racing.selected == -1


def test_a_race_before_the_network_is_said_to_be_too_early(session: Session, listener: Listener) -> None:
    """Without a network there is nothing to race, and the user is told."""
    session.racing.start()
    assert "still being made" in listener.texts
    assert session.racing.status is RaceStatus.NONE


def test_problems_are_told_and_end_the_race(racing: Racing, listener: Listener, qtbot: QtBot) -> None:
    """What cannot be raced becomes a notice."""
    order = _ordered(racing, qtbot)
    racing.receive_problem(order.number, "This cannot be raced: no.")
    assert "This cannot be raced: no." in listener.texts
    assert racing.status is RaceStatus.NONE


def test_who_is_far_out_does_not_decide_what_is_shown(racing: Racing, session: Session, qtbot: QtBot) -> None:
    """A rate of 10,000 takes Adam far away without an overflow: the surface is laid out for the others."""
    session.set_training(optimizer="adam")
    racing.vary("learning_rate")
    racing.choose_rates([0.01, 0.02, 0.05, 1e4])
    racing.choose_epochs(20)
    _finished(racing, qtbot)
    assert session.snapshot is not None
    trails = racing.trails(session.snapshot)
    assert len(trails) == 4
    assert near_trails(trails) == {0, 1, 2}
    assert len(with_trails(np.zeros((1, 17)), trails)) == 1 + sum(len(trail.path) for trail in trails[:3])


def test_rules_race_where_they_fit_the_network(racing: Racing, session: Session, listener: Listener) -> None:
    """The perceptron rule is among the first racers of a perceptron, and of no network with a hidden layer."""
    assert "hidden layer" in racing.misfit("perceptron")
    session.open_example("and_perceptron")
    assert [racer.name for racer in racing.line_up][-1] == "Perceptron"
    assert racing.line_up[-1].training.learning_rate == 1.0
    session.open_example("two_weights")
    racing.choose_optimizer("delta", True)
    assert racing.line_up[-1].name == "Delta rule"
    for name in ("sgd", "momentum", "rmsprop", "adam"):
        racing.choose_optimizer(name, False)
    assert [racer.name for racer in racing.line_up] == ["Delta rule"]
    session.open_example("xor_steps")
    session.receive_snapshot(first_snapshot(session))
    racing.start()
    assert racing.status is RaceStatus.NONE
    assert "trains a single layer" in listener.notices[-1].text
