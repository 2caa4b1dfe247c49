"""One training step of the hand-out's XOR network, number by number, forwards and back, through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mlp_gui.state.walk import BEFORE, GRAINS
from tests.gui.program.hands import click, press_key, settle
from tests.gui.program.one_step_by_autograd import OneStep

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.lecture.phase_chips import PhaseChips
    from mlp_gui.lecture.phase_progress import PhaseProgress
    from mlp_gui.state.stepping import Stepping

PHASES = ["input", "forward", "loss", "backward", "gradient", "update"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("sample", range(4))
def test_every_line_is_right_forwards_and_back(program: Program, stepping: Stepping, qtbot: QtBot, sample: int) -> None:
    """Each number that is read or made is automatic differentiation's; chips, bar and count tell where it stands."""
    assert stepping.sample == 3  # the telling one; from there on around the batch
    for _ in range(sample + 1):
        click(program, "next_sample")
    trace, walk = stepping.trace, stepping.walk
    assert trace is not None
    assert walk is not None
    assert trace.sizes == (2, 2, 1)
    oracle = OneStep(trace)
    chips: PhaseChips = program.window.step_mode.bars.chips
    progress: PhaseProgress = program.window.step_mode.bars.transport.progress
    place = program.window.findChild(QWidget, "sample_place")
    assert place.text() == f"sample {sample + 1} of 4"
    seen = []
    while stepping.position < walk.end:
        press_key(program, Qt.Key.Key_Space)
        step = stepping.step
        assert step is not None
        seen.append(step)
        for quantity in stepping.current_quantities():
            assert quantity.value == pytest.approx(oracle.value(quantity), rel=1e-12, abs=1e-15), (step, quantity)
            assert stepping.is_known(quantity)
        assert progress.text == f"{len(seen)} of {len(walk)}"
        states = dict(chips.states)
        assert states[step.phase.value] == "current"
        assert [states[name] for name in PHASES].count("current") == 1
    assert [phase for phase in PHASES if any(step.phase.value == phase for step in seen)] == PHASES
    for step in reversed(seen):
        assert stepping.step == step
        press_key(program, Qt.Key.Key_Backspace)
    assert stepping.position == BEFORE


def test_the_step_that_is_told_is_the_step_that_is_taken(program: Program, stepping: Stepping, qtbot: QtBot) -> None:
    """Past the last line the network has the parameters told; back before the first the old ones, bit for bit."""
    session = program.session
    told = []
    for _ in range(3):
        trace = stepping.trace
        assert trace is not None
        told.append(trace)
        press_key(program, Qt.Key.Key_End)
        press_key(program, Qt.Key.Key_PageDown)
        settle(stepping, qtbot)
        assert session.snapshot is not None
        assert (session.snapshot.network.parameters == trace.parameters_after).all()
        assert stepping.position == 0
    for trace in reversed(told):
        press_key(program, Qt.Key.Key_Home)
        press_key(program, Qt.Key.Key_Space, SHIFT)
        settle(stepping, qtbot)
        assert session.snapshot is not None
        assert (session.snapshot.network.parameters == trace.parameters_before).all()
        assert stepping.walk is not None
        assert stepping.position == stepping.walk.end


def test_digits_choose_the_grain_and_epochs_go_both_ways(program: Program, stepping: Stepping, qtbot: QtBot) -> None:
    """From epoch to term; whole epochs and batches are passed forwards and back exactly."""
    session = program.session
    for digit, grain in enumerate(GRAINS, 1):
        press_key(program, Qt.Key(Qt.Key.Key_0 + digit))
        assert stepping.granularity == grain
        assert program.window.step_mode.bars.transport.grain.value == grain
    for digit in (1, 2):
        press_key(program, Qt.Key(Qt.Key.Key_0 + digit))
        moments = []
        for _ in range(4):
            assert session.snapshot is not None
            moments.append(session.snapshot.network.parameters)
            press_key(program, Qt.Key.Key_Space)
            settle(stepping, qtbot)
        for parameters in reversed(moments):
            press_key(program, Qt.Key.Key_Backspace)
            settle(stepping, qtbot)
            assert session.snapshot is not None
            assert (session.snapshot.network.parameters == parameters).all()


def test_the_timeline_is_dragged_to_a_moment_and_back(program: Program, stepping: Stepping, qtbot: QtBot) -> None:
    """The slider's ends are the first and the last moment; where it is let go, the network is that of then."""
    session = program.session
    stepping.scrub_to_epoch(40)
    settle(stepping, qtbot)
    assert session.snapshot is not None
    last = session.snapshot.network.parameters
    slider = program.window.step_mode.timeline.slider
    middle = slider.rect().center()
    for x, wanted in ((0, 0), (slider.width() // 2, 20), (slider.width(), 40)):
        middle.setX(x)
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        settle(stepping, qtbot)
        qtbot.waitUntil(lambda wanted=wanted: session.snapshot.step == wanted)
        assert slider.shown_step == wanted
    assert (session.snapshot.network.parameters == last).all()
    _, _, again = session.experiment.build()
    middle.setX(slider.width() // 2)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    qtbot.waitUntil(lambda: session.snapshot.step == 20)
    again.run_steps(20)
    assert (session.snapshot.network.parameters == again.network.parameters).all()


def test_leaving_brings_the_window_back(program: Program, stepping: Stepping) -> None:
    """The docks of exploring come back as they were, and the transport and its keys are gone."""
    window = program.window
    assert not window.contents.forms.isVisible()
    assert window.step_mode.bars.transport.isVisible()
    click(program, "segment_explore")
    assert not stepping.active
    assert window.contents.forms.isVisible()
    assert window.contents.decision.isVisible()
    assert not window.step_mode.bars.transport.isVisible()
    press_key(program, Qt.Key.Key_3)
    assert stepping.granularity == "term"
