"""What the step after the next one is about, found out while nothing else waits: of a wide layer that takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mlp_gui.views.paper.turns import Turns

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


class Foresight(QObject):
    """Asks the step-through ahead of the views what coming steps read and make; it keeps the answers.

    Every view asks for the current step and for the next one, all in the frame in which one of them is first to.

    Parameters
    ----------
    session : Session
        Whose step-through it is.
    parent : QObject
        Owner.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._stepping = session.stepping
        self._turns = Turns.of(session)
        stepping = self._stepping
        for signal in (stepping.position_changed, stepping.granularity_changed, stepping.active_changed):
            signal.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        if self._stepping.active:
            self._turns.wait_for(self)
        else:
            self._turns.leave(self)

    def catch_up(self) -> None:
        """Look at the two steps that come next."""
        walk, grain, position = self._stepping.walk, self._stepping.granularity, self._stepping.position
        for _ in range(2):
            stop = None if walk is None else walk.next_stop(position, grain)
            step = None if walk is None or stop is None else walk.step_at(stop, grain)
            if walk is None or step is None:
                return
            walk.touched(step.first, step.last)
            position = step.last
