"""Pictures of single views: saved or copied, from the File menu and from the title of a dock."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from mlp_gui.look.icons import icon
from mlp_gui.state.snapshot import Notice
from mlp_gui.window.file_questions import PICTURES, FileQuestions, in_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QMainWindow, QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.contents import Contents
    from mlp_gui.window.dock import Dock


MOST_MS: Final = 3000
"""So long a view that was behind a tab is waited for: until then nothing was computed for it."""
_LOOK_MS: Final = 15


class ViewPictures(QObject):
    """Offers every view that is open; one behind a tab comes before the others while its picture is taken.

    Parameters
    ----------
    window : QMainWindow
        Owner, also of the dialogs.
    contents : Contents
        The views.
    actions : Actions
        The window's actions.
    menu : QMenu
        Gets two submenus, filled when they are opened: one that saves, one that copies.
    session : Session
        Told how it went.
    theme_controller : ThemeController
        Lent to the light theme for the picture.
    preferences : Preferences
        Where folder and format are remembered.
    """

    def __init__(
        self,
        window: QMainWindow,
        contents: Contents,
        actions: Actions,
        menu: QMenu,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._questions = FileQuestions(window, preferences)
        self._preferences = preferences
        self._contents = contents
        self._session = session
        self._theme_controller = theme_controller
        self.save_menu = menu.addMenu("Picture of a &view")
        self.copy_menu = menu.addMenu("&Copy a view's picture")
        self.save_menu.menuAction().setStatusTip("Save a picture of one view, on white: as PNG, SVG or PDF.")
        self.copy_menu.menuAction().setStatusTip("Copy a picture of one view, on white, to paste it elsewhere.")
        actions.take_submenu(self.save_menu, "save_view_picture", "image")
        actions.take_submenu(self.copy_menu, "copy_view_picture", "copy")
        for submenu in (self.save_menu, self.copy_menu):
            submenu.aboutToShow.connect(self._on_about_to_show)
        self.save_menu.triggered.connect(self._on_save_chosen)
        self.copy_menu.triggered.connect(self._on_copy_chosen)
        contents.network.menu_opening.connect(self._on_network_menu_opening)
        for dock in contents.docks:
            dock.picture_menu_wanted.connect(self._on_picture_menu_wanted)

    @property
    def views(self) -> dict[str, QWidget]:
        """The views that are open, by title, the network first; those behind a tab too, which Qt calls visible."""
        found: dict[str, QWidget] = {"Network": self._contents.network}
        for dock in self._contents.docks:
            view = dock.widget()
            if view is not None and dock.isVisible():
                found[dock.windowTitle()] = view
        return found

    def copy(self, view: QWidget) -> None:
        """Put a picture of a view on the clipboard."""
        from mlp_gui.export.view_picture import view_image

        with self._in_front(view):
            image = view_image(view, self._theme_controller)
        QGuiApplication.clipboard().setImage(image)
        self._session.post(Notice(f"The picture was copied: {image.width():,} by {image.height():,} pixels."))

    def save(self, title: str, view: QWidget) -> None:
        """Ask where to, and save a picture of a view."""
        from mlp_gui.export.view_picture import FORMATS, picture_bytes, with_suffix

        last = self._preferences.picture_format
        last = last if last in FORMATS else next(iter(FORMATS))
        usual = FORMATS[last]
        path, wanted = self._questions.where_to(
            PICTURES, f"Save a picture of {title}", title.lower() + usual, list(FORMATS), last
        )
        if not path:
            return
        if wanted in FORMATS:
            path = in_format(path, FORMATS[wanted], usual)
        by_suffix = [name for name, suffix in FORMATS.items() if path.lower().endswith(suffix)]
        if wanted not in FORMATS or (by_suffix and FORMATS[wanted] != FORMATS[by_suffix[0]]):
            wanted = by_suffix[0] if by_suffix else last
        path = with_suffix(path, wanted)
        self._preferences.set_value("picture_format", wanted)
        with self._in_front(view):
            contents = picture_bytes(view, self._theme_controller, wanted)
        try:
            Path(path).write_bytes(contents)
        except OSError as error:
            text = f"The picture could not be written to {path}: {error.strerror or error}. Choose another place."
            self._session.post(Notice(text, "error"))
        else:
            self._session.post(Notice(f"The picture was saved as {path}."))

    @contextmanager
    def _in_front(self, view: QWidget) -> Iterator[None]:
        """Have a view stand as large as its place is, and where its parts know that they are seen."""
        behind = [dock for dock in self._contents.docks if dock.widget() is view and not dock.is_in_sight]
        before = [
            other
            for dock in behind
            for other in self._contents.docks
            if other in self._window.tabifiedDockWidgets(dock) and other.is_in_sight
        ]
        for dock in behind:
            dock.raise_()
        if behind:
            _wait_for(view)
        try:
            yield
        finally:
            for dock in before:
                dock.raise_()

    @Slot()
    def _on_about_to_show(self) -> None:
        theme, side = self._theme_controller.theme, self._theme_controller.px(20)
        for submenu, name, end, verb in (
            (self.save_menu, "image", "…", "Save a picture of"),
            (self.copy_menu, "copy", "", "Copy a picture of"),
        ):
            submenu.clear()
            for title in self.views:
                action = submenu.addAction(icon(name, theme, side), title + end)
                action.setStatusTip(f"{verb} the view {title}, on white.")
                action.setData(title)

    @Slot(QAction)
    def _on_save_chosen(self, action: QAction) -> None:
        view = self.views.get(action.data())
        if view is not None:
            self.save(action.data(), view)

    @Slot(QAction)
    def _on_copy_chosen(self, action: QAction) -> None:
        view = self.views.get(action.data())
        if view is not None:
            self.copy(view)

    @Slot(object)
    def _on_network_menu_opening(self, menu: QMenu) -> None:
        """Offer both for the network, behind what its menu offers of a unit or a weight."""
        if menu.actions():
            menu.addSeparator()
        menu.addAction("&Save picture…").triggered.connect(self._on_network_save_wanted)
        menu.addAction("&Copy picture").triggered.connect(self._on_network_copy_wanted)

    @Slot()
    def _on_network_save_wanted(self) -> None:
        self.save("Network", self._contents.network)

    @Slot()
    def _on_network_copy_wanted(self) -> None:
        self.copy(self._contents.network)

    @Slot(object, QPoint)
    def _on_picture_menu_wanted(self, dock: Dock, place: QPoint) -> None:
        """Offer both for the dock whose title was clicked."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, verb in (("&Save picture…", "save"), ("&Copy picture", "copy")):
            menu.addAction(text).setData((verb, dock.windowTitle()))
        menu.triggered.connect(self._on_title_menu_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_title_menu_chosen(self, action: QAction) -> None:
        verb, title = action.data()
        view = self.views.get(title)
        if view is not None and verb == "save":
            self.save(title, view)
        elif view is not None:
            self.copy(view)


def _wait_for(view: QWidget) -> None:
    """Let what a view shows be computed, without taking any more from mouse and keys meanwhile."""
    from mlp_gui.views.surface import SurfaceView
    from mlp_gui.views.watched_view import WatchedView

    if not isinstance(view, WatchedView | SurfaceView):
        return
    loop, clock = QEventLoop(view), QElapsedTimer()
    timer = QTimer(loop)
    timer.timeout.connect(loop.quit)
    timer.start(_LOOK_MS)
    clock.start()
    while view.is_late and clock.elapsed() < MOST_MS:
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    timer.stop()
    loop.deleteLater()
