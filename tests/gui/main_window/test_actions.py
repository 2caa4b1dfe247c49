"""Every action, entry, key and switch explains itself and means one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDockWidget, QToolButton

from mlp_gui.window.switches import SWITCHES
from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_every_control_has_a_name_and_every_action_a_sentence(program: Program) -> None:
    """Screen readers can name each button of the toolbar; each action says what it does."""
    toolbar = program.window.toolbar
    for tool in toolbar.findChildren(QToolButton):
        if tool.isVisible():
            assert tool.accessibleName()
            assert tool.toolTip()
            assert tool.focusPolicy() & Qt.FocusPolicy.TabFocus
    for action in program.window.window_actions:
        assert action.statusTip()


def test_every_entry_of_a_menu_has_a_sentence_and_a_letter_of_its_own(program: Program) -> None:
    """The status bar explains each entry, and no letter of a menu means two of them."""
    menus = [action.menu() for action in program.window.menuBar().actions()]
    while menus:
        menu = menus.pop()
        entries = [action for action in menu.actions() if not action.isSeparator()]
        menus += [action.menu() for action in entries if action.menu() is not None]
        assert not [entry.text() for entry in entries if not entry.statusTip()]
        letters = [QKeySequence.mnemonic(entry.text()).toString() for entry in entries if "&" in entry.text()]
        assert len(letters) == len(set(letters)), (menu.title(), letters)


def test_tool_tips_say_more_than_the_name(program: Program) -> None:
    """Of docks, examples, datasets and themes too; those that can be had by a key name it."""
    window = program.window
    for dock in window.findChildren(QDockWidget):
        action = dock.toggleViewAction()
        assert len(action.toolTip()) > len(action.text()) + 20, action.text()
    assert "(F9)" in window.contents.forms.toggleViewAction().toolTip()
    chosen = [action for action in window.menus.findChildren(QAction) if action.isCheckable() and action.data()]
    assert {"xor", "moons", "light"} <= {action.data() for action in chosen}
    for action in chosen:
        assert action.toolTip().startswith(action.statusTip()), action.text()
        assert action.toolTip() != action.text()
    light = next(action for action in chosen if action.data() == "light")
    assert light.toolTip().endswith("(Ctrl+Shift+D changes between the two)")


def test_there_is_a_key_that_quits_on_every_platform(program: Program, qtbot: QtBot) -> None:
    """Also where the desktop itself has none."""
    quit_action = program.window.window_actions["quit"]
    assert quit_action.shortcut().toString() == "Ctrl+Q"
    assert "Ctrl+Q" in quit_action.toolTip()
    program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.controller is not None and not program.controller.is_alive, timeout=TIMEOUT)


def test_undo_names_what_it_undoes(program: Program) -> None:
    """The Edit menu says which change it takes back."""
    actions = program.window.window_actions
    assert not actions["undo"].isEnabled()
    program.session.set_training(learning_rate=0.05)
    assert "learning rate" in actions["undo"].text()
    actions["undo"].trigger()
    assert "learning rate" in actions["redo"].text()


def test_undo_explains_itself_whatever_it_undoes(program: Program) -> None:
    """The tool-tip is a sentence with the key, before and after a change."""
    undo = program.window.window_actions["undo"]
    before = undo.toolTip()
    assert before.startswith("Take the last change back. (")
    program.session.set_training("change learning rate", learning_rate=0.05)
    assert "learning rate" in undo.text()
    assert undo.toolTip() == before


def test_redo_has_the_keys_of_every_desktop(program: Program) -> None:
    """Whatever desktop it runs on, Ctrl+Y and Ctrl+Shift+Z both make the change again."""
    keys = {key.toString() for key in program.window.window_actions["redo"].shortcuts()}
    assert {"Ctrl+Y", "Ctrl+Shift+Z"} <= keys


def test_menus_are_of_one_kind(program: Program) -> None:
    """In a menu, what is done has an icon, and what is on or off, or one of several, has a tick instead."""
    menus = [action.menu() for action in program.window.menuBar().actions()]
    while menus:
        menu = menus.pop()
        menu.aboutToShow.emit()
        for action in menu.actions():
            if action.menu() is not None:
                menus.append(action.menu())
            is_ticked = action.isCheckable() and action.objectName() != "play"
            has_icon = not action.icon().isNull() and action.isIconVisibleInMenu()
            assert action.isSeparator() or is_ticked != has_icon, action.text()


def test_shortcuts_are_not_given_twice(program: Program) -> None:
    """No key means two things: an ambiguous shortcut does nothing at all."""
    keys = [
        sequence.toString()
        for action in {id(a): a for a in program.window.findChildren(QAction)}.values()
        for sequence in action.shortcuts()
    ]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_of_the_view_menu_is_a_preference(program: Program, name: str) -> None:
    """What is switched is remembered, and the menu shows what holds."""
    action = program.window.window_actions[name]
    before = program.preferences.value(name)
    assert action.isChecked() == before
    action.trigger()
    assert program.preferences.value(name) is not before
    program.preferences.set_value(name, before)
    assert action.isChecked() == before
