"""The black screen of a presentation: for a while the class looks at the lecturer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

_MODIFIERS = frozenset((Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr))


class BlankScreen(QWidget):
    """Covers the window; any key and any click asks for the window again, and does nothing else.

    Signals
    -------
    return_wanted
        A key or a button of the mouse was pressed.
    """

    return_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("blank_screen")
        self.setAccessibleName("Black screen; any key shows the window again")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Take every key before it is somebody's shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep the keyboard: Tab is a key like any other."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the window."""
        event.accept()
        if event.key() not in _MODIFIERS and not event.isAutoRepeat():
            self.return_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the window."""
        event.accept()
        self.return_wanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keep the wheel from what is covered."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Be black, in any theme."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), Qt.GlobalColor.black)
