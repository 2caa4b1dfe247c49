"""Opening the real window, and clicking in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from mlp_gui.app import Program
from mlp_gui.options import Options

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


TIMEOUT = 20_000


def opened(qtbot: QtBot, settings: QSettings) -> Program:
    """Return a program whose window is shown and furnished, with its first snapshot there."""
    program = Program(Options(size=(1280, 800), theme="light"), settings)
    program.window.show()
    session = program.furnish()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=TIMEOUT)
    return program


def button(program: Program, name: str) -> QToolButton:
    """Return a button of the toolbar by its action's name."""
    found = program.window.toolbar.findChild(QToolButton, f"{name}_button")
    assert isinstance(found, QToolButton)
    return found


def click(qtbot: QtBot, widget: QWidget) -> None:
    """Click a widget in its middle."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
