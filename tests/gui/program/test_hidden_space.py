"""The hidden space in the whole window: opened from the View menu, moved by slider and button, live, one cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QVariantAnimation
from PySide6.QtTest import QTest

from mlp_gui.state.cursor import Mark
from mlp_gui.views.hidden_space.drawing import HiddenDrawing
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.hidden_space import HiddenSpaceView


@pytest.fixture
def view(program: Program, qtbot: QtBot) -> HiddenSpaceView:
    """Return the view of the hand-out's XOR by steps, with its first picture."""
    choose_example(program, "hand_xor_steps", qtbot)
    space = program.session.regions.hidden_space
    assert not program.window.contents.hidden_space.isVisible()
    assert space.request() is None
    program.window.contents.hidden_space.toggleViewAction().trigger()
    view = program.window.contents.hidden_space.widget()
    qtbot.waitUntil(lambda: view.canvas.drawing is not None, timeout=20_000)
    return view


def test_xor_becomes_separable(view: HiddenSpaceView) -> None:
    """Four corners become three points, at the units' answers, on their sides of the output's line."""
    drawing = view.canvas.drawing
    np.testing.assert_array_equal(drawing.picture.points, [[0, 0], [1, 0], [1, 0], [1, 1]])
    assert drawing.axis_names() == ("ℎ₁", "ℎ₂")
    assert len(drawing.picture.lines) == 1
    assert view.foot == "Each axis is the answer of one unit of Hidden 1."
    rows = {row.name: row.value for row in view.canvas.card_rows(drawing, 3)}
    assert rows["𝑥₁"] == rows["ℎ₁"] == "+1.000"


def test_the_slider_moves_from_the_inputs_to_the_hidden_space(
    program: Program, view: HiddenSpaceView, qtbot: QtBot
) -> None:
    """At its left end each point lies at its inputs, at its right end at the units' answers."""
    drawing, slider = view.canvas.drawing, view.controls.slider
    dataset = program.session.snapshot.dataset
    end = drawing.positions.copy()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert program.session.regions.hidden_space.blend == 0.0
    np.testing.assert_allclose(drawing.positions, drawing.input_frame.positions(dataset.points))
    assert view.foot == "The inputs as they are."
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert 0.0 < program.session.regions.hidden_space.blend < 1.0
    assert not np.allclose(drawing.positions, end)
    QTest.keyClick(slider, Qt.Key.Key_End)
    np.testing.assert_allclose(drawing.positions, end)


def test_the_button_plays_the_way_and_jumps_without_motion(
    program: Program, view: HiddenSpaceView, qtbot: QtBot
) -> None:
    """From the hidden space back to the inputs, gliding; with motion off there at once."""
    space, journey = program.session.regions.hidden_space, view.controls._journey
    QTest.mouseClick(view.controls.play, Qt.MouseButton.LeftButton)
    assert journey.state() == QVariantAnimation.State.Running
    journey.pause()
    journey.setCurrentTime(journey.duration() // 2)
    assert 0.3 < space.blend < 0.7
    assert view.controls.slider.value() == round(1000 * space.blend)
    journey.resume()
    qtbot.waitUntil(lambda: space.blend == 0.0, timeout=20_000)
    assert view.controls.slider.value() == 0
    program.preferences.set_value("motion", False)
    seen = []
    space.blend_changed.connect(seen.append)
    QTest.mouseClick(view.controls.play, Qt.MouseButton.LeftButton)
    assert seen == [1.0]


def test_points_are_one_with_those_of_the_other_views(program: Program, view: HiddenSpaceView) -> None:
    """Hovering marks the sample everywhere, clicking selects it, beside it lets go."""
    cursor, canvas = program.session.cursor, view.canvas
    place = QPointF(*canvas.drawing.positions[0].tolist()).toPoint()
    QTest.mouseMove(canvas, QPoint(2, 2))
    QTest.mouseMove(canvas, place)
    assert cursor.hovered == Mark("sample", sample=0)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert cursor.selected == Mark("sample", sample=0)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    assert cursor.selected is None


def test_a_point_picked_in_the_plane_is_marked_on_its_way(program: Program, view: HiddenSpaceView) -> None:
    """It lies at the units' answers to it, half-way half-way, at the start at its inputs; let go of, it is unmarked."""
    picked, space, canvas = program.session.regions.picked, program.session.regions.hidden_space, view.canvas
    assert canvas.picked_position is None
    plain = canvas.grab().toImage()
    picked.pick((0.9, 0.8))
    drawing, seen = canvas.drawing, []
    assert canvas.grab().toImage() != plain
    for blend in (1.0, 0.5, 0.0):
        space.set_blend(blend)
        seen.append(np.array(canvas.picked_position.toTuple()))
    end, half, start = seen
    np.testing.assert_allclose(end, drawing.frame.positions(np.array([[1.0, 1.0]]))[0])
    np.testing.assert_allclose(start, drawing.input_frame.positions(np.array([[0.9, 0.8]]))[0])
    np.testing.assert_allclose(half, (start + end) / 2.0)
    space.set_blend(1.0)
    picked.pick(None)
    assert canvas.grab().toImage() == plain


def test_a_point_of_many_inputs_is_marked_among_main_directions(
    program: Program, view: HiddenSpaceView, qtbot: QtBot
) -> None:
    """A wide layer's plane and a chosen pair of inputs place it where a sample with its numbers lies."""
    choose_example(program, "digits", qtbot)
    program.window.contents.hidden_space.raise_()  # from behind the pictures
    space = program.session.regions.hidden_space
    qtbot.waitUntil(lambda: space.picture is not None, timeout=20_000)
    program.session.regions.picked.pick(tuple(space.picture.dataset.points[0].tolist()))
    for blend in (0.0, 0.5, 1.0):
        space.set_blend(blend)
        assert view.canvas.picked_position.toTuple() == pytest.approx(view.canvas.drawing.positions[0], abs=1e-6)


def test_layers_are_chosen_and_wide_ones_seen_along_their_main_directions(
    program: Program, view: HiddenSpaceView, qtbot: QtBot
) -> None:
    """The spiral's second hidden layer, chosen by keyboard."""
    choose_example(program, "spiral", qtbot)
    choice, space = view.controls.layer, program.session.regions.hidden_space
    assert choice.values == ("0", "1")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert space.layer == 1
    qtbot.waitUntil(lambda: space.picture is not None and space.picture.layer == 1, timeout=20_000)
    assert view.canvas.drawing.axis_names() == ("𝑐₁", "𝑐₂")
    assert view.foot.startswith("Main directions of 8 units")


def test_it_follows_the_training_and_says_so_without_a_hidden_layer(
    program: Program, view: HiddenSpaceView, qtbot: QtBot
) -> None:
    """A newer moment has a newer picture; a perceptron has none, and is told why."""
    session = program.session
    choose_example(program, "xor_steps", qtbot)
    space = session.regions.hidden_space
    qtbot.waitUntil(lambda: space.picture is not None, timeout=20_000)
    session.step_epoch()
    qtbot.waitUntil(
        lambda: session.snapshot.step > 0 and space.picture.network is session.snapshot.network, timeout=20_000
    )
    choose_example(program, "and_perceptron", qtbot)
    assert view.canvas.drawing is None
    assert "no hidden layer" in view.canvas.message
    assert not view.controls.slider.isEnabled()
    assert not view.grab().isNull()


def test_at_rest_it_is_painted_once(
    program: Program, view: HiddenSpaceView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cursor's marks lie over what was painted; another place on the way, or another theme, is painted anew."""
    painted: list[float] = []
    space, canvas = program.session.regions.hidden_space, view.canvas
    paint = HiddenDrawing.paint

    def counted(drawing: HiddenDrawing, painter: QPainter) -> None:
        painted.append(space.blend)
        paint(drawing, painter)

    monkeypatch.setattr(HiddenDrawing, "paint", counted)
    plain = canvas.grab().toImage()
    painted.clear()
    program.session.cursor.set_hovered(Mark("sample", sample=0))
    marked = canvas.grab().toImage()
    assert marked != plain
    program.session.cursor.set_hovered(None)
    assert canvas.grab().toImage() == plain
    assert painted == []
    space.set_blend(0.5)
    assert canvas.grab().toImage() != plain
    assert painted == [0.5]
    program.theme_controller.set_mode("light" if program.theme_controller.theme.dark else "dark")
    canvas.grab()
    assert painted == [0.5, 0.5]
