"""Predict, then reveal, in the whole window with the keyboard: switched on, asked, typed, judged, and gone on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from mlp_gui.state.tally import Tally
from tests.gui.program.readings import read_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    import mlp_core as mlp
    from mlp_gui.app import Program

Key = Qt.Key


@pytest.fixture
def stepped(program: Program, qtbot: QtBot) -> Program:
    """Return the program in step mode, before the first line of four samples' training step."""
    session = program.session
    session.open_example("xor_steps")
    program.window.activateWindow()
    program.window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: session.stepping.trace is not None and session.stepping.sample_count == 4)
    program.window.setFocus()
    return program


def press(program: Program, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or program.window, key)


def test_the_switch_is_there_in_step_mode_only(program: Program, qtbot: QtBot) -> None:
    """While exploring there is nothing to predict; menu, key and button are one switch."""
    action = program.window.window_actions["predict"]
    stepping = program.session.stepping
    assert not action.isEnabled()
    press(program, Key.Key_P)
    assert not stepping.predict
    program.window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: stepping.trace is not None)
    button = program.window.findChild(QToolButton, "transport_predict")
    bar = program.window.step_mode.bars.prediction
    assert (action.isChecked(), button.isChecked(), bar.isVisible()) == (False, False, False)
    press(program, Key.Key_P)
    assert (stepping.predict, action.isChecked(), button.isChecked(), bar.isVisible()) == (True, True, True, True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (stepping.predict, action.isChecked(), button.isChecked(), bar.isVisible()) == (False, False, False, False)
    action.trigger()
    assert stepping.predict
    program.window.window_actions["step_through"].trigger()
    assert not bar.isVisible()


def test_a_whole_forward_pass_is_predicted_by_the_keyboard(stepped: Program) -> None:
    """Space asks, digits are typed, Enter answers, Enter goes on: nothing but the keyboard, nothing known too early."""
    window, stepping = stepped.window, stepped.session.stepping
    bar = window.step_mode.bars.prediction
    press(stepped, Key.Key_6)
    press(stepped, Key.Key_P)
    assert stepping.granularity == "unit"
    asked = 0
    while stepping.question is None:
        press(stepped, Key.Key_Space)
    while asked < 6:
        assert QApplication.focusWidget() is bar.field
        question = stepping.question
        assert question is not None
        assert not stepping.is_known(question.quantity)
        QTest.keyClicks(bar.field, f"{question.value:.4f}")
        press(stepped, Key.Key_Return)
        assert stepping.is_known(question.quantity)
        assert bar.state == "right"
        asked += 1
        press(stepped, Key.Key_Return)
    assert stepping.tally == Tally(6, 6, 0)
    assert bar.tally.text() == "6 of 6 right"


def test_no_view_shows_a_number_that_is_asked_for(stepped: Program, qtbot: QtBot) -> None:
    """At every question of a whole training step: canvas, equations, matrices and tracer have no digit of it."""
    contents, stepping = stepped.window.contents, stepped.session.stepping
    papers = [dock.widget().canvas for dock in (contents.equations, contents.tracer)]
    stepping.set_sample(3)
    stepping.set_notation("lab")
    stepping.set_predict(True)
    walk = stepping.walk
    seen = 0
    while stepping.position < walk.end:
        stepping.forward()
        question = stepping.question
        if question is None:
            continue
        qtbot.waitUntil(lambda: all(paper.is_settled for paper in papers), timeout=20_000)
        # What the term is worth by itself stands there as "= ?", and says not even of what.
        readings = [each for each in read_window(stepped) if each.quantity is not None]
        shown = [each for each in readings if named(each.quantity) == named(question.quantity)]
        assert not [each for each in shown if each.is_number], question.sentence
        on_cards = [
            each for each in shown if each.view == "canvas" and each.place.startswith(("card", "loss", "chip", "bias"))
        ]
        assert {each.text for each in on_cards} <= {"?"}, question.sentence
        seen += len(shown)
        stepping.answer(repr(question.value))
    assert seen > 80
    assert stepping.tally.right == stepping.tally.answered > 35


def named(quantity: mlp.Quantity) -> tuple[object, ...]:
    """Return what a number is, whatever its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def test_a_clicker_asks_reveals_and_goes_back(stepped: Program) -> None:
    """Page Down asks, and once more reveals; Page Up goes back; Space in the empty field reveals too."""
    stepping = stepped.session.stepping
    press(stepped, Key.Key_P)
    stepping.go_to(2)
    press(stepped, Key.Key_PageDown)
    assert stepping.question is not None
    press(stepped, Key.Key_PageDown)
    assert stepping.question is None
    assert stepping.position == 3
    press(stepped, Key.Key_PageDown)
    assert stepping.question is not None
    press(stepped, Key.Key_Space)
    assert stepping.position == 4
    assert stepping.tally == Tally(0, 0, 2)
    press(stepped, Key.Key_PageUp)
    assert stepping.position == 3
    press(stepped, Key.Key_PageDown)
    assert stepping.position == 4
    assert stepping.question is None


def test_the_phase_is_that_of_the_number_asked_for(stepped: Program) -> None:
    """Chips, progress and its title, while the last line that is done belongs to the phase before."""
    stepping, bars = stepped.session.stepping, stepped.window.step_mode.bars
    stepping.go_to(2)
    assert (dict(bars.chips.states)["input"], bars.transport.progress.title) == ("current", "Input")
    press(stepped, Key.Key_P)
    press(stepped, Key.Key_Space)
    assert stepping.question is not None
    states = dict(bars.chips.states)
    assert (states["input"], states["forward"]) == ("done", "current")
    assert bars.transport.progress.title == "Forward"
    assert bars.transport.progress.text == "4 of 58"
    stepping.back()
    assert dict(bars.chips.states)["input"] == "current"


def test_switching_off_in_the_middle_leaves_no_key_to_a_button(stepped: Program) -> None:
    """P in the empty field ends it; Space then steps, whatever comes next in the order of the tabs."""
    stepping = stepped.session.stepping
    press(stepped, Key.Key_P)
    stepping.go_to(2)
    press(stepped, Key.Key_Space)
    assert stepping.question is not None
    press(stepped, Key.Key_P)
    assert not stepping.predict
    press(stepped, Key.Key_Space)
    assert stepping.position == 3


def test_what_is_typed_belongs_to_the_answer(stepped: Program) -> None:
    """Digits after the verdict and in between change no grain; those of an open question go to it from anywhere."""
    window, stepping = stepped.window, stepped.session.stepping
    bar = window.step_mode.bars.prediction
    press(stepped, Key.Key_6)
    press(stepped, Key.Key_P)
    for key in (Key.Key_0, Key.Key_Period, Key.Key_2, Key.Key_5):
        press(stepped, key)
    assert (stepping.granularity, stepping.question) == ("unit", None)
    stepping.go_to(2)
    press(stepped, Key.Key_Space)
    assert bar.state == "asking"
    window.setFocus()
    for key in (Key.Key_Minus, Key.Key_0, Key.Key_Period, Key.Key_2, Key.Key_5):
        press(stepped, key)
    assert bar.field.text() == "-0.25"
    assert QApplication.focusWidget() is bar.field
    press(stepped, Key.Key_Return)
    assert bar.state in ("right", "wrong")
    position = stepping.position
    for key in (Key.Key_Minus, Key.Key_0, Key.Key_Period, Key.Key_1):
        press(stepped, key)
    assert (stepping.granularity, stepping.position) == ("unit", position)
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert stepping.granularity == "term"
    press(stepped, Key.Key_P)
    press(stepped, Key.Key_5)
    assert stepping.granularity == "layer"
