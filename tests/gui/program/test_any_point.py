"""A click on any point of the decision region steps through that point; what is trained stays the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import mlp_core as mlp

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.decision import DecisionView


def click_point(view: DecisionView, row: int) -> None:
    """Click a point of the data with the mouse."""
    position = view._picture.sample_position(row)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, position.toPoint())


def far_apart(view: DecisionView, rows: np.ndarray, split: np.ndarray) -> int:
    """Return a row of `split` beside `rows` that no other point lies near to."""
    points = view.picture.frame.positions(view.picture.dataset.points)
    for row in split.tolist():
        distances = np.hypot(*(points - points[row]).T)
        distances[row] = np.inf
        if row not in rows and distances.min() > 6.0:
            return int(row)
    raise AssertionError("every point has another one beside it")


def test_any_point_is_stepped_through_and_the_batch_is_trained(program: Program, qtbot: QtBot) -> None:
    """A test point alone: said in the window, its numbers in the trace; going on trains as if nobody had looked."""
    session, stepping, window = program.session, program.session.stepping, program.window
    session.set_training(batch_size=4)
    window.window_actions["step_through"].trigger()
    qtbot.waitUntil(lambda: stepping.trace is not None and stepping.trace.n_samples == 4)
    assert not window.contents.decision.isVisible()
    QTest.mouseClick(window.step_mode.bars.transport.samples.pick, Qt.MouseButton.LeftButton)
    view = window.contents.decision.widget()
    # The dock gets its room after it has come behind its tab.
    qtbot.waitUntil(lambda: view._picture is not None and view._picture.frame is not None and view.height() > 150)
    qtbot.waitUntil(lambda: view._picture.frame.plot.height() > 100)
    bar = window.step_mode.bars.lone_sample
    assert not bar.isVisible()
    batch = stepping.trace.samples.copy()
    assert view.walked_sample == batch[stepping.sample]
    row = far_apart(view, batch, session.snapshot.dataset.split.test)

    click_point(view, row)
    qtbot.waitUntil(lambda: stepping.lone_sample == row)
    assert stepping.trace.samples.tolist() == [row]
    assert view.walked_sample == row
    assert bar.isVisible()
    assert bar.message.text().startswith(f"Test point {row + 1} alone")
    assert window.step_mode.bars.transport.samples.place.text() == f"point {row + 1}, alone"
    np.testing.assert_array_equal(stepping.trace.inputs[0], session.snapshot.dataset.inputs[row])

    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stepping.lone_sample is None)
    np.testing.assert_array_equal(stepping.trace.samples, batch)
    assert not bar.isVisible()

    click_point(view, row)
    qtbot.waitUntil(lambda: stepping.lone_sample == row)
    stepping.to_end()
    stepping.forward()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and not stepping.is_moving)
    assert stepping.lone_sample is None
    alone = mlp.Experiment.build(session.experiment)[2]
    alone.run_steps(1)
    np.testing.assert_array_equal(session.snapshot.network.parameters, alone.network.parameters)


def test_the_keys_of_speed_are_those_of_the_walk_while_stepping(program: Program, qtbot: QtBot) -> None:
    """Ctrl+Up and Ctrl+Down double and halve the lines a second, and leave the training's speed alone."""
    session, actions = program.session, program.window.window_actions
    speed = session.speed
    actions["step_through"].trigger()
    qtbot.waitUntil(lambda: session.stepping.trace is not None)
    for name, wanted in (("faster", 2.0), ("faster", 4.0), ("slower", 2.0)):
        actions[name].trigger()
        assert session.stepping.speed == wanted
    assert session.speed == speed
