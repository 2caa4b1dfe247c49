"""The views of the step-through take turns: after a step one of them is shown anew in each frame of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.views.paper.step_view import StepView

FRAME_MS: Final = 16


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
        self._waiting: list[StepView] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_timeout)

    @classmethod
    def of(cls, session: Session) -> Turns:
        """Return the turns that all views of a session take; they belong to the session."""
        found = session.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if found is not None else cls(session)

    def wait_for(self, view: StepView) -> None:
        """Let a view catch up when its turn comes; one that waits already keeps its place."""
        if view not in self._waiting:
            self._waiting.append(view)
            if not self._timer.isActive():
                self._timer.start()

    def leave(self, view: StepView) -> None:
        """Wait for a view no longer."""
        if view in self._waiting:
            self._waiting.remove(view)
        if not self._waiting:
            self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        view = self._waiting[0]
        self.leave(view)
        view.catch_up()
