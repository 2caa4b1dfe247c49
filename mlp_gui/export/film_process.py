"""Has films made by a process of their own, so that the window stays as it is: it only waits, and can call it off."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QSettings, Slot

from mlp_gui.export.film_writer import FilmError, check_place
from mlp_gui.state.film_order import ORDER_FILE, RUN_FILE, SCREEN_FILE, SETTINGS_FILE
from mlp_gui.state.preference_table import PREFERENCES
from mlp_gui.state.preferences import Preferences

if TYPE_CHECKING:
    from mlp_gui.state.film import Films
    from mlp_gui.state.film_order import FilmOrder
    from mlp_gui.state.project import ProjectFile

MODULE: Final = "mlp_gui.film_program"
SCREEN_SIDE: Final = 8192
"""Pixels of the screen that nobody sees: no film is larger, and no window is made to fit it."""
END_MS: Final = 2000
LONGEST_REASON: Final = 300
CHATTER: Final = ("qt.", "This plugin does not support ")
"""What Qt says by the way begins so: it is no reason for anything."""
NO_ROOM: Final = "There is no room for what a film needs on its way: {}."


class FilmProcess(QObject):
    """Carries out what is ordered: copies the run, starts the process, tells how far it is, and clears up after it.

    Parameters
    ----------
    films : Films
        Who calls off what was ordered, and is told.
    project : ProjectFile
        Gives the copy of the run.
    preferences : Preferences
        How the window is liked; the film is made of one that is liked so too.
    parent : QObject
        Owner.
    """

    def __init__(self, films: Films, project: ProjectFile, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._films = films
        self._project = project
        self._preferences = preferences
        self._order: FilmOrder | None = None
        self._next: FilmOrder | None = None
        self._folder: Path | None = None
        self._told = ""
        self._is_answered = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        films.cancelled.connect(self.end)
        project.copied.connect(self._on_copied)
        project.copy_failed.connect(self._on_copy_failed)

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    @Slot()
    def end(self) -> None:
        """End what is being made, at once, and leave nothing of it."""
        self._is_answered, self._next = True, None
        order, number = self._order, self._process.processId()
        if self.is_running:
            self._process.kill()
            self._process.waitForFinished(END_MS)
        if order is not None and number:
            path = Path(os.path.realpath(order.path))
            path.with_name(f".{path.name}.{number}.part").unlink(missing_ok=True)
        self._clear_up()

    def make(self, order: FilmOrder) -> None:
        """Make a film, of the run as it is now; as soon as the process of the film before it has ended.

        Parameters
        ----------
        order : FilmOrder
            Ordered by the films that were given.
        """
        if self.is_running:
            self._next = order
            return
        self._order, self._is_answered, self._told = order, False, ""
        try:
            check_place(Path(order.path))
            self._folder = Path(tempfile.mkdtemp(prefix="mlp-film-"))
        except FilmError as error:
            self._answer_problem(str(error))
            return
        except OSError as error:
            self._answer_problem(NO_ROOM.format(error.strerror or error))
            return
        self._project.save_copy(str(self._folder / RUN_FILE))

    @Slot(str)
    def _on_copied(self, path: str) -> None:
        folder, order = self._folder, self._order
        if folder is None or order is None or path != str(folder / RUN_FILE):
            return
        try:
            (folder / ORDER_FILE).write_text(order.text(), encoding="utf-8")
            (folder / SCREEN_FILE).write_text(_screen(), encoding="utf-8")
            _write_settings(self._preferences, folder / SETTINGS_FILE)
        except OSError as error:
            self._answer_problem(NO_ROOM.format(error.strerror or error))
            return
        self._process.setProcessEnvironment(_environment(order))
        # By its name alone: what Qt takes for a screen may hold no colon, as a path on Windows does.
        self._process.setWorkingDirectory(str(folder))
        self._process.start(sys.executable, ["-m", MODULE, str(folder)])

    @Slot(str, str)
    def _on_copy_failed(self, path: str, problem: str) -> None:
        if self._folder is not None and path == str(self._folder / RUN_FILE):
            self._answer_problem(f"The film could not be made: {problem}")

    @Slot()
    def _on_output(self) -> None:
        self._told += bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        *lines, self._told = self._told.split("\n")
        done = -1
        for line in lines:
            try:
                words = json.loads(line)
            except ValueError:
                continue
            if "done" in words:
                done = int(words["done"])
            elif "problem" in words:
                self._answer_problem(str(words["problem"]))
            elif "made" in words and not self._is_answered:
                self._is_answered = True
                self._films.receive_made(str(words["made"]))
        if done >= 0 and not self._is_answered:
            self._films.receive_progress(done)

    @Slot()
    def _on_finished(self) -> None:
        if not self._is_answered:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
            lines = [line for line in said.splitlines() if not line.startswith(CHATTER)]
            last = lines[-1][:LONGEST_REASON].rstrip(".") if lines else "it ended without a word"
            self._answer_problem(f"The film could not be made, by an error of the program: {last}.")
        self._clear_up()
        order, self._next = self._next, None
        if order is not None:
            self.make(order)

    @Slot()
    def _on_error(self) -> None:
        if self._process.error() == QProcess.ProcessError.FailedToStart:
            self._answer_problem(f"The film could not be made: {sys.executable} does not start.")
            self._clear_up()

    def _answer_problem(self, problem: str) -> None:
        if not self._is_answered:
            self._is_answered = True
            self._films.receive_problem(problem)
        if not self.is_running:
            self._clear_up()

    def _clear_up(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._order = None


def _environment(order: FilmOrder) -> QProcessEnvironment:
    """Return the process's surroundings: a screen that nobody sees, as fine as the film is."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN_FILE}")
    environment.insert("QT_SCALE_FACTOR", str(order.wishes.ratio))
    environment.insert("PYTHONPATH", os.pathsep.join(str(Path(place).absolute()) for place in sys.path))
    return environment


def _screen() -> str:
    screen = {"name": "film", "x": 0, "y": 0, "width": SCREEN_SIDE, "height": SCREEN_SIDE, "logicalDpi": 96, "dpr": 1}
    return json.dumps({"screens": [screen]})


def _write_settings(preferences: Preferences, path: Path) -> None:
    """Write what the window is liked to be, but with things in motion, at the film's own size of text and of window."""
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    copy = Preferences(settings)
    for name in PREFERENCES:
        copy.set_value(name, preferences.value(name))
    for name, value in (("motion", True), ("font_scale", 1.0), ("window_geometry", b""), ("recent_projects", "")):
        copy.set_value(name, value)
    copy.save()
    copy.deleteLater()
