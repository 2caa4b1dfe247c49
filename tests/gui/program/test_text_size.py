"""The size of the text: it never makes the window larger, and what it moves comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDockWidget, QLineEdit, QScrollArea, QWidget

from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.window.dock import Dock
from mlp_gui.window.text_size import text_size_on, text_sizes_on

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
SIZES = [(1280, 800), (1024, 700), (640, 480)]


def placed(program: Program) -> list[QDockWidget]:
    """Return the docks that are seen when all have their places."""
    window = program.window
    while not window.layout_memory.is_laid_out:
        QApplication.processEvents()
    docks = [dock for dock in window.findChildren(QDockWidget) if dock.isVisible()]
    return [dock for dock in docks if not window.tabifiedDockWidgets(dock) or not dock.visibleRegion().isEmpty()]


def dock_sizes(program: Program) -> dict[str, tuple[int, int]]:
    """Return the sizes of the window and of the docks that stand in it, none of them behind a tab."""
    docks = placed(program)
    return {part.objectName(): part.size().toTuple() for part in (program.window, *docks)}


def check_that_all_is_inside(program: Program) -> None:
    """Hold docks and network to standing inside the window, none over another."""
    window = program.window
    parts = [window.centralWidget(), window.menuBar(), window.toolbar, window.status]
    parts += [dock for dock in placed(program) if not dock.isFloating()]
    for part in parts:
        assert window.rect().contains(part.geometry()), part.objectName()
    for number, part in enumerate(parts):
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[number + 1 :])


def press(program: Program, key: Qt.Key) -> None:
    """Press a key with Ctrl, and let everything find its place."""
    QTest.keyClick(program.window, key, CTRL)
    QApplication.processEvents()


def turn_wheel(program: Program, angle: int) -> None:
    """Turn the wheel with Ctrl held."""
    window = program.window
    middle = QPointF(window.rect().center())
    event = QWheelEvent(
        middle, window.mapToGlobal(middle), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window, event)
    QApplication.processEvents()


def enter_step_mode(program: Program, qtbot: QtBot) -> None:
    """Go to the step-through, with its docks laid out."""
    program.session.stepping.set_active(True)
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=20_000)
    QApplication.processEvents()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("stepping", [False, True])
def test_large_text_and_back_by_keys(program: Program, qtbot: QtBot, size: tuple[int, int], stepping: bool) -> None:
    """Ctrl++ as far as a screen of that size allows: the window never grows; after Ctrl+0 all is as it was."""
    program.window.resize(*size)
    if stepping:
        enter_step_mode(program, qtbot)
    program.window.window_actions["reset_layout"].trigger()
    QApplication.processEvents()
    before = dock_sizes(program)
    assert before["main_window"] == size
    larger = [scale for scale in text_sizes_on(QSize(*size)) if scale > 1.0]
    for scale in larger:
        press(program, Qt.Key.Key_Plus)
        assert program.theme_controller.scale == scale
        assert dock_sizes(program)["main_window"] == size
        check_that_all_is_inside(program)
    press(program, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: dock_sizes(program) == before, timeout=20_000)


def test_what_the_hand_made_comes_back_from_the_wheel(program: Program, qtbot: QtBot) -> None:
    """Docks that were drawn wider and higher grow with the text, and are the same afterwards, however often."""
    window, contents = program.window, program.window.contents
    window.resizeDocks([contents.forms, contents.decision], [300, 400], Qt.Orientation.Horizontal)
    window.resizeDocks([contents.decision, contents.loss], [250, 447], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: (contents.forms.width(), contents.decision.height()) == (300, 250), timeout=20_000)
    before = dock_sizes(program)
    for _ in range(3):
        for _ in range(4):
            turn_wheel(program, 120)
        qtbot.waitUntil(lambda: contents.forms.width() > 330, timeout=20_000)
        check_that_all_is_inside(program)
        for _ in range(4):
            turn_wheel(program, -120)
        qtbot.waitUntil(lambda: dock_sizes(program) == before, timeout=20_000)


def test_a_maximised_window_stays_as_large_as_its_screen(program: Program, qtbot: QtBot) -> None:
    """Maximised, larger text takes room from the network, and gives it back."""
    program.window.showMaximized()
    qtbot.waitUntil(program.window.isMaximized, timeout=20_000)
    QApplication.processEvents()
    before, room = dock_sizes(program), program.window.size()
    for _ in range(8):
        press(program, Qt.Key.Key_Plus)
        assert program.window.size() == room
        check_that_all_is_inside(program)
    press(program, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: dock_sizes(program) == before, timeout=20_000)


def test_the_other_mode_follows(program: Program, qtbot: QtBot) -> None:
    """Text made larger in one mode finds the other mode's docks made for it, and made smaller there, as they were."""
    before = dock_sizes(program)
    enter_step_mode(program, qtbot)
    for _ in range(3):
        press(program, Qt.Key.Key_Plus)
    program.session.stepping.set_active(False)
    qtbot.waitUntil(lambda: program.window.contents.forms.width() > 330, timeout=20_000)
    press(program, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: dock_sizes(program)["forms_dock"] == before["forms_dock"], timeout=20_000)


def test_the_next_start_has_the_size_of_the_text_and_its_docks(qtbot: QtBot, qapp: object, tmp_path: Path) -> None:
    """Large text was left in step mode: the next start explores in large text, in docks as wide as that asks for."""
    settings = QSettings(str(tmp_path / "large.ini"), QSettings.Format.IniFormat)
    first = opened(settings, qtbot)
    enter_step_mode(first, qtbot)
    for _ in range(3):
        press(first, Qt.Key.Key_Plus)
    first.window.close()
    second = opened(settings, qtbot)
    assert second.theme_controller.scale == 1.5
    qtbot.waitUntil(lambda: second.window.contents.forms.width() > 330, timeout=20_000)
    check_that_all_is_inside(second)
    second.window.close()


def opened(settings: QSettings, qtbot: QtBot) -> Program:
    """Return a program with these settings, its window shown and filled."""
    program = Program(Options(size=(1280, 800)), settings)
    session = program.furnish()
    with qtbot.waitExposed(program.window):
        program.window.show()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=20_000)
    return program


def is_reachable(widget: QWidget) -> bool:
    """Tell whether the middle of a control can be seen, after what scrolls around it has been scrolled to it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()
    return widget.visibleRegion().contains(widget.rect().center())


@pytest.mark.parametrize("mode", ["explore", "race"])
def test_everything_is_reached_in_the_largest_text(program: Program, qtbot: QtBot, mode: str) -> None:
    """At 250 % in 1280 by 800 every control of forms, titles, bars and the race can be seen, scrolled to at most."""
    window = program.window
    window.resize(1280, 800)
    program.preferences.set_value("font_scale", 2.5)
    window.toolbar.mode.chosen.emit(mode)
    qtbot.waitUntil(lambda: window.toolbar.mode.value == mode)
    QApplication.processEvents()
    places: list[QWidget] = [window.toolbar]
    if mode == "race":
        places.append(window.contents.race.widget())
    else:
        places.append(window.contents.forms)
    docks = [dock for dock in window.findChildren(Dock) if dock.is_in_sight]
    places += [dock.title_bar for dock in docks]
    for place in places:
        for control in place.findChildren(QWidget):
            if isinstance(control, QAbstractButton | QLineEdit | QComboBox) and control.isVisible():
                assert is_reachable(control), (place.objectName(), control.objectName(), control.accessibleName())
    assert window.size().toTuple() == (1280, 800)
    for action in window.menuBar().actions():
        action.menu().popup(window.mapToGlobal(window.menuBar().actionGeometry(action).bottomLeft()))
        qtbot.waitUntil(action.menu().isVisible)
        assert action.menu().height() <= window.screen().availableSize().height(), "it scrolls where it is higher"
        action.menu().hide()


@pytest.mark.parametrize(("height", "most"), [(480, 1.25), (700, 2.0), (800, 2.5), (1080, 3.0), (300, 1.0)])
def test_no_text_is_larger_than_a_screen_has_room_for(height: int, most: float) -> None:
    """On a low screen the largest sizes are not offered, and one that was remembered is made to fit."""
    screen = QSize(1280, height)
    assert text_sizes_on(screen)[-1] == most
    assert text_size_on(screen, 3.0) == most
    assert text_size_on(screen, 0.8) == 0.8
