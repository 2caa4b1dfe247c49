"""More than two inputs: two are chosen for the axes, the others are held, and it is said where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.training.hidden_picture import compute_hidden
from mlp_gui.training.slice_field import compute_slice
from mlp_gui.training.unit_curves import compute_lines
from mlp_gui.views.decision.slice import SlicePicture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.decision.conftest import Stage

Run = tuple[mlp.Dataset, mlp.Network]


@pytest.fixture
def four_inputs() -> Run:
    """Return data of four inputs with spans of their own, and a network that they fit."""
    rng = np.random.default_rng(5)
    points = rng.uniform(-1.0, 1.0, (40, 4)) * (1.0, 2.0, 5.0, 10.0)
    dataset = mlp.Dataset.from_arrays(points, (points[:, 0] + 0.25 * points[:, 1] > 0.0).astype(int))
    return dataset, mlp.Network([4, 3, 1], output="sigmoid", rng=2)


def show(stage: Stage, run: Run) -> SlicePicture:
    """Show the run with the answers over the plane that is wanted."""
    stage.show_run(*run)
    return answer(stage)


def answer(stage: Stage) -> SlicePicture:
    """Deliver the answers that are wanted; return the picture."""
    plane = stage.session.regions.plane
    request = plane.request()
    assert request is not None
    plane.receive_picture(compute_slice(request))
    picture = stage.view.picture
    assert isinstance(picture, SlicePicture)
    assert picture.frame is not None
    return picture


def test_the_two_that_tell_most_run_and_the_others_stay_at_their_mean(stage: Stage, four_inputs: Run) -> None:
    """The colours are the network's at whole points; the title says where the others are."""
    dataset, network = four_inputs
    picture = show(stage, four_inputs)
    mean = dataset.points.mean(axis=0)
    assert picture.shown.axes == (0, 1)
    np.testing.assert_allclose(picture.shown.held, mean)
    assert picture.shown.title == f"held at their mean: x3 = {mean[2]:.3f}, x4 = {mean[3]:.3f}".replace("-", "−")
    grid = stage.session.regions.plane.picture.grid
    point = np.array([grid.x[3], grid.y[7], mean[2], mean[3]])
    assert grid.output[0, 7, 3] == pytest.approx(float(network.predict(point[np.newaxis])[0, 0]), abs=1e-6)


def test_other_inputs_are_chosen_in_the_menu(stage: Stage, four_inputs: Run) -> None:
    """Across and up; choosing the one that runs already lets the two change places."""
    show(stage, four_inputs)
    menu = stage.view.menu
    menu.fill()
    across, up = (action.menu() for action in menu.actions()[:2])
    assert [action.text() for action in across.actions()] == ["𝑥₁", "𝑥₂", "𝑥₃", "𝑥₄"]
    across.actions()[3].trigger()
    picture = answer(stage)
    assert picture.shown.axes == (3, 1)
    low, high = four_inputs[0].points[:, 3].min(), four_inputs[0].points[:, 3].max()
    assert picture.frame.x.low < low < high < picture.frame.x.high
    menu.fill()
    up = menu.actions()[1].menu()
    assert up.actions()[1].isChecked()
    up.actions()[3].trigger()
    assert answer(stage).shown.axes == (1, 3)


def test_the_others_are_held_at_the_selected_sample(stage: Stage, four_inputs: Run) -> None:
    """They follow the selection, and stay where they are when nothing is selected."""
    show(stage, four_inputs)
    stage.session.cursor.set_selected(Mark("sample", sample=6))
    menu = stage.view.menu
    menu.fill()
    next(action for action in menu.actions() if action.text().startswith("Others held")).trigger()
    picture = answer(stage)
    np.testing.assert_array_equal(picture.shown.held, four_inputs[0].points[6])
    assert picture.shown.title.startswith("held at sample 7: x3 = ")
    stage.session.cursor.set_selected(Mark("sample", sample=9))
    assert answer(stage).shown.sample == 9
    stage.session.cursor.set_selected(None)
    assert answer(stage).shown.sample == 9


def test_a_held_sample_is_not_one_of_other_data(stage: Stage, four_inputs: Run) -> None:
    """Row 7 of other data is another sample: nobody selected it, so the others are at their mean."""
    show(stage, four_inputs)
    stage.session.cursor.set_selected(Mark("sample", sample=6))
    stage.session.regions.plane.set_holds_sample(True)
    assert answer(stage).shown.sample == 6
    stage.session.cursor.set_selected(None)
    dataset, network = four_inputs
    others = mlp.Dataset.from_arrays(dataset.points[::-1], dataset.labels[::-1])
    picture = show(stage, (others, network))
    assert picture.shown.sample == -1
    np.testing.assert_allclose(picture.shown.held, others.points.mean(axis=0))
    stage.session.cursor.set_selected(Mark("sample", sample=6))
    assert answer(stage).shown.sample == 6


def test_a_place_is_read_out_and_picked_as_a_whole_point(stage: Stage, four_inputs: Run, qtbot: QtBot) -> None:
    """The card tells the two inputs that run; the network answers at all four."""
    network = four_inputs[1]
    picture = show(stage, four_inputs)
    place = picture.frame.plot.center().toPoint()
    qtbot.mouseMove(stage.view, QPoint(1, 1))
    qtbot.mouseMove(stage.view, place)
    readout = stage.view.readout
    assert readout is not None
    assert len(readout.point) == 4
    assert readout.outputs == pytest.approx(network.predict(readout.point[np.newaxis])[0])
    assert [row.name for row in readout.rows][:3] == ["𝑥₁", "𝑥₂", "output"]
    free = next(
        at
        for at in (place + QPoint(dx, dy) for dx in range(-60, 60, 7) for dy in range(-60, 60, 7))
        if picture.sample_near(at.toPointF()) < 0
    )
    qtbot.mouseClick(stage.view, Qt.MouseButton.LeftButton, pos=free)
    values = stage.session.regions.picked.values
    assert values is not None
    np.testing.assert_allclose(values.point[2:], picture.shown.held[2:])


def test_points_lie_where_their_running_inputs_put_them(stage: Stage, four_inputs: Run) -> None:
    """Each is found at its place in the plane."""
    show(stage, four_inputs)
    stage.session.regions.plane.set_axis(0, 2)
    picture = answer(stage)
    at = picture.frame.position(*four_inputs[0].points[11, [2, 1]].tolist())
    assert picture.sample_position(11) is not None
    assert (picture.sample_position(11) - at).manhattanLength() < 1e-6


def test_the_units_lines_and_the_hidden_space_follow_the_plane(stage: Stage, four_inputs: Run) -> None:
    """Lines are cut by it, and the grid that the hidden layer bends is its own."""
    dataset, network = four_inputs
    picture = show(stage, four_inputs)
    regions = stage.session.regions
    regions.plane.set_axis(0, 3)
    picture = answer(stage)
    regions.lines.set_layer(0, True)
    regions.lines.receive_picture(compute_lines(regions.lines.request()))
    assert picture.lines_layer is not None
    for line in picture.lines_layer.lines:
        for place in line.segments.reshape(-1, 2):
            point = picture.shown.held.copy()
            point[list(picture.shown.axes)] = place
            assert network.forward(point[np.newaxis])[0][0][0, line.unit] == pytest.approx(0.0, abs=1e-9)
    regions.hidden_space.set_watched(True)
    hidden = compute_hidden(regions.hidden_space.request())
    assert hidden.axes == (3, 1)
    np.testing.assert_array_equal(hidden.points_before, dataset.points[:, [3, 1]])


def test_many_held_inputs_are_counted(stage: Stage) -> None:
    """Of more than three nobody reads the values."""
    points = np.random.default_rng(0).normal(size=(30, 9))
    dataset = mlp.Dataset.from_arrays(points, points[:, 0], task="regression")
    picture = show(stage, (dataset, mlp.Network([9, 2, 1], output="identity", rng=1)))
    assert picture.shown.title == "7 other inputs held at their mean"
    assert not stage.view.grab().isNull()
