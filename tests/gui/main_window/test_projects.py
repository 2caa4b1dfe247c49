"""Projects in the real window: menus, dialogs, title, drops, the command line, and the question at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog
from shiboken6 import isValid

import mlp_core as mlp
from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.state.requests import Seek
from mlp_gui.window.closing_question import ClosingQuestion
from mlp_gui.window.project_drop import project_in
from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot


def choose_path(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Have file dialogs answer with a path."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def trigger(program: Program, name: str) -> None:
    """Choose an action in its menu."""
    action = program.window.window_actions[name]
    assert action.isEnabled()
    action.trigger()


def go_to(program: Program, step: int, qtbot: QtBot) -> None:
    """Train up to a step."""
    session = program.session
    session.request_posted.emit(Seek(0, step))
    qtbot.waitUntil(lambda: session.snapshot.step == step, timeout=TIMEOUT)


def shown_step(program: Program) -> int:
    """Return the step that the window shows; -1 while it still shows another run."""
    session = program.session
    return session.snapshot.step if session.snapshot.run_id == session.run_id else -1


def close_by_hand(program: Program) -> None:
    """Close the window as its frame's button does."""
    handle = program.window.windowHandle()
    assert handle is not None
    handle.close()


def question(program: Program) -> ClosingQuestion:
    """Return the question that the window asks."""
    found = [each for each in program.window.findChildren(ClosingQuestion) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_save_close_open_go_on(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Saved by the menu, a project is in the title and among the recent ones, and opens as it was."""
    window, session = program.window, program.session
    choose_path(monkeypatch, tmp_path / "mine")
    window.contents.surface.show()
    session.set_training(learning_rate=0.05)
    go_to(program, 33, qtbot)
    assert window.isWindowModified()
    with qtbot.waitSignal(session.project.saved, timeout=TIMEOUT):
        trigger(program, "save_project")
    assert (tmp_path / "mine.mlp").exists()
    assert window.windowTitle().startswith("mine.mlp[*] – XOR")
    assert not window.isWindowModified()
    parameters = session.snapshot.network.parameters.copy()
    go_to(program, 50, qtbot)
    assert window.isWindowModified()
    with qtbot.waitSignal(session.project.saved, timeout=TIMEOUT):
        trigger(program, "save_project")
    go_to(program, 33, qtbot)
    choose_path(monkeypatch, tmp_path / "mine.mlp")
    with qtbot.waitSignal(session.project.saved, timeout=TIMEOUT):
        trigger(program, "save_project_as")
    window.contents.surface.hide()
    session.open_example("spiral")
    entry = program.window.projects.recent.actions()[0]
    assert "mine.mlp" in entry.text()
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        entry.trigger()
    qtbot.waitUntil(lambda: shown_step(program) == 33, timeout=TIMEOUT)
    assert (session.snapshot.network.parameters == parameters).all()
    assert session.stepping.timeline.last_step == 50
    assert not window.contents.surface.isHidden()
    assert not window.isWindowModified()


def test_what_is_dropped_on_the_window(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """A project that is dropped is opened; something else is none of a project's."""
    path = tmp_path / "dropped.mlp"
    experiment = mlp.EXAMPLES["spiral"]
    mlp.save_project(path, mlp.Project.of(experiment, mlp.Timeline(experiment.build()[2])))
    assert not project_in([QUrl.fromLocalFile(str(tmp_path / "picture.png"))])
    assert not project_in([QUrl.fromLocalFile(str(path))] * 2)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(50, 50), *rest)
    entered.ignore()
    QApplication.sendEvent(program.window, entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(program.session.project.opened, timeout=TIMEOUT):
        QApplication.sendEvent(program.window, QDropEvent(QPointF(50, 50), *rest))
    assert program.session.experiment == experiment


def test_recent_projects_are_remembered(program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot) -> None:
    """The newest is first and none is there twice, in the next window too; what is gone cannot be chosen."""
    recent = program.window.projects.recent
    names = ["a & b, c.mlp", "gone.mlp", "a & b, c.mlp", "new.mlp"]
    for name in names:
        if name != "gone.mlp":
            (tmp_path / name).touch()
        recent.note(str(tmp_path / name))
    program.window.close()
    again = opened(qtbot, settings)
    recent = again.window.projects.recent
    assert recent.paths == [str(tmp_path / name) for name in ("new.mlp", "a & b, c.mlp", "gone.mlp")]
    recent.aboutToShow.emit()
    assert [entry.isEnabled() for entry in recent.actions()] == [True, True, False]
    assert recent.actions()[1].text() == "&2  a && b, c.mlp"
    again.window.close()


def test_a_bad_file_is_told_of(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """The notice names the file and what is wrong; experiment, network and title stay."""
    (tmp_path / "bad.mlp").write_text("a,b\n1,2\n")
    choose_path(monkeypatch, tmp_path / "bad.mlp")
    title, experiment = program.window.windowTitle(), program.session.experiment
    trigger(program, "open_project")
    qtbot.waitUntil(lambda: program.session.notices.current is not None, timeout=TIMEOUT)
    assert "bad.mlp cannot be opened: it is not a project file" in program.session.notices.current.text
    assert (program.window.windowTitle(), program.session.experiment) == (title, experiment)
    assert not program.window.projects.recent.paths


def test_a_link_goes_round(program: Program) -> None:
    """A copied link gives the same experiment back, as one step of undo; any other text is refused in words."""
    session = program.session
    session.set_network(hidden_sizes=(5,), seed=12)
    experiment = session.experiment
    trigger(program, "copy_link")
    assert mlp.read_link(QGuiApplication.clipboard().text()) == experiment
    session.open_example("spiral")
    trigger(program, "paste_link")
    assert session.experiment == experiment
    session.undo_stack.undo()
    assert session.title == mlp.EXAMPLES["spiral"].title
    QGuiApplication.clipboard().setText("nothing of the kind")
    trigger(program, "paste_link")
    assert "There is no link" in session.notices.current.text
    assert session.title == mlp.EXAMPLES["spiral"].title


def test_a_project_named_at_the_start_is_opened(
    qapp: object, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """The program starts with the run of its file, standing where it was saved."""
    path = tmp_path / "named.mlp"
    experiment = mlp.EXAMPLES["spiral"]
    timeline = mlp.Timeline(experiment.build()[2])
    timeline.run_steps(12)
    mlp.save_project(path, mlp.Project.of(experiment, timeline))
    program = Program(Options(size=(1280, 800), project=path), settings)
    program.window.show()
    program.open()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and shown_step(program) == 12, timeout=TIMEOUT)
    assert program.session.title == experiment.title
    assert program.window.windowTitle().startswith("named.mlp")
    assert not program.window.isWindowModified()
    assert not program.window.window_actions["undo"].isEnabled()
    program.window.close()


def test_nothing_is_asked_of_who_changed_nothing(program: Program, qtbot: QtBot) -> None:
    """A window in which something only trained closes at once."""
    go_to(program, 20, qtbot)
    close_by_hand(program)
    qtbot.waitUntil(lambda: not isValid(program.window) or not program.window.isVisible(), timeout=TIMEOUT)


def test_closing_asks_and_can_be_called_off(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """Who changed something by hand is asked; cancelled, the window stays and trains."""
    program.session.set_training(learning_rate=0.05)
    close_by_hand(program)
    assert program.window.isVisible()
    qtbot.mouseClick(
        question(program).buttons.button(QDialogButtonBox.StandardButton.Cancel), Qt.MouseButton.LeftButton
    )
    assert program.window.isVisible()
    go_to(program, 5, qtbot)
    trigger(program, "quit")
    qtbot.mouseClick(
        question(program).buttons.button(QDialogButtonBox.StandardButton.Discard), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: not isValid(program.window) or not program.window.isVisible(), timeout=TIMEOUT)


def test_closing_saves_first(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Saved in answer to the question, the project is whole before the window is gone; one that fails stays open."""
    choose_path(monkeypatch, tmp_path / "gone" / "last.mlp")
    program.session.set_training(learning_rate=0.05)
    close_by_hand(program)
    save = QDialogButtonBox.StandardButton.Save
    with qtbot.waitSignal(program.session.project.save_failed, timeout=TIMEOUT):
        qtbot.mouseClick(question(program).buttons.button(save), Qt.MouseButton.LeftButton)
    assert program.window.isVisible()
    choose_path(monkeypatch, tmp_path / "last.mlp")
    close_by_hand(program)
    with qtbot.waitSignal(program.window.closing, timeout=TIMEOUT):
        qtbot.mouseClick(question(program).buttons.button(save), Qt.MouseButton.LeftButton)
    assert mlp.load_project(tmp_path / "last.mlp").experiment.training.learning_rate == 0.05
