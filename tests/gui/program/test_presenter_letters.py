"""Letters while presenting: large enough for the last row, and those that are typed go to the answer's field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

Key = Qt.Key


def press(program: Program, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(program.window.focusWidget() or program.window, key)


@pytest.fixture
def presented(program: Program, qtbot: QtBot) -> Program:
    """Present the first training step."""
    press(program, Key.Key_F5)
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None)
    return program


def ask(program: Program) -> None:
    """Switch prediction on, and step to the first number that is asked for."""
    press(program, Key.Key_P)
    while program.session.stepping.question is None:
        press(program, Key.Key_PageDown)


def bars_of(program: Program) -> tuple[QWidget, ...]:
    """Return the bars of the lower edge."""
    step_mode = program.window.step_mode
    return step_mode.bars.prediction, step_mode.bars.transport, step_mode.timeline


def test_letters_go_to_the_field_that_has_the_keyboard(presented: Program) -> None:
    """None of them turns the screen black or lets a panel in; without the field they do it again."""
    presentation = presented.session.presentation
    ask(presented)
    field = presented.window.focusWidget()
    assert isinstance(field, QLineEdit)
    for key in (Key.Key_B, Key.Key_H, Key.Key_L, Key.Key_R, Key.Key_T):
        field.clear()
        press(presented, key)
        assert field.text() == chr(key).lower()
    assert not presentation.is_blank
    assert presentation.side == ""
    press(presented, Key.Key_PageDown)
    assert presented.session.stepping.question is None
    press(presented, Key.Key_B)
    assert presentation.is_blank


@pytest.mark.parametrize(("size", "least"), [((1280, 720), 18), ((1440, 900), 20), ((1920, 1080), 20)])
def test_no_text_of_the_bars_is_smaller_than_the_last_row_reads(
    presented: Program, qtbot: QtBot, size: tuple[int, int], least: int
) -> None:
    """Nor is any of it cut off; sample, phase, count and the way out are all there."""
    window = presented.window
    window.showNormal()
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size() == QSize(*size))
    ask(presented)
    bars = bars_of(presented)
    transport = window.step_mode.bars.transport
    qtbot.waitUntil(lambda: transport.samples.isVisible() and transport.progress.isVisible())
    QApplication.processEvents()
    kinds = (QLabel, QPushButton, QComboBox, QLineEdit)
    texts = [each for bar in bars for each in bar.findChildren(QWidget) if isinstance(each, kinds) and each.isVisible()]
    way_out = window.findChild(QLabel, "presenter_way_out")
    assert way_out is not None
    texts += [way_out, transport.samples.batch]
    assert len(texts) > 8
    for text in texts:
        assert isinstance(text, (*kinds, QToolButton))
        if isinstance(text, QLabel) and not text.text():
            continue  # a picture
        assert text.fontInfo().pixelSize() >= least, text.objectName()
    assert transport.samples.place.width() >= transport.samples.place.sizeHint().width()
    assert transport.progress.geometry().right() < transport.width()


def test_the_phase_stands_as_a_title(presented: Program) -> None:
    """Nothing before the first line, then the name of the phase that is stepped through."""
    stepping, progress = presented.session.stepping, presented.window.step_mode.bars.transport.progress
    assert progress.title == ""
    stepping.forward()
    assert progress.title == "Input"
    stepping.to_end()
    assert progress.title == "Update"
