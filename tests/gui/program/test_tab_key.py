"""The Tab key goes through the whole window, forwards and back, and stays nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget

from mlp_gui.state.snapshot import Notice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping

MORE = ("data_panel_features", "data_panel_split", "network_panel_weights", "training_panel_more")
MOST_STOPS = 300


@pytest.fixture
def explorer(program: Program, qtbot: QtBot) -> Program:
    """Return the program exploring, as it starts."""
    activate(program.window, qtbot)
    return program


@pytest.fixture
def opened(explorer: Program, qtbot: QtBot) -> Program:
    """Return the program with every form opened to its last row, and with a notice to act on."""
    explorer.preferences.set_value("motion", False)
    for name in MORE:
        explorer.window.findChild(QAbstractButton, name).click()
    explorer.session.post(Notice("Made for the test.", "warning", "Undo", "undo"))
    qtbot.waitUntil(explorer.window.notices.close_button.isVisible)
    return explorer


@pytest.fixture
def stepper(program: Program, stepping: Stepping, qtbot: QtBot) -> Program:
    """Return the program in step mode."""
    activate(program.window, qtbot)
    return program


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Make it the window that the keyboard writes to."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
@pytest.mark.parametrize("state", ["explorer", "opened", "stepper"])
def test_every_control_has_a_name_and_is_reached_by_tab(
    state: str, key: Qt.Key, request: pytest.FixtureRequest
) -> None:
    """Whoever cannot see or has no mouse finds every control, in either direction, each of them once a round."""
    window = request.getfixturevalue(state).window
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(controls) > 20
    assert not [described(control) for control in controls if not accessible_name(control)]
    round_trip = stops(key)
    assert len(set(round_trip)) == len(round_trip), [described(stop) for stop in round_trip]
    assert not [described(control) for control in controls if control not in round_trip]


def stops(key: Qt.Key) -> list[QWidget]:
    """Press `key` until the focus is back at the control where it was; return those it stopped at, in turn."""
    start = QApplication.focusWidget()
    found = [start]
    for _ in range(MOST_STOPS):
        QTest.keyClick(found[-1], key)
        focused = QApplication.focusWidget()
        if focused is start and len(found) > 1:
            return found
        # A canvas goes from unit to unit first.
        if focused is not found[-1]:
            found.append(focused)
    pytest.fail(f"Tab never came back: {[described(stop) for stop in found[-60:]]}")


def described(widget: QWidget) -> str:
    """Return what a failure says of a widget."""
    return f"{type(widget).__name__} {widget.objectName()} {accessible_name(widget)!r}"


def accessible_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        return widget.defaultAction().text()
    if isinstance(widget, QLineEdit) and widget.parentWidget() is not None:
        return widget.parentWidget().accessibleName()
    return str(widget.property("text") or "")
