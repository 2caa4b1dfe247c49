"""What a hand does to a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.widgets import Choice, NumberField


def click(widget: QWidget) -> None:
    """Press and release the left button in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_number(field: NumberField, text: str) -> None:
    """Replace the text and press Enter."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose(choice: Choice, value: str) -> None:
    """Go to a value by arrow keys, telling the choice only at the end."""
    choice.setFocus()
    steps = choice.values.index(value) - choice.currentIndex()
    key = Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up
    choice.setCurrentIndex(choice.values.index(value) - (1 if steps > 0 else -1))
    QTest.keyClick(choice, key)
