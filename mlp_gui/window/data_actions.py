"""Data of one's own from the menu, by key, by dropping and by pasting: the brush that paints points, and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mlp_gui.state.share import is_link, open_link
from mlp_gui.state.table_import import Stage
from mlp_gui.window.painting_room import PaintingRoom
from mlp_gui.window.table_drop import TableDrop, files_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.panels.table_preview import TablePreview
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.dock import Dock

FILES: Final = "Tables (*.csv *.tsv *.txt *.dat *.xlsx *.xls *.parquet *.npz *.npy);;All files (*)"


class DataActions(QObject):
    """Connects the actions with the brush and with the table that is opened, and shows its preview.

    Parameters
    ----------
    session : Session
        Owner of both.
    actions : Actions
        Of the window.
    decision : Dock
        Where is painted.
    theme_controller : ThemeController
        Colours and lengths.
    window : QMainWindow
        The main window; also the owner.
    """

    def __init__(
        self, session: Session, actions: Actions, decision: Dock, theme_controller: ThemeController, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._painting, self._tables = session.own_data.painting, session.own_data.tables
        self._decision = decision
        self._theme_controller = theme_controller
        self._window = window
        self._preview: TablePreview | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        actions["paint_points"].triggered.connect(self._on_paint_triggered)
        self._painting.active_changed.connect(actions["paint_points"].setChecked)
        actions["open_data"].triggered.connect(self._on_open_wanted)
        actions["paste_data"].triggered.connect(self._on_paste_triggered)
        self._tables.opened.connect(self._on_table_opened)
        self._tables.stage_changed.connect(self._on_stage_changed)
        TableDrop(self._tables, window)
        PaintingRoom(self._painting, decision, window)

    @Slot(bool)
    def _on_paint_triggered(self, on: bool) -> None:
        if on:
            self._decision.show()
            self._decision.raise_()
        self._painting.set_active(on)

    @Slot()
    def _on_open_wanted(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a table", self._folder, FILES)
        if path:
            self._folder = path
            self._tables.open_file(path)

    @Slot()
    def _on_paste_triggered(self) -> None:
        """Take what the clipboard has: a file, the link of an experiment, or a table's cells."""
        clipboard = QGuiApplication.clipboard()
        data, text = clipboard.mimeData(), clipboard.text()
        files = files_in(data) if data is not None else []  # an empty clipboard has none
        if files:
            self._tables.open_files(files)
        elif is_link(text):
            open_link(self._session, text)
        else:
            self._tables.open_text(text)

    @Slot()
    def _on_table_opened(self) -> None:
        if self._preview is None:
            from mlp_gui.panels.table_preview import TablePreview

            self._preview = TablePreview(self._tables, self._theme_controller, self._window)
            self._preview.other_wanted.connect(self._on_open_wanted)
            TableDrop(self._tables, self._preview)
        if self._preview.isVisible():
            self._preview.raise_()
            self._preview.activateWindow()

    @Slot()
    def _on_stage_changed(self) -> None:
        """Let the preview of a table go that was let go of: the next one has the size that text has then."""
        if self._preview is not None and self._tables.stage is Stage.CLOSED:
            self._preview.deleteLater()
            self._preview = None
