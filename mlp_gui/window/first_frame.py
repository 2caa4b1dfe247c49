"""Tells when a new window has been painted for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PATIENCE_MS: Final = 250


class FirstFrame(QObject):
    """Watches a window that is about to be shown.

    Parameters
    ----------
    window : QWidget
        The window; also the owner.
    """

    #: The window is on the screen, or has been given time enough: one that starts minimised is not painted at all.
    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        # Ends the wait at the latest then.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Come back when the painting that begins here is over."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # A timer of no time may be due before whoever else waits for the end of this painting.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return super().eventFilter(window, event)

    def customEvent(self, _event: QEvent) -> None:
        """Tell that the painting is over, unless that was told already."""
        if self._timer.isActive():
            self._timer.stop()
            self.painted.emit()

    @Slot()
    def _on_timeout(self) -> None:
        self._window.removeEventFilter(self)
        self.painted.emit()
