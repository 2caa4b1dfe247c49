"""File > Export > Film: asks for what and where to, has it made, and ends it with the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from mlp_gui.state.film_order import GIF, MP4, NETWORK, WEBP, proposed, remembered
from mlp_gui.window.file_names import proposed_name
from mlp_gui.window.file_questions import FILMS, FileQuestions

if TYPE_CHECKING:
    from PySide6.QtCore import QSize, SignalInstance
    from PySide6.QtWidgets import QMainWindow, QWidget

    from mlp_gui.export.film_process import FilmProcess
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.film_order import FilmOrder, FilmWishes
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.contents import Contents
    from mlp_gui.window.film_dialog import FilmDialog
    from mlp_gui.window.film_progress import FilmProgress
    from mlp_gui.window.layout import WindowLayout
    from mlp_gui.window.status_bar import StatusBar

PATTERNS: Final = {MP4: "MP4 (*.mp4)", GIF: "GIF (*.gif)", WEBP: "WebP (*.webp)"}
RACE: Final = "race_dock"
"""What shows another training than the session's."""


class FilmedWindow(Protocol):
    """The window, as far as films know it."""

    closing: SignalInstance
    window_actions: Actions
    contents: Contents
    status: StatusBar
    layout_memory: WindowLayout


class FilmCommands(QObject):
    """Connects the action, the dialog, the status bar and the process that makes films; each is made when first wanted.

    Parameters
    ----------
    window : FilmedWindow
        Whose views are offered; also the owner.
    session : Session
        Whose run is filmed.
    preferences : Preferences
        How the window is liked: films look so too.
    theme_controller : ThemeController
        The look.
    """

    def __init__(
        self, window: FilmedWindow, session: Session, preferences: Preferences, theme_controller: ThemeController
    ) -> None:
        super().__init__(cast("QMainWindow", window))
        self._window = window
        self._session = session
        self._films = session.films
        self._controller = theme_controller
        self._dialog: FilmDialog | None = None
        self._preferences = preferences
        self.process: FilmProcess | None = None
        self.progress: FilmProgress | None = None
        action = window.window_actions["export_film"]
        action.triggered.connect(self._on_triggered)
        menu = window.window_actions["export"].menu()
        assert isinstance(menu, QMenu)
        menu.addAction(action)
        session.films.ordered.connect(self._on_ordered)
        window.closing.connect(self._on_closing)

    @property
    def dialog(self) -> FilmDialog:
        """The dialog; made when it is first wanted, with what was chosen the last time, and then as it was left."""
        if self._dialog is None:
            from mlp_gui.window.film_dialog import FilmDialog

            self._dialog = FilmDialog(self._session, self._controller, cast("QMainWindow", self._window))
            self._dialog.form.show_wishes(proposed(str(self._preferences.value("film"))))
            self._dialog.film_wanted.connect(self._on_film_wanted)
        return self._dialog

    @Slot()
    def _on_triggered(self) -> None:
        contents, dialog = self._window.contents, self.dialog
        docks = [dock for dock in contents.docks if dock.objectName() != RACE]
        views = {NETWORK: "Network"} | {dock.objectName(): dock.windowTitle() for dock in docks}
        seen = {dock.objectName() for dock in docks if dock.is_in_sight} | {NETWORK}
        of_steps = frozenset(dock.objectName() for dock, _ in contents.step_docks)
        if not dialog.isVisible():
            dialog.form.kind.set_value("step" if self._session.stepping.active else "training")
            dialog.form.offer(views, of_steps, frozenset(seen))
            dialog.receive_sizes(self._asked(views))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _asked(self, views: dict[str, str]) -> dict[str, tuple[str, QSize]]:
        """Return title and size at which it can be read of each view that has been made."""
        from mlp_gui.export.film_page import asked_for

        contents = self._window.contents
        made: dict[str, QWidget | None] = {NETWORK: contents.network}
        made |= {dock.objectName(): dock.widget() for dock in contents.docks}
        return {
            name: (views[name], asked_for(view, self._controller))
            for name, view in made.items()
            if view is not None and name in views
        }

    @Slot(object)
    def _on_ordered(self, order: FilmOrder) -> None:
        if self.process is None:
            from mlp_gui.export.film_process import FilmProcess
            from mlp_gui.window.film_progress import FilmProgress

            self.process = FilmProcess(self._films, self._session.project, self._preferences, self)
            self.progress = FilmProgress(self._films, self._controller, self._window.status)
            self._window.status.insertPermanentWidget(1, self.progress)
            self.progress.show_progress()
        self.process.make(order)

    @Slot()
    def _on_closing(self) -> None:
        if self.process is not None:
            self.process.end()

    @Slot(object)
    def _on_film_wanted(self, wishes: FilmWishes) -> None:
        proposal = f"{proposed_name(self._session.title, 'Film')}{wishes.suffix}"
        questions = FileQuestions(self.dialog, self._preferences)
        path, _ = questions.where_to(FILMS, "Export film", proposal, [PATTERNS[wishes.suffix]])
        if path:
            self._window.layout_memory.remember()
            framing = self._window.contents.network.framing
            self._films.make(wishes, path, self._controller.theme.name, framing)
            self._preferences.set_value("film", remembered(wishes))
            self.dialog.hide()
