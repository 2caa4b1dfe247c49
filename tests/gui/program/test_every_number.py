"""Every number that the window shows of one training step, forwards and back, against automatic differentiation."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.state.walk import BEFORE
from mlp_gui.views.network.stepping import StepCanvas
from tests.gui.program.hands import press_key
from tests.gui.program.one_step_by_autograd import OneStep
from tests.gui.program.readings import Reading, read_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.paper import StepView

Kind = mlp.Kind
GIVEN = (Kind.WEIGHT, Kind.BIAS, Kind.LEARNING_RATE, Kind.BATCH_SIZE)
SAMPLES = {"delta": 1, "error_signals": 0, "lab": 3, "hidden": 2, "chain": 1}
"""Each notation, and the sample that is walked in it."""


def identity(quantity: mlp.Quantity) -> tuple[object, ...]:
    """Return what a number is, whatever its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def read(program: Program, qtbot: QtBot) -> list[Reading]:
    """Read the window once its formulas have been set."""
    contents = program.window.contents
    canvases = [dock.widget().canvas for dock in (contents.equations, contents.tracer)]
    qtbot.waitUntil(lambda: all(canvas.is_settled for canvas in canvases), timeout=20_000)
    return read_window(program)


def picture_of(program: Program) -> bytes:
    """Return what stands for the pixels of canvas, equations and tracer."""
    contents = program.window.contents
    views = (
        contents.network.findChild(StepCanvas),
        contents.equations.widget().canvas,
        contents.tracer.widget().canvas,
    )
    pixels = hashlib.sha256()
    for view in views:
        # With an alpha of its own: what a picture without one has there is left to chance.
        picture = view.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
        pixels.update(picture.constBits())
    return pixels.digest()


def choose(view: StepView, text: str) -> None:
    """Click the segment of that name in the view's title bar."""
    segments = (button for control in view.title_controls() for button in control.findChildren(QAbstractButton))
    QTest.mouseClick(next(button for button in segments if button.text() == text), Qt.MouseButton.LeftButton)


def check(readings: list[Reading], stepping: Stepping, oracle: OneStep) -> None:
    """Hold each number that has been made against differentiation; the others are not told yet."""
    assert stepping.walk is not None
    lines = stepping.walk.terms[: stepping.position + 1] if stepping.position > BEFORE else ()
    made = {identity(line.makes) for line in lines}
    # The other samples are where the walked one is: a sum over the batch may show their parts.
    made |= {(*what[:-1], other) for what in made if what[-1] >= 0 for other in range(stepping.sample_count)}
    for reading in readings:
        quantity = reading.quantity
        is_known = quantity.kind in GIVEN or identity(quantity) in made
        assert reading.is_number == is_known, (stepping.step, reading)
        if is_known:
            value, rounding = reading.number()
            wanted = oracle.value(quantity) * (-1.0 if reading.flipped else 1.0)
            assert abs(value - wanted) <= rounding, (stepping.step, reading, wanted)


@pytest.mark.parametrize(("notation", "sample"), SAMPLES.items())
def test_every_number_shown_is_right_forwards_and_back(
    program: Program, stepping: Stepping, qtbot: QtBot, notation: str, sample: int
) -> None:
    """At every line, in each notation; on the way back each line shows again what it showed on the way there.

    At the last one all numbers of the batch are looked at too, in its matrices and in the tracer's sum over samples.
    """
    program.preferences.set_value("motion", False)
    stepping.set_notation(notation)
    stepping.set_sample(sample)
    assert stepping.trace is not None
    assert stepping.walk is not None
    oracle = OneStep(stepping.trace)
    shown, pictures = [], []
    while stepping.position < stepping.walk.end:
        press_key(program, Qt.Key.Key_Space)
        shown.append(read(program, qtbot))
        pictures.append(picture_of(program))
        check(shown[-1], stepping, oracle)
    assert len(shown) == len(stepping.walk)
    for view in (program.window.contents.matrices.widget(), program.window.contents.tracer.widget()):
        choose(view, "Batch")
        batch = read(program, qtbot)
        assert batch != shown[-1]
        check(batch, stepping, oracle)
        choose(view, "Sample")
    for readings, picture in zip(reversed(shown), reversed(pictures), strict=True):
        assert read(program, qtbot) == readings
        assert picture_of(program) == picture, stepping.step
        press_key(program, Qt.Key.Key_Backspace)
    assert stepping.position == BEFORE
