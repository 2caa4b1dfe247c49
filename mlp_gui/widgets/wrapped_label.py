"""Some words in as many lines as their width asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class WrappedLabel(QLabel):
    """A label that knows its height by itself.

    Qt asks a form in a scroll area for its least height, not for the height that goes with its width.

    Parameters
    ----------
    role : str
        What the style sheet knows it by: "complaint" or "caption".
    """

    def __init__(self, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        """Return False: the size hint says it all."""
        return False

    def sizeHint(self) -> QSize:
        """Return the height of all lines at the present width."""
        return QSize(0, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: no line is ever cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
