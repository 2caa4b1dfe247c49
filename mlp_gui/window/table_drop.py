"""Lets a table be dropped onto a window; a project goes its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.table_import import TableImport

_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class TableDrop(QObject):
    """Opens the file that is dropped onto a window.

    Parameters
    ----------
    tables : TableImport
        What opens it.
    window : QWidget
        Where it is dropped; also the owner.
    """

    def __init__(self, tables: TableImport, window: QWidget) -> None:
        super().__init__(window)
        self._tables = tables
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged, unless one of them is a project and nothing else."""
        if event.type() not in _KINDS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        files = files_in(event.mimeData())
        if not files or (len(files) == 1 and files[0].lower().endswith(".mlp")):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._tables.open_files(files)
        return True


def files_in(data: QMimeData) -> list[str]:
    """Return the paths of the files among what is dragged or copied; those elsewhere than on this computer are none."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
