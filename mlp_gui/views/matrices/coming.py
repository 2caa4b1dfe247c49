"""The sheet of the phase that comes next, laid out while nothing else waits: its frame only has to paint it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    import mlp_core as mlp
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.matrices.sheets import Sheets
    from mlp_gui.views.paper.turns import Turns


class ComingSheet:
    """Has the next step's sheet laid out when its turn comes.

    Parameters
    ----------
    stepping : Stepping
        Knows the next step.
    turns : Turns
        Of all views.
    """

    def __init__(self, stepping: Stepping, turns: Turns) -> None:
        self._stepping, self._turns = stepping, turns
        self._wanted: tuple[Sheets, mlp.Phase, QSize, float] | None = None

    def want(self, sheets: Sheets, room: QSize, bar: float) -> None:
        """Have that one of some sheets laid out in a room, where it is not there yet; nothing else that was wanted."""
        step = self._stepping.next_step
        if step is None or sheets.has_laid_out(step.phase, room):
            self.forget()
            return
        self._wanted = sheets, step.phase, room, bar
        self._turns.wait_for(self)

    def forget(self) -> None:
        """Have nothing laid out."""
        self._wanted = None
        self._turns.leave(self)

    def catch_up(self) -> None:
        """Lay out the sheet, which then is kept."""
        if self._wanted is not None:
            sheets, phase, room, bar = self._wanted
            sheets.sheet(phase, room, bar)
        self._wanted = None
