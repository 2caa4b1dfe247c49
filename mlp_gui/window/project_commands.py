"""What the File menu does with projects, the Edit menu with links, the window's title, and the question at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from mlp_gui.state.share import link_of, open_link
from mlp_gui.window.closing_question import ClosingQuestion
from mlp_gui.window.file_names import proposed_name
from mlp_gui.window.file_questions import PROJECTS, FileQuestions
from mlp_gui.window.project_drop import ProjectDrop
from mlp_gui.window.recent_projects import RecentProjects

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions

SUFFIX: Final = ".mlp"
FILTER: Final = f"Projects (*{SUFFIX})"


class ProjectCommands(QObject):
    """Connects the project's actions with the session, and asks where to and from where.

    Parameters
    ----------
    window : QMainWindow
        Whose actions they are; also the owner.
    actions : Actions
        The window's actions.
    session : Session
        Whose project it is.
    preferences : Preferences
        Where the recent projects are remembered, and their folder.
    program_name : str
        What stands last in the window's title.
    """

    def __init__(
        self, window: QMainWindow, actions: Actions, session: Session, preferences: Preferences, program_name: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._project = session.project
        self._program_name = program_name
        self._closes_after_saving = False
        self._questions = FileQuestions(window, preferences)
        self.recent = RecentProjects(preferences, actions["open_recent"], window)
        self.recent.chosen.connect(self._project.open)
        ProjectDrop(self._project, window)
        for name, slot in {
            "open_project": self._on_open,
            "save_project": self._on_save,
            "save_project_as": self._on_save_as,
            "restore_last": session.restore_last,
            "copy_link": self._on_copy_link,
            "paste_link": self._on_paste_link,
            "quit": self._on_quit,
        }.items():
            actions[name].triggered.connect(slot)
        self._restore = actions["restore_last"]
        self._restore.setEnabled(False)
        session.title_changed.connect(self._on_title_changed)
        self._project.changed.connect(self._on_project_changed)
        self._project.opened.connect(self._on_opened)
        self._project.saved.connect(self._on_saved)
        self._project.save_failed.connect(self._on_save_failed)
        self._show_title()

    def asks_before_closing(self) -> bool:
        """Ask before changes are lost, or wait for what is being saved; return whether the window stays for now."""
        # Who closes it a second time does not want to wait for what does not come.
        if self._project.is_saving and not self._closes_after_saving:
            self._closes_after_saving = True
            return True
        if not self._project.is_modified:
            return False
        question = ClosingQuestion(self._project.name or self._session.title, self._window)
        question.save_wanted.connect(self._on_save_wanted)
        question.loss_accepted.connect(self._on_loss_accepted)
        question.open()
        return True

    @Slot(bool)
    def offer_restore(self, offered: bool) -> None:
        """Have the menu offer what a program left that did not end in order."""
        self._restore.setEnabled(offered)

    def _show_title(self) -> None:
        parts = (self._project.name, self._session.title, self._program_name)
        # Twice is how Qt writes the place of the mark where it is none.
        first, *others = (part.replace("[*]", "[*][*]") for part in parts if part)
        self._window.setWindowTitle(" – ".join((f"{first}[*]", *others)))
        self._window.setWindowModified(self._project.is_modified)

    def _save_as(self) -> bool:
        """Ask for a place and save there; return whether there is one."""
        proposal = self._project.path or f"{proposed_name(self._session.title, 'Project')}{SUFFIX}"
        path, _ = self._questions.where_to(PROJECTS, "Save the project", proposal, [FILTER])
        if not path:
            return False
        self._project.save(path if path.lower().endswith(SUFFIX) else f"{path}{SUFFIX}")
        return True

    @Slot()
    def _on_open(self) -> None:
        folder = str(Path(self._project.path).parent) if self._project.path else ""
        path = self._questions.which(PROJECTS, "Open a project", FILTER, folder)
        if path:
            self._project.open(path)

    @Slot()
    def _on_save(self) -> None:
        if self._project.path:
            self._project.save(self._project.path)
        else:
            self._save_as()

    @Slot()
    def _on_save_as(self) -> None:
        self._save_as()

    @Slot()
    def _on_save_wanted(self) -> None:
        self._closes_after_saving = True
        if self._project.path:
            self._project.save(self._project.path)
        elif not self._save_as():
            self._closes_after_saving = False

    @Slot()
    def _on_loss_accepted(self) -> None:
        self._window.close()

    @Slot()
    def _on_quit(self) -> None:
        if not self.asks_before_closing():
            self._window.close()

    @Slot()
    def _on_copy_link(self) -> None:
        link = link_of(self._session)
        if link:
            QGuiApplication.clipboard().setText(link)

    @Slot()
    def _on_paste_link(self) -> None:
        open_link(self._session, QGuiApplication.clipboard().text())

    @Slot(str)
    def _on_title_changed(self, _title: str) -> None:
        self._show_title()

    @Slot()
    def _on_project_changed(self) -> None:
        self._show_title()

    @Slot(str)
    def _on_opened(self, path: str) -> None:
        if path == self._project.path:
            self.recent.note(path)

    @Slot(str)
    def _on_saved(self, path: str) -> None:
        self.recent.note(path)
        if self._closes_after_saving:
            self._window.close()

    @Slot()
    def _on_save_failed(self) -> None:
        self._closes_after_saving = False
