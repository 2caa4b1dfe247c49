"""Where the keyboard was on the graph says nothing of what keys mean once the step mode's canvas lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

Key = Qt.Key


def test_space_steps_wherever_the_keyboard_was_on_the_graph(program: Program, qtbot: QtBot) -> None:
    """It switched an input off, and Insert added a unit, out of sight."""
    choose_example(program, "xor_steps", qtbot)
    session, network = program.session, program.window.contents.network
    experiment = session.experiment
    network.setFocus()
    for key in (Key.Key_Right, Key.Key_Down):
        QTest.keyClick(network, key)
    click(program, "segment_step")
    stepping = session.stepping
    qtbot.waitUntil(lambda: stepping.trace is not None)
    position = stepping.position
    network.setFocus()
    for key in (Key.Key_Down, Key.Key_Insert, Key.Key_Space):
        QTest.keyClick(network, key)
    assert stepping.position > position
    assert session.experiment == experiment


def test_another_example_takes_the_keyboard_off_the_inputs(program: Program, qtbot: QtBot) -> None:
    """Space plays: no input of the example before is meant any more."""
    session, network = program.session, program.window.contents.network
    network.setFocus()
    for key in (Key.Key_Right, Key.Key_Down):
        QTest.keyClick(network, key)
    choose_example(program, "circle", qtbot)
    experiment = session.experiment
    network.setFocus()
    QTest.keyClick(network, Key.Key_Space)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING)
    assert session.experiment == experiment
