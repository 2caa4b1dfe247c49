"""The toolbar: reset, play and step, where training stands, its speed, undo, the examples, light or dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolBar, QToolButton, QWidget

from mlp_gui.look.numbers import grouped
from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.segmented_control import SegmentedControl
from mlp_gui.window.readout import Readout
from mlp_gui.window.speed_control import SpeedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    import mlp_core as mlp
    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.window.actions import Actions


MODES: Final = (
    ("explore", "Explore", "Train, change anything, and see everything follow (Ctrl+T)"),
    ("step", "Step", "Go through one training step number by number, forwards and back (Ctrl+T)"),
    ("race", "Race", "Race several trainings: loss surface, loss curves and ranking (Ctrl+E)"),
)
TRAINING: Final = ("play", "step_batch", "step_epoch")
EXAMPLES_WIDTH: Final = 232
NARROW_EXAMPLES: Final = 120
MARGIN: Final = 6


class ToolBar(QToolBar):
    """What is used all the time, in reach; what has no room is left out where it can be had elsewhere too."""

    def __init__(self, actions: Actions, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__("Toolbar", parent)
        self._actions = actions
        self._theme_controller = theme_controller
        self._session: Session | None = None
        self._pace = ReadingPace()
        self._is_stepping = False
        self.setObjectName("toolbar")
        # Not at the sides: what stands in it is wide and low.
        self.setAllowedAreas(Qt.ToolBarArea.TopToolBarArea | Qt.ToolBarArea.BottomToolBarArea)
        self.setFloatable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.epoch = Readout(theme_controller, "Epoch", "8,888,888", self, above=True, value_px=17)
        self.epoch.set_text("0")
        self.speed = SpeedControl(theme_controller, self)
        self.examples = Choice("Example", self)
        self.examples.setObjectName("examples")
        self.examples.setEnabled(False)
        self.examples.set_tip("Open a ready-made experiment.")
        self.examples.setPlaceholderText("Examples")
        self.mode = SegmentedControl(theme_controller, "Mode", MODES, self)
        self.mode.setObjectName("mode")
        self.mode.setEnabled(False)
        self.mode.chosen.connect(self._on_mode_chosen)
        self._place()
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def attach(self, session: Session) -> None:
        """Show this session and send it requests."""
        import mlp_core as mlp

        self._session = session
        self.speed.attach(session)
        self.mode.setEnabled(True)
        session.stepping.active_changed.connect(self._on_stepping_changed)
        self._actions["race"].toggled.connect(self._on_race_toggled)
        self.examples.setEnabled(True)
        items = [(name, example.title, mlp.EXAMPLE_SUMMARIES[name]) for name, example in mlp.EXAMPLES.items()]
        self.examples.set_items(items)
        self.examples.chosen.connect(session.open_example)
        session.experiment_changed.connect(self._on_experiment_changed)
        self._on_experiment_changed(session.experiment)

    def show_moment(self, snapshot: Snapshot) -> None:
        """Show where training stands; while it runs, no more often than can be read."""
        if self._pace.is_due(snapshot.status is RunStatus.RUNNING):
            self.epoch.set_text(grouped(snapshot.epoch))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give way in this order: names of examples, the speed (has its form), the epoch, the examples (a menu)."""
        px = self._theme_controller.px
        self.examples.setFixedWidth(px(EXAMPLES_WIDTH))
        left = self.width() - self._whole_width + (self._width_of(self._speed_place) if self._is_stepping else 0)
        if left < 0:
            self.examples.setFixedWidth(px(NARROW_EXAMPLES))
            left += px(EXAMPLES_WIDTH - NARROW_EXAMPLES)
        self._speed_place.setVisible(left >= 0 and not self._is_stepping)
        if left < 0 and not self._is_stepping:
            left += self._width_of(self._speed_place)
        for places in ((self._epoch_place,), (self._examples_place,), self._separators):
            for place in places:
                place.setVisible(left >= 0)
            left += 0 if left >= 0 else sum(map(self._width_of, places))

    @property
    def _whole_width(self) -> int:
        """Return the width with all that can be left out."""
        places = (self._speed_place, self._epoch_place, self._examples_place, *self._separators)
        margins = 2 * self._theme_controller.px(MARGIN) + self._handle_width
        return margins + sum(self._width_of(each) for each in self.actions() if each in places or each.isVisible())

    @property
    def _handle_width(self) -> int:
        """Return the width of what the toolbar is moved by."""
        return (
            self.style().pixelMetric(QStyle.PixelMetric.PM_ToolBarHandleExtent, None, self) if self.isMovable() else 0
        )

    def _width_of(self, action: QAction) -> int:
        part, layout = self.widgetForAction(action), self.layout()
        width = max(min(part.sizeHint().width(), part.maximumWidth()), part.minimumWidth(), 0)
        return width + (0 if layout is None else layout.spacing())

    def _place(self) -> None:
        actions = self._actions
        for name in ("reset", *TRAINING):
            self.addAction(actions[name])
        self._play = self.widgetForAction(actions["play"])
        self._play.setProperty("primary", True)
        # The button takes the action's icon at each change, before this signal comes.
        actions["play"].changed.connect(self._on_play_changed)
        self._on_play_changed()
        before_epoch = self.addSeparator()
        self._epoch_place = self._add_padded(self.epoch)
        self._speed_place = self._add_padded(self.speed)
        before_undo = self.addSeparator()
        self._place_of_undo = self.addSeparator()
        self._separators = (before_epoch, before_undo, self._place_of_undo)
        self._examples_place = self._add_padded(self.examples)
        room = QWidget(self)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        self._add_padded(self.mode)
        self.addAction(actions["theme_toggle"])
        self._name_buttons()

    def add_undo(self) -> None:
        """Place the undo and redo actions, which come with the session."""
        for name in ("undo", "redo"):
            self.insertAction(self._place_of_undo, self._actions[name])
        self._name_buttons()

    def _add_padded(self, widget: QWidget) -> QAction:
        margin = self._theme_controller.px(8)
        widget.setContentsMargins(margin, 0, margin, 0)
        return self.addWidget(widget)

    def _name_buttons(self) -> None:
        """Give each button its icon, a name for screen readers and a place in the tab order."""
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                self._actions.draw_icons([action.objectName()])
                button.setObjectName(f"{action.objectName()}_button")
                button.setAccessibleName(action.statusTip() or action.text())
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @Slot()
    def _on_play_changed(self) -> None:
        if isinstance(self._play, QToolButton):
            self._play.setIcon(self._actions.button_icon("play"))

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        if self._session is None:
            return
        self._session.stepping.set_active(mode == "step")
        race = self._actions["race"]
        if race.isChecked() != (mode == "race"):
            race.trigger()

    @Slot(bool)
    def _on_stepping_changed(self, active: bool) -> None:
        """Leave out what trains at full speed while it is stepped through."""
        self._show_mode()
        for name in TRAINING:
            self._actions[name].setVisible(not active)
        self._is_stepping = active
        self._fit()

    @Slot(bool)
    def _on_race_toggled(self, _on: bool) -> None:
        self._show_mode()

    def _show_mode(self) -> None:
        if self._session is not None and self._session.stepping.active:
            self.mode.set_value("step")
        else:
            self.mode.set_value("race" if self._actions["race"].isChecked() else "explore")

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        """Name the example that is open; none once its data or network were changed."""
        import mlp_core as mlp

        self.examples.set_value(mlp.example_name(experiment))

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        # Qt would add the style's own margins to the style sheet's padding; they are alike, as it swaps them.
        margin = self._theme_controller.px(MARGIN)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, margin, margin, margin)
        side = self._theme_controller.px(20)
        self.setIconSize(QSize(side, side))
        self._fit()
        self._actions.set_icon("theme_toggle", "sun" if theme.dark else "moon")
