"""The network view with a real mouse and keyboard: every gesture becomes the right request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.requests import SetParameters
from mlp_gui.views.network.menu import build_menu
from mlp_gui.views.network.structure import of_experiment

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.conftest import Stage


def hidden_sizes(stage: Stage) -> tuple[int, ...]:
    """Return the sizes that the session now has."""
    return stage.session.experiment.network.hidden_sizes


def last_edit(stage: Stage) -> SetParameters:
    """Return the last number that was asked to be set."""
    return next(request for request in reversed(stage.requests) if isinstance(request, SetParameters))


def type_number(stage: Stage, text: str) -> None:
    """Type into the open field, over what stands there."""
    editor = stage.view._editor
    assert editor.isVisible()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def wheel(stage: Stage, at: QPoint, notches: int, modifier: Qt.KeyboardModifier) -> QWheelEvent:
    """Turn the wheel over a point; return the event."""
    place = QPointF(at)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    stage.view.wheelEvent(event)
    return event


def test_the_initial_state(stage: Stage) -> None:
    """All seven features stand at the left, two of them on, and the network is described for screen readers."""
    structure = stage.scene.structure
    assert len(structure.inputs) == 7
    assert [item.name for item in structure.inputs if item.on] == ["x1", "x2"]
    assert [layer.title for layer in structure.layers] == ["Hidden 1", "Hidden 2", "Output"]
    assert stage.view.objectName() == "network_view"
    assert stage.view.accessibleName()
    assert stage.view._shown.frame is not None
    assert all(fill is not None and fill.images for fill in stage.view._shown.fills)


def test_plus_and_minus_change_units(stage: Stage) -> None:
    """Clicks on + and - of a layer ask for one unit more and fewer, and the picture follows at once."""
    stage.click(stage.button("more_units", 0))
    assert hidden_sizes(stage) == (5, 3)
    assert len(stage.scene.layout.columns[1].rows) == 5
    stage.click(stage.button("fewer_units", 1))
    assert hidden_sizes(stage) == (5, 2)
    assert len(stage.scene.layout.columns[2].rows) == 2


def test_quick_clicks_all_count(stage: Stage) -> None:
    """A double click on + adds two units."""
    stage.double_click(stage.button("more_units", 0))
    assert hidden_sizes(stage) == (6, 3)


def test_the_dashed_plus_adds_a_layer(stage: Stage) -> None:
    """The + between two layers puts one between them."""
    stage.click(stage.button("add_layer", 1))
    assert len(hidden_sizes(stage)) == 3
    assert hidden_sizes(stage)[0] == 4
    assert hidden_sizes(stage)[2] == 3
    assert len(stage.scene.layout.columns) == 5


def test_a_layer_is_removed_with_the_cross_that_hovering_shows(stage: Stage) -> None:
    """Hovering a column shows its cross; a click on it removes the layer."""
    QTest.mouseMove(stage.view, stage.tile(1, 0))
    stage.click(stage.button("remove_layer", 0))
    assert hidden_sizes(stage) == (3,)


def test_a_network_without_hidden_layers_can_get_one(make_stage: Callable[..., Stage]) -> None:
    """Inputs and output alone are drawn, and the + between them adds the first hidden layer."""
    stage = make_stage(())
    stage.learn()
    stage.click(stage.button("add_layer", 0))
    assert len(hidden_sizes(stage)) == 1


def test_a_click_on_an_input_switches_the_feature(stage: Stage) -> None:
    """A feature that is off goes on and comes off again; its edges appear with it."""
    stage.click(stage.tile(0, 4))
    assert stage.session.experiment.data.features == ("x1", "x2", "x1_x2")
    stage.learn()
    assert len(stage.scene.curves) == 3 * 4 + 12 + 3
    stage.click(stage.tile(0, 4))
    assert stage.session.experiment.data.features == ("x1", "x2")


def test_a_weight_is_typed(stage: Stage) -> None:
    """Double-click on an edge, a number, Enter: the session is asked to set that weight, and undo takes it back."""
    snapshot = stage.session.snapshot
    stage.double_click(stage.edge(2, 0, 1))
    type_number(stage, "-1.25")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    assert last_edit(stage) == SetParameters((snapshot.network.weight_index(2, 0, 1),), (-1.25,))
    assert not stage.view._editor.isVisible()
    stage.session.undo_stack.undo()
    assert last_edit(stage).values == (float(snapshot.network.weights[2][0, 1]),)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_no_button_has_the_keyboard_after_typing(stage: Stage, key: Qt.Key) -> None:
    """Space after a number plays; it must not press the button that happens to be the canvas's first."""
    stage.double_click(stage.chip(1, 0))
    type_number(stage, "0.5")
    QTest.keyClick(stage.view._editor, key)
    assert stage.view.hasFocus()
    size = stage.session.experiment.network.hidden_sizes
    QTest.keyClick(stage.view, Qt.Key.Key_Space)
    assert stage.session.experiment.network.hidden_sizes == size


@pytest.mark.parametrize("typed", ["abc", "", "1e999", "nan", "1..2"])
def test_rubbish_is_explained_and_changes_nothing(stage: Stage, typed: str) -> None:
    """What is no number is answered in words; the field stays open and Escape leaves the old value."""
    stage.double_click(stage.chip(1, 0))
    type_number(stage, typed or " ")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    assert stage.view._editor.isVisible()
    assert stage.view._editor.complaint
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Escape)
    assert not stage.view._editor.isVisible()
    assert not [request for request in stage.requests if isinstance(request, SetParameters)]


def test_the_output_bias_is_shown_and_editable(stage: Stage) -> None:
    """The output's bias has a chip like every other, and is typed the same way."""
    assert stage.scene.layout.columns[3].bias == "chip"
    stage.double_click(stage.chip(3, 0))
    type_number(stage, "-0.5")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Enter)
    assert last_edit(stage) == SetParameters((stage.session.snapshot.network.bias_index(2, 0),), (-0.5,))


def test_outputs_are_named_by_their_class(make_stage: Callable[..., Stage]) -> None:
    """Of several classes each output says which one it answers for; a single output needs no name but its own."""
    blobs = make_stage(data="blobs", hidden=(3,))
    blobs.learn()
    snapshot = blobs.session.snapshot
    names = [blobs.scene.structure.unit_title(1, unit) for unit in range(3)]
    assert names == [f"Output, {name}" for name in snapshot.dataset.class_names]
    assert blobs.scene.structure == of_experiment(blobs.session.experiment)
    assert make_stage(data="xor", hidden=(3,)).scene.structure.unit_title(1, 0) == "Output"


def test_enter_without_typing_changes_nothing(stage: Stage) -> None:
    """The field shows a rounded number; Enter on it as it stands leaves the exact one."""
    stage.double_click(stage.chip(2, 0))
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    assert not stage.view._editor.isVisible()
    assert not [request for request in stage.requests if isinstance(request, SetParameters)]


def test_another_view_can_ask_for_the_field(stage: Stage) -> None:
    """A request to edit a weight, made through the one cursor, opens the field at its edge."""
    stage.session.cursor.request_edit(Mark("weight", layer=1, unit=0, input=3))
    assert stage.view._editor.isVisible()
    assert stage.view._editor.mark == Mark("weight", layer=1, unit=0, input=3)


def test_a_click_elsewhere_cancels_typing(stage: Stage, qtbot: QtBot) -> None:
    """Clicking away closes the field and changes nothing."""
    stage.double_click(stage.chip(1, 1))
    type_number(stage, "3")
    stage.click(QPoint(400, 612))
    assert not stage.view._editor.isVisible()
    assert not [request for request in stage.requests if isinstance(request, SetParameters)]


def test_hovering_marks_the_cursor_for_all_views(stage: Stage) -> None:
    """Edge, unit, bias and input under the pointer are marked in the one cursor; leaving takes the mark away."""
    cursor = stage.session.cursor
    QTest.mouseMove(stage.view, stage.edge(1, 2, 0))
    assert cursor.hovered == Mark("weight", layer=1, unit=2, input=0)
    QTest.mouseMove(stage.view, stage.tile(2, 1))
    assert cursor.hovered == Mark("unit", layer=1, unit=1)
    QTest.mouseMove(stage.view, stage.chip(2, 1))
    assert cursor.hovered == Mark("bias", layer=1, unit=1)
    QTest.mouseMove(stage.view, stage.tile(0, 1))
    assert cursor.hovered == Mark("input", input=1)
    QTest.mouseMove(stage.view, QPoint(400, 612))
    assert cursor.hovered is None


def test_marks_of_other_views_show_here(stage: Stage) -> None:
    """What another view marks as hovered changes this picture, and back."""
    plain = stage.pixels()
    stage.session.cursor.set_hovered(Mark("weight", layer=0, unit=2, input=1))
    marked = stage.pixels()
    assert not np.array_equal(plain, marked)
    stage.session.cursor.set_hovered(None)
    assert np.array_equal(plain, stage.pixels())


def test_the_card_comes_with_exact_numbers(stage: Stage, qtbot: QtBot) -> None:
    """After a moment over an edge its weight and gradient are read out."""
    QTest.mouseMove(stage.view, stage.edge(2, 0, 0))
    qtbot.waitUntil(lambda: stage.view._card is not None, timeout=2_000)
    card = stage.view._card
    assert card.title == "Hidden 2, unit 1 → Output"
    weight = float(stage.session.snapshot.network.weights[2][0, 0])
    assert card.rows[0].text.replace("−", "-") == f"{weight:+.4f}"
    assert card.rows[1].label == "gradient"
    assert card.rows[1].token.endswith("_error")


def test_the_card_of_a_unit_and_of_an_input(stage: Stage) -> None:
    """A unit tells its pre-activation, activation and bias; an input its statistics."""
    QTest.mouseMove(stage.view, stage.tile(1, 2))
    stage.view.show_card()
    assert [row.label for row in stage.view._card.rows][:3] == ["pre-activation", "activation", "bias"]
    QTest.mouseMove(stage.view, stage.tile(0, 0))
    stage.view.show_card()
    assert "training mean" in [row.label for row in stage.view._card.rows]
    stage.view.hide_card()


def test_the_menu_offers_what_fits(stage: Stage) -> None:
    """The menu of a hidden unit changes the activation, adds and removes; its entries reach the session."""
    menu = build_menu(stage.view, stage.scene, stage.scene.hit(stage.tile(1, 0).x(), stage.tile(1, 0).y()))
    activations = next(action.menu() for action in menu.actions() if action.text() == "Activation")
    names = {action.text(): action for action in activations.actions()}
    assert names["Tanh"].isChecked()
    assert "Softmax" not in names
    stage.view._on_menu_triggered(names["ReLU"])
    assert stage.session.experiment.network.hidden_activations == ("relu", "tanh")
    remove = next(action for action in menu.actions() if action.text().startswith("Remove Hidden 1"))
    stage.view._on_menu_triggered(remove)
    assert hidden_sizes(stage) == (3,)
    menu.deleteLater()


def test_weights_can_be_typed_without_a_mouse(stage: Stage) -> None:
    """The menu of the unit in focus names each of its weights, and opens the field at the one chosen."""
    menu = build_menu(stage.view, stage.scene, stage.scene.hit(stage.tile(2, 1).x(), stage.tile(2, 1).y()))
    weights = next(action.menu() for action in menu.actions() if action.text() == "Edit weight from")
    assert [action.text() for action in weights.actions()] == [f"Hidden 1, unit {n}…" for n in (1, 2, 3, 4)]
    stage.view._on_menu_triggered(weights.actions()[2])
    assert stage.view._editor.mark == Mark("weight", layer=1, unit=1, input=2)
    type_number(stage, "0.75")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    index = stage.session.snapshot.network.weight_index(1, 1, 2)
    assert last_edit(stage) == SetParameters((index,), (0.75,))
    menu.deleteLater()


def test_weights_that_are_not_finite_do_not_break_the_picture(stage: Stage) -> None:
    """Numbers that overflowed are drawn somehow, and the card says what they are."""
    dataset, network, trainer = stage.session.experiment.build()
    network.weights[0][:] = np.inf
    network.weights[1][0, 0] = np.nan
    network.biases[1][:] = 1e300
    stage.show(dataset, trainer, with_field=False)
    stage.pixels()
    QTest.mouseMove(stage.view, stage.edge(0, 0, 0))
    stage.view.show_card()
    assert stage.view._card.rows[0].text == "+∞"
    stage.view.hide_card()


def test_wheel_zooms_and_fit_returns(stage: Stage) -> None:
    """The wheel zooms around the pointer, F fits; with Ctrl the wheel is left to the size of text."""
    at = stage.tile(1, 0)
    before = stage.scene.camera.to_scene(at.x(), at.y())
    event = wheel(stage, at, 2, Qt.KeyboardModifier.NoModifier)
    assert event.isAccepted()
    assert stage.scene.camera.zoom > 1.2
    assert stage.scene.camera.to_scene(at.x(), at.y()) == pytest.approx(before)
    zoom = stage.scene.camera.zoom
    assert not wheel(stage, at, 2, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert stage.scene.camera.zoom == zoom
    QTest.keyClick(stage.view, Qt.Key.Key_F)
    assert stage.scene.camera.zoom == 1.0
    stage.click(stage.button("zoom_in"))
    assert stage.scene.camera.zoom > 1.0
    stage.click(stage.button("fit"))
    assert stage.scene.is_fitted


def test_dragging_empty_canvas_pans(stage: Stage) -> None:
    """A drag on empty canvas moves the picture by as much."""
    start = QPoint(400, 612)
    QTest.mousePress(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(stage.view, start + QPoint(10 * step, -8 * step))
    QTest.mouseRelease(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(50, -40))
    assert stage.scene.camera.x > 20
    assert stage.scene.camera.y < -15


def test_the_keyboard_reaches_everything(stage: Stage) -> None:
    """Arrows go among units, Enter opens a bias, Delete and Insert change units, Tab reaches buttons and leaves."""
    view = stage.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view._focus.column == 1
    assert "Hidden 1, unit" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Insert)
    assert hidden_sizes(stage) == (5, 3)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert hidden_sizes(stage) == (4, 3)
    stage.learn()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view._editor.isVisible()
    QTest.keyClick(view._editor, Qt.Key.Key_Escape)
    seen = set()
    view._focus = None
    for _ in range(40):
        view.focusNextPrevChild(True)
        if view._focus is None:
            break
        seen.add(view._focus.button)
    assert {("more_units", 0), ("add_layer", 1), ("fit", -1), None} <= seen
    assert view._focus is None


def test_a_new_theme_repaints_everything(stage: Stage) -> None:
    """Dark and light differ all over, and back in light everything is as before."""
    light = stage.pixels()
    stage.theme_controller.set_mode("dark")
    dark = stage.pixels()
    assert np.mean(dark[..., :3]) < 90 < np.mean(light[..., :3])
    stage.theme_controller.set_mode("light")
    assert np.array_equal(light, stage.pixels())


def test_negative_edges_are_dashed_where_asked(stage: Stage) -> None:
    """The preference "patterns" changes the picture, and back."""
    plain = stage.pixels()
    stage.preferences.set_value("patterns", True)
    assert not np.array_equal(plain, stage.pixels())
    stage.preferences.set_value("patterns", False)
    assert np.array_equal(plain, stage.pixels())


def test_units_can_show_numbers_instead_of_maps(stage: Stage) -> None:
    """Without "show_unit_maps" every unit shows its activation, the features keep their pictures, and back."""
    maps = stage.pixels()
    stage.preferences.set_value("show_unit_maps", False)
    fills = stage.view._shown.fills
    assert all(
        fill.values is not None and len(fill.values) == size for fill, size in zip(fills[1:], (4, 3, 1), strict=True)
    )
    assert len(fills[0].images) == 7
    assert not np.array_equal(maps, stage.pixels())
    stage.preferences.set_value("show_unit_maps", True)
    assert np.array_equal(maps, stage.pixels())


def test_a_selected_sample_shows_its_activations(stage: Stage) -> None:
    """With numbers shown, selecting a sample shows what every unit answers to it."""
    stage.preferences.set_value("show_unit_maps", False)
    stage.session.cursor.set_selected(Mark("sample", sample=5))
    snapshot = stage.session.snapshot
    _, activations = snapshot.network.forward(snapshot.dataset.inputs[5:6])
    assert stage.view._shown.fills[1].values == pytest.approx(activations[0][0])


def test_buttons_say_what_they_do(stage: Stage) -> None:
    """Every button on the canvas has a tool-tip, and it is shown for the one under the pointer only."""
    assert all(button.text for button in stage.view.all_buttons())
    QTest.mouseMove(stage.view, stage.button("more_units", 1))
    assert stage.view.toolTip() == "One unit more in Hidden 2"
    QTest.mouseMove(stage.view, QPoint(400, 612))
    assert stage.view.toolTip() == ""


def test_gradients_can_be_shown_on_the_edges(stage: Stage) -> None:
    """The preference "edge_values" shows gradients in the colours of error signals, and the legend says so."""
    stage.preferences.set_value("edge_values", "gradients")
    assert stage.view._shown.legend.errors
    assert stage.view._shown.frame.largest == pytest.approx(
        max(np.abs(part).max() for part in stage.session.snapshot.network.unflatten(stage.session.snapshot.gradient)[0])
    )


def test_new_weights_reach_the_picture(stage: Stage) -> None:
    """A newer moment changes the picture, and hidden the view does no work until it is shown."""
    before = stage.pixels()
    stage.learn(5)
    after = stage.pixels()
    assert not np.array_equal(before, after)
    stage.view.hide()
    frame = stage.view._shown.frame
    stage.learn(9)
    assert stage.view._shown.frame is frame
    stage.view.show()
    assert stage.view._shown.frame is not frame


def test_one_raw_input_draws_curves(make_stage: Callable[..., Stage]) -> None:
    """With one raw input the three features that fit it are shown, and every unit's curve along the line."""
    stage = make_stage((6,), "sine")
    stage.learn(3)
    assert [item.name for item in stage.scene.structure.inputs] == ["x1", "x1_squared", "sin_x1"]
    assert all(fill.curves is not None for fill in stage.view._shown.fills)
    stage.pixels()


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_every_example_is_drawn(make_stage: Callable[..., Stage], name: str) -> None:
    """Every example shows its columns, its edges and a finite frame."""
    stage = make_stage(mlp.EXAMPLES[name].network.hidden_sizes, name)
    stage.session.open_example(name)
    stage.learn()
    assert stage.scene.structure.network_sizes == stage.session.snapshot.network.sizes
    assert np.isfinite(stage.view._shown.frame.edge_values).all()
    stage.pixels()


def test_a_large_network_is_pooled_painted_and_opened(
    make_stage: Callable[..., Stage], qtbot: QtBot, rng: np.random.Generator
) -> None:
    """784-256-128-10 is pooled and painted in the background; a click opens a pooled row, Escape closes it."""
    stage = make_stage()
    inputs = rng.normal(size=(40, 784))
    dataset = mlp.Dataset.from_arrays(inputs, rng.integers(0, 10, 40), task="classification", n_classes=10)
    network = mlp.Network([784, 256, 128, 10], hidden="relu", output="softmax", rng=1)
    config = mlp.TrainingConfig(loss="categorical_cross_entropy", optimizer="adam", learning_rate=0.001)
    stage.show(dataset, mlp.Trainer(network, dataset, config, rng=1))
    first = stage.pixels()
    stage.settle(qtbot)
    assert not np.array_equal(first, stage.pixels())
    assert stage.scene.is_pooled
    assert all(len(column.rows) <= 32 for column in stage.scene.layout.columns)
    assert "rows shown" in header_text(stage)
    start, stop = stage.scene.groups[0][4]
    stage.click(stage.tile(0, 4))
    stage.settle(qtbot)
    assert stage.scene.opened == {0: (start, stop)}
    stage.view.setFocus()
    QTest.keyClick(stage.view, Qt.Key.Key_Escape)
    stage.settle(qtbot)
    assert stage.scene.opened == {}
    stage.view.show_matrix(0)
    assert stage.view._matrix.isVisible()
    QTest.keyClick(stage.view._matrix, Qt.Key.Key_Escape)
    assert not stage.view._matrix.isVisible()


def header_text(stage: Stage) -> str:
    """Return the third lines of the header."""
    from mlp_gui.views.network.header import _third_line

    return " ".join(_third_line(stage.scene, column) for column in range(len(stage.scene.layout.columns)))


def test_every_size_and_type_scale_paints(stage: Stage) -> None:
    """Small and large canvases and type scales are painted without a warning."""
    for width, height in ((320, 280), (560, 480), (1600, 1100)):
        stage.view.resize(width, height)
        for scale in (0.7, 1.0, 2.0):
            stage.theme_controller.set_scale(scale)
            stage.pixels()
    stage.theme_controller.set_scale(1.0)
