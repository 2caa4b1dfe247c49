"""What happens when something raises that nobody caught: it is told, and training does not seem to go on."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.whole_errors import forget_handling

if TYPE_CHECKING:
    from types import TracebackType

    from mlp_gui.state.session import Session


class ErrorReport(QObject):
    """Takes the place of `sys.excepthook`: writes to stderr, tells the user in the window, and pauses the run.

    Errors of Qt slots, worker threads and Python threads all arrive here, on whichever thread they happened; the
    window is told on its own.

    Parameters
    ----------
    parent : QObject, optional
        Owner.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._is_reporting = False
        self.count = 0
        self._before = (sys.excepthook, threading.excepthook)
        self.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def attach(self, session: Session) -> None:
        """Tell the user through this session from now on."""
        self._session = session

    def install(self) -> None:
        """Take over the hooks."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self.count += 1
        forget_handling(error)
        if sys.stderr is not None:
            sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
            sys.stderr.flush()
        place = traceback.extract_tb(trace)[-1] if trace is not None else None
        where = f" ({place.name}, line {place.lineno})" if place is not None else ""
        self.reported.emit(f"{kind.__name__}: {error}{where}")

    def _thread_hook(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._hook(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(str)
    def _on_reported(self, text: str) -> None:
        if self._session is None or self._is_reporting:
            return
        self._is_reporting = True
        try:
            self._session.pause()
            text = f"Something in the program went wrong, and training is paused. {text}"
            self._session.post(Notice(text, "error", cause=Cause.FAILURE))
        finally:
            self._is_reporting = False
