"""Docks are closed, floated, put back and remembered; what none of them shows is not computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from tests.gui.main_window.opening import TIMEOUT, click, opened

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_what_nobody_looks_at_is_not_computed(program: Program) -> None:
    """The answers over the plane are computed while a map or the region is seen, and not in an icon."""
    assert program.controller is not None
    service, window = program.controller.field_service, program.window
    assert service.is_active
    window.contents.decision.close()
    assert service.is_active, "the units still show their maps"
    program.preferences.set_value("show_unit_maps", False)
    assert not service.is_active
    window.contents.decision.show()
    assert service.is_active
    window.showMinimized()
    assert not service.is_active
    window.showNormal()
    assert service.is_active


def test_docks_close_float_and_come_back(program: Program, qtbot: QtBot) -> None:
    """A dock can be closed and floated, and Reset layout puts everything back."""
    dock = program.window.contents.decision
    click(qtbot, dock.title_bar.close_button)
    assert dock.isHidden()
    assert not dock.toggleViewAction().isChecked()
    click(qtbot, program.window.contents.loss.title_bar.float_button)
    assert program.window.contents.loss.isFloating()
    program.window.window_actions["reset_layout"].trigger()
    assert dock.isVisible()
    assert not program.window.contents.loss.isFloating()


def test_layout_is_remembered(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> None:
    """What was closed stays closed at the next start."""
    first = opened(qtbot, settings)
    first.window.contents.loss.close()
    first.window.close()
    second = opened(qtbot, settings)
    assert second.window.contents.loss.isHidden()
    assert second.window.contents.decision.isVisible()
    second.window.close()


def test_more_docks_than_have_room_stand_behind_tabs(program: Program, qtbot: QtBot) -> None:
    """Each that is in sight can be read: five below one another were strips of a title and a few pixels."""
    window, contents = program.window, program.window.contents
    opened_later = (contents.hidden_space, contents.collapse, contents.surface)
    for dock in opened_later:
        dock.toggleViewAction().trigger()
        qtbot.waitUntil(lambda dock=dock: dock.is_in_sight and dock.height() > 150, timeout=TIMEOUT)
    column = [contents.decision, contents.loss, *opened_later]
    in_sight = [dock for dock in column if dock.is_in_sight]
    assert in_sight == [contents.decision, contents.loss, contents.surface]
    assert all(dock.height() > 150 for dock in in_sight)
    assert set(window.tabifiedDockWidgets(contents.surface)) == {contents.hidden_space, contents.collapse}
    bar = next(bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.parent() is window)
    names = [bar.fontMetrics().horizontalAdvance(bar.tabText(index)) for index in range(bar.count())]
    assert all(bar.tabRect(index).width() >= width for index, width in enumerate(names)), "no name is cut"
    window.window_actions["reset_layout"].trigger()
    assert not window.tabifiedDockWidgets(contents.surface)


def test_a_view_that_comes_behind_a_tab_gets_room_to_be_read(program: Program, qtbot: QtBot) -> None:
    """Where the others behind the tabs were a strip, its button was cut off until the dock was pulled up by hand."""
    window, contents = program.window, program.window.contents
    window.resize(1280, 800)
    contents.images.toggleViewAction().trigger()
    contents.reconstruction.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: contents.reconstruction.is_in_sight, timeout=TIMEOUT)
    docks = [contents.decision, contents.loss, contents.reconstruction]
    window.resizeDocks(docks, [250, 250, 150], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: contents.reconstruction.height() < 200, timeout=TIMEOUT)
    contents.collapse.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: contents.collapse.is_in_sight and contents.collapse.height() > 250, timeout=TIMEOUT)
    assert contents.reconstruction in window.tabifiedDockWidgets(contents.collapse)
    assert all(dock.height() > 100 for dock in (contents.decision, contents.loss))


def test_docks_that_a_narrow_window_squeezed_are_as_wide_as_before_in_a_wide_one(
    program: Program, qtbot: QtBot
) -> None:
    """They stayed narrow until the layout was reset; a width that the user has given them meanwhile counts instead."""
    window, decision, forms = program.window, program.window.contents.decision, program.window.contents.forms
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.layout_memory.is_laid_out, timeout=TIMEOUT)
    window.resizeDocks([decision], [500], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: decision.width() == 500, timeout=TIMEOUT)
    former = forms.width()
    window.resize(850, 800)
    assert decision.width() < 500
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: decision.width() == 500 and forms.width() == former, timeout=TIMEOUT)
    window.resize(850, 800)
    qtbot.waitUntil(lambda: window.layout_memory.is_laid_out, timeout=TIMEOUT)
    window.resizeDocks([decision], [380], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: decision.width() == 380, timeout=TIMEOUT)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.layout_memory.is_laid_out, timeout=TIMEOUT)
    assert decision.width() == 380
