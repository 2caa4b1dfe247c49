"""The three error measures side by side: what they show, that they turn together, and when there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage


def _choose(stage: Stage, drawing: str) -> None:
    stage.view.title_controls()[0].chosen.emit(drawing)
    stage.settle()


def test_three_measures_stand_side_by_side(stage: Stage) -> None:
    """Each with its name, its value and slope at the current point, and a relief of its own over the same plane."""
    stage.train(5)
    _choose(stage, "measures")
    view = stage.view
    assert view.measures.isVisible()
    assert not view.map.isVisible()
    columns = view.measures.columns
    places = [column.mapTo(view, column.rect().topLeft()) for column in columns]
    assert places[0].x() < places[1].x() < places[2].x()
    assert len({place.y() for place in places}) == 1
    count, _, squared = (column.value.text() for column in columns)
    assert count.endswith("slope 0")
    assert not squared.endswith("slope 0")
    picture = stage.picture
    for column, name in zip(columns, ("zero_one", "perceptron", "squared_error"), strict=True):
        assert column.relief.isVisible()
        assert column.relief.shown_picture.values is picture.readings[name].values


def test_the_steps_of_the_count_are_seen_and_the_slope_of_the_squared_error_is_drawn(stage: Stage) -> None:
    """The map of the count has no arrow, the squared error's has one."""
    stage.view.resize(1200, 900)
    _choose(stage, "measures")
    count, _, squared = (column.map for column in stage.view.measures.columns)
    assert count.isVisible()
    count.grab()
    squared.grab()
    assert count.picture.arrow is None
    assert squared.picture.arrow is not None
    values = stage.picture.readings["zero_one"].values
    assert np.array_equal(values, np.rint(values))


def test_turning_one_relief_turns_all(stage: Stage) -> None:
    """They are seen from one side, also when the surface itself is shown again."""
    _choose(stage, "measures")
    columns = stage.view.measures.columns
    QTest.keyClick(columns[0].relief, Qt.Key.Key_Left)
    turned = columns[0].relief.camera
    assert turned == columns[1].relief.camera == columns[2].relief.camera == stage.view.relief.camera
    QTest.keyClick(columns[2].relief, "0")
    assert columns[0].relief.camera != turned


def test_the_foot_tells_the_three_of_them(stage: Stage) -> None:
    """Not the loss, which is none of them; back at the map, the loss."""
    _choose(stage, "measures")
    readings = stage.picture.readings
    for name in ("number of errors", "perceptron error", "squared error"):
        assert name in stage.view.foot
    assert f"number of errors {readings['zero_one'].true:.0f}" in stage.view.foot
    assert "loss" not in stage.view.foot
    _choose(stage, "map")
    assert "loss" in stage.view.foot


def test_over_one_weight_they_are_curves(stage: Stage) -> None:
    """The count is a stair."""
    _choose(stage, "measures")
    stage.session.surface.choose_kind("line")
    stage.settle()
    for column in stage.view.measures.columns:
        assert column.curve.isVisible()
        column.curve.grab()
        assert column.curve.picture.next_value is None


def test_pointing_at_one_marks_all(stage: Stage) -> None:
    """The same weights, in every measure."""
    _choose(stage, "measures")
    first, _, last = (column.relief for column in stage.view.measures.columns)
    first.grab()
    last.grab()
    place = first.picture.place((0.5, 0.5))
    QTest.mouseMove(first, place.toPoint())
    probe = stage.session.surface.probe
    assert probe is not None
    assert last.position_of(probe) is not None


def test_without_two_classes_it_says_why_there_is_nothing_to_compare(stage: Stage) -> None:
    """And the surface itself is there as ever."""
    stage.session.open_example("sine")
    stage.qtbot.waitUntil(lambda: stage.session.snapshot.run_id == stage.session.run_id, timeout=20_000)
    _choose(stage, "measures")
    assert "two classes" in stage.view.measures.message
    assert not any(column.isVisible() for column in stage.view.measures.columns)
    _choose(stage, "map")
    assert stage.view.map.isVisible()
    assert stage.view.message == ""


def test_in_a_dock_three_small_maps_stand_side_by_side(stage: Stage) -> None:
    """As wide as docks are at 1280x800 each has its map, value and slope; a curve over a line; and a larger window."""
    stage.train(3)
    _choose(stage, "measures")
    stage.view.resize(372, 300)
    small = stage.view.measures.small
    stage.qtbot.waitUntil(small.isVisible, timeout=20_000)
    stage.settle()
    columns = small.columns
    assert columns[0].x() < columns[1].x() < columns[2].x()
    picture = stage.picture
    for column, name in zip(columns, ("zero_one", "perceptron", "squared_error"), strict=True):
        assert column.map.isVisible()
        assert column.map.shown_picture.values is picture.readings[name].values
        plot = column.map.picture.frame.plot
        assert min(plot.width(), plot.height()) >= 60.0
        assert column.map.rect().contains(plot.toRect())
    assert columns[0].slope.text() == "slope 0"
    assert columns[2].slope.text() != "slope 0"
    place = columns[0].map.picture.frame.plot.center().toPoint()
    QTest.mouseMove(columns[0].map, place)
    stage.qtbot.waitUntil(lambda: columns[2].slope.text() == "at the pointer", timeout=20_000)
    stage.session.surface.set_probe(None)
    assert columns[0].slope.text() == "slope 0"
    stage.session.surface.choose_kind("line")
    stage.settle()
    assert all(column.curve.isVisible() for column in columns)
    with stage.qtbot.waitSignal(stage.view.room_wanted, timeout=20_000):
        small.enlarge.click()


def test_without_room_it_says_so(stage: Stage) -> None:
    """A tiny view could show nothing of three surfaces; made high, it shows them one below the other."""
    _choose(stage, "measures")
    stage.view.setMinimumSize(1, 1)  # as docks have it
    stage.view.resize(250, 340)
    stage.qtbot.waitUntil(lambda: "no room" in stage.view.measures.message, timeout=20_000)
    assert not any(column.isVisible() for column in stage.view.measures.columns)
    assert not stage.view.measures.small.isVisible()
    stage.view.resize(420, 900)
    stage.qtbot.waitUntil(lambda: stage.view.measures.message == "", timeout=20_000)
    first, second, _ = stage.view.measures.columns
    stage.qtbot.waitUntil(lambda: second.y() > first.y(), timeout=20_000)


def test_a_step_at_the_output_is_said_to_have_no_slope(stage: Stage) -> None:
    """The squared error of a step jumps as the count does."""
    _choose(stage, "measures")
    last = stage.view.measures.columns[2]
    assert "can be descended" in last.sentence
    stage.session.open_example("hand_xor_steps")
    stage.qtbot.waitUntil(lambda: stage.session.snapshot.run_id == stage.session.run_id, timeout=20_000)
    stage.settle()
    assert "jumps" in last.sentence
    assert last.value.text().endswith("slope 0")
