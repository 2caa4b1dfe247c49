"""Predict, then reveal, while presenting, by real clicks: large enough for the last row, and nothing of it cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from mlp_gui.state.tally import Tally
from tests.gui.program.hands import press_key

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

LEAST = 18
"""Pixels of the smallest letter on a projector of 1280 by 720."""


def click(widget: QWidget) -> None:
    """Click in the middle."""
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_class_predicts_by_the_mouse(program: Program, qtbot: QtBot) -> None:
    """Switched on, asked, answered, gone on, skipped, revealed number by number and to the end of the layer."""
    program.session.open_example("xor_steps")
    press_key(program, Qt.Key.Key_F5)
    stepping, window = program.session.stepping, program.window
    qtbot.waitUntil(lambda: stepping.trace is not None and stepping.sample_count == 4, timeout=20_000)
    window.showNormal()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.size() == QSize(1280, 720), timeout=20_000)
    press_key(program, Qt.Key.Key_5)
    assert stepping.granularity == "layer"
    stepping.go_to(2)
    bars = window.step_mode.bars
    bar, forward = bars.prediction, window.findChild(QToolButton, "transport_forward")
    click(window.findChild(QToolButton, "transport_predict"))
    click(forward)
    assert bar.state == "asking"
    qtbot.waitUntil(lambda: bool(bar.symbol.shown), timeout=20_000)
    shown: list[QWidget] = [bar.headline, bar.field, bar.answer, bar.reveal, bar.go_on, bar.reveal_all, bar.hint]
    for widget in shown:
        assert widget.fontInfo().pixelSize() >= LEAST, widget.objectName()
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        assert window.rect().contains(place), widget.objectName()
        assert bar.rect().contains(widget.geometry()), widget.objectName()
    assert bar.field.fontInfo().pixelSize() > LEAST
    assert bar.symbol.letters >= LEAST
    assert bar.headline.heightForWidth(bar.headline.width()) <= bar.headline.height()
    question = stepping.question
    assert question is not None
    click(bar.field)
    QTest.keyClicks(bar.field, f"{question.value:.4f}")
    click(bar.answer)
    assert (bar.state, bar.tally.text()) == ("right", "1 of 1 right")
    click(bar.go_on)
    QTest.keyClicks(bar.field, "77")
    click(bar.answer)
    assert bar.state == "wrong"
    qtbot.waitUntil(lambda: bool(bar.solution.shown), timeout=20_000)
    assert bar.solution.letters >= LEAST
    click(forward)
    click(bar.go_on)
    click(bar.reveal)
    assert (bar.state, stepping.tally) == ("revealed", Tally(1, 2, 2))
    left = stepping.left_to_ask
    assert bar.reveal_all.text() == f"Reveal all {left}"
    for key in (Qt.Key.Key_0, Qt.Key.Key_Period, Qt.Key.Key_3):
        QTest.keyClick(window.focusWidget() or window, key)  # an answer that was typed too early
    assert (program.session.presentation.is_blank, stepping.granularity) == (False, "layer")
    click(bar.reveal_all)
    assert stepping.tally == Tally(1, 2, 2 + left)
    assert stepping.step is not None
    assert stepping.step.granularity == "layer"
    click(forward)
    assert bar.state == "asking"
    click(window.findChild(QToolButton, "transport_predict"))
    assert not bar.isVisible()
