"""The bars of step mode: the phases over the network, the question under it, and the transport at the lower edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar

from mlp_gui.lecture.lone_sample_bar import LoneSampleBar
from mlp_gui.lecture.lower_row import LowerRow
from mlp_gui.lecture.phase_chips import PhaseChips
from mlp_gui.lecture.prediction_bar import PredictionBar
from mlp_gui.lecture.presented_type import SMALLEST
from mlp_gui.lecture.transport_bar import TransportBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QVBoxLayout

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

ABOVE_NETWORK, BELOW_NETWORK = 1, 3
"""Places in the column of the window's middle: notices, phases, network, question, timeline."""
LEAST_HEIGHT = 470.0
"""In windows lower than this, pixels at 100 %, the network has the room of the phases: the transport tells them too."""


class StepBars(QObject):
    """Makes the bars and places them in the window; they are seen in step mode alone.

    Parameters
    ----------
    column : QVBoxLayout
        The middle of the window; gets the bars over and under the network.
    window : QMainWindow
        Gets the transport at its lower edge; also the owner.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        column: QVBoxLayout,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._stepping = session.stepping
        self._theme_controller = theme_controller
        self._window = window
        self._is_presenting = False
        parts = (session, theme_controller, preferences)
        self.chips = PhaseChips(*parts, parent=window)
        self.chips.hide()
        column.insertWidget(ABOVE_NETWORK, self.chips)
        self.lower = LowerRow(theme_controller, window)
        self.lone_sample = LoneSampleBar(*parts, parent=self.lower)
        self.lower.question.addWidget(self.lone_sample)
        self.prediction = PredictionBar(*parts, parent=self.lower)
        self.lower.question.addWidget(self.prediction)
        column.insertWidget(BELOW_NETWORK, self.lower)
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
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)

    def set_seen(self, seen: bool) -> None:
        """Show the bars, or hide them."""
        self._bar.setVisible(seen)
        self.chips.setVisible(seen and not self._is_presenting and not self.is_low)

    @property
    def is_low(self) -> bool:
        """Whether the window is so low for its letters that the network would be left a strip."""
        return self._window.height() < LEAST_HEIGHT * self._theme_controller.scale

    def take_room(self) -> None:
        """Show the phases where the window has another height now, or letters another size."""
        self.chips.setVisible(self._stepping.active and not self._is_presenting and not self.is_low)

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what the transport says too, and make room for the equations under the network; or take it back."""
        self._is_presenting = presenting
        self.take_room()
        self.lower.set_presenting(presenting)
        self.lone_sample.set_narrow(presenting)
        self.prediction.set_narrow(presenting)
        self.transport.set_slim(presenting)
        self._way_out.setVisible(presenting)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        layout = self._bar.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._leave.setFont(self._theme_controller.font(SMALLEST))
        self._leave.setContentsMargins(0, 0, self._theme_controller.px(14), 0)
