"""Lets a project be dropped onto the window; everything else that is dropped goes its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.project import ProjectFile


class ProjectDrop(QObject):
    """Opens the project that is dropped onto a window.

    Parameters
    ----------
    file : ProjectFile
        What opens it.
    window : QWidget
        Where it is dropped; also the owner.
    """

    def __init__(self, file: ProjectFile, window: QWidget) -> None:
        super().__init__(window)
        self._file = file
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged if it is a project."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = project_in(event.mimeData().urls())
        if not path:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._file.open(path)
        return True


def project_in(urls: list[QUrl]) -> str:
    """Return the path of the one project that is dragged; "" where there is none, or something else too."""
    paths = [url.toLocalFile() for url in urls]
    return paths[0] if len(paths) == 1 and paths[0].lower().endswith(".mlp") else ""
