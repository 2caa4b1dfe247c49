"""Tabs of docks: each group of tabs has one bar, and no other bar lies over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar

from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.main_window import MainWindow

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def seen_bars(window: MainWindow) -> list[list[str]]:
    """Return the tabs of each bar that can be seen; Qt keeps those with a single tab outside the window."""
    bars = [bar for bar in window.findChildren(QTabBar, options=DIRECT) if bar.isVisible()]
    bars = [bar for bar in bars if bar.geometry().intersects(window.rect())]
    return sorted(sorted(bar.tabText(place) for place in range(bar.count())) for bar in bars)


def groups(window: MainWindow) -> list[list[str]]:
    """Return the titles of the docks that share a place, for each such place."""
    found = set()
    for dock in window.findChildren(QDockWidget, options=DIRECT):
        others = [other for other in window.tabifiedDockWidgets(dock) if not other.isHidden()]
        if others and not dock.isHidden():
            found.add(tuple(sorted(each.windowTitle() for each in (dock, *others))))
    return sorted(list(group) for group in found)


def go_to(window: MainWindow, mode: str, qtbot: QtBot) -> None:
    """Choose a mode and wait until its docks stand."""
    window.toolbar.mode.chosen.emit(mode)
    qtbot.waitUntil(lambda: window.layout_memory.mode == mode, timeout=TIMEOUT)
    QApplication.processEvents()


def assert_one_bar_a_group(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the bars are those of the groups."""
    qtbot.waitUntil(lambda: seen_bars(window) == groups(window), timeout=TIMEOUT)


def test_no_bar_stays_over_the_window(program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot) -> None:
    """Qt takes a bar away that nothing uses any more: not at once, but before anybody sees it."""
    window, contents = program.window, program.window.contents
    window.resize(1280, 800)
    for dock in (contents.assessment, contents.health):
        dock.toggleViewAction().trigger()
        QApplication.processEvents()
    window.tabifyDockWidget(contents.assessment, contents.health)
    for _ in range(3):
        for mode in ("race", "explore", "step", "explore"):
            go_to(window, mode, qtbot)
            assert_one_bar_a_group(window, qtbot)
            assert bool(groups(window)) == (mode == "explore")
    assert program.session is not None
    path = tmp_path / "tabs.mlp"
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        program.session.project.save(str(path))
    with qtbot.waitSignal(program.session.project.opened, timeout=TIMEOUT):
        program.session.project.open(str(path))
    assert_one_bar_a_group(window, qtbot)
    for dock in (contents.health, contents.assessment):
        dock.toggleViewAction().trigger()
        assert_one_bar_a_group(window, qtbot)
    for dock in (contents.assessment, contents.health):
        dock.toggleViewAction().trigger()
    assert_one_bar_a_group(window, qtbot)
    window.window_actions["reset_layout"].trigger()
    qtbot.waitUntil(lambda: seen_bars(window) == [], timeout=TIMEOUT)
    contents.assessment.show()
    contents.health.show()
    window.tabifyDockWidget(contents.assessment, contents.health)
    assert_one_bar_a_group(window, qtbot)
    assert groups(window), "tabs that are made anew have a bar"
    window.close()
    again = opened(qtbot, settings)
    assert_one_bar_a_group(again.window, qtbot)
    go_to(again.window, "race", qtbot)
    go_to(again.window, "explore", qtbot)
    assert_one_bar_a_group(again.window, qtbot)
    again.window.close()
