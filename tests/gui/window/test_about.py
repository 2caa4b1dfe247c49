"""The dialogs of the Help menu fit the screen, with their button on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QScrollArea, QWidget

from mlp_gui.window.about import ABOUT, SCREEN_SHARE, TextDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("html", [ABOUT, "<br>".join(["a line of text " * 12] * 100)])
def test_a_dialog_never_outgrows_the_screen(qtbot: QtBot, html: str) -> None:
    """However long the text, Close is on the screen, and keys scroll to the last line."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = TextDialog("Text", html, window)
    dialog.open()
    room = window.screen().availableSize() * SCREEN_SHARE
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    close = dialog.findChild(QDialogButtonBox)
    assert dialog.rect().contains(close.geometry())
    page = dialog.findChild(QScrollArea)
    qtbot.waitUntil(lambda: page.widget().width() <= page.viewport().width())
    bar = page.verticalScrollBar()
    for _ in range(bar.maximum() // max(bar.pageStep(), 1) + 1):
        QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
