"""A view of the step-through: it follows where that stands, and does nothing while it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session


class StepView(QWidget):
    """What is refreshed at once where it is seen, and else as soon as it is shown again.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
    """

    subtitle_changed = Signal(str)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stepping = session.stepping
        self._theme_controller = theme_controller
        self._subtitle = ""
        self._is_stale = True
        stepping = session.stepping
        # A new trace and another sample are told by a new position too.
        for signal in (
            stepping.active_changed,
            stepping.position_changed,
            stepping.options_changed,
            stepping.question_changed,
        ):
            signal.connect(self._on_stepping_changed)

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title."""
        return self._subtitle

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar."""
        return []

    def _refresh(self) -> None:
        """Show where the step-through stands."""
        raise NotImplementedError

    def _say(self, subtitle: str) -> None:
        if subtitle != self._subtitle:
            self._subtitle = subtitle
            self.subtitle_changed.emit(subtitle)

    @Slot()
    def _on_stepping_changed(self) -> None:
        self._catch_up()

    def _catch_up(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._catch_up()
