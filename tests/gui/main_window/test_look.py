"""Light, dark, and the size of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.gui.main_window.opening import button, click, opened

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_a_theme_for_one_start_can_be_changed_at_once(program: Program, settings: QSettings, qtbot: QtBot) -> None:
    """Opened light by the command line where dark is remembered: the menu says light, and one press makes it dark."""
    settings.setValue("preferences/theme", "dark")
    other = opened(qtbot, settings)
    assert not other.theme_controller.theme.dark
    assert settings.value("preferences/theme") == "dark"
    assert [a.data() for a in other.window.findChildren(QAction) if a.isChecked() and a.data() == "light"]
    click(qtbot, button(other, "theme_toggle"))
    assert other.theme_controller.theme.dark
    other.window.close()


def test_theme_button_changes_and_remembers(program: Program, qtbot: QtBot) -> None:
    """The button goes from light to dark and back, and the choice is kept."""
    assert not program.theme_controller.theme.dark
    click(qtbot, button(program, "theme_toggle"))
    assert program.theme_controller.theme.dark
    assert program.preferences.theme == "dark"
    click(qtbot, button(program, "theme_toggle"))
    assert not program.theme_controller.theme.dark


def test_ctrl_wheel_sizes_the_text(program: Program, qtbot: QtBot) -> None:
    """Ctrl and the wheel make everything larger and smaller; the status bar says how large."""
    window = program.window

    def turn(angle: int) -> None:
        middle = QPointF(window.rect().center())
        event = QWheelEvent(
            middle, window.mapToGlobal(middle), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(window, event)

    turn(120)
    assert program.theme_controller.scale == pytest.approx(1.1)
    assert window.status.text_size.text() == "110 %"
    turn(-120)
    assert program.theme_controller.scale == pytest.approx(1.0)
