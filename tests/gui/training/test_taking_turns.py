"""While training goes as fast as it can, pictures, curves and loss surface take turns: each frame is short."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtTest import QSignalSpy

from mlp_gui.state.snapshot import RunStatus, Snapshot, UnitField, Views

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.training.controller import TrainingController

ALL, PICTURES, CURVES, SURFACE = Views.ALL, Views.PICTURES, Views.CURVES, Views.SURFACE


def _running(spy: QSignalSpy) -> list[Snapshot]:
    snapshots = [spy.at(k)[0] for k in range(spy.count())]
    return [snapshot for snapshot in snapshots if snapshot.status is RunStatus.RUNNING]


def _at_rest(spy: QSignalSpy, session: Session) -> list[Snapshot]:
    snapshots = [spy.at(k)[0] for k in range(spy.count())]
    return [one for one in snapshots if one.status is RunStatus.PAUSED and one.run_id == session.run_id]


def test_at_full_speed_moments_are_for_pictures_and_curves_by_turns(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Pictures first after a request; the moment at which it stops is for both too, and nothing is left out of it."""
    spy = QSignalSpy(session.snapshot_changed)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: len(_running(spy)) >= 5)
    assert [snapshot.views for snapshot in _running(spy)][:4] == [PICTURES, CURVES, PICTURES, CURVES]
    session.set_training(learning_rate=0.05)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.experiment.training.learning_rate == 0.05)
    changed = [one for one in _running(spy) if one.experiment.training.learning_rate == 0.05]
    assert changed[0].views is PICTURES
    session.pause()
    qtbot.waitUntil(lambda: len(_at_rest(spy, session)) == 2, timeout=20_000)
    pictures, curves = _at_rest(spy, session)
    assert (pictures.views, curves.views) == (PICTURES, CURVES)
    assert pictures.step == curves.step
    assert np.array_equal(pictures.network.parameters, curves.network.parameters)


def test_the_surface_has_a_turn_of_its_own_whenever_it_is_ready(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """It comes after the curves, with a moment that is for nothing else; where it is not ready nobody waits for it."""
    snapshots: list[Snapshot] = []
    session.snapshot_changed.connect(snapshots.append)
    shown_with: list[Views] = []

    def note(_picture: object) -> None:
        if session.snapshot is not None and session.snapshot.status is RunStatus.RUNNING:
            shown_with.append(session.snapshot.views)

    session.surface.picture_changed.connect(note)
    session.surface.set_active(True)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: len(shown_with) >= 4, timeout=20_000)
    session.pause()
    running = [snapshot.views for snapshot in snapshots if snapshot.status is RunStatus.RUNNING]
    assert set(shown_with) == {SURFACE}
    assert {before for before, one in pairwise(running) if one is SURFACE} == {CURVES}
    assert {after for one, after in pairwise(running) if one is SURFACE} == {PICTURES}


def test_what_is_asked_for_at_rest_is_for_all(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """A step by hand right after a pause leaves no half of an older moment behind."""
    spy = QSignalSpy(session.snapshot_changed)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: len(_running(spy)) >= 2, timeout=20_000)
    session.pause()
    session.step_batch()
    session.step_batch()
    qtbot.waitUntil(lambda: bool(_at_rest(spy, session)) and _at_rest(spy, session)[-1].views is ALL, timeout=20_000)
    newest = _at_rest(spy, session)[-1].step
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.step_batch()
    assert session.snapshot is not None
    assert (session.snapshot.step, session.snapshot.views) == (newest + 1, ALL)


def test_pictures_at_rest_are_of_the_newest_moment(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Whichever half of it came last."""
    session.regions.assessed.set_watched(True)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.views is CURVES, timeout=20_000)
    session.pause()
    qtbot.waitUntil(
        lambda: (
            session.snapshot is not None
            and (session.snapshot.status, session.snapshot.views) == (RunStatus.PAUSED, CURVES)
        ),
        timeout=20_000,
    )
    assessed = session.regions.assessed
    qtbot.waitUntil(
        lambda: assessed.picture is not None and assessed.picture.snapshot is session.snapshot, timeout=20_000
    )


def test_at_a_speed_that_can_be_watched_each_moment_is_for_all(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """A class that counts the steps sees the same one everywhere."""
    spy = QSignalSpy(session.snapshot_changed)
    session.set_speed(100.0)
    session.play()
    qtbot.waitUntil(lambda: len(_running(spy)) >= 4)
    assert {snapshot.views for snapshot in _running(spy)} == {ALL}


def test_answers_over_the_plane_come_with_the_pictures_only(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """No field is computed for a moment that no picture shows."""
    controller.field_service.set_active(True)
    fields, snapshots = QSignalSpy(session.unit_field_changed), QSignalSpy(session.snapshot_changed)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: len(_running(snapshots)) >= 7)
    session.pause()
    of_curves = {snapshot.step for snapshot in _running(snapshots) if snapshot.views is CURVES}
    received: list[UnitField] = [fields.at(k)[0] for k in range(fields.count())]
    assert of_curves
    assert not of_curves & {field.step for field in received}


def test_a_run_that_is_entered_while_training_comes_with_its_answers(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Its first moment is for the pictures, whosever turn it was: no unit stands empty."""
    controller.field_service.set_active(True)
    session.set_speed(None)
    session.play()
    for turns in (3, 4):
        running = QSignalSpy(session.snapshot_changed)
        qtbot.waitUntil(lambda spy=running, turns=turns: len(_running(spy)) >= turns)
        spy, fields = QSignalSpy(session.snapshot_changed), QSignalSpy(session.unit_field_changed)
        session.reset()
        qtbot.waitUntil(lambda spy=spy: any(one.run_id == session.run_id for one in _running(spy)))
        first = next(one for one in _running(spy) if one.run_id == session.run_id)
        assert first.views is PICTURES
        qtbot.waitUntil(lambda fields=fields: fields.count() > 0)
        assert any(fields.at(k)[0].step == first.step for k in range(fields.count()))
