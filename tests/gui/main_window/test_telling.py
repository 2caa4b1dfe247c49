"""What the window tells: notices, help, pictures that were saved, errors that nobody caught."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

import mlp_core as mlp
from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.widgets import FormRow, SliderField
from mlp_gui.window.about import shortcuts_html
from tests.gui.main_window.opening import TIMEOUT, button, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


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


def test_a_long_complaint_is_told_whole_in_large_text(program: Program, qtbot: QtBot) -> None:
    """In a narrow middle the button stands below the message, and no line of either is cut."""
    program.theme_controller.set_scale(2.0)
    notices = program.window.notices
    program.session.post(Notice("Training diverged in epoch 1,234. " * 3, "error", "Go back", "reset"))
    message, go_back = notices.message, notices.action_button
    qtbot.waitUntil(lambda: go_back.y() >= message.geometry().bottom(), timeout=TIMEOUT)
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()) > 0, timeout=TIMEOUT)
    assert go_back.width() >= go_back.sizeHint().width()
    assert notices.rect().contains(go_back.geometry())


def test_a_divergence_is_told_until_the_run_is_another_one(program: Program, qtbot: QtBot) -> None:
    """The way back says where it leads and leads there; Reset and the way back both take the notice away."""
    session, notices = program.session, program.window.notices
    session.open_example("plane")
    session.set_training(learning_rate=1e200)
    for way in ("reset", "back"):
        click(qtbot, button(program, "play"))
        qtbot.waitUntil(lambda: session.status is RunStatus.DIVERGED and notices.isVisible(), timeout=TIMEOUT)
        words = notices.action_button.text()
        assert words.startswith("Go back to the lowest training loss (epoch 0, ")
        if way == "reset":
            click(qtbot, button(program, "reset"))
            qtbot.waitUntil(notices.isHidden, timeout=TIMEOUT)
    diverged_at = session.snapshot.step
    click(qtbot, notices.action_button)
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert notices.isHidden()
    click(qtbot, button(program, "undo"))
    qtbot.waitUntil(lambda: session.snapshot.step == diverged_at, timeout=TIMEOUT)


def test_a_field_complains_no_more_when_the_same_example_is_opened_again(program: Program, qtbot: QtBot) -> None:
    """What was typed belongs to what was there before."""
    noise = program.window.contents.forms.findChild(SliderField, "noise")
    row = next(row for row in program.window.contents.forms.findChildren(FormRow) if row.isAncestorOf(noise))
    noise.field.setFocus()
    noise.field.selectAll()
    qtbot.keyClicks(noise.field, "much")
    qtbot.keyClick(noise.field, Qt.Key.Key_Return)
    assert row.complaint
    same = mlp.EXAMPLE_SUMMARIES["xor"]
    next(entry for entry in program.window.findChildren(QAction) if entry.statusTip() == same).trigger()
    assert row.complaint == ""
