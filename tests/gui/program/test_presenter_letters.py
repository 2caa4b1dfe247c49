"""Letters while presenting: large enough for the last row, and as they were at the desk afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from mlp_gui.widgets.number_field import NumberField
from tests.gui.program.hands import present, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

Key = Qt.Key


def test_letters_fit_the_screen_and_can_be_made_larger(program: Program, qtbot: QtBot) -> None:
    """1.2 times as large at 1280 by 720; a size of its own is remembered for presenting, and the desk's is kept."""
    present(program, qtbot)
    window, controller = program.window, program.theme_controller
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: controller.scale == pytest.approx(1.2, abs=0.01))
    window.window_actions["text_larger"].trigger()
    assert controller.scale == pytest.approx(1.32, abs=0.01)
    assert program.preferences.font_scale == 1.0
    press(program, Key.Key_Escape)
    assert controller.scale == 1.0
    window.window_actions["text_smaller"].trigger()
    assert program.preferences.present_scale == 1.1
    assert controller.scale == 0.9


@pytest.mark.parametrize("size", [(1280, 720), (1280, 800), (1920, 1080)])
def test_no_letters_are_too_small_for_the_last_row(program: Program, qtbot: QtBot, size: tuple[int, int]) -> None:
    """Of no widget that is seen, in any panel: 18 pixels are the least, and at a desk letters are as they were."""
    usual = program.window.contents.forms.findChild(NumberField).font().pixelSize()
    present(program, qtbot)
    window = program.window
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size().toTuple() == size)
    panels = ("decision", "loss", "surface", "tracer", "matrices")
    for side, names in (("left", ("",)), ("top", ("",)), ("right", panels)):
        program.session.presentation.show_side(side)
        for name in names:
            if name:
                button = window.presenter.panels.findChild(QAbstractButton, f"segment_{name}")
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            for widget in window.findChildren(QWidget):
                if widget.isVisible() and isinstance(widget, QLabel | QLineEdit | QComboBox | QAbstractButton):
                    assert widget.font().pixelSize() >= 18, (side, name, type(widget).__name__, widget.objectName())
    press(program, Key.Key_Escape)
    press(program, Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.session.presentation.active)
    assert window.contents.forms.findChild(NumberField).font().pixelSize() == usual
