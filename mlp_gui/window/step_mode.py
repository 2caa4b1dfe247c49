"""Explore or step: what the window shows in each, and the choices of the step-through that are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.lecture.timeline_bar import TimelineBar
from mlp_gui.window.step_keys import StepKeys

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QMainWindow, QVBoxLayout

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.layout import WindowLayout
    from mlp_gui.window.step_bars import StepBars

REMEMBERED = ("notation", "decimals", "fractions", "asks")


class StepMode(QObject):
    """Switches the window between its two modes, as the step-through is entered and left.

    Parameters
    ----------
    session : Session
        Whose step-through it is.
    layout_memory : WindowLayout
        Where the docks of each mode are.
    action : QAction
        What switches the mode in the menu.
    column : QVBoxLayout
        The middle of the window, where the bars and the timeline go.
    window : QMainWindow
        The window; also the owner.
    """

    #: Points are to be chosen from, in the decision region.
    points_wanted = Signal()

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        layout_memory: WindowLayout,
        action: QAction,
        column: QVBoxLayout,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._stepping = session.stepping
        self._preferences = preferences
        self._layout_memory = layout_memory
        self._column = column
        self._window = window
        self._parts = parts = (session, theme_controller, preferences)
        self._bars: StepBars | None = None
        self._is_presenting = False
        self.timeline = TimelineBar(*parts, parent=window)
        column.addWidget(self.timeline)
        self._keys = StepKeys(session, window)
        self._keys.answers.typed.connect(self._on_typed)
        self._action = action
        action.triggered.connect(self._stepping.set_active)
        self._stepping.active_changed.connect(self._on_active_changed)
        self._stepping.options_changed.connect(self._on_option_changed)
        preferences.changed.connect(self._on_preference_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        for name in (*REMEMBERED, "motion"):
            self._on_preference_changed(name)

    @property
    def bars(self) -> StepBars:
        """The bars of step mode; made when first asked for, since the start does not wait for them."""
        if self._bars is None:
            from mlp_gui.window.step_bars import StepBars

            self._bars = StepBars(*self._parts, self._column, self._window)
            self._bars.transport.samples.pick.clicked.connect(self.points_wanted)
        return self._bars

    def press_space(self, event: QKeyEvent) -> bool:
        """Step in step mode; return whether it did."""
        if self._stepping.active:
            self._keys.press_space(event)
        return self._stepping.active

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what the transport says too, and make room for the equations under the network; or take it back."""
        self._is_presenting = presenting
        self.bars.set_presenting(presenting)
        self.take_room()

    def take_room(self) -> None:
        """Give the network what phases and timeline can spare, where the window is low for its letters."""
        if self._bars is not None:
            self._bars.take_room()
            self.timeline.set_slim(self._is_presenting or (self._stepping.active and self._bars.is_low))
            self._layout_memory.take_room(self._bars.is_low)

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        bars = self.bars
        self._layout_memory.set_mode("step" if active else "explore")
        bars.set_seen(active)
        self.take_room()
        self._keys.set_enabled(active)
        self._action.setChecked(active)

    @Slot(str)
    def _on_typed(self, letter: str) -> None:
        self.bars.prediction.type_in(letter)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.take_room()

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name in REMEMBERED:
            self._preferences.set_value(name, getattr(self._stepping, name))

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name in (*REMEMBERED, "motion"):
            value = self._preferences.value(name)
            getattr(self._stepping, f"set_{name}")(value)
