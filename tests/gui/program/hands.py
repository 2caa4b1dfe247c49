"""What a hand does with the whole window: chooses an example, clicks a button, presses a key, presents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox

import mlp_core as mlp

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.window.dock import Dock


def choose_example(program: Program, name: str, qtbot: QtBot) -> None:
    """Pick an example in the tool bar's list, by keyboard, and wait until its network is shown."""
    box = program.window.findChild(QComboBox, "examples")
    box.setFocus()
    if program.session.experiment == mlp.EXAMPLES[name]:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    for _ in range(abs(box.findData(name) - box.currentIndex())):
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < box.findData(name) else Qt.Key.Key_Up)
    wait_for_run(program, qtbot)
    assert program.session.experiment == mlp.EXAMPLES[name]


def open_dock(dock: Dock) -> None:
    """Open a dock by its entry in the View menu, unless it came with the example."""
    if not dock.toggleViewAction().isChecked():
        dock.toggleViewAction().trigger()


def wait_for_run(program: Program, qtbot: QtBot) -> None:
    """Wait until the window shows the session's own run."""
    session = program.session
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == session.run_id)


def click(program: Program, name: str) -> None:
    """Click the button of that name."""
    button = program.window.findChild(QAbstractButton, name)
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press_key(program: Program, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is after the start: on the canvas."""
    canvas = program.window.contents.network
    canvas.setFocus()
    QTest.keyClick(canvas, key, modifiers)


def press(program: Program, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(program.window.focusWidget() or program.window, key)


def present(program: Program, qtbot: QtBot) -> None:
    """Press F5, and wait for the first training step."""
    press(program, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None)


def settle(stepping: Stepping, qtbot: QtBot) -> None:
    """Wait until the worker has arrived."""
    qtbot.waitUntil(lambda: not stepping.is_moving)
