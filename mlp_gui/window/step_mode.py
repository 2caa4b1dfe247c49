"""Explore or step: what the window shows in each, and the choices of the step-through that are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar

from mlp_gui.lecture.lone_sample_bar import LoneSampleBar
from mlp_gui.lecture.lower_row import LowerRow
from mlp_gui.lecture.phase_chips import PhaseChips
from mlp_gui.lecture.prediction_bar import PredictionBar
from mlp_gui.lecture.timeline_bar import TimelineBar
from mlp_gui.lecture.transport_bar import TransportBar
from mlp_gui.window.step_keys import StepKeys

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.layout import WindowLayout

REMEMBERED = ("notation", "decimals", "fractions")


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
    window : QMainWindow
        Gets the transport at its lower edge; also the owner.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        layout_memory: WindowLayout,
        action: QAction,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._stepping = session.stepping
        self._is_presenting = False
        self._preferences = preferences
        self._theme_controller = theme_controller
        self._layout_memory = layout_memory
        parts = (session, theme_controller, preferences)
        self.chips = PhaseChips(*parts, parent=window)
        self.chips.hide()
        self.lower = LowerRow(theme_controller, window)
        self.lone_sample = LoneSampleBar(*parts, parent=self.lower)
        self.lower.question.addWidget(self.lone_sample)
        self.prediction = PredictionBar(*parts, parent=self.lower)
        self.lower.question.addWidget(self.prediction)
        self.timeline = TimelineBar(*parts, parent=window)
        self.transport = TransportBar(*parts, parent=window)
        self._bar = QToolBar("Transport", window)
        self._bar.setObjectName("transport")
        self._bar.setMovable(False)
        self._bar.setProperty("bare", True)
        self._bar.addWidget(self.transport)
        self._leave = QLabel("Esc leaves", window)
        self._leave.setObjectName("presenter_way_out")
        self._leave.setProperty("role", "label")
        self._leave.setProperty("surface", "bar")
        self._leave.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._way_out = self._bar.addWidget(self._leave)
        self._way_out.setVisible(False)
        self._bar.hide()
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self._bar)
        self._keys = StepKeys(session, window)
        self._action = action
        action.triggered.connect(self._stepping.set_active)
        self._stepping.active_changed.connect(self._on_active_changed)
        self._stepping.options_changed.connect(self._on_option_changed)
        preferences.changed.connect(self._on_preference_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)
        for name in (*REMEMBERED, "motion"):
            self._on_preference_changed(name)

    def press_space(self, event: QKeyEvent) -> bool:
        """Step in step mode; return whether it did."""
        if self._stepping.active:
            self._keys.press_space(event)
        return self._stepping.active

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what the transport says too, and make room for the equations under the network; or take it back."""
        self._is_presenting = presenting
        self.chips.setVisible(self._stepping.active and not presenting)
        self.lower.set_presenting(presenting)
        self.lone_sample.set_narrow(presenting)
        self.prediction.set_narrow(presenting)
        self.timeline.set_slim(presenting)
        self.transport.set_slim(presenting)
        self._way_out.setVisible(presenting)

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self._layout_memory.set_mode("step" if active else "explore")
        self._bar.setVisible(active)
        self.chips.setVisible(active and not self._is_presenting)
        self._keys.set_enabled(active)
        self._action.setChecked(active)

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name in REMEMBERED:
            self._preferences.set_value(name, getattr(self._stepping, name))

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name in (*REMEMBERED, "motion"):
            value = self._preferences.value(name)
            getattr(self._stepping, f"set_{name}")(value)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        layout = self._bar.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._leave.setFont(self._theme_controller.font(12))
        self._leave.setContentsMargins(0, 0, self._theme_controller.px(14), 0)
