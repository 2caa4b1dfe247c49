"""Whatever takes the keyboard has a name for a screen reader, and every button a sentence on what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QTabBar, QWidget

from mlp_gui.panels.table_preview import TablePreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

TABLE = "size\tkind\tprice\n" + "".join(f"{3 * row}\t{'ab'[row % 2]}\t{row}.5\n" for row in range(9))


def speechless(root: QWidget) -> list[str]:
    """Return what in a part of the window has no name, or is a button without a tool-tip."""
    found = []
    for part in root.findChildren(QWidget):
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus or not part.isVisibleTo(root):
            continue
        name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
        has_tip = part.toolTip() or not isinstance(part, QAbstractButton | QComboBox)
        if not name or not has_tip:
            found.append(f"{type(part).__name__} {part.objectName()} in {root.objectName()}")
    return found


def test_all_docks_bars_and_the_preview_of_a_table(program: Program, qtbot: QtBot) -> None:
    """Of every dock, also those that are not shown at the start, of their tabs, and of the window with a table."""
    window, tables = program.window, program.session.own_data.tables
    window.resize(1280, 800)
    for dock in window.contents.docks:
        dock.fill()
    tables.open_text(TABLE)
    qtbot.waitUntil(lambda: tables.data is not None, timeout=20_000)
    preview = window.findChild(TablePreview)
    parts = (*window.contents.docks, window.contents.forms, window.toolbar, window.statusBar(), preview)
    assert [each for part in parts for each in speechless(part)] == []
    for dock in window.contents.docks[1:5]:
        if not dock.is_in_sight:
            dock.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: any(bar.isVisible() for bar in window.findChildren(QTabBar)), timeout=20_000)
    assert speechless(window) == []
    tables.close()
