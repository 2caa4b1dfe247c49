"""How far a step has been shown: its numbers have arrived when the pulses that carry them have."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mlp_gui.state.walk import BEFORE


class Arrival(QObject):
    """The last line of the training step whose number may stand in a view, which its pulses may still be bringing.

    The step-through is at a line as soon as the user goes there (`Stepping.position`), and has everything arrive at
    once. A view that moves then says which lines are still under way, and when each has arrived. So what a step makes
    appears in all views in the same moment, and without motion at once.

    Parameters
    ----------
    parent : QObject
        The step-through.

    Signals
    -------
    changed : int
        The last line that has arrived is another one, while the step-through stands where it stood.
    """

    changed = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._line = BEFORE
        self._goal = BEFORE

    @property
    def line(self) -> int:
        """The last line that has arrived: `Stepping.position`, or one before it."""
        return self._line

    @property
    def is_under_way(self) -> bool:
        """Whether pulses still carry what the step makes."""
        return self._line < self._goal

    def stand_at(self, line: int) -> None:
        """Let all lines up to one have arrived; the step-through does so just before it says that it is there."""
        self._line = self._goal = line

    def set_out(self, before: int) -> None:
        """Let what comes after a line be under way."""
        self._go(min(before, self._goal))

    def arrive(self, line: int) -> None:
        """Let what is up to a line have arrived."""
        self._go(max(min(line, self._goal), self._line))

    def arrive_all(self) -> None:
        """Let everything have arrived: nothing moves any more."""
        self._go(self._goal)

    def _go(self, line: int) -> None:
        if line != self._line:
            self._line = line
            self.changed.emit(line)
