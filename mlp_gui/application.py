"""The application object: what the system asks the program as a whole, such as to open a file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMetaMethod, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """A QApplication that knows which files it was asked to open: macOS asks so, by an event, at any time.

    Signals
    -------
    file_wanted : str
        The path of a file that is to be opened now.
    """

    file_wanted = Signal(str)

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._waiting = ""

    def event(self, event: QEvent) -> bool:
        """Take a wish to open a file; before anybody listens the last one waits."""
        if isinstance(event, QFileOpenEvent):
            path = event.file()
            if self.isSignalConnected(QMetaMethod.fromSignal(self.file_wanted)):
                self.file_wanted.emit(path)
            else:
                self._waiting = path
            return True
        return super().event(event)

    def take_waiting(self) -> str:
        """Return the file that was asked for before anybody listened, "" for none; it waits no more."""
        path, self._waiting = self._waiting, ""
        return path
