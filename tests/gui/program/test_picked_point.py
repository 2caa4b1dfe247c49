"""A click in the plane: the network answers there, its numbers stand at its units, and it is stepped through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.views.network.point_values import plates
from tests.gui.program.hands import choose_example, press_key

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.decision import DecisionView


def region_of(program: Program, qtbot: QtBot) -> DecisionView:
    """Return the decision region with its picture of the run that is shown."""
    view = program.window.contents.decision.widget()
    qtbot.waitUntil(
        lambda: view.picture is not None and view.picture.dataset is program.session.snapshot.dataset, timeout=20_000
    )
    return view


def click(view: DecisionView, x: float, y: float) -> QPoint:
    """Click a place of the plane; return its pixel."""
    place = view.picture.frame.position(x, y).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    return place


def test_the_network_answers_where_the_plane_is_clicked(program: Program, qtbot: QtBot) -> None:
    """Every unit's number stands at its tile, exactly that of a forward pass; a second click lets go."""
    choose_example(program, "hand_xor_sigmoids", qtbot)
    view, picked = region_of(program, qtbot), program.session.regions.picked
    network_view = program.window.contents.network
    assert picked.values is None
    before = network_view.grab().toImage()
    click(view, 0.5, 0.5)
    values = picked.values
    assert values is not None
    assert values.point == pytest.approx((0.5, 0.5), abs=0.02)
    network = program.session.snapshot.network
    sums, activations = network.forward(np.array([values.point]))
    for found, expected in zip((*values.pre_activations, *values.activations), (*sums, *activations), strict=True):
        np.testing.assert_array_equal(found, expected[0])
    texts = [text for _, text in plates(network_view.scene, network_view._shown.style, values)]
    assert texts == [signed(float(value), 3) for value in (*values.point, *activations[0][0], *activations[1][0])]
    assert network_view.grab().toImage() != before
    click(view, 0.5, 0.5)
    assert picked.values is None


def test_numbers_at_a_point_cover_no_bias(program: Program, qtbot: QtBot) -> None:
    """Where eight units stand close, each plate stays below the bias of the unit above."""
    choose_example(program, "spiral", qtbot)
    program.window.resize(1280, 800)
    network_view, picked = program.window.contents.network, program.session.regions.picked
    picked.pick((1.3, -2.4))
    assert picked.values is not None
    scene = network_view.scene
    places = [place for place, _ in plates(scene, network_view._shown.style, picked.values)]
    rects = [column.bias_rect(row) for column in scene.layout.columns for row in range(len(column.rows))]
    biases = [QRectF(*scene.camera.rect_to_canvas(rect)) for rect in rects if rect is not None]
    assert len(biases) == 17
    assert not any(place.intersects(bias) for place in places for bias in biases)


def test_a_sample_that_is_clicked_has_its_numbers_at_the_units(program: Program, qtbot: QtBot) -> None:
    """Those of a forward pass of its own coordinates; it is no picked point, and gone with the next click beside it."""
    choose_example(program, "hand_xor_sigmoids", qtbot)
    view, picked = region_of(program, qtbot), program.session.regions.picked
    click(view, 1.0, 0.0)
    mark = program.session.cursor.selected
    assert mark is not None
    assert mark.kind == "sample"
    snapshot = program.session.snapshot
    assert picked.point is None
    assert picked.values is not None
    assert picked.values.point == tuple(snapshot.dataset.points[mark.sample])
    _, activations = snapshot.network.forward(np.array([[1.0, 0.0]]))
    np.testing.assert_array_equal(picked.values.activations[-1], activations[-1][0])
    click(view, 0.5, 0.5)
    assert picked.values.point == pytest.approx((0.5, 0.5), abs=0.02)


def test_tiles_with_numbers_have_those_of_the_point(program: Program, qtbot: QtBot) -> None:
    """Of four inputs tiles are numbers: the picked point's or the sample's, once, and the means when it is let go."""
    choose_example(program, "iris", qtbot)
    view, picked, canvas = region_of(program, qtbot), program.session.regions.picked, program.window.contents.network
    snapshot = program.session.snapshot
    qtbot.waitUntil(lambda: canvas._shown.frame is not None and canvas._shown.frame.averaged > 0, timeout=20_000)
    (left, right), (bottom, top) = view.picture.shown.ranges
    place = click(view, right - 0.05 * (right - left), bottom + 0.05 * (top - bottom))
    assert picked.point is not None
    inputs = snapshot.dataset.input_map(np.array([picked.point]))
    for found, expected in zip(canvas._shown.frame.units, (inputs, *snapshot.network.forward(inputs)[1]), strict=True):
        np.testing.assert_allclose(found, expected[0])
    assert canvas.numbered_columns == {0, 1, 2}
    assert plates(canvas.scene, canvas._shown.style, picked.values, numbered=canvas.numbered_columns) == []
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert picked.point is None
    qtbot.waitUntil(lambda: canvas._shown.frame.averaged > 0, timeout=20_000)


def test_it_follows_the_training_and_ends_with_its_run(program: Program, qtbot: QtBot) -> None:
    """Newer weights, newer numbers at the same point; another example has none picked."""
    session = program.session
    picked = session.regions.picked
    click(region_of(program, qtbot), 0.45, 0.05)
    first = picked.values
    assert first is not None
    session.step_epoch()
    qtbot.waitUntil(lambda: picked.values is not first, timeout=20_000)
    assert picked.values.point == first.point
    expected = session.snapshot.network.predict(session.snapshot.dataset.input_map(np.array([first.point])))[0]
    np.testing.assert_array_equal(picked.values.activations[-1], expected)
    choose_example(program, "circle", qtbot)
    assert picked.point is None
    assert picked.values is None


def test_escape_and_samples_let_go_of_it_and_return_picks_by_keyboard(program: Program, qtbot: QtBot) -> None:
    """Arrow keys go there, Return picks; Escape lets go; so does a click on a point of the data."""
    choose_example(program, "xor_steps", qtbot)
    view, picked = region_of(program, qtbot), program.session.regions.picked
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert picked.point is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert picked.point is None
    click(view, 0.5, 0.2)
    assert picked.point is not None
    click(view, 1.0, 1.0)
    assert picked.point is None
    assert program.session.cursor.selected.kind == "sample"


def test_the_picked_point_is_stepped_through(program: Program, qtbot: QtBot) -> None:
    """Entering step mode tells its numbers line by line; going on past the end trains the true batch."""
    session, stepping = program.session, program.session.stepping
    choose_example(program, "xor_steps", qtbot)
    click(region_of(program, qtbot), 0.9, 0.6)
    point = session.regions.picked.point
    assert point is not None
    program.window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: stepping.lone_point == point, timeout=20_000)
    trace = stepping.trace
    np.testing.assert_array_equal(trace.inputs[0], session.snapshot.dataset.input_map(np.array([point]))[0])
    np.testing.assert_array_equal(trace.targets, [[0.0]])  # (1, 1) is nearest, and XOR gives 0 there
    bar = program.window.step_mode.bars.lone_sample
    assert bar.isVisible()
    assert bar.message.text().startswith("Your point (0.")
    assert program.window.step_mode.bars.transport.samples.place.text() == "your point, alone"
    press_key(program, Qt.Key.Key_Space)
    assert stepping.position >= 0
    stepping.to_end()
    stepping.forward()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and not stepping.is_moving, timeout=20_000)
    alone = mlp.Experiment.build(session.experiment)[2]
    alone.run_steps(1)
    np.testing.assert_array_equal(session.snapshot.network.parameters, alone.network.parameters)
    qtbot.waitUntil(lambda: stepping.lone_sample is None, timeout=20_000)
    assert session.regions.picked.point is None


def test_a_click_while_stepping_takes_that_point_and_back_leads_to_the_batch(program: Program, qtbot: QtBot) -> None:
    """The region is opened from the transport; the bar's button lets go."""
    session, stepping, window = program.session, program.session.stepping, program.window
    choose_example(program, "xor_steps", qtbot)
    window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: stepping.trace is not None, timeout=20_000)
    QTest.mouseClick(window.step_mode.bars.transport.samples.pick, Qt.MouseButton.LeftButton)
    view = region_of(program, qtbot)
    qtbot.waitUntil(lambda: view.isVisible() and view.width() > 150, timeout=20_000)
    click(view, 0.3, 0.4)
    qtbot.waitUntil(lambda: stepping.lone_point is not None, timeout=20_000)
    assert stepping.lone_point == session.regions.picked.point
    QTest.mouseClick(window.step_mode.bars.transport.samples.pick, Qt.MouseButton.LeftButton)
    assert window.contents.decision.is_in_sight, "whoever wants another point did not want the region closed"
    QTest.mouseClick(window.step_mode.bars.lone_sample.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stepping.lone_sample is None, timeout=20_000)
    assert session.regions.picked.point is None
    assert stepping.trace.n_samples == 4


def test_the_card_keeps_an_answer_that_is_still_to_be_worked_out(program: Program, qtbot: QtBot) -> None:
    """Of the point that is walked, and with predictions on of any: it told what was being asked."""
    stepping = program.session.stepping
    choose_example(program, "xor_steps", qtbot)
    program.window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: stepping.trace is not None, timeout=20_000)
    program.window.contents.decision.bring_in_sight()
    view = region_of(program, qtbot)
    qtbot.waitUntil(lambda: view.isVisible() and view.width() > 150, timeout=20_000)
    click(view, 0.3, 0.4)
    qtbot.waitUntil(lambda: stepping.lone_point is not None, timeout=20_000)

    def told(point: tuple[float, ...]) -> list[str]:
        QTest.mouseMove(view, view.picture.frame.position(*point).toPoint())
        return [row.value for row in view.readout.rows[2:]]

    place, beside = stepping.lone_point, (0.6, 1.4)
    assert view.picture.table is not None
    assert view.unknown_answers == frozenset(), "no corner of the truth table is walked"
    assert told(place) == ["–", "–"]
    assert "–" not in told(beside)
    stepping.set_predict(True)
    assert told(beside) == ["–", "–"]
    stepping.set_predict(False)
    told(place)
    stepping.to_end()
    assert "–" not in [row.value for row in view.readout.rows]
