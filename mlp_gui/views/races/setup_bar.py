"""How the next race is set up: what the racers differ in, its values, how far they go, where they start; and Start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mlp_gui.state.race_setup import MOST_EPOCHS
from mlp_gui.state.racing import RaceStatus
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.views.races.setup_values import SetupValues
from mlp_gui.widgets.flow_layout import FlowLayout
from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.race_setup import RaceSetup
    from mlp_gui.state.session import Session

_VARIED: Final = (
    ("optimizer", "Optimizers", "The same start and data with several optimizers."),
    ("learning_rate", "Learning rates", "The same start and optimizer with several learning rates."),
    ("batch_size", "Batch sizes", "The same start with single samples, mini-batches or the full batch at each step."),
    ("start", "Random starts", "The same settings from several first weights: who ends where?"),
)
_START: Final = (
    ("first", "First weights", "All racers start from the weights that the network had before training."),
    ("now", "Now", "All racers start from the weights that the network has now."),
)


class SetupBar(QWidget):
    """Fields that show how the next race is set up, and ask for another setup.

    Parameters
    ----------
    session : Session
        Its race is set up.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("race_setup")
        self._session = session
        self._racing = racing = session.racing
        self._theme_controller = theme_controller
        self.varied = SegmentedControl(theme_controller, "What the racers differ in", _VARIED, self)
        self.varied.setObjectName("race_varied")
        self.values = SetupValues(session, theme_controller, self)
        self.epochs = NumberField(
            theme_controller, "Epochs of the race", NumberRange(1, MOST_EPOCHS, decimals=0), self, width=60
        )
        self.epochs.setObjectName("race_epochs")
        self.epochs.setToolTip("How far everybody goes.")
        self.start = SegmentedControl(theme_controller, "Where the racers start", _START, self)
        self.start.setObjectName("race_start")
        self.go = QPushButton("Start race", self)
        self.go.setObjectName("race_go")
        self.go.setDefault(True)
        self.go.setAutoDefault(False)
        self._from = self._named("From", self.start)
        self._flow = FlowLayout(self)
        for widget in (self.varied, *self.values.widgets, self._named("Epochs", self.epochs), self._from, self.go):
            self._flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.varied.chosen.connect(racing.vary)
        self.epochs.value_changed.connect(self._on_epochs_changed)
        self.epochs.rejected.connect(self._on_rejected)
        self.epochs.accepted.connect(session.notices.settle_field)
        self.start.chosen.connect(self._on_start_chosen)
        self.go.clicked.connect(racing.toggle)
        racing.setup_changed.connect(self._on_setup_changed)
        racing.status_changed.connect(self._on_status_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_setup_changed(racing.setup)
        self._on_status_changed(racing.status)

    def _named(self, name: str, field: QWidget) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        label = QLabel(name, row)
        label.setProperty("role", "caption")
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    @Slot(object)
    def _on_setup_changed(self, setup: RaceSetup) -> None:
        self.varied.set_value(setup.varied)
        self.epochs.set_value(setup.n_epochs)
        self.start.set_value("now" if setup.from_now else "first")
        self._from.setVisible(setup.varied != "start")
        self._flow.invalidate()
        self.updateGeometry()

    @Slot(object)
    def _on_status_changed(self, status: RaceStatus) -> None:
        running = status is RaceStatus.RUNNING
        self.go.setText("Stop race" if running else "Start race")
        tip = "Stops the race where it is." if running else "Trains all racers beside the window's own network."
        self.go.setToolTip(tip)

    @Slot(float)
    def _on_epochs_changed(self, n_epochs: float) -> None:
        self._racing.choose_epochs(round(n_epochs))

    @Slot(str)
    def _on_start_chosen(self, start: str) -> None:
        self._racing.choose_start(start == "now")

    @Slot(str)
    def _on_rejected(self, problem: str) -> None:
        self._session.post(Notice(f"Epochs of the race: {problem}", "warning", cause=Cause.FIELD))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._flow.setContentsMargins(px(14), px(2), px(14), px(6))
        self._flow.set_gaps(px(14), px(6))
