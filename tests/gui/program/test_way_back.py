"""Ten thousand updates of mini-batch Adam back, and forward again, with the mouse on the window's timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.hands import choose_example, click, press_key, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.lecture.timeline_slider import TimelineSlider

FAR = 10_000


def train_far(program: Program, example: str, qtbot: QtBot) -> int:
    """Train an example as fast as it goes, pause somewhere past 10,000 updates; returns the update it stands at."""
    session = program.session
    choose_example(program, example, qtbot)
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step > FAR + 500, timeout=60_000)
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED)
    return session.snapshot.step


def drag_to(slider: TimelineSlider, x: int) -> None:
    """Take the knob with the mouse and pull it to an x, over places between."""
    y = slider.height() // 2
    start = round(slider.position_of(slider.shown_step))
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(start, y))
    for share in (0.4, 0.8, 1.0):
        QTest.mouseMove(slider, QPoint(round(start + share * (x - start)), y))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))


@pytest.mark.parametrize("example", ["spiral", "circle"])
def test_ten_thousand_updates_back_and_forward_again_change_no_bit(
    program: Program, qtbot: QtBot, example: str
) -> None:
    """Every moment that the knob is pulled to is that of a run of its own from the same seeds; the end is the end."""
    session, slider = program.session, program.window.step_mode.timeline.slider
    end = train_far(program, example, qtbot)
    assert session.experiment.training.optimizer == "adam"
    assert session.snapshot.n_batches > 1
    last = session.snapshot.network.parameters.copy()

    # A pixel further left than the moment, so that it is no less than 10,000 updates.
    far = int(slider.position_of(end - FAR))
    middle = round(slider.position_of(end / 2))
    moments = {}
    for x in (far, middle, middle + 1, far, 0, middle, slider.width()):
        drag_to(slider, x)
        wanted = slider.shown_step
        qtbot.waitUntil(lambda wanted=wanted: session.snapshot.step == wanted, timeout=30_000)
        parameters = session.snapshot.network.parameters.copy()
        np.testing.assert_array_equal(moments.setdefault(wanted, parameters), parameters)
    assert len(moments) == 5
    assert min(step for step in moments if step) <= end - FAR
    assert session.snapshot.step == end
    np.testing.assert_array_equal(session.snapshot.network.parameters, last)

    _, _, alone = session.experiment.build()
    done = 0
    for step, parameters in sorted(moments.items()):
        alone.run_steps(step - done)
        done = step
        np.testing.assert_array_equal(parameters, alone.network.parameters)


def test_training_on_from_far_back_takes_the_same_way_again(program: Program, qtbot: QtBot) -> None:
    """Adam's moments and the batches' order come back too: each update is that of a run of its own."""
    session, slider = program.session, program.window.step_mode.timeline.slider
    end = train_far(program, "spiral", qtbot)
    drag_to(slider, int(slider.position_of(end - FAR)))
    start = slider.shown_step
    qtbot.waitUntil(lambda: session.snapshot.step == start, timeout=30_000)
    click(program, "segment_step")
    stepping = session.stepping
    qtbot.waitUntil(lambda: stepping.trace is not None)
    press_key(program, Qt.Key.Key_2)
    assert stepping.granularity == "batch"
    _, _, alone = session.experiment.build()
    alone.run_steps(start)
    for _ in range(session.snapshot.n_batches + 2):
        np.testing.assert_array_equal(session.snapshot.network.parameters, alone.network.parameters)
        press_key(program, Qt.Key.Key_Space)
        settle(stepping, qtbot)
        alone.run_steps(1)
        np.testing.assert_array_equal(session.snapshot.network.parameters, alone.network.parameters)
    assert stepping.timeline.last_step == end
