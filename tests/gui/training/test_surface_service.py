"""The loss surface follows the run while somebody looks, is exact at rest, and never queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.state.surface_picture import COARSE, FINE
from mlp_gui.training import surface_plane
from mlp_gui.training.surface_effort import LINE_POINTS, effort_for
from mlp_gui.training.surface_plane import compute_picture
from tests.gui.training.surface_runs import picture_of, request_of, rests, train

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.training.controller import TrainingController


def _loss_at(picture: SurfacePicture, parameters: np.ndarray) -> float:
    snapshot = picture.snapshot
    surface = mlp.LossSurface.of_part(snapshot.network, snapshot.dataset, snapshot.experiment.training)
    return sum(surface.at(parameters))


@pytest.mark.parametrize("kind", ["parameters", "random", "trajectory", "line"])
def test_each_kind_of_axes_has_the_losses_of_its_points(
    session: Session, controller: TrainingController, qtbot: QtBot, kind: str
) -> None:
    """Coarse first, then fine; every value is that of the network with those parameters, the current point included."""
    train(session, qtbot)
    session.surface.choose_kind(kind)
    with qtbot.waitSignal(session.surface.picture_changed, timeout=20_000) as first:
        session.surface.set_active(True)
    assert first.args is not None
    n_points = LINE_POINTS if kind == "line" else COARSE
    assert first.args[0].grid.a.size == n_points
    qtbot.waitUntil(rests(session), timeout=20_000)
    picture = picture_of(session)
    assert picture.grid.a.size == (LINE_POINTS if kind == "line" else FINE)
    rng = np.random.default_rng(0)
    for _ in range(5):
        place = tuple(int(each) for each in rng.integers(0, picture.grid.total.shape))
        coordinates = [float(axis[at]) for axis, at in zip((picture.grid.a, picture.grid.b), place[::-1], strict=False)]
        expected = _loss_at(picture, picture.axes.parameters_at(*coordinates))
        assert picture.grid.total[place] == pytest.approx(expected, rel=2e-5)
    assert picture.true_loss == pytest.approx(_loss_at(picture, picture.snapshot.network.parameters))
    assert picture.plane_loss == pytest.approx(picture.true_loss, rel=1e-9)
    assert np.array_equal(picture.path[-1], picture.here)
    assert len(picture.path) == 13


@pytest.mark.parametrize("penalty", [{}, {"l2": 0.02}, {"l1": 0.01}])
@pytest.mark.parametrize("kind", ["parameters", "random", "trajectory", "line"])
def test_the_slope_is_that_of_the_plane(
    session: Session, controller: TrainingController, qtbot: QtBot, kind: str, penalty: dict[str, float]
) -> None:
    """It is what a small step along each axis changes."""
    if penalty:
        session.set_training(**penalty)
    train(session, qtbot)
    session.surface.choose_kind(kind)
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: session.surface.picture is not None, timeout=20_000)
    picture = picture_of(session)
    assert picture.slope is not None
    for axis in range(picture.axes.count):
        step = np.zeros(picture.axes.count)
        step[axis] = 1e-5
        ends = [picture.axes.parameters_at(*(picture.here + sign * step).tolist()) for sign in (1, -1)]
        difference = (_loss_at(picture, ends[0]) - _loss_at(picture, ends[1])) / 2e-5
        assert picture.slope[axis] == pytest.approx(difference, rel=1e-4, abs=1e-8)


def test_the_line_between_two_moments_has_their_losses_at_its_ends(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """And those of the weights between them between; the network lies on it only where the line leads to now."""
    train(session, qtbot, 6)
    session.surface.mark_moment()
    (marked,) = session.surface.moments.marked
    train(session, qtbot, 6)
    session.surface.choose_moment(1, marked.key)
    session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    picture = picture_of(session)
    start, end = picture.request.ends
    assert (end.key, picture.axes.kind) == (marked.key, "between")
    losses = np.interp([0.0, 1.0], picture.grid.a, picture.values)
    expected = [_loss_at(picture, moment.parameters) for moment in (start, end)]
    assert losses == pytest.approx(expected, rel=1e-3)
    assert picture.distance > 0.0
    assert picture.true_loss != picture.plane_loss
    session.surface.choose_moment(1, "now")
    qtbot.waitUntil(lambda: picture_of(session).plane.end == "now", timeout=20_000)
    assert picture_of(session).distance == 0.0
    assert picture_of(session).here == pytest.approx([1.0])


def test_before_the_first_step_there_is_no_line_between_moments(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """It says so, and what to do."""
    session.surface.choose_kind("between")
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: "same weights" in session.surface.problem, timeout=20_000)
    train(session, qtbot, 1)
    qtbot.waitUntil(rests(session), timeout=20_000)
    assert session.surface.problem == ""


def test_the_error_measures_come_with_the_picture(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Asked for, they are there with their values at the current point; of a task without classes it says why not."""
    session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    assert "zero_one" not in picture_of(session).readings
    session.surface.choose_measures(True)
    qtbot.waitUntil(lambda: "zero_one" in picture_of(session).readings, timeout=20_000)
    qtbot.waitUntil(rests(session), timeout=20_000)
    picture = picture_of(session)
    snapshot = picture.snapshot
    dataset, network = snapshot.dataset, snapshot.network
    right = (network.predict(dataset.inputs[dataset.train])[:, 0] > 0.5) == (dataset.labels[dataset.train] == 1)
    reading = picture.readings["zero_one"]
    assert reading.true == reading.on_plane == (~right).sum()
    assert reading.values.shape == picture.grid.loss.shape
    assert np.array_equal(reading.values, np.rint(reading.values))
    assert not reading.slope.any()
    assert picture.readings["squared_error"].slope.any()
    session.open_example("sine")
    qtbot.waitUntil(
        lambda: session.surface.picture is not None and session.surface.picture.no_measures != "", timeout=20_000
    )
    assert "two classes" in picture_of(session).no_measures
    assert "zero_one" not in picture_of(session).readings


def test_an_error_of_zero_has_no_way_down(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """AND by the perceptron rule ends with a sample on the boundary, where learning has a slope and the error none."""
    session.open_example("and_perceptron")
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == session.run_id, timeout=20_000)
    for _ in range(20):
        with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
            session.step_epoch()
    picture = compute_picture(request_of(session, has_measures=True), COARSE)
    reading = picture.readings["perceptron"]
    assert reading.on_plane == 0.0
    assert reading.slope is not None
    assert not reading.slope.any()


def test_while_training_it_follows(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Each picture is of a later moment, and the last one of the moment at rest."""
    session.surface.set_active(True)
    seen: list[int] = []
    session.play()
    for _ in range(8):
        with qtbot.waitSignal(session.surface.picture_changed, timeout=20_000):
            pass
        seen.append(picture_of(session).snapshot.step)
    session.pause()
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.status is RunStatus.PAUSED, timeout=20_000
    )
    qtbot.waitUntil(rests(session), timeout=20_000)
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]


def test_it_is_not_painted_with_a_moment(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """A picture that comes while the window shows a moment is given when that is painted: two short frames, not one."""
    clock = controller.frame_clock
    clock.begin()
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: all(pool.waitForDone(0) for pool in controller.findChildren(QThreadPool)), timeout=20_000)
    QCoreApplication.processEvents()
    assert session.surface.picture is None
    assert not controller.is_idle
    with qtbot.waitSignal(session.surface.picture_changed, timeout=20_000):
        clock.painted()
    qtbot.waitUntil(rests(session), timeout=20_000)


def test_hidden_nothing_is_computed(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """No picture comes while nobody looks, and one at once when somebody does."""
    with qtbot.assertNotEmitted(session.surface.picture_changed):
        train(session, qtbot, 4)
    with qtbot.waitSignal(session.surface.picture_changed, timeout=20_000):
        session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    session.surface.set_active(False)
    with qtbot.assertNotEmitted(session.surface.picture_changed):
        train(session, qtbot, 4)


def test_a_plane_that_stays_lets_the_network_leave_it(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Its losses are not computed again; the plane's loss and the true one part."""
    session.surface.choose_kind("random")
    session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    session.surface.choose_follows(False)
    qtbot.waitUntil(lambda: not picture_of(session).plane.follows, timeout=20_000)
    before = picture_of(session)
    train(session, qtbot)
    qtbot.waitUntil(rests(session), timeout=20_000)
    after = picture_of(session)
    assert after.grid is before.grid
    assert after.distance > 0.0
    assert after.plane_loss != after.true_loss
    assert after.true_loss == pytest.approx(_loss_at(after, after.snapshot.network.parameters))


def test_a_plane_that_follows_keeps_its_directions(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Random directions are drawn once, not at every moment, and coordinates keep their meaning."""
    session.surface.choose_kind("random")
    session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    before = picture_of(session)
    train(session, qtbot)
    qtbot.waitUntil(rests(session), timeout=20_000)
    after = picture_of(session)
    assert np.array_equal(after.axes.directions, before.axes.directions)
    assert after.path[0] == pytest.approx(before.path[0], abs=1e-12)
    session.surface.draw_again()
    qtbot.waitUntil(lambda: picture_of(session).plane.seed == 1, timeout=20_000)
    assert not np.array_equal(picture_of(session).axes.directions, before.axes.directions)


def test_without_a_path_there_are_no_main_directions(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """It says so, and draws as soon as there is one."""
    session.surface.choose_kind("trajectory")
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: "no main directions yet" in session.surface.problem, timeout=20_000)
    train(session, qtbot)
    qtbot.waitUntil(rests(session), timeout=20_000)
    assert session.surface.problem == ""
    assert sum(picture_of(session).axes.explained) <= 1.0


def test_a_part_without_points_says_so(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """The other parts are still there."""
    session.set_data(validation_share=0.0)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == session.run_id, timeout=20_000)
    session.surface.choose_part("validation")
    session.surface.set_active(True)
    qtbot.waitUntil(lambda: "no points" in session.surface.problem, timeout=20_000)
    session.surface.choose_part("test")
    qtbot.waitUntil(rests(session), timeout=20_000)


def test_it_gives_up_when_it_is_told_to(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Between two chunks it asks whether anybody still wants it."""
    session.surface.set_active(True)
    request = session.surface.request()
    assert request is not None
    with pytest.raises(mlp.Cancelled):
        compute_picture(request, FINE, lambda: True)


def test_the_trained_point_moves_where_the_map_was_taken(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """All parameters of a dense plane are set at once, training goes on there, and one undo brings all back."""
    train(session, qtbot)
    session.surface.choose_kind("random")
    session.surface.set_active(True)
    qtbot.waitUntil(rests(session), timeout=20_000)
    picture = picture_of(session)
    before = picture.snapshot.network.parameters.copy()
    wanted = picture.axes.parameters_at(0.4, -0.3)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.surface.take(0.4, -0.3)
    assert session.snapshot is not None
    assert np.array_equal(session.snapshot.network.parameters, wanted.astype(before.dtype))
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.undo_stack.undo()
    assert np.array_equal(session.snapshot.network.parameters, before)


def test_whatever_goes_wrong_is_told_in_place_of_the_picture(
    session: Session, controller: TrainingController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, where one looks, and not as a notice for each frame."""

    def fail(*_arguments: object) -> None:
        raise RuntimeError("no memory")

    monkeypatch.setattr(surface_plane, "compute_picture", fail)
    with qtbot.assertNotEmitted(session.notice_posted):
        session.surface.set_active(True)
        qtbot.waitUntil(
            lambda: session.surface.problem == "The loss surface cannot be drawn: no memory", timeout=20_000
        )


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_large_surface_that_moves_is_estimated_and_exact_at_rest(
    session: Session, controller: TrainingController, qtbot: QtBot, reduction: str
) -> None:
    """On some samples, always the same, over fewer points; the numbers of now are those of all samples all the same."""
    session.open_example("digits")
    session.set_training(reduction=reduction)
    qtbot.waitUntil(
        lambda: (
            session.snapshot is not None
            and session.snapshot.run_id == session.run_id
            and session.snapshot.experiment.training.reduction == reduction
        ),
        timeout=20_000,
    )
    request = request_of(session, kind="random")
    moving, again = compute_picture(request, COARSE), compute_picture(request, COARSE)
    assert 0 < moving.n_estimated < moving.n_samples == len(session.snapshot.dataset.train)
    np.testing.assert_array_equal(moving.values, again.values)
    assert moving.grid.a.size < COARSE
    assert moving.true_loss == pytest.approx(_loss_at(moving, session.snapshot.network.parameters), rel=1e-12)
    nearest = np.abs(moving.grid.a - moving.here[0]).argmin()
    assert moving.values[nearest, nearest] == pytest.approx(moving.plane_loss, rel=0.5)
    assert effort_for(request, FINE).some is None


def test_weights_taken_from_a_plane_are_not_beside_it(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """What is left of their distance is rounding."""
    session.surface.set_active(True)
    session.surface.choose_kind("random")
    session.surface.choose_follows(False)
    qtbot.waitUntil(rests(session), timeout=20_000)
    session.surface.take(0.37, -0.41)
    qtbot.waitUntil(lambda: bool(np.abs(picture_of(session).here).max() > 0.3), timeout=20_000)
    assert picture_of(session).distance == 0.0
    session.step_epoch()
    qtbot.waitUntil(lambda: picture_of(session).distance > 0.0, timeout=20_000)
