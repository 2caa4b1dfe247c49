"""The real window, driven by real clicks and keys, with its worker thread training."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QToolButton, QWidget
from shiboken6 import isValid

from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.panels.speed_slider import FASTEST_PLACE, place_of, speed_at
from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.window.about import shortcuts_html
from mlp_gui.window.switches import SWITCHES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TIMEOUT = 10_000


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Return settings that outlive one window, for the tests of what is remembered."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[Program]:
    """Open the window paused at epoch 0 of the XOR example."""
    program = opened(qtbot, settings)
    yield program
    if isValid(program.window):  # not closed by the test itself
        program.window.close()
        assert program.controller is not None
        assert not program.controller.is_alive


def opened(qtbot: QtBot, settings: QSettings) -> Program:
    """Return a program whose window is shown and furnished, with its first snapshot there."""
    program = Program(Options(size=(1280, 800), theme="light"), settings)
    program.window.show()
    session = program.furnish()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=TIMEOUT)
    return program


def button(program: Program, name: str) -> QToolButton:
    """Return a button of the toolbar by its action's name."""
    found = program.window.toolbar.findChild(QToolButton, f"{name}_button")
    assert isinstance(found, QToolButton)
    return found


def click(qtbot: QtBot, widget: QWidget) -> None:
    """Click a widget in its middle."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_opens_paused_at_the_start(program: Program) -> None:
    """The window says what it is and where training stands."""
    window = program.window
    assert window.windowTitle().startswith("XOR")
    assert window.status.state.text() == "Paused"
    assert window.toolbar.epoch.text == "0"
    assert window.toolbar.examples.value == "xor"
    assert all(dock.isVisible() for dock in (window.contents.forms, window.contents.decision, window.contents.loss))


def test_the_status_bar_never_shows_the_loss_of_other_weights(program: Program, qtbot: QtBot) -> None:
    """A bias set by hand while paused changes the losses at once, and Undo brings the old ones back."""
    status, session = program.window.status, program.session
    assert session is not None
    before = status.train_loss.text, status.test_loss.text
    session.set_parameter(session.snapshot.network.bias_index(1, 0), 5.0)
    qtbot.waitUntil(lambda: status.train_loss.text != before[0], timeout=TIMEOUT)
    assert status.test_loss.text != before[1]
    assert status.train_loss.text == f"{session.snapshot.losses[0]:.4f}"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: (status.train_loss.text, status.test_loss.text) == before, timeout=TIMEOUT)


@pytest.mark.parametrize(("loss", "text"), [(0.25, "0.2500"), (7.914e-5, "7.91×10⁻⁵"), (0.0, "0.0000")])
def test_a_small_loss_keeps_its_digits(program: Program, loss: float, text: str) -> None:
    """Four decimals for losses as they are at first; a small one is not rounded away to 0.0001."""
    program.window.status._show_loss(program.window.status.train_loss, loss)
    assert program.window.status.train_loss.text == text


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


def test_keyboard_starts_at_the_network(program: Program, qtbot: QtBot) -> None:
    """The first Space plays: no button has the focus at the start."""
    assert program.window.focusWidget() is program.window.contents.network
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.RUNNING, timeout=TIMEOUT)


def test_play_button_trains_and_pauses(program: Program, qtbot: QtBot) -> None:
    """The first click trains, the second pauses, and the button shows which."""
    session, play = program.session, button(program, "play")
    click(qtbot, play)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING and session.snapshot.epoch > 3, timeout=TIMEOUT)
    assert play.isChecked()
    assert program.window.status.state.text() == "Training"
    click(qtbot, play)
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert not play.isChecked()


def test_space_trains_and_pauses(program: Program, qtbot: QtBot) -> None:
    """Space plays and pauses from wherever the focus is not in a field or on a button."""
    program.window.contents.network.setFocus()
    qtbot.keyClick(program.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.RUNNING, timeout=TIMEOUT)
    qtbot.keyClick(program.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.PAUSED, timeout=TIMEOUT)


def test_space_on_a_button_presses_the_button(program: Program, qtbot: QtBot) -> None:
    """The keyboard reaches every button: Space on a focused one is its own."""
    qtbot.keyClick(button(program, "step_epoch"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.snapshot.epoch == 1, timeout=TIMEOUT)
    assert program.session.status is RunStatus.PAUSED


def test_steps(program: Program, qtbot: QtBot) -> None:
    """One click on a step button is one batch or one epoch, exactly."""
    session = program.session
    before = session.snapshot.step
    click(qtbot, button(program, "step_batch"))
    qtbot.waitUntil(lambda: session.snapshot.step == before + 1, timeout=TIMEOUT)
    epoch = session.snapshot.epoch
    click(qtbot, button(program, "step_epoch"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == epoch + 1, timeout=TIMEOUT)
    assert program.window.toolbar.epoch.text == str(epoch + 1)


def test_reset_returns_to_the_same_weights(program: Program, qtbot: QtBot) -> None:
    """Reset starts again from the same initial weights, and undo brings the trained ones back."""
    session = program.session
    first = session.snapshot.network.parameters.copy()
    click(qtbot, button(program, "step_epoch"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=TIMEOUT)
    trained = session.snapshot.network.parameters.copy()
    click(qtbot, button(program, "reset"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 0, timeout=TIMEOUT)
    assert (session.snapshot.network.parameters == first).all()
    click(qtbot, button(program, "undo"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=TIMEOUT)
    assert (session.snapshot.network.parameters == trained).all()


def test_undo_names_what_it_undoes(program: Program) -> None:
    """The Edit menu says which change it takes back."""
    actions = program.window.window_actions
    assert not actions["undo"].isEnabled()
    program.session.set_training(learning_rate=0.05)
    assert "learning rate" in actions["undo"].text()
    actions["undo"].trigger()
    assert "learning rate" in actions["redo"].text()


def test_examples_open_from_the_toolbar(program: Program, qtbot: QtBot) -> None:
    """Choosing an example opens it, names it in the title and marks it in the menu."""
    examples = program.window.toolbar.examples
    examples.setFocus()
    place = examples.findData("circle")
    while examples.currentIndex() != place:
        qtbot.keyClick(examples, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: program.session.snapshot.experiment.data.name == "circle", timeout=TIMEOUT)
    assert program.window.windowTitle().startswith(program.session.title)
    marked = [a.data() for a in program.window.findChildren(QAction) if a.isChecked() and a.data() == "circle"]
    assert marked


def test_speed_slider_goes_from_one_step_to_as_fast_as_it_goes(program: Program, qtbot: QtBot) -> None:
    """The ends of the slider are one step a second and no limit; what is in between follows its keys."""
    slider, session = program.window.toolbar.speed.slider, program.session
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert session.speed == 1.0
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert session.speed is None
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert 900 <= session.speed <= 10_000
    session.set_speed(60.0)
    assert slider.value() == place_of(60.0)
    assert session.speed == 60.0


@pytest.mark.parametrize("place", range(FASTEST_PLACE + 1))
def test_every_place_of_the_speed_slider_is_its_own_speed(place: int) -> None:
    """A speed that the slider sets is shown where it was set."""
    assert place_of(speed_at(place)) == place


def test_a_theme_for_one_start_can_be_changed_at_once(program: Program, settings: QSettings, qtbot: QtBot) -> None:
    """Opened light by the command line where dark is remembered: the menu says light, and one press makes it dark."""
    settings.setValue("preferences/theme", "dark")
    other = opened(qtbot, settings)
    assert not other.theme_controller.theme.dark
    assert settings.value("preferences/theme") == "dark"
    assert [a.data() for a in other.window.findChildren(QAction) if a.isChecked() and a.data() == "light"]
    click(qtbot, button(other, "theme_toggle"))
    assert other.theme_controller.theme.dark
    other.window.close()


def test_theme_button_changes_and_remembers(program: Program, qtbot: QtBot) -> None:
    """The button goes from light to dark and back, and the choice is kept."""
    assert not program.theme_controller.theme.dark
    click(qtbot, button(program, "theme_toggle"))
    assert program.theme_controller.theme.dark
    assert program.preferences.theme == "dark"
    click(qtbot, button(program, "theme_toggle"))
    assert not program.theme_controller.theme.dark


def test_ctrl_wheel_sizes_the_text(program: Program, qtbot: QtBot) -> None:
    """Ctrl and the wheel make everything larger and smaller; the status bar says how large."""
    window = program.window

    def turn(angle: int) -> None:
        middle = QPointF(window.rect().center())
        event = QWheelEvent(
            middle, window.mapToGlobal(middle), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(window, event)

    turn(120)
    assert program.theme_controller.scale == pytest.approx(1.1)
    assert window.status.text_size.text() == "110 %"
    turn(-120)
    assert program.theme_controller.scale == pytest.approx(1.0)


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


def test_notice_offers_its_action(program: Program, qtbot: QtBot) -> None:
    """A notice says what happened; its button does what it says, and the notice leaves."""
    notices = program.window.notices
    program.session.post(Notice("Training diverged in epoch 3.", "error", "Step", "step_batch"))
    assert notices.isVisible()
    assert notices.findChild(QLabel, "notice_text").text() == "Training diverged in epoch 3."
    before = program.session.snapshot.step
    click(qtbot, notices.action_button)
    qtbot.waitUntil(lambda: program.session.snapshot.step == before + 1, timeout=TIMEOUT)
    assert notices.isHidden()


def test_notice_can_be_closed(program: Program, qtbot: QtBot) -> None:
    """A notice without an action has only its close button."""
    program.session.post(Notice("Only said.", "warning"))
    assert program.window.notices.action_button.isHidden()
    click(qtbot, program.window.notices.close_button)
    assert program.window.notices.isHidden()


def test_help_lists_the_keys_of_the_canvas_too(program: Program) -> None:
    """F1 lists every key: those of actions, and those that the canvas takes itself."""
    text = shortcuts_html(program.window.window_actions)
    assert all(keys in text for keys in ("Ctrl+R", "F1", "Shift+Del", "Ins, Del", "Tab, arrows"))


@pytest.mark.parametrize("name", ["about", "shortcuts"])
def test_dialogs_open_beside_the_window(program: Program, qtbot: QtBot, name: str) -> None:
    """Help opens a small window, which closes by its button or Escape."""
    program.window.window_actions[name].trigger()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QDialog)), timeout=TIMEOUT)
    dialog = program.window.findChildren(QDialog)[0]
    assert dialog.findChildren(QLabel)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.window.findChildren(QDialog), timeout=TIMEOUT)


def test_picture_is_saved(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File > Save picture writes the window as PNG and says where."""
    target = tmp_path / "picture"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    program.window.window_actions["save_picture"].trigger()
    assert target.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    assert str(target) in program.window.notices.message.text()


def test_uncaught_error_is_told_and_pauses(program: Program, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    """An error that nobody caught is written to stderr and told in the window, and training does not seem to go on."""
    program.session.play()
    qtbot.waitUntil(lambda: program.session.status is RunStatus.RUNNING, timeout=TIMEOUT)
    try:
        raise ZeroDivisionError("made for the test")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert "made for the test" in program.window.notices.message.text()
    assert "made for the test" in capsys.readouterr().err


def test_closing_while_training_ends_the_thread_within_a_second(program: Program, qtbot: QtBot) -> None:
    """The window closes at full speed on a large example, and the thread is gone at once."""
    from time import perf_counter

    program.session.open_example("spiral")
    program.session.set_speed(None)
    program.session.play()
    qtbot.waitUntil(
        lambda: program.session.status is RunStatus.RUNNING and program.session.snapshot.epoch > 2, timeout=TIMEOUT
    )
    start = perf_counter()
    program.window.close()
    assert perf_counter() - start < 1.0
    assert not program.controller.is_alive


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


def test_the_list_of_examples_names_no_example_that_was_changed(program: Program) -> None:
    """A changed learning rate leaves the example what it is; another network does not, whatever the title."""
    examples = program.window.toolbar.examples
    assert examples.value == "xor"
    program.session.set_training(learning_rate=0.05)
    assert examples.value == "xor"
    program.session.set_layer_size(0, 7)
    assert examples.value == ""
