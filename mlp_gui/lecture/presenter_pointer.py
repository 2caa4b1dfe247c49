"""Where the pointer is while the window is presented, looked up at the pace of the screen.

Looking is a timer and not an event filter: the pointer is over other widgets, which need not know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LOOK_MILLISECONDS: Final = 16


class PointerWatch(QObject):
    """Says where the pointer is, as long as it is told to watch.

    Parameters
    ----------
    window : QWidget
        In whose coordinates places are told; also the owner.

    Signals
    -------
    looked : QPoint
        Where the pointer is now, moved or not; outside the window too.
    """

    looked = Signal(QPoint)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)

    def set_watching(self, watching: bool) -> None:
        """Watch, or stop."""
        if watching:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self.looked.emit(self._window.mapFromGlobal(QCursor.pos()))
