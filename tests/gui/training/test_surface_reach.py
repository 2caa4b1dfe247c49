"""How much of a plane is shown: the way, the ways of a race, and an axis for weights however large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mlp_gui.state.surface_picture import COARSE
from mlp_gui.training.surface_plane import compute_picture
from tests.gui.training.surface_runs import request_of, train

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.training.controller import TrainingController


def test_the_ways_of_a_race_fill_the_plane(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Short ones too, in their middle: beside a span of the whole network they were one spot below its mark."""
    session.open_example("two_weights")
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == session.run_id, timeout=20_000)
    session.surface.set_active(True)
    session.racing.vary("batch_size")
    session.racing.choose_epochs(20)
    session.racing.start()
    qtbot.waitUntil(lambda: session.racing.report is not None and session.racing.report.is_finished, timeout=20_000)
    picture = compute_picture(request_of(session), COARSE)
    ways = np.concatenate([trail.points for trail in picture.trails])
    assert (np.abs(ways - picture.centre) <= picture.half).all()
    assert np.ptp(ways, axis=0).max() > picture.half


@pytest.mark.parametrize("kind", ["parameters", "random", "trajectory"])
def test_as_much_is_shown_as_holds_the_path(
    session: Session, controller: TrainingController, qtbot: QtBot, kind: str
) -> None:
    """Unless another span was chosen."""
    train(session, qtbot, 30)
    picture = compute_picture(request_of(session, kind=kind), COARSE)
    assert (np.abs(picture.path - picture.centre) <= picture.half).all()
    narrow = compute_picture(request_of(session, kind=kind, half=0.25), COARSE)
    assert (narrow.grid.a[-1] - narrow.grid.a[0]) / 2.0 == pytest.approx(0.25)
    assert narrow.centre == pytest.approx(narrow.here.tolist())


@pytest.mark.parametrize("kind", ["parameters", "random", "line"])
@pytest.mark.parametrize("value", [1e5, 1e20, 1e29])
def test_huge_weights_still_have_an_axis(
    session: Session, controller: TrainingController, qtbot: QtBot, kind: str, value: float
) -> None:
    """A typed weight may be anything: coordinates stay apart, and no number overflows into an error."""
    train(session, qtbot, 3)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.set_parameter(0, value)
    picture = compute_picture(request_of(session, kind=kind, half=1.0), COARSE)
    assert (np.diff(picture.grid.a) > 0.0).all()
    assert np.isfinite(picture.path).all()


def test_weights_beyond_all_measure_are_told(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """In a sentence in place of the picture."""
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.set_parameter(0, 1e300)
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: "too far to draw" in session.surface.problem, timeout=20_000)


def test_what_was_far_away_does_not_spoil_what_is_near(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """A weight typed wrongly and typed again: the path shows all but that moment, and so does the span."""
    train(session, qtbot)
    for value in (1.7e308, -1.7e308, 0.5):
        with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
            session.set_parameter(0, value)
    for kind in ("parameters", "random", "trajectory", "line"):
        picture = compute_picture(request_of(session, kind=kind), COARSE)
        assert len(picture.path) == 14  # the start, twelve steps, and where it is now
        assert picture.half < 20.0
