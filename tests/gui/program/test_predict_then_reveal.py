"""Predict, then reveal, in the whole window with the keyboard: switched on, asked, typed, judged, and gone on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from mlp_gui.state.prediction import Tally

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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
    bar = program.window.step_mode.prediction
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
    bar = window.step_mode.prediction
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
