"""Forms and toolbar are moved by the mouse, stay there in every mode and at the next start, and come back by Reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mlp_gui.main_window import LEAST_NETWORK
from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
TOP, BOTTOM = Qt.ToolBarArea.TopToolBarArea, Qt.ToolBarArea.BottomToolBarArea


def drag(program: Program, widget: QWidget, start: QPoint, *goals: QPoint) -> None:
    """Press in a widget, pull it past places of the window, and let it go at the last one."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for goal in goals:
        QTest.mouseMove(widget, widget.mapFromGlobal(program.window.mapToGlobal(goal)))
        QApplication.processEvents()
    end = widget.mapFromGlobal(program.window.mapToGlobal(goals[-1]))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


def drag_forms_to_the_right(program: Program, qtbot: QtBot) -> None:
    """Pull the forms by their grip between the docks of the other side."""
    window, forms = program.window, program.window.contents.forms
    grip = forms.titleBarWidget()
    right, middle = window.width() - 8, window.height() // 2
    drag(program, grip, QPoint(60, 6), QPoint(100, 120), QPoint(600, 300), QPoint(right, 300), QPoint(right, middle))
    qtbot.waitUntil(lambda: window.dockWidgetArea(forms) == RIGHT and not forms.isFloating(), timeout=TIMEOUT)
    qtbot.waitUntil(lambda: forms.height() > window.centralWidget().height() / 2, timeout=TIMEOUT)


def network_has_its_room(program: Program, size: tuple[int, int]) -> bool:
    """Tell whether the window is as large as it was and the network no smaller than it may be."""
    network = program.window.contents.network
    is_large = network.width() >= LEAST_NETWORK[0] and network.height() >= LEAST_NETWORK[1]
    return is_large and program.window.size().toTuple() == size


def test_forms_are_dragged_to_the_other_side_and_stay_there(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    """In a column of their own, through the other modes and a start; in a small window the network keeps its room."""
    program = opened(qtbot, settings)
    window, forms = program.window, program.window.contents.forms
    drag_forms_to_the_right(program, qtbot)
    assert network_has_its_room(program, (1280, 800))
    for mode in ("step", "race", "explore"):
        window.toolbar.mode.chosen.emit(mode)
        QApplication.processEvents()
    assert window.dockWidgetArea(forms) == RIGHT
    window.resize(800, 600)
    QApplication.processEvents()
    assert network_has_its_room(program, (800, 600))
    window.close()
    again = opened(qtbot, settings)
    assert again.window.dockWidgetArea(again.window.contents.forms) == RIGHT
    again.window.window_actions["reset_layout"].trigger()
    assert again.window.dockWidgetArea(again.window.contents.forms) == LEFT
    again.window.close()


def test_the_toolbar_is_dragged_to_the_bottom_and_stays_there(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    """In every mode and at the next start, until the layout is reset; at the sides it would be too wide."""
    program = opened(qtbot, settings)
    window, toolbar = program.window, program.window.toolbar
    drag(program, toolbar, QPoint(9, 24), QPoint(20, 90), QPoint(300, 500), QPoint(400, 740), QPoint(400, 765))
    qtbot.waitUntil(lambda: window.toolBarArea(toolbar) == BOTTOM and not toolbar.isFloating(), timeout=TIMEOUT)
    assert network_has_its_room(program, (1280, 800))
    for mode in ("step", "race", "explore"):
        toolbar.mode.chosen.emit(mode)
        QApplication.processEvents()
        assert window.toolBarArea(toolbar) == BOTTOM, mode
    assert not toolbar.allowedAreas() & Qt.ToolBarArea.LeftToolBarArea
    window.close()
    again = opened(qtbot, settings)
    assert again.window.toolBarArea(again.window.toolbar) == BOTTOM
    again.window.window_actions["reset_layout"].trigger()
    assert again.window.toolBarArea(again.window.toolbar) == TOP
    again.window.close()
