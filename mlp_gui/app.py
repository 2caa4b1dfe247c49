"""The composition root: makes every part, connects them, and ends them in order."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QSettings,
    QStandardPaths,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from mlp_gui import __version__
from mlp_gui.application import Application
from mlp_gui.look.fonts import load_fonts
from mlp_gui.look.theme_controller import ThemeController
from mlp_gui.main_window import PROGRAM_NAME, MainWindow
from mlp_gui.starting import end_start
from mlp_gui.state.opening import open_any
from mlp_gui.state.preferences import Preferences
from mlp_gui.whole_errors import whole_errors
from mlp_gui.window.first_frame import FirstFrame
from mlp_gui.window.text_size import text_size_on

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from mlp_gui.options import Options
    from mlp_gui.state.autosave import Autosave
    from mlp_gui.state.session import Session
    from mlp_gui.training.controller import TrainingController

DEFAULT_EXAMPLE: Final = "xor"

# Steps a second at the start: the eye can follow, and the first example is learned within seconds.
FIRST_SPEED: Final = 200.0

SHUTDOWN_MILLISECONDS: Final = 900


class Program(QObject):
    """The running program: the window at once, then everything that fills it.

    Parameters
    ----------
    options : Options
        What was asked for on the command line.
    settings : QSettings or None
        Where preferences are kept; None for the user's own file.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, options: Options, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.preferences = Preferences(settings, self)
        self.theme_controller = ThemeController(self)
        self._size_text(application().primaryScreen())
        self._on_preference_changed("motion")
        if options.theme:
            self.preferences.override("theme", options.theme)
        self.theme_controller.set_mode(self.preferences.theme)
        self.preferences.changed.connect(self._on_preference_changed)
        self.window = MainWindow(self.theme_controller, self.preferences)
        if options.size is not None:
            self.window.resize(*options.size)
        self.window.closing.connect(self.end)
        self.session: Session | None = None
        self.autosave: Autosave | None = None
        self.controller: TrainingController | None = None
        self._has_ended = False

    def furnish(self) -> Session:
        """Load the heavy parts, fill the window, and start the worker's thread; returns the session."""
        session = self._fill()
        self._start_worker(session)
        return session

    def _fill(self) -> Session:
        import mlp_core as mlp
        from mlp_gui.state.session import Session
        from mlp_gui.window.error_report import ErrorReport

        session = Session(mlp.EXAMPLES[self._options.example or DEFAULT_EXAMPLE], self)
        session.set_speed(FIRST_SPEED)
        self.session = session
        self.errors = ErrorReport(self)
        self.errors.install()
        self.errors.attach(session)
        self.window.furnish(session)
        if self._options.size is not None:
            self.window.resize(*self._options.size)
        return session

    def _start_worker(self, session: Session) -> None:
        from mlp_gui.training.controller import TrainingController

        self.controller = TrainingController(session, self)
        self.window.painted.connect(self._on_painted)
        self.window.field_watch.wanted_changed.connect(self.controller.field_service.set_active)
        self.controller.field_service.set_active(self.window.field_watch.is_wanted)
        if self._options.autosave:
            self._begin_autosave(session)

    @Slot()
    def open(self) -> None:
        """Fill the window that is already on the screen, and begin when all of it is painted.

        Sooner, the worker would take its time from that painting: Python runs in one thread at a time.
        """
        try:
            self._fill()
        except Exception:
            end_start()
            raise
        FirstFrame(self.window).painted.connect(self._on_filled)

    @Slot()
    def _on_filled(self) -> None:
        """Train; a project stands where it was saved."""
        session = self.session
        try:
            if session is None or self._has_ended:
                return
            self._start_worker(session)
            wished = self._take_wished_file()
            file = self._options.project or self._options.table or wished
            if file:
                open_any(session, str(file), at_start=True)
            else:
                session.play()
        finally:
            end_start()

    def _take_wished_file(self) -> str:
        """Return the file that the system asked to open until now; later ones come by a signal."""
        app = application()
        if not isinstance(app, Application):
            return ""
        app.file_wanted.connect(self._on_file_wanted)
        return app.take_waiting()

    @Slot(str)
    def _on_file_wanted(self, path: str) -> None:
        if self.session is not None and not self._has_ended:
            open_any(self.session, path)

    @Slot()
    def end(self) -> None:
        """End training; the thread is gone, or given up, within a second.

        The window and all else goes when the event loop is back, on this thread: left to Python's collector it would
        go at any time and on any thread, another program's worker among them, half of it without its attributes.
        """
        if self._has_ended:
            return
        self._has_ended = True
        if self.controller is not None:
            self.controller.shutdown(SHUTDOWN_MILLISECONDS)
            if self.autosave is not None:
                self.autosave.end()
        if self.session is not None:
            self.errors.remove()
        self.window.deleteLater()
        self.deleteLater()

    def _begin_autosave(self, session: Session) -> None:
        from mlp_gui.state.autosave import EVERY_MILLISECONDS, Autosave

        self.autosave = Autosave(session, self._options.autosave, EVERY_MILLISECONDS, self)
        self.autosave.offer_changed.connect(self.window.projects.offer_restore)
        self.autosave.begin()

    def _size_text(self, screen: QScreen) -> None:
        self.theme_controller.set_scale(text_size_on(screen.availableSize(), self.preferences.font_scale))

    @Slot()
    def _on_painted(self) -> None:
        if self.controller is not None:
            self.controller.frame_clock.painted()
            self.controller.race_service.painted()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "theme":
            self.theme_controller.set_mode(self.preferences.theme)
        elif name == "font_scale":
            self._size_text(self.window.screen())
        elif name == "motion":
            self.theme_controller.set_motion(self.preferences.motion)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Write what Qt has to say, less what the offscreen platform says of every window."""
    if "This plugin does not support" not in text and kind != QtMsgType.QtDebugMsg and sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


def application() -> QApplication:
    """Return the QApplication, made with the program's name where there is none."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName("mlp-gui")
    QCoreApplication.setOrganizationName("mlp-visualiser")
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setApplicationDisplayName(PROGRAM_NAME)
    app = Application([sys.argv[0]])
    load_fonts()
    return app


def open_program(options: Options, parent: QObject) -> Program:
    """Return the program with its empty frame on the screen; what fills it is loaded in the event loop, behind that."""
    program = Program(options, parent=parent)
    FirstFrame(program.window).painted.connect(program.open)
    program.window.show()
    return program


def run(options: Options) -> int:
    """Open the window, or take its picture; returns the exit code of the process."""
    if options.snapshot is not None:
        return _take_snapshot(options)
    app = application()
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    program = open_program(replace(options, autosave=f"{data}/autosave"), app)
    with np.errstate(over="ignore"):  # what overflows in a run that diverged is shown as infinite
        code = whole_errors(app.exec)()
    program.end()
    return code


def _take_snapshot(options: Options) -> int:
    import tempfile

    from mlp_gui.export.snapshot import SnapshotTaker

    qInstallMessageHandler(_on_qt_message)
    app = application()
    project = None
    if options.project is not None:
        import mlp_core as mlp

        try:
            project = mlp.load_project(options.project)
        except mlp.ProjectFileError as error:
            sys.stderr.write(f"mlp-gui: {error}\n")
            return 1
    with tempfile.TemporaryDirectory(prefix="mlp-gui-") as folder:
        # Settings of its own: the picture is the same on every machine, and leaves no trace.
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        program = Program(options, settings, app)
        session = program.furnish()
        if project is not None:
            session.project.take(project, str(options.project), str(options.project))
            session.undo_stack.clear()
        end_start()
        program.window.show()
        taker = SnapshotTaker(program.window, session, options.epochs, str(options.snapshot), program)
        taker.start()
        whole_errors(app.exec)()
        program.end()
        message = taker.problem
        if not message and program.errors.count:
            message = "something in the program went wrong (see above)"
        settings.sync()
    if message:
        sys.stderr.write(f"mlp-gui: {message}\n")
        return 1
    return 0
