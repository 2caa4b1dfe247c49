"""A stroke of the brush as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_gui.state.commands import ChangeRun, Run, Target

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoCommand

POINTS_ID: Final = (1 << 20) + 1
"""What Qt knows strokes by; changes of runs have ids from 0 on."""


class ChangePoints(ChangeRun):
    """Points that were painted; undo trains on without them.

    Parameters
    ----------
    target : Target
        The session.
    before, after : Run
        The same run, with the points before and after.
    text : str
        Name in the Edit menu.
    gesture : int
        Number of the stroke: what belongs to one stroke becomes one step.
    """

    def __init__(self, target: Target, before: Run, after: Run, text: str, gesture: int) -> None:
        super().__init__(target, before, after, text)
        self.gesture = gesture

    def id(self) -> int:
        """Return what Qt compares before it asks to merge."""
        return POINTS_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over where `other` leads, if it is of the same stroke."""
        if not isinstance(other, ChangePoints) or other.gesture != self.gesture:
            return False
        self.after = other.after
        return True
