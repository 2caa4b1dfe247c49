"""Races run on a pool of their own: reports on the way, the newest race alone, an end as soon as it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.racing import RaceStatus

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.training.controller import TrainingController

pytestmark = pytest.mark.usefixtures("controller")
LONG = 100_000


def _race(session: Session, qtbot: QtBot, n_epochs: int = 40) -> mlp.RaceReport:
    session.racing.choose_epochs(n_epochs)
    session.racing.start()
    qtbot.waitUntil(lambda: session.racing.status is RaceStatus.FINISHED, timeout=20_000)
    assert session.racing.report is not None
    return session.racing.report


def test_a_race_ends_as_in_the_core(session: Session, qtbot: QtBot) -> None:
    """What the window shows of a race is what `mlp.Race` says of it."""
    report = _race(session, qtbot)
    expected = mlp.Race(report.config).run()
    assert report.is_finished
    assert report.ranking == expected.ranking
    for one, other in zip(report.racers, expected.racers, strict=True):
        np.testing.assert_array_equal(one.path, other.path)
        assert one.ending is other.ending


def test_reports_come_on_the_way(session: Session, qtbot: QtBot) -> None:
    """A long race is seen while it runs, every racer equally far, and stops where it is."""
    racing = session.racing
    racing.choose_epochs(LONG)
    racing.start()
    qtbot.waitUntil(lambda: racing.report is not None and racing.report.share > 0.0, timeout=20_000)
    report = racing.report
    assert report is not None
    assert not report.is_finished
    assert len({racer.epoch for racer in report.racers}) == 1
    racing.stop()
    assert racing.status is RaceStatus.STOPPED
    assert racing.report is not None


def test_a_newer_race_takes_the_place_of_an_older_one(session: Session, qtbot: QtBot) -> None:
    """Ordered in the middle of a long race, a short one is the one that is shown, and it ends."""
    racing = session.racing
    racing.choose_epochs(LONG)
    for _ in range(5):
        racing.start()
    qtbot.waitUntil(lambda: racing.report is not None, timeout=20_000)
    report = _race(session, qtbot)
    assert report.config.n_epochs == 40


def test_what_cannot_be_raced_is_told(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the core refuses is a notice with its words, and nothing runs."""
    racing = session.racing
    monkeypatch.setattr(mlp, "Race", _refuse)
    with qtbot.waitSignal(session.notice_posted, timeout=20_000) as caught:
        racing.start()
    assert caught.args is not None
    assert caught.args[0].text.startswith("This cannot be raced: no network has such racers")
    assert racing.status is RaceStatus.NONE


def _refuse(_config: mlp.RaceConfig) -> mlp.Race:
    raise mlp.ArgumentError("no network has such racers.")


def test_a_rule_that_does_not_fit_is_left_out(session: Session, qtbot: QtBot) -> None:
    """The perceptron rule beside hidden units: the others race without it."""
    session.racing.choose_optimizer("perceptron", True)
    names = [racer.racer.name for racer in _race(session, qtbot).racers]
    assert len(names) > 1
    assert not any("erceptron" in name for name in names)


def test_an_opened_racer_is_trained_as_far_as_it_went(session: Session, qtbot: QtBot) -> None:
    """The window's network has the very numbers that the racer ended with; undo brings the former one back."""
    report = _race(session, qtbot)
    before = session.snapshot
    assert before is not None
    session.racing.open(3)

    def is_open() -> bool:
        snapshot = session.snapshot
        return snapshot is not None and snapshot.run_id == session.run_id and snapshot.epoch == 40

    qtbot.waitUntil(is_open, timeout=20_000)
    assert session.snapshot is not None
    np.testing.assert_array_equal(session.snapshot.network.parameters, report.racers[3].path[-1])
    assert session.snapshot.experiment.training.optimizer == "adam"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == before.run_id, timeout=20_000)
    np.testing.assert_array_equal(session.snapshot.network.parameters, before.network.parameters)


def test_shutting_down_ends_a_race(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """The program does not wait for a long race."""
    session.racing.choose_epochs(LONG)
    session.racing.start()
    qtbot.waitUntil(lambda: session.racing.report is not None, timeout=20_000)
    assert controller.shutdown()
    session.racing.start()
    assert session.racing.report is None
