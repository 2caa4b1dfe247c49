"""One place for the newest message between two threads: what was not taken in time is replaced, never queued."""

from __future__ import annotations

from threading import Lock

from PySide6.QtCore import QObject, Signal


class Mailbox(QObject):
    """A place for one message.

    Any thread may put, the receiver's thread takes. `available` is sent only when the place was empty, so at most one
    wake-up is under way, however fast the sender is.

    Signals
    -------
    available
        A message waits; connect it to a slot of a QObject that lives in the receiver's thread.
    """

    available = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._message: object | None = None

    def put(self, message: object) -> None:
        """Leave `message`, in place of one that was not taken yet."""
        with self._lock:
            was_empty = self._message is None
            self._message = message
        if was_empty:
            self.available.emit()

    def take(self) -> object | None:
        """Return the newest message and leave the place empty; None if it was."""
        with self._lock:
            message, self._message = self._message, None
        return message
