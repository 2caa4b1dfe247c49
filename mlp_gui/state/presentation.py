"""Presenting: whether the window is shown to a class, what has come in from its edges, and whether it is black."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from mlp_gui.state.stepping import Stepping

SIDES: Final = ("left", "right", "top")
"""Edges of the window that panels come from."""


class Presentation(QObject):
    """The one owner of what is being presented; presenting is stepping, so that it ends where stepping ends.

    Parameters
    ----------
    stepping : Stepping
        The step-through that is shown; entered where it was not, and left again afterwards.
    parent : QObject
        Owner.

    Signals
    -------
    starting
        Presenting is about to begin; the step-through has not been entered yet.
    active_changed : bool
        Presenting has begun, or ended; the step-through has been entered, or left where that is due.
    side_changed : str
        The edge whose panels are in the window, "" for none.
    blank_changed : bool
        The screen has gone black, or come back.
    """

    starting = Signal()
    active_changed = Signal(bool)
    side_changed = Signal(str)
    blank_changed = Signal(bool)

    def __init__(self, stepping: Stepping, parent: QObject) -> None:
        super().__init__(parent)
        self._stepping = stepping
        self._active = False
        self._came_from_stepping = False
        self._side = ""
        self._is_blank = False
        stepping.active_changed.connect(self._on_stepping_changed)

    @property
    def active(self) -> bool:
        """Whether the window is being presented."""
        return self._active

    @property
    def side(self) -> str:
        """The edge whose panels are in the window, "" for none."""
        return self._side

    @property
    def is_blank(self) -> bool:
        """Whether the screen is black."""
        return self._is_blank

    @Slot()
    def start(self) -> None:
        """Present; from exploring, training pauses and the step-through is entered."""
        if not self._active:
            self._active = True
            self._came_from_stepping = self._stepping.active
            self.starting.emit()
            self._stepping.set_active(True)
            self.active_changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """End presenting, and go back to exploring where it was begun from there."""
        if self._active:
            self.set_blank(False)
            self.show_side("")
            self._active = False
            if not self._came_from_stepping:
                self._stepping.set_active(False)
            self.active_changed.emit(False)

    def show_side(self, side: str) -> None:
        """Let the panels of one of `SIDES` in, or none for ""; what was in before goes."""
        if side != self._side and (self._active or not side):
            self._side = side
            self.side_changed.emit(side)

    def toggle_side(self, side: str) -> None:
        """Let the panels of an edge in, or out again."""
        self.show_side("" if side == self._side else side)

    def set_blank(self, blank: bool) -> None:
        """Make the screen black, or show the window again."""
        if blank != self._is_blank and (self._active or not blank):
            self._is_blank = blank
            self.blank_changed.emit(blank)

    @Slot()
    def step_out(self) -> None:
        """Undo the last thing that was let in: the black screen, then the panels, then presenting itself."""
        if self._is_blank:
            self.set_blank(False)
        elif self._side:
            self.show_side("")
        else:
            self.stop()

    @Slot(bool)
    def _on_stepping_changed(self, active: bool) -> None:
        if not active:
            self.stop()
