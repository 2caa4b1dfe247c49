"""Presenting with the real window, real keys and the real place of the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QLabel, QLineEdit

from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.widgets.number_field import NumberField
from mlp_gui.window.presenter_mode import LEAST_GRAPH
from tests.gui.program.hands import present, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key


def places(program: Program) -> dict[str, object]:
    """Return what presenting has to put back: the window, its bars, and each dock with its contents."""
    window = program.window
    found: dict[str, object] = {
        "window": (window.geometry(), window.windowState()),
        "scale": program.theme_controller.scale,
        "stepping": program.session.stepping.active,
        "bars": [bar.isVisible() for bar in (window.menuBar(), window.toolbar, window.status)],
        "timeline": window.step_mode.timeline.geometry(),
        "transport": window.step_mode.bars.transport.isVisible(),
        "network": window.contents.network.geometry(),
    }
    for dock in window.findChildren(QDockWidget):
        view = dock.widget()
        found[dock.objectName()] = (
            dock.isVisible(),
            dock.isFloating(),
            dock.geometry() if dock.isVisible() else None,
            view,
            view.isVisible() if view is not None else None,
            dock.titleBarWidget(),
        )
    return found


def visit_step_mode(program: Program, qtbot: QtBot) -> None:
    """Enter and leave step mode, whose views are made then."""
    program.session.stepping.set_active(True)
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=20_000)
    program.session.stepping.set_active(False)
    QApplication.processEvents()


def point_at(program: Program, x: int, y: int) -> None:
    """Put the pointer at a place of the window."""
    QCursor.setPos(program.window.mapToGlobal(QPoint(x, y)))


@pytest.mark.parametrize("stepping", [False, True])
@pytest.mark.parametrize("maximised", [False, True])
def test_escape_brings_the_window_back_exactly(program: Program, qtbot: QtBot, stepping: bool, maximised: bool) -> None:
    """Size, place, docks, floating or closed ones too, bars, mode and size of letters are what they were."""
    window = program.window
    program.preferences.set_value("font_scale", 1.1)
    program.session.stepping.set_active(True)
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=20_000)
    window.contents.tracer.close()
    window.contents.matrices.setFloating(True)
    program.session.stepping.set_active(False)
    window.contents.loss.close()
    if stepping:
        program.session.stepping.set_active(True)
        qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=20_000)
    if maximised:
        window.showMaximized()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    QApplication.processEvents()  # the docks have found their places
    before = places(program)
    present(program, qtbot)
    assert window.isFullScreen()
    assert program.theme_controller.scale != 1.1
    assert not any(dock.isVisible() for dock in window.findChildren(QDockWidget))
    press(program, Key.Key_Escape)
    qtbot.waitUntil(lambda: places(program) == before, timeout=20_000)


def test_only_graph_equations_and_transport_are_shown(program: Program, qtbot: QtBot) -> None:
    """The whole width is theirs; menus, toolbar and status bar are gone, and the transport says how to leave."""
    present(program, qtbot)
    window = program.window
    equations = window.step_mode.bars.lower.equations.itemAt(0).widget()
    for widget in (window.contents.network, equations, window.step_mode.bars.transport, window.step_mode.timeline):
        assert widget.isVisible()
    assert window.contents.network.width() == equations.width() == window.width()
    assert not any(bar.isVisible() for bar in (window.menuBar(), window.toolbar, window.status))
    assert window.findChild(QLabel, "presenter_way_out").isVisible()
    assert not window.step_mode.bars.chips.isVisible()


def test_presenting_pauses_training(program: Program, qtbot: QtBot) -> None:
    """From the middle of training at full speed; leaving goes back to exploring, still paused."""
    session = program.session
    session.set_speed(None)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.epoch > 3, timeout=20_000)
    present(program, qtbot)
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=20_000)
    assert session.stepping.active
    press(program, Key.Key_Escape)
    assert not session.stepping.active
    assert session.status is RunStatus.PAUSED


def test_every_step_key_works(program: Program, qtbot: QtBot) -> None:
    """Space, Backspace, Home, End, the clicker's pages, digits, and the arrows that other clickers send."""
    present(program, qtbot)
    stepping = program.session.stepping
    for key, position in (
        (Key.Key_Space, 0),
        (Key.Key_PageDown, 1),
        (Key.Key_Right, 2),
        (Key.Key_Left, 1),
        (Key.Key_Backspace, 0),
        (Key.Key_Space, 1),
        (Key.Key_PageUp, 0),
        (Key.Key_End, stepping.walk.end),
        (Key.Key_Home, -1),
    ):
        press(program, key)
        assert stepping.position == position, key
    press(program, Key.Key_4)
    assert stepping.granularity == "phase"
    assert program.window.step_mode.bars.transport.grain_list.value == "phase"


def test_f5_again_keeps_presenting(program: Program, qtbot: QtBot) -> None:
    """A clicker that begins twice does not end it."""
    present(program, qtbot)
    press(program, Key.Key_F5)
    assert program.session.presentation.active


def test_leaving_step_mode_ends_presenting(program: Program, qtbot: QtBot) -> None:
    """There is nothing to present without it."""
    visit_step_mode(program, qtbot)
    before = places(program)
    present(program, qtbot)
    QTest.keyClick(program.window, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not program.session.presentation.active
    qtbot.waitUntil(lambda: places(program) == before, timeout=20_000)


@pytest.mark.parametrize(("side", "content"), [("left", "form_column"), ("right", "decision_view"), ("top", "")])
def test_panels_come_to_a_pointer_at_the_edge_and_go_when_it_leaves(
    program: Program, qtbot: QtBot, side: str, content: str
) -> None:
    """Resting at an edge is enough; the panels stand beside the graph, which leaves them the room and takes it back."""
    present(program, qtbot)
    window, presentation = program.window, program.session.presentation
    middle = (window.width() // 2, window.height() // 2)
    edge = {"left": (0, middle[1]), "right": (window.width() - 1, middle[1]), "top": (middle[0], 0)}[side]
    graph = window.contents.network.geometry()
    drawer = next(drawer for drawer in window.presenter.drawers if drawer.side == side)
    assert drawer.isHidden()
    point_at(program, *middle)
    qtbot.waitUntil(window.presenter.ring.isVisible, timeout=20_000)
    point_at(program, *edge)
    qtbot.waitUntil(lambda: presentation.side == side, timeout=20_000)
    assert drawer.isVisible()
    network = window.contents.network
    qtbot.waitUntil(lambda: network.geometry() != graph, timeout=20_000)
    assert not network.geometry().intersects(drawer.geometry())
    assert graph.contains(drawer.geometry())
    assert network.geometry().united(drawer.geometry()) == graph
    assert network.width() >= LEAST_GRAPH
    if content:
        assert drawer.findChild(type(drawer).__mro__[1], content).isVisible()
    inside = drawer.geometry().center()
    point_at(program, inside.x(), inside.y())
    far = {"left": (window.width() - 60, middle[1]), "right": (60, middle[1]), "top": middle}[side]
    # Until it was seen there: at the top the ring is so large that it reaches there from the edge.
    ring = window.presenter.ring
    qtbot.waitUntil(lambda: ring.pos() + ring.rect().center() == inside, timeout=20_000)
    point_at(program, *far)
    qtbot.waitUntil(lambda: presentation.side == "", timeout=20_000)
    qtbot.waitUntil(drawer.isHidden, timeout=20_000)
    qtbot.waitUntil(lambda: network.geometry() == graph, timeout=20_000)


def test_panels_come_by_key_and_by_handle(program: Program, qtbot: QtBot) -> None:
    """A key or a click lets them in and out; Escape puts them away before it ends presenting."""
    present(program, qtbot)
    presentation = program.session.presentation
    for key, side in ((Key.Key_L, "left"), (Key.Key_R, "right"), (Key.Key_T, "top"), (Key.Key_F9, "left")):
        press(program, key)
        assert presentation.side == side
    press(program, Key.Key_Escape)
    assert presentation.side == ""
    assert presentation.active
    handle = program.window.findChild(QAbstractButton, "right_handle")
    assert handle.isVisible()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert presentation.side == "right"
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert presentation.side == ""


@pytest.mark.parametrize("name", ["decision", "hidden_space", "loss", "surface", "tracer", "matrices", "galleries"])
def test_every_panel_can_be_had_from_the_right(program: Program, qtbot: QtBot, name: str) -> None:
    """One at a time, each with its own controls, but without the buttons that would float or close its dock."""
    present(program, qtbot)
    press(program, Key.Key_R)
    panels = program.window.presenter.panels
    QTest.mouseClick(panels.findChild(QAbstractButton, f"segment_{name}"), Qt.MouseButton.LeftButton)
    bar, view = (panels.place_of(name).itemAt(index).widget() for index in (0, 1))
    assert bar is getattr(program.window.contents, name).title_bar
    qtbot.waitUntil(view.isVisible, timeout=20_000)
    assert not bar.close_button.isVisible()
    press(program, Key.Key_Escape)
    press(program, Key.Key_Escape)
    assert getattr(program.window.contents, name).widget() is view
    assert not bar.close_button.isHidden()


def test_a_form_in_the_drawer_changes_the_experiment(program: Program, qtbot: QtBot) -> None:
    """What is typed there is typed, digits and letters too, and the drawer stays while it is."""
    present(program, qtbot)
    press(program, Key.Key_L)
    drawer = program.window.presenter.drawers[0]
    field = next(field for field in drawer.findChildren(QLineEdit) if field.isVisible() and field.isEnabled())
    field.setFocus()
    field.selectAll()
    for key in (Key.Key_2, Key.Key_B, Key.Key_H):
        QTest.keyClick(field, key)
    assert not program.session.presentation.is_blank
    assert program.session.stepping.granularity == "term"
    assert program.session.presentation.side == "left"


def test_escape_in_a_field_gives_up_first(program: Program, qtbot: QtBot) -> None:
    """What was being typed goes, then the drawer, and then the keys step again."""
    present(program, qtbot)
    stepping, presentation = program.session.stepping, program.session.presentation
    press(program, Key.Key_L)
    field = program.window.presenter.drawers[0].findChild(NumberField)
    field.setFocus()
    before = field.text()
    field.selectAll()
    QTest.keyClick(field, Key.Key_7)
    assert field.text() != before
    press(program, Key.Key_Escape)
    assert field.text() == before
    assert presentation.side == "left"
    press(program, Key.Key_Escape)
    assert presentation.side == ""
    press(program, Key.Key_Space)
    assert stepping.position == 0


def test_the_ring_follows_the_pointer_and_can_be_switched_off(program: Program, qtbot: QtBot) -> None:
    """H and the menu switch it; it lets clicks through; without presenting there is none."""
    ring = program.window.presenter.ring
    assert ring.isHidden()
    present(program, qtbot)
    point_at(program, 300, 200)
    qtbot.waitUntil(lambda: ring.isVisible() and ring.geometry().center() == QPoint(300, 200), timeout=20_000)
    assert program.window.childAt(300, 200) is not ring
    press(program, Key.Key_H)
    assert ring.isHidden()
    assert not program.window.window_actions["pointer_ring"].isChecked()
    program.window.window_actions["pointer_ring"].trigger()
    qtbot.waitUntil(ring.isVisible, timeout=20_000)
    press(program, Key.Key_Escape)
    assert ring.isHidden()


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_Period])
def test_a_black_screen_until_any_key(program: Program, qtbot: QtBot, key: Qt.Key) -> None:
    """The key that brings the window back does nothing else: the step stays, presenting goes on."""
    present(program, qtbot)
    position, blank = program.session.stepping.position, program.window.presenter.blank
    for back in (Key.Key_PageDown, Key.Key_Space, Key.Key_Escape, key):
        press(program, key)
        assert blank.isVisible()
        assert blank.geometry() == program.window.rect()
        press(program, back)
        assert blank.isHidden()
    QTest.keyClick(program.window, key)
    QTest.mouseClick(blank, Qt.MouseButton.LeftButton)
    assert blank.isHidden()
    assert program.session.presentation.active
    assert program.session.stepping.position == position


def test_another_theme_while_presenting(program: Program, qtbot: QtBot) -> None:
    """Only the colours change."""
    present(program, qtbot)
    scale, dark = program.theme_controller.scale, program.theme_controller.theme.dark
    place = program.window.contents.network.geometry()
    program.window.window_actions["theme_toggle"].trigger()
    assert program.theme_controller.theme.dark is not dark
    assert program.theme_controller.scale == scale
    assert program.window.contents.network.geometry() == place
    press(program, Key.Key_Escape)
    assert program.theme_controller.scale == 1.0
    program.window.window_actions["theme_toggle"].trigger()


def test_another_network_while_presenting(program: Program, qtbot: QtBot) -> None:
    """Layers and examples can be changed in front of the class."""
    present(program, qtbot)
    session = program.session
    session.open_example("spiral")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    assert session.presentation.active == session.stepping.active


def test_closing_while_presenting_remembers_the_window_as_it_was(qtbot: QtBot, qapp: object, tmp_path: Path) -> None:
    """The next start shows the docks and the size from before presenting, and letters of the usual size."""
    settings = QSettings(str(tmp_path / "presented.ini"), QSettings.Format.IniFormat)
    first = _opened(qtbot, settings)
    first.window.resize(900, 640)
    first.window.contents.loss.close()
    state, geometry = first.window.saveState(1), first.window.saveGeometry()
    present(first, qtbot)
    press(first, Key.Key_R)
    first.window.close()
    assert not first.controller.is_alive
    assert first.preferences.window_geometry == bytes(geometry.data())
    assert first.preferences.window_state == bytes(state.data())
    second = _opened(qtbot, settings)
    assert second.theme_controller.scale == 1.0
    assert not second.window.isFullScreen()
    assert second.window.contents.loss.isHidden()
    assert second.window.contents.decision.isVisible()
    assert second.window.menuBar().isVisible()
    second.window.close()


def _opened(qtbot: QtBot, settings: QSettings) -> Program:
    program = Program(Options(), settings)
    program.window.show()
    session = program.furnish()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=20_000)
    return program


def test_in_and_out_many_times(program: Program, qtbot: QtBot) -> None:
    """From both modes, with drawers open and closed, nothing is lost on the way."""
    visit_step_mode(program, qtbot)
    before = places(program)
    for number in range(8):
        press(program, Key.Key_F5)
        program.session.presentation.show_side(("", "left", "right", "top")[number % 4])
        program.session.presentation.stop()
        qtbot.waitUntil(lambda: places(program) == before, timeout=20_000)
        program.session.stepping.set_active(bool(number % 2))
        program.session.stepping.set_active(False)
