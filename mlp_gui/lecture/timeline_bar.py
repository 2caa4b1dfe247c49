"""The timeline under the network: buttons to the start and by epochs, the slider, and where the run stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from mlp_gui.lecture.presented_type import letters
from mlp_gui.lecture.timeline_slider import TimelineSlider
from mlp_gui.look.numbers import counted, grouped
from mlp_gui.widgets import IconButton
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.timeline_state import TimelineState

HEIGHT: Final = 80
COMPACT_HEIGHT: Final = 48
SLIM_HEIGHT: Final = 28
LABEL_WIDTH: Final = 132
NARROW_LABEL, NARROW_BELOW = 92, 400
"""Width of the labels in a narrow bar, and below which width it is one."""
UNLABELLED_BELOW: Final = 300
"""Width below which the slider has the room of the labels too; the bars say the epoch."""
SLIM_EPOCH: Final = 112
"""Width of the epoch's label where it stands beside the other."""
BUTTONS: Final = (
    ("start", "To the start of the run", "skip-back", "Back to the weights before training"),
    ("back", "Back by an epoch", "step-back", "Back to the epoch before"),
    ("forward", "Forward by an epoch", "step-forward", "On to the next epoch; after the last one it is trained"),
)


class TimelineBar(QWidget):
    """Goes to any moment of the run, exactly; nothing that lies ahead is lost until something else is changed."""

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stepping = session.stepping
        self._controller = theme_controller
        self._preferences = preferences
        self._is_compact = False
        self._is_slim = False
        self.setObjectName("timeline_bar")
        self.setProperty("surface", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider = TimelineSlider(session, theme_controller, self)
        self.place = ElidingLabel(self)
        self.place.setText("now")
        self.place.setObjectName("timeline_place")
        self.epoch = ElidingLabel(self)
        self.epoch.setObjectName("timeline_epoch")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme_controller.px(14), 0, theme_controller.px(14), 0)
        layout.setSpacing(theme_controller.px(4))
        self.buttons: dict[str, IconButton] = {}
        slots = (self._on_start, self._on_back, self._on_forward)
        for (name, title, icon_name, tip), slot in zip(BUTTONS, slots, strict=True):
            button = IconButton(theme_controller, title, icon_name, tip, self, side=32, icon_side=16)
            button.setObjectName(f"timeline_{name}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(slot)
            self.buttons[name] = button
            layout.addWidget(button)
        layout.addSpacing(theme_controller.px(6))
        layout.addWidget(self.slider, 1)
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.setSpacing(0)
        self._texts.addStretch(1)
        right = Qt.AlignmentFlag.AlignRight
        for label in (self.place, self.epoch):
            label.setAlignment(right)
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._texts.addWidget(self.place)
        self._texts.addWidget(self.epoch)
        self._texts.addStretch(1)
        layout.addLayout(self._texts)
        self._stepping.timeline_changed.connect(self._on_timeline_changed)
        self._stepping.active_changed.connect(self.set_compact)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(self._controller.px(802), self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the slider can be dragged."""
        return QSize(self._controller.px(320), self._height)

    @Slot(bool)
    def set_compact(self, compact: bool) -> None:
        """Take less height, as beside the equations."""
        self._is_compact = compact
        self.slider.set_compact(compact)
        self.setFixedHeight(self._height)

    def set_slim(self, slim: bool) -> None:
        """Take the least height, with the slider and what it says alone, as for presenting; or not."""
        if slim == self._is_slim:
            return
        self._is_slim = slim
        for button in self.buttons.values():
            button.setVisible(not slim)
        direction = QBoxLayout.Direction
        self._texts.setDirection(direction.LeftToRight if slim else direction.TopToBottom)
        self._on_theme_changed(None)

    @property
    def _height(self) -> int:
        return self._controller.px(SLIM_HEIGHT if self._is_slim else COMPACT_HEIGHT if self._is_compact else HEIGHT)

    @Slot()
    def _on_start(self) -> None:
        self._stepping.scrub(0)

    @Slot()
    def _on_back(self) -> None:
        self._go(-1)

    @Slot()
    def _on_forward(self) -> None:
        self._go(+1)

    def _go(self, direction: int) -> None:
        snapshot = self._session.snapshot
        if snapshot is not None:
            within = direction < 0 and snapshot.batch > 0
            self._stepping.scrub_to_epoch(snapshot.epoch + (0 if within else direction))

    @Slot(object)
    def _on_timeline_changed(self, timeline: TimelineState) -> None:
        if timeline.replaying:
            self._say(f"replaying {counted(timeline.replay_steps, 'step')}", "")
            return
        epoch = f"epoch {grouped(int(timeline.epoch_at(timeline.now) + 1e-9))}"
        behind = timeline.last_step - timeline.now
        self._say("now" if not behind else f"{counted(behind, 'step')} back", epoch)
        self.buttons["start"].setEnabled(timeline.now > timeline.first_step)
        self.buttons["back"].setEnabled(timeline.now > timeline.first_step)

    def _say(self, place: str, epoch: str) -> None:
        if place != self.place.text():
            self.place.setText(place)
        if epoch != self.epoch.text():
            self.epoch.setText(epoch)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        size = letters(12, self._is_slim)
        self.place.setFont(self._controller.font(size, 600))
        self.epoch.setFont(self._controller.font(size))
        self._fit_labels()
        self.setFixedHeight(self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the slider some room in a narrow bar."""
        super().resizeEvent(event)
        self._fit_labels()

    def _fit_labels(self) -> None:
        px = self._controller.px
        usual = NARROW_LABEL if self.width() < px(NARROW_BELOW) else LABEL_WIDTH
        for label, width in ((self.place, usual), (self.epoch, SLIM_EPOCH if self._is_slim else usual)):
            # Fixed both ways: a label of another size would have the whole window laid out with every number.
            label.setFixedSize(px(width), label.fontMetrics().height())
            label.setVisible(self._is_slim or self.width() >= px(UNLABELLED_BELOW))
