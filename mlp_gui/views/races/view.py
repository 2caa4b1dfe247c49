"""The race: its setup above, the loss curves of all racers beside their ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from mlp_gui.state.racing import RaceStatus
from mlp_gui.views.races.curves import RaceCurves
from mlp_gui.views.races.invitation import Invitation
from mlp_gui.views.races.memory import RaceMemory
from mlp_gui.views.races.ranking import Ranking
from mlp_gui.views.races.setup_bar import SetupBar
from mlp_gui.views.races.texts import progress, subtitle
from mlp_gui.widgets.scrolled_bar import ScrolledBar
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

ROOM_FOR_TWO: Final = 640
"""Pixels at 100 % from which curves and ranking stand side by side."""
CURVES_SHARE, RANKING_SHARE = 5, 4
LEAST_CURVES: Final = 60
"""Pixels of the height that the setup leaves to curves and ranking; in a low window it scrolls."""
_SCALES: Final = (
    ("log", "Log", "Equal factors are equally far apart: small losses stay readable."),
    ("linear", "Linear", "Equal differences are equally far apart."),
)


class RaceView(QWidget):
    """The race of a session.

    Parameters
    ----------
    session : Session
        Its race is shown.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Logarithmic or linear, as in the loss curve.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        What the curves are, for the dock's title bar.
    """

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("race_view")
        self.setAccessibleName("Race")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._racing = session.racing
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._subtitle = subtitle(None)
        RaceMemory(session.racing, preferences, self)
        self.setup = SetupBar(session, theme_controller, self)
        self._race = QWidget(self)
        self.curves = RaceCurves(self._racing, theme_controller, self._race)
        self.ranking = Ranking(session, theme_controller, self._race)
        self._divider = _Hairline(theme_controller, self._race)
        self.invitation = Invitation(self._racing, theme_controller, self)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._race)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(0)
        self._pair.addWidget(self.curves, CURVES_SHARE)
        self._pair.addWidget(self._divider)
        self._pair.addWidget(self.ranking, RANKING_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = ScrolledBar(self.setup, self)
        column.addWidget(self._bar)
        column.addWidget(self._race, 1)
        column.addWidget(self.invitation, 1)
        self._scale_control = SegmentedControl(theme_controller, "Scale of the race's losses", _SCALES, self)
        self._scale_control.setObjectName("race_scale")
        self._scale_control.hide()
        self._progress = QLabel(self)
        self._progress.setProperty("role", "caption")
        self._progress.setObjectName("race_progress")
        self._progress.hide()
        self._scale_control.chosen.connect(self._on_scale_chosen)
        preferences.changed.connect(self._on_preference_changed)
        self._racing.report_changed.connect(self._on_report_changed)
        self._racing.setup_changed.connect(self._on_setup_changed)
        self._racing.status_changed.connect(self._on_status_changed)
        self._on_preference_changed("loss_scale")
        self._on_report_changed(self._racing.report)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: how far the race is, and log or linear."""
        for control in (self._progress, self._scale_control):
            control.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [self._progress, self._scale_control]

    @property
    def subtitle(self) -> str:
        """What the curves are."""
        return self._subtitle

    @property
    def progress(self) -> str:
        """How far the race is."""
        return self._progress.text()

    def sizeHint(self) -> QSize:
        """Return the size that it asks for when it is opened."""
        px = self._theme_controller.px
        return QSize(px(760), px(330))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        px = self._theme_controller.px
        return QSize(px(300), px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put curves and ranking side by side, or one above the other."""
        super().resizeEvent(event)
        self._bar.set_room(self.height() - LEAST_CURVES)
        side_by_side = self.width() >= self._theme_controller.px(ROOM_FOR_TWO)
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)
        self._divider.set_upright(side_by_side)

    @Slot(object)
    def _on_report_changed(self, report: object) -> None:
        self._tell_what()
        self._show_race_or_invitation()
        done, all_ = progress(self._racing.report)
        self._progress.setText(f"epoch {done} of {all_}" if report is not None else "")

    @Slot(object)
    def _on_setup_changed(self, _setup: object) -> None:
        self._tell_what()

    def _tell_what(self) -> None:
        text = subtitle(self._racing.report, is_apart=self._racing.is_apart)
        if text != self._subtitle:
            self._subtitle = text
            self.subtitle_changed.emit(text)

    def _show_race_or_invitation(self) -> None:
        is_race = self._racing.report is not None or self._racing.status is RaceStatus.RUNNING
        self._race.setVisible(is_race)
        self.invitation.setVisible(not is_race)

    @Slot(object)
    def _on_status_changed(self, _status: RaceStatus) -> None:
        self._show_race_or_invitation()

    @Slot(str)
    def _on_scale_chosen(self, scale: str) -> None:
        self._preferences.set_value("loss_scale", scale)

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "loss_scale":
            self._scale_control.set_value(self._preferences.loss_scale)
            self.curves.set_log(self._preferences.loss_scale == "log")


class _Hairline(QWidget):
    """One pixel between curves and ranking."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.set_upright(True)

    def set_upright(self, upright: bool) -> None:
        """Divide left from right, or above from below."""
        self.setMinimumSize(1, 1)
        self.setMaximumSize(*((1, 16_777_215) if upright else (16_777_215, 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.line)
        painter.end()
