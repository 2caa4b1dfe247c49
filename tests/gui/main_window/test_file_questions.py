"""The dialogs that ask for files begin where they were left, in the next window too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mlp_gui.window.file_questions import in_format, with_ending
from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    import pytest
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

TWICE, FOUR_TIMES, PDF = "PNG, twice its size (*.png)", "PNG, four times its size (*.png)", "PDF (*.pdf)"


class Dialogs:
    """Stands in for the system's dialogs: keeps what each was opened with, and answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answer = ("", "")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._answered)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", self._answered)

    def _answered(self, _parent: object, _title: str, path: str, _patterns: str, chosen: str = "") -> tuple[str, str]:
        self.asked.append((path, chosen))
        return self.answer


def save_picture(program: Program, title: str) -> None:
    """Save the picture of a view by the menu."""
    menu = program.window.exports.pictures.save_menu
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.data() == title).trigger()


def test_folders_and_formats_are_remembered(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """Pictures, exports and projects have a folder each; one that is gone is forgotten, and cancelling changes none."""
    dialogs = Dialogs(monkeypatch)
    for name in ("pictures", "exports", "projects"):
        (tmp_path / name).mkdir()
    dialogs.answer = (str(tmp_path / "pictures" / "a.png"), FOUR_TIMES)
    save_picture(program, "Loss")
    assert dialogs.asked[-1][1] == TWICE
    dialogs.answer = (str(tmp_path / "pictures" / "b.png"), PDF)
    save_picture(program, "Loss")
    assert dialogs.asked[-1] == (str(tmp_path / "pictures" / "loss.png"), FOUR_TIMES)
    assert (tmp_path / "pictures" / "b.pdf").read_bytes().startswith(b"%PDF"), "the format that was chosen"
    dialogs.answer = (str(tmp_path / "exports" / "w.npz"), "")
    with qtbot.waitSignal(program.session.notice_posted, timeout=TIMEOUT):
        program.window.window_actions["export_weights"].trigger()
    dialogs.answer = (str(tmp_path / "projects" / "p.mlp"), "")
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        program.window.window_actions["save_project_as"].trigger()
    program.window.close()

    again = opened(qtbot, settings)
    dialogs.answer = ("", "")
    save_picture(again, "Network")
    assert dialogs.asked[-1] == (str(tmp_path / "pictures" / "network.pdf"), PDF)
    again.window.window_actions["import_weights"].trigger()
    assert dialogs.asked[-1][0] == str(tmp_path / "exports")
    again.window.window_actions["save_project_as"].trigger()
    assert Path(dialogs.asked[-1][0]).parent == tmp_path / "projects"
    (tmp_path / "pictures").rename(tmp_path / "gone")
    save_picture(again, "Network")
    assert Path(dialogs.asked[-1][0]).parent != tmp_path / "pictures"
    again.window.close()


def test_a_chosen_format_goes_before_the_proposed_ending(tmp_path: Path) -> None:
    """But not before an ending that was typed, and never over a file that nobody was asked about."""
    (tmp_path / "taken.svg").touch()
    assert in_format(str(tmp_path / "new.png"), ".svg", ".png") == str(tmp_path / "new.svg")
    assert in_format(str(tmp_path / "taken.png"), ".svg", ".png") == str(tmp_path / "taken 2.svg")
    assert in_format(str(tmp_path / "typed.pdf"), ".svg", ".png") == str(tmp_path / "typed.pdf")
    assert in_format(str(tmp_path / "bare"), ".svg", ".png") == str(tmp_path / "bare")
    assert in_format(str(tmp_path / "same.png"), ".png", ".png") == str(tmp_path / "same.png")


def test_the_picture_is_as_large_as_was_chosen(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Four times stays four times where the name is typed without an ending."""
    dialogs = Dialogs(monkeypatch)
    dialogs.answer = (str(tmp_path / "large"), FOUR_TIMES)
    save_picture(program, "Loss")
    view = program.window.contents.loss.widget()
    assert QImage(str(tmp_path / "large.png")).size() == 4 * view.size()


def test_a_file_is_replaced_by_a_name_without_its_ending_only_when_that_is_wished(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    """The dialog asks of "keep", which is not there; the program asks of "keep.mlp", which is."""
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    places = iter([str(tmp_path / "keep"), str(tmp_path / "other"), str(tmp_path / "keep")])

    def replaces(_parent: object, _title: str, text: str, *_buttons: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "warning", replaces)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(places), ""))
    (tmp_path / "keep.mlp").write_bytes(b"old")
    save = program.window.window_actions["save_project_as"]
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        save.trigger()
    assert (tmp_path / "keep.mlp").read_bytes() == b"old", "No: another place was asked for"
    assert (tmp_path / "other.mlp").exists()
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        save.trigger()
    assert (tmp_path / "keep.mlp").read_bytes() != b"old"
    assert asked == ["keep.mlp is there already. Replace it?"] * 2


def test_a_name_gets_the_ending_of_its_format() -> None:
    """Unless it has one of those that there are to choose from."""
    patterns = ["PNG (*.png)", PDF]
    assert with_ending("a", PDF, patterns) == "a.pdf"
    assert with_ending("a.v2", PDF, patterns) == "a.v2.pdf"
    assert with_ending("a.PNG", PDF, patterns) == "a.PNG"
    assert with_ending("", PDF, patterns) == ""
