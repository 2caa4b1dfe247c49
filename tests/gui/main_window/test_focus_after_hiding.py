"""What is hidden with the keyboard in it hands that to the network: Space then plays, and presses no button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from mlp_gui.state.racing import RaceStatus
from mlp_gui.state.snapshot import RunStatus
from tests.gui.main_window.opening import TIMEOUT, button, click

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def _press_space(qtbot: QtBot) -> None:
    """Press Space where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Space)


def _give_keyboard_to_evaluation(program: Program, qtbot: QtBot) -> QWidget:
    """Open the panel from its menu entry if it is closed, click a cell of it; return what has the keyboard."""
    dock = program.window.contents.assessment
    if not dock.isVisible():
        dock.toggleViewAction().trigger()
    canvas = dock.widget().canvas
    qtbot.waitUntil(lambda: canvas.isVisible() and canvas.table is not None, timeout=TIMEOUT)
    click(qtbot, canvas)
    qtbot.waitUntil(canvas.hasFocus, timeout=TIMEOUT)
    return canvas


def test_space_after_a_panel_is_closed_plays_and_pauses(program: Program, qtbot: QtBot) -> None:
    """By its X or by the View menu: the run stays, and Space pauses it and goes on with it."""
    session, window = program.session, program.window
    click(qtbot, button(program, "play"))
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING and session.snapshot.epoch > 3, timeout=TIMEOUT)
    run_id, undoable = session.run_id, session.undo_stack.count()
    _give_keyboard_to_evaluation(program, qtbot)
    click(qtbot, window.contents.assessment.title_bar.close_button)
    assert window.contents.assessment.isHidden()
    assert QApplication.focusWidget() is window.contents.network
    _press_space(qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    _give_keyboard_to_evaluation(program, qtbot)
    window.contents.assessment.toggleViewAction().trigger()
    assert window.contents.assessment.isHidden()
    assert QApplication.focusWidget() is window.contents.network
    _press_space(qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING, timeout=TIMEOUT)
    assert (session.run_id, session.undo_stack.count()) == (run_id, undoable)
    assert session.snapshot.epoch > 3


def test_space_after_a_race_plays_and_pauses(program: Program, qtbot: QtBot) -> None:
    """Left by its keys or by closing its panel, the race leaves the keyboard to the network that comes back."""
    session, window = program.session, program.window
    contents, racing = window.contents, session.racing
    click(qtbot, button(program, "step_epoch"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=TIMEOUT)
    run_id, undoable = session.run_id, session.undo_stack.count()
    racing.choose_epochs(20)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert window.race_mode.is_on
    go = contents.race.widget().findChild(QPushButton, "race_go")
    go.setFocus()
    click(qtbot, go)
    qtbot.waitUntil(lambda: racing.status is RaceStatus.FINISHED, timeout=TIMEOUT)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not window.race_mode.is_on
    assert QApplication.focusWidget() is contents.network
    _press_space(qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING, timeout=TIMEOUT)

    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    go.setFocus()
    click(qtbot, contents.race.title_bar.close_button)
    qtbot.waitUntil(lambda: not window.race_mode.is_on, timeout=TIMEOUT)
    assert QApplication.focusWidget() is contents.network
    _press_space(qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert (session.run_id, session.undo_stack.count()) == (run_id, undoable)
    assert session.snapshot.epoch >= 1
