"""The transport: to the start, back, play, forward, to the ends; how far a step goes, how fast, and of which sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.lecture.phase_progress import PhaseProgress
from mlp_gui.lecture.play_button import PlayButton
from mlp_gui.lecture.presented_type import letters
from mlp_gui.lecture.sample_chooser import SAMPLE_FORMS, SampleChooser
from mlp_gui.lecture.speed_button import SpeedButton
from mlp_gui.lecture.speed_menu import SPEEDS, SpeedMenu, speed_text
from mlp_gui.lecture.transport_room import TransportWidths
from mlp_gui.state.walk import GRAINS
from mlp_gui.widgets import IconButton, SegmentedControl
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.slider import Slider

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

HEIGHT: Final = 60
SLIM_HEIGHT: Final = 52
GRAIN_TIPS: Final = {
    "epoch": "to the beginning of the next epoch",
    "batch": "one whole training step",
    "sample": "all of one sample, then the batch's part",
    "phase": "input, forward, loss, backward, gradient, update",
    "layer": "all units of a layer",
    "unit": "all lines of a unit",
    "term": "one line: one product, one sum, one number",
}
GRAIN_LIST_WIDTH: Final = 92
SPEED_WIDTH: Final = 116
SPACING, GAP = 4, 16
"""Pixels between two buttons, and before a group of them."""
NAMED_PROGRESS: Final = 220
"""Width of the phases at which most of their names can be read."""
BUTTONS: Final = (
    ("to_start", "To the start", "skip-back", "Before the first line of this training step (Home)"),
    (
        "back",
        "Back",
        "step-back",
        "Back by one step, and before the first line to the training step before (Shift+Space, Backspace, Page Up)",
    ),
    (
        "forward",
        "Forward",
        "step-forward",
        "Forward by one step, and past the last line to the next training step (Space, Page Down)",
    ),
    ("to_phase_end", "To the end of the phase", "fast-forward", "To the end of the phase"),
    ("to_end", "To the end of the step", "skip-forward", "To the last line of this training step (End)"),
)


class TransportBar(QWidget):
    """Moves the step-through; its parts take the forms that the width has room for (`transport_room`)."""

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stepping = session.stepping
        self._controller = theme_controller
        self._preferences = preferences
        self._is_slim = False
        self.setObjectName("transport_bar")
        self.setAccessibleName("Transport")
        self.setProperty("surface", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.play = PlayButton(theme_controller, self)
        self.play.setObjectName("transport_play")
        self.play.clicked.connect(self._on_play)
        self.speed_menu = SpeedMenu(self._stepping, self)
        self.play.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.play.customContextMenuRequested.connect(self._on_menu_wanted)
        self.buttons: dict[str, IconButton] = {}
        slots = (self._on_to_start, self._on_back, self._on_forward, self._on_to_phase_end, self._on_to_end)
        for (name, title, icon_name, tip), slot in zip(BUTTONS, slots, strict=True):
            button = IconButton(theme_controller, title, icon_name, tip, self, side=34, icon_side=18)
            button.setObjectName(f"transport_{name}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(slot)
            self.buttons[name] = button
        items = [(name, name.capitalize(), f"{GRAIN_TIPS[name]} ({digit})") for digit, name in enumerate(GRAINS, 1)]
        self.grain = SegmentedControl(theme_controller, "How far a step goes", items, self)
        self.grain.setObjectName("grain")
        self.grain.set_value(self._stepping.granularity)
        self.grain.chosen.connect(self._stepping.set_granularity)
        self.grain_list = Choice("How far a step goes", self)
        self.grain_list.setObjectName("grain_list")
        self.grain_list.set_items(items)
        self.grain_list.set_value(self._stepping.granularity)
        self.grain_list.chosen.connect(self._stepping.set_granularity)
        self.grain_list.hide()
        self.predict = IconButton(
            theme_controller,
            "Predict, then reveal",
            "circle-question-mark",
            "Predict, then reveal: ask for each number before it is shown (P)",
            self,
            side=34,
            icon_side=18,
        )
        self.predict.setObjectName("transport_predict")
        self.predict.setCheckable(True)
        self.predict.setChecked(self._stepping.predict)
        self.predict.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.predict.clicked.connect(self._stepping.set_predict)
        self.speed_button = SpeedButton(self._stepping, theme_controller, self.speed_menu, self)
        self.samples = SampleChooser(session, theme_controller, self)
        self.progress = PhaseProgress(session, theme_controller, self)
        self._make_speed()
        self._place()
        self._stepping.playing_changed.connect(self._on_playing_changed)
        self._stepping.granularity_changed.connect(self._on_granularity_changed)
        self._stepping.speed_changed.connect(self._on_speed_changed)
        self._stepping.options_changed.connect(self._on_option_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_speed_changed(self._stepping.speed)

    def sizeHint(self) -> QSize:
        """Return the height of the bar at a width where all fits."""
        return QSize(self._controller.px(1440), self._height)

    def set_slim(self, slim: bool) -> None:
        """Take less height and let the grains be a list, so that the phases have room, as for presenting; or not."""
        self._is_slim = slim
        self.samples.set_slim(slim)
        self.speed_button.set_slim(slim)
        self.progress.set_slim(slim)
        self._on_theme_changed(None)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the buttons and the list of grains: the rest is left out before."""
        return QSize(self._width_with(self._controller.px(GRAIN_LIST_WIDTH)), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each part the form that there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _make_speed(self) -> None:
        self.speed = QWidget(self)
        self._speed_caption = QLabel("Speed", self.speed)
        self._speed_value = QLabel(self.speed)
        self._speed_value.setObjectName("step_speed_value")
        self._speed_value.setProperty("role", "value")
        self.speed_slider = Slider(self._controller, self.speed)
        self.speed_slider.setObjectName("step_speed")
        self.speed_slider.setAccessibleName("Steps a second")
        self.speed.setToolTip("How fast it goes forward by itself")
        self.speed_slider.setRange(0, len(SPEEDS) - 1)
        self.speed_slider.setPageStep(1)
        self.speed_slider.valueChanged.connect(self._on_speed_moved)
        top = QHBoxLayout()
        top.addWidget(self._speed_caption)
        top.addStretch(1)
        top.addWidget(self._speed_value)
        column = QVBoxLayout(self.speed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.speed_slider)
        column.addStretch(1)

    def _place(self) -> None:
        px = self._controller.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), 0, px(14), 0)
        layout.setSpacing(px(SPACING))
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for name in ("to_start", "back"):
            layout.addWidget(self.buttons[name])
        layout.addWidget(self.play)
        for name in ("forward", "to_phase_end", "to_end"):
            layout.addWidget(self.buttons[name])
        layout.addSpacing(px(12))
        layout.addWidget(self.grain)
        layout.addWidget(self.grain_list)
        layout.addWidget(self.predict)
        layout.addSpacing(px(GAP - SPACING))
        layout.addWidget(self.speed)
        layout.addWidget(self.speed_button)
        layout.addSpacing(px(GAP - SPACING))
        layout.addWidget(self.samples)
        layout.addSpacing(px(GAP - SPACING))
        layout.addWidget(self.progress, 1000)
        layout.addStretch(1)

    @property
    def _height(self) -> int:
        return self._controller.px(SLIM_HEIGHT if self._is_slim else HEIGHT)

    def _width_with(self, grain_width: int) -> int:
        return grain_width + self._controller.px(34 * 6 + 44 + 68)

    def _fit(self) -> None:
        """Show the richest form of each part that the width has room for."""
        form = self._widths.form_in(self.width(), self._is_slim)
        self.grain.setVisible(form.grains == "all")
        self.grain_list.setVisible(form.grains == "list")
        self.speed.setVisible(form.speed == "slider")
        self.speed_button.setVisible(form.speed == "button")
        if form.samples != "none":
            self.samples.set_form(form.samples)
        self.samples.setVisible(form.samples != "none")
        self.progress.setVisible(form.progress)

    @property
    def _widths(self) -> TransportWidths:
        px = self._controller.px
        gap = px(GAP)
        samples: dict[str, int] = {form: gap + self.samples.width_of(form) for form in SAMPLE_FORMS}
        least = px(NAMED_PROGRESS) if self._is_slim else self.progress.minimumSizeHint().width()
        return TransportWidths(
            buttons=self._width_with(0),
            grains={"all": self.grain.sizeHint().width(), "list": px(GRAIN_LIST_WIDTH)},
            speed={"slider": gap + px(SPEED_WIDTH), "button": gap + self.speed_button.width(), "none": 0},
            samples={**samples, "none": 0},
            progress=gap + least,
        )

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        self.speed_menu.popup(self.play.mapToGlobal(place))

    @Slot()
    def _on_play(self) -> None:
        self._stepping.toggle_playing()

    @Slot()
    def _on_to_start(self) -> None:
        self._stepping.to_start()

    @Slot()
    def _on_back(self) -> None:
        self._stepping.back()

    @Slot()
    def _on_forward(self) -> None:
        self._stepping.forward()

    @Slot()
    def _on_to_phase_end(self) -> None:
        self._stepping.to_phase_end()

    @Slot()
    def _on_to_end(self) -> None:
        self._stepping.to_end()

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        self.play.set_playing(playing)

    @Slot(str)
    def _on_granularity_changed(self, name: str) -> None:
        self.grain.set_value(name)
        self.grain_list.set_value(name)
        self.progress.update()

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name == "predict":
            self.predict.setChecked(self._stepping.predict)

    @Slot(int)
    def _on_speed_moved(self, place: int) -> None:
        self._stepping.set_speed(SPEEDS[place])

    @Slot(float)
    def _on_speed_changed(self, speed: float) -> None:
        self._speed_value.setText(speed_text(speed))
        self.play.set_speed_text(speed_text(speed))
        self.speed_slider.blockSignals(True)
        nearest = min(range(len(SPEEDS)), key=[abs(each - speed) for each in SPEEDS].__getitem__)
        self.speed_slider.setValue(nearest)
        self.speed_slider.blockSignals(False)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._controller.px
        self._speed_caption.setFont(self._controller.font(letters(12, self._is_slim)))
        self._speed_value.setFont(self._controller.font(letters(12, self._is_slim), 600))
        self.grain_list.setFont(self._controller.font(letters(13, self._is_slim)))
        self.speed_slider.setFixedHeight(px(20))
        self.speed.setFixedWidth(px(SPEED_WIDTH))
        self.grain_list.setFixedWidth(px(GRAIN_LIST_WIDTH))
        self.setFixedHeight(self._height)
        self._fit()
