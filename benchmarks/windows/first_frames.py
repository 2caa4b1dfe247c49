"""Tells when a window has been painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FrameWatch(QObject):
    """Watches one window.

    Parameters
    ----------
    window : QWidget
        The window; also the owner.
    """

    #: float: the clock, in seconds, after each frame.
    painted = Signal(float)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Ask to be called when the painting that begins here is over."""
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, _event: QEvent) -> None:
        """Tell the time."""
        self.painted.emit(time.perf_counter())
