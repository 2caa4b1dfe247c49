"""Every example is played through the real window, as a user would, and ends in a known state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.hands import choose_example, wait_for_run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

LEARNING = {"xor": 0.99, "circle": 0.99, "moons": 0.99, "blobs": 0.99, "spiral": 0.98, "plane": 0.98, "sine": 0.98}
UNLEARNABLE = "xor_perceptron"


def press(program: Program, name: str) -> None:
    """Click the tool bar's button for an action."""
    action = program.window.window_actions[name]
    button = next(
        button
        for button in program.window.toolbar.findChildren(QToolButton)
        if button.defaultAction() is action or action in button.actions()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_an_example_is_played_from_start_to_reset(program: Program, qtbot: QtBot, name: str) -> None:
    """Start, run, pause, step, edit a weight, undo, change architecture and data while running, reset."""
    session = program.session
    session.set_speed(None)
    choose_example(program, name, qtbot)
    first = session.snapshot.network.parameters.copy()

    press(program, "play")
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING)
    qtbot.waitUntil(lambda: session.snapshot.step > 20, timeout=10_000)
    press(program, "play")
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED)

    step = session.snapshot.step
    press(program, "step_batch")
    qtbot.waitUntil(lambda: session.snapshot.step == step + 1)
    epoch = session.snapshot.epoch
    press(program, "step_epoch")
    qtbot.waitUntil(lambda: session.snapshot.epoch == epoch + 1 and session.snapshot.batch == 0)

    type_a_bias(program, qtbot)

    press(program, "play")
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING)
    before = session.run_id
    session.add_layer(0)
    if session.run_id == before:  # a learning rule has no hidden layers: it says so and goes on
        assert session.experiment == mlp.EXAMPLES[name]
    wait_for_run(program, qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING)
    session.set_data(seed=session.experiment.data.seed + 1)
    wait_for_run(program, qtbot)
    qtbot.waitUntil(lambda: session.snapshot.step > 20, timeout=10_000)

    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    choose_example(program, name, qtbot)
    press(program, "reset")
    wait_for_run(program, qtbot)
    press(program, "play")
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED, timeout=10_000)
    if session.snapshot.step == 0:
        np.testing.assert_array_equal(session.snapshot.network.parameters, first)


def type_a_bias(program: Program, qtbot: QtBot) -> None:
    """Double-click a bias, of the output or of the bottleneck, type a number, Enter; then take it back."""
    session, view = program.session, program.window.contents.network
    network = session.snapshot.network
    # Of layers that are drawn as mosaics single units have no chip to click: the narrowest layer, the last of several.
    layer = min(reversed(range(network.layer_count)), key=lambda each: network.sizes[each + 1])
    index = network.bias_index(layer, 0)
    was = float(network.parameters[index])
    place = view._edit_place(view.scene.hit_of(Mark("bias", layer=layer, unit=0))).toPoint()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "what")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert float(session.snapshot.network.parameters[index]) == was
    editor.selectAll()
    QTest.keyClicks(editor, "1.25")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: float(session.snapshot.network.parameters[index]) == 1.25)
    program.window.window_actions["undo"].trigger()
    qtbot.waitUntil(lambda: float(session.snapshot.network.parameters[index]) == was)


@pytest.mark.parametrize(("name", "least"), LEARNING.items())
def test_an_example_learns_in_its_default_settings(program: Program, qtbot: QtBot, name: str, least: float) -> None:
    """The promise of the examples: their training accuracy (or R2) is reached, in the window."""
    session = program.session
    choose_example(program, name, qtbot)
    session.set_speed(None)
    press(program, "play")
    qtbot.waitUntil(lambda: session.snapshot.history.train_metric[-1] >= least, timeout=60_000)
    assert session.snapshot.experiment.training == mlp.EXAMPLES[name].training


def test_xor_cannot_be_learned_by_the_perceptron_rule(program: Program, qtbot: QtBot) -> None:
    """One line cannot part XOR: after hundreds of epochs a corner is still wrong."""
    session = program.session
    choose_example(program, UNLEARNABLE, qtbot)
    session.set_speed(None)
    press(program, "play")
    qtbot.waitUntil(lambda: session.snapshot.epoch > 500, timeout=20_000)
    assert session.snapshot.history.train_metric.max() < 1.0


def test_the_window_closes_while_it_trains(program: Program, qtbot: QtBot) -> None:
    """Closing is an ordinary thing at any moment: the thread ends."""
    program.session.set_speed(None)
    choose_example(program, "spiral", qtbot)
    press(program, "play")
    qtbot.waitUntil(lambda: program.session.snapshot.step > 100)
    program.window.close()
    assert not program.controller.is_alive
