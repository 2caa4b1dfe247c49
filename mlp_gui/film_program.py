"""The process that makes a film: a window of its own on a screen of its own, with a copy of the run.

`python -m mlp_gui.film_program FOLDER` finds in the folder what was ordered, the run, and how the window is liked. It
says how far it is on its standard output, a line of JSON each, and ends when its standard input does: whoever ordered
the film is gone then. So the window that ordered it trains and paints as before, whatever happens here.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QSize, Qt, Signal, Slot

from mlp_gui.export.film_page import FilmPage, page_size
from mlp_gui.export.film_taker import FilmTaker
from mlp_gui.export.film_training import TrainingFilm
from mlp_gui.export.film_writer import FilmError, FilmWriter
from mlp_gui.look.pixel_ratio import for_picture
from mlp_gui.starting import begin_start, end_start
from mlp_gui.state.film_order import NETWORK, ORDER_FILE, RUN_FILE, SETTINGS_FILE, STEP, FilmOrder
from mlp_gui.whole_errors import whole_errors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.app import Program
    from mlp_gui.export.film_script import FilmScript

LOWER_PRIORITY: Final = 5
"""How far the window that ordered the film goes first."""
BELOW_NORMAL: Final = 0x4000
"""The same in words of Windows."""


class FilmProgram(QObject):
    """Films what a program shows.

    Parameters
    ----------
    program : Program
        Furnished, with the run that is filmed, paused, and its window shown.
    order : FilmOrder
        What is filmed.
    scratch : Path
        Folder for what is not yet whole.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    filmed : QWidget or None
        What is filmed, once it has begun.

    Signals
    -------
    progressed : int
        So many frames were taken.
    ended : str, str
        The film is whole, or why it is not; and a note for the user.
    """

    progressed = Signal(int)
    ended = Signal(str, str)

    def __init__(self, program: Program, order: FilmOrder, scratch: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._order = order
        self._scratch = scratch
        self.filmed: QWidget | None = None
        self._taker: FilmTaker | None = None

    def start(self) -> None:
        """Arrange what is filmed, and begin; the event loop has to run.

        Raises
        ------
        FilmError
            If nothing can be written there.
        """
        wishes, controller = self._order.wishes, self._program.controller
        assert controller is not None
        size = QSize(wishes.width, wishes.height)
        writer = FilmWriter(self._order.path, self._scratch, (size.width(), size.height()), wishes.rate)
        controller.be_prompt()
        self.filmed = self._arranged()
        self._look_closer()
        self._taker = FilmTaker(self.filmed, self._script(), writer, size, controller, self)
        self._taker.progressed.connect(self.progressed)
        self._taker.ended.connect(self.ended)
        self._taker.start()

    def _arranged(self) -> QWidget:
        """Return what is filmed, as large as it has to be: the window, or a page of views that lies over it."""
        program, wishes, window = self._program, self._order.wishes, self._program.window
        session, controller, contents = program.session, program.controller, window.contents
        assert session is not None
        assert controller is not None
        # The run's file brings its window's mode along.
        race = window.window_actions["race"]
        if race.isChecked():
            race.trigger()
        session.stepping.set_active(False)
        session.stepping.set_active(wishes.kind == STEP)
        size = page_size(wishes.width, wishes.height, wishes.ratio)
        if not wishes.views:
            window.resize(size)
            return window
        views: dict[str, QWidget] = {}
        docks = {dock.objectName(): dock for dock in contents.docks}
        for name in wishes.views:
            if name == NETWORK:
                views["Network"] = contents.network
            elif name in docks:
                docks[name].fill()
                views[docks[name].windowTitle()] = docks[name].widget()
        for dock in (contents.forms, *contents.docks):
            dock.hide()
        window.resize(size)
        page = FilmPage(session, program.theme_controller, views, window)
        page.resize(size)
        page.show()
        page.raise_()
        controller.field_service.set_active(True)
        return page

    @Slot()
    def _look_closer(self) -> None:
        """Look at what was looked at in the window, and select what was selected there, once the run is there."""
        session = self._program.session
        assert session is not None
        if session.snapshot is None or session.snapshot.run_id != session.run_id:
            session.snapshot_changed.connect(self._look_closer, Qt.ConnectionType.SingleShotConnection)
            return
        self._program.window.contents.network.set_framing(self._order.framing)
        session.cursor.set_selected(self._order.selected)

    def _script(self) -> FilmScript:
        session = self._program.session
        assert session is not None
        if self._order.wishes.kind != STEP:
            return TrainingFilm(session, self._order.wishes)
        from mlp_gui.export.film_stepping import SteppingFilm
        from mlp_gui.views.network.stepping import StepCanvas

        canvas = self._program.window.contents.network.findChild(StepCanvas)
        assert canvas is not None
        return SteppingFilm(session, canvas, self._order)


class Teller(QObject):
    """Says on the standard output how far the film is, and ends the event loop with it."""

    def __init__(self, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program

    @Slot(int)
    def tell_progress(self, done: int) -> None:
        """Say how many frames there are."""
        _tell("done", done)

    @Slot(str, str)
    def tell_end(self, problem: str, note: str) -> None:
        """Say that the film is there, or why it is not."""
        if not problem and self._program.errors.count:
            note = f"{note} Something in the program went wrong on the way: look at the film closely.".strip()
        _tell("problem" if problem else "made", problem or note)
        QCoreApplication.quit()


def _tell(what: str, value: str | int) -> None:
    os.write(1, f"{json.dumps({what: value})}\n".encode())


def main(folder: Path) -> None:
    """Make the film that is ordered in a folder."""
    begin_start()
    _go_second()
    Thread(target=_end_with_whoever_ordered, args=(folder,), name="standard input", daemon=True).start()
    order = FilmOrder.read((folder / ORDER_FILE).read_text(encoding="utf-8"))
    # All the time: what views keep of their painting is for pictures too, without buttons.
    with for_picture(order.wishes.ratio):
        _make(order, folder)


def _make(order: FilmOrder, folder: Path) -> None:
    import mlp_core as mlp
    from mlp_gui.app import Program, application
    from mlp_gui.options import Options

    app = application()
    settings = QSettings(str(folder / SETTINGS_FILE), QSettings.Format.IniFormat)
    size = page_size(order.wishes.width, order.wishes.height, order.wishes.ratio)
    program = Program(Options(theme=order.theme, size=(size.width(), size.height())), settings, app)
    session = program.furnish()
    session.project.take(mlp.load_project(folder / RUN_FILE), "", RUN_FILE)
    session.undo_stack.clear()
    end_start()
    program.window.show()
    teller = Teller(program, app)
    film = FilmProgram(program, order, folder, app)
    film.progressed.connect(teller.tell_progress)
    film.ended.connect(teller.tell_end)
    try:
        film.start()
    except FilmError as error:
        teller.tell_end(str(error), "")
    else:
        whole_errors(app.exec)()
    program.end()


def _go_second() -> None:
    """Let the window that ordered the film have the processor first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL)
    else:
        os.nice(LOWER_PRIORITY)


def _end_with_whoever_ordered(folder: Path) -> None:
    """Wait for the end of the standard input, then leave nothing behind."""
    while os.read(0, 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
