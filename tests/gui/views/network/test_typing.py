"""Weights and biases are typed where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mlp_gui.state.cursor import Mark
from mlp_gui.state.requests import SetParameters
from mlp_gui.views.network.menu import build_menu

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.conftest import Stage


def last_edit(stage: Stage) -> SetParameters:
    """Return the last number that was asked to be set."""
    return next(request for request in reversed(stage.requests) if isinstance(request, SetParameters))


def type_number(stage: Stage, text: str) -> None:
    """Type into the open field, over what stands there."""
    editor = stage.view._editor
    assert editor.isVisible()
    editor.selectAll()
    QTest.keyClicks(editor, text)


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


@pytest.mark.parametrize(("typed", "is_taken"), [("1e300", False), ("-1000001", False), ("-1e6", True)])
def test_a_weight_beyond_reason_is_refused(stage: Stage, typed: str, is_taken: bool) -> None:
    """A weight of 1e300 would only overflow: the message says which weight it is and how far it can go."""
    stage.double_click(stage.edge(1, 2, 0))
    type_number(stage, typed)
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    sent = [request for request in stage.requests if isinstance(request, SetParameters)]
    assert [request.values for request in sent] == ([(float(typed),)] if is_taken else [])
    if not is_taken:
        said = stage.view._editor.complaint
        assert said == "The weight Hidden 1, unit 1 → Hidden 2, unit 3 can be from −1,000,000 to 1,000,000."


def test_the_output_bias_is_shown_and_editable(stage: Stage) -> None:
    """The output's bias has a chip like every other, and is typed the same way."""
    assert stage.scene.layout.columns[3].bias == "chip"
    stage.double_click(stage.chip(3, 0))
    type_number(stage, "-0.5")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Enter)
    assert last_edit(stage) == SetParameters((stage.session.snapshot.network.bias_index(2, 0),), (-0.5,))


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


def test_weights_can_be_typed_without_a_mouse(stage: Stage) -> None:
    """The menu of the unit in focus names each of its weights, and opens the field at the one chosen."""
    hit = stage.scene.hit(stage.tile(2, 1).x(), stage.tile(2, 1).y())
    menu = build_menu(stage.view, stage.scene, hit, stage.theme_controller)
    weights = next(action.menu() for action in menu.actions() if action.text() == "Edit weight from")
    assert [action.text() for action in weights.actions()] == [f"Hidden 1, unit {n}…" for n in (1, 2, 3, 4)]
    stage.view._on_menu_triggered(weights.actions()[2])
    assert stage.view._editor.mark == Mark("weight", layer=1, unit=1, input=2)
    type_number(stage, "0.75")
    QTest.keyClick(stage.view._editor, Qt.Key.Key_Return)
    index = stage.session.snapshot.network.weight_index(1, 1, 2)
    assert last_edit(stage) == SetParameters((index,), (0.75,))
    menu.deleteLater()
