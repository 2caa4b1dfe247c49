"""A view of the step-through: it follows where that stands, when its turn comes, and not at all while it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from mlp_gui.views.paper.turns import Turns

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class StepView(QWidget):
    """What is refreshed within a few frames where it is seen, and else as soon as it is shown again.

    Whoever reads it, and whoever paints it, has it `catch_up` first. Each view says what it is called, and makes in
    `_furnish` what it consists of.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Taken as every view takes it.
    parent : QWidget, optional
        The dock.

    Attributes
    ----------
    object_name, spoken_name : str
        What the view is called, by the program and by a screen reader.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar: `subtitle_forms`.
    """

    object_name: ClassVar[str]
    spoken_name: ClassVar[str]

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(self.object_name)
        self.setAccessibleName(self.spoken_name)
        self._session = session
        self._stepping = session.stepping
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._subtitle_forms: tuple[str, ...] = ("",)
        self._is_stale = True
        self._turns = Turns.of(session)
        stepping = session.stepping
        # A new trace and another sample are told by a new position too.
        for signal in (
            stepping.active_changed,
            stepping.position_changed,
            stepping.arrival.changed,
            stepping.options_changed,
            stepping.question_changed,
        ):
            signal.connect(self._on_stepping_changed)
        self._furnish()

    def _furnish(self) -> None:
        """Make what the view consists of; a kind of view first what all of its kind have."""

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title."""
        self.catch_up()
        return self._subtitle_forms[0]

    @property
    def subtitle_forms(self) -> str:
        """The same and what is said in its place where there is less room, one a line."""
        self.catch_up()
        return "\n".join(self._subtitle_forms)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar."""
        return []

    def _refresh(self) -> None:
        """Show where the step-through stands."""
        raise NotImplementedError

    def _say(self, subtitle: str, *shorter: str) -> None:
        """Say what is shown; in shorter words, the longest first, where the title bar has no room for all of it."""
        forms = (subtitle, *shorter)
        if forms != self._subtitle_forms:
            self._subtitle_forms = forms
            self.subtitle_changed.emit("\n".join(forms))

    @Slot()
    def catch_up(self) -> None:
        """Show where the step-through stands, where that has not been done and somebody looks."""
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self._turns.leave(self)
            self._refresh()

    def _fall_behind(self) -> None:
        """Catch up when it is this view's turn."""
        self._is_stale = True
        if self.isVisible():
            self._turns.wait_for(self)

    def _refresh_now(self) -> None:
        """Answer what the user has just done to this view."""
        self._is_stale = True
        self.catch_up()

    @Slot()
    def _on_stepping_changed(self) -> None:
        self._fall_behind()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self.catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take no more turns."""
        super().hideEvent(event)
        self._turns.leave(self)
