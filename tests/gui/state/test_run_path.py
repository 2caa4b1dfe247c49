"""The way of a run is kept from its start, thinned within its room, and cut where it takes another future."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mlp_gui.state import run_path
from mlp_gui.state.timeline_state import TimelineState
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from mlp_gui.state.run_path import RunPath
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


def _moment(first: Snapshot, step: int, value: float | None = None) -> Snapshot:
    """Return a later moment, all parameters of which are its step, or `value`."""
    network = first.network.copy()
    network.set_parameters(np.full(network.parameter_count, float(step) if value is None else value))
    return replace(first, network=network.frozen_copy(), step=step, epoch=step)


def _walk(session: Session, steps: range) -> Snapshot:
    """Deliver a moment at each step; returns the last."""
    first = first_snapshot(session)
    for step in steps:
        session.receive_snapshot(_moment(first, step))
    assert session.snapshot is not None
    return session.snapshot


def _steps(path: RunPath) -> list[int]:
    return [point.step for point in path.points]


def test_every_moment_is_kept_with_its_parameters(session: Session) -> None:
    """A short run is kept as it was."""
    _walk(session, range(0, 50, 5))
    path = session.surface.path
    assert _steps(path) == list(range(0, 50, 5))
    assert [float(point.parameters[0]) for point in path.points] == [float(step) for step in range(0, 50, 5)]


@pytest.mark.parametrize("n_steps", [513, 2000, 30_001])
def test_a_long_run_is_thinned_evenly(session: Session, n_steps: int) -> None:
    """Never more than its room, from the first step to the last, no gap much larger than the others."""
    _walk(session, range(n_steps))
    steps = np.array(_steps(session.surface.path))
    assert run_path.MOST_POINTS / 4 <= len(steps) <= run_path.MOST_POINTS
    assert steps[0] == 0
    assert steps[-1] == n_steps - 1
    gaps = np.diff(steps)
    assert gaps.max() <= 2 * np.median(gaps)


def test_large_networks_keep_fewer_moments(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is counted in bytes too."""
    n_bytes = first_snapshot(session).network.parameters.nbytes
    monkeypatch.setattr(run_path, "MOST_BYTES", 20 * n_bytes)
    _walk(session, range(1000))
    assert 5 <= len(session.surface.path.points) <= 20


def test_going_back_keeps_the_future(session: Session) -> None:
    """The moments ahead stay recorded; only those up to now are the way so far."""
    _walk(session, range(0, 100, 10))
    session.receive_snapshot(_moment(first_snapshot(session), 30))
    path = session.surface.path
    assert _steps(path)[-1] == 90
    assert [point.step for point in path.until(30)] == [0, 10, 20, 30]


def test_a_moment_between_others_takes_its_place(session: Session) -> None:
    """Going to a step that was not recorded adds it in its order."""
    _walk(session, range(0, 100, 10))
    session.receive_snapshot(_moment(first_snapshot(session), 35))
    assert _steps(session.surface.path)[3:6] == [30, 35, 40]


def test_a_weight_set_in_the_past_cuts_the_future_and_is_a_jump(session: Session) -> None:
    """No line leads to where the hand has put the network, and nothing of the old future is left."""
    _walk(session, range(0, 100, 10))
    first = first_snapshot(session)
    session.receive_snapshot(_moment(first, 30))
    session.set_parameter(0, 7.0)
    session.receive_snapshot(_moment(first, 30, value=7.0))
    session.receive_snapshot(_moment(first, 40, value=8.0))
    points = session.surface.path.points
    assert [(point.step, point.is_jump) for point in points] == [
        (0, False), (10, False), (20, False), (30, False), (30, True), (40, False),
    ]  # fmt: skip


def test_undo_of_a_weight_takes_the_jump_away(session: Session) -> None:
    """The way is what it was."""
    _walk(session, range(0, 40, 10))
    first = first_snapshot(session)
    session.set_parameter(0, 7.0)
    session.receive_snapshot(_moment(first, 30, value=7.0))
    session.undo_stack.undo()
    session.receive_snapshot(_moment(first, 30))
    assert [(point.step, point.is_jump) for point in session.surface.path.points] == [
        (0, False), (10, False), (20, False), (30, False),
    ]  # fmt: skip


def test_the_timeline_says_where_the_future_ends(session: Session) -> None:
    """A future that the worker has dropped is dropped here."""
    last = _walk(session, range(0, 100, 10))
    timeline = TimelineState(session.run_id, 0, 20, 20, 20, (0.0, 20.0), (0.0, 20.0), last.history)
    session.stepping.receive_timeline(timeline)
    session.receive_snapshot(_moment(first_snapshot(session), 20))
    assert _steps(session.surface.path) == [0, 10, 20]


def test_another_run_begins_another_path(session: Session) -> None:
    """Reset, and the old way is gone."""
    _walk(session, range(0, 100, 10))
    session.reset()
    session.receive_snapshot(first_snapshot(session))
    assert _steps(session.surface.path) == [0]
    assert session.surface.path.run_id == session.run_id


def test_a_way_gone_before_is_known_as_far_as_the_run_has_come(session: Session) -> None:
    """Of a racer's path the moments up to now; another setting leads elsewhere, and the rest is not taken."""
    first = first_snapshot(session)
    path, epochs = session.surface.path, np.arange(0.0, 50.0, 10.0)
    parameters = np.repeat(epochs[:, np.newaxis], first.network.parameter_count, axis=1)
    path.inherit(first.run_id, epochs, parameters)
    first = replace(first, n_batches=1)
    session.receive_snapshot(_moment(first, 0))
    assert _steps(path) == [0]
    session.receive_snapshot(_moment(first, 25))
    assert _steps(path) == [0, 10, 20, 25]
    session.set_training(learning_rate=0.123)
    session.receive_snapshot(_moment(first, 60))
    assert _steps(path) == [0, 10, 20, 25, 60]
