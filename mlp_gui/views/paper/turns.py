"""The views of the step-through take turns: after a step one of them is shown anew in each frame of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Slot

if TYPE_CHECKING:
    from mlp_gui.state.session import Session

FRAME_MS: Final = 16


class Behind(Protocol):
    """What is behind the step-through until it catches up."""

    def catch_up(self) -> None:
        """Do what is to be done; of much of it a part, and wait for another turn."""


class Turns(QObject):
    """The views that are behind the step-through, in the order in which they fell behind.

    All of them together take longer than a frame, and the graph's pulses run meanwhile. Who is read or painted before
    its turn catches up by itself, so that what is behind is never taken for what is.

    Parameters
    ----------
    parent : QObject
        Owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Behind] = []
        self._is_led = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.take)

    @classmethod
    def of(cls, session: Session) -> Turns:
        """Return the turns that all views of a session take; they belong to the session."""
        found = session.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if found is not None else cls(session)

    @property
    def is_waited_for(self) -> bool:
        """Whether anything is behind."""
        return bool(self._waiting)

    def wait_for(self, view: Behind, *, first: bool = False) -> None:
        """Let a view catch up when its turn comes, or before the others; one that waits already keeps its place."""
        if view not in self._waiting:
            self._waiting.insert(0 if first else len(self._waiting), view)
            if not self._is_led and not self._timer.isActive():
                self._timer.start()

    def leave(self, view: Behind) -> None:
        """Wait for a view no longer."""
        if view in self._waiting:
            self._waiting.remove(view)
        if not self._waiting:
            self._timer.stop()

    def set_led(self, led: bool) -> None:
        """Let what moves say when a turn is taken, between frames that cost it much, or take one each frame again."""
        self._is_led = led
        if led or not self._waiting:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def take(self) -> None:
        """Let the one that waits longest catch up, if any does."""
        if self._waiting:
            view = self._waiting[0]
            self.leave(view)
            view.catch_up()
