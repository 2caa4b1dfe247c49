"""The main window: places the network, the docks, the forms, menus, toolbar and status bar. Nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QGridLayout, QMainWindow, QTabBar, QVBoxLayout, QWidget

from mlp_gui.look.icons import app_icon
from mlp_gui.window.actions import Actions
from mlp_gui.window.layout import WindowLayout
from mlp_gui.window.menus import Menus
from mlp_gui.window.notice_bar import NoticeBar
from mlp_gui.window.status_bar import StatusBar
from mlp_gui.window.toolbar import ToolBar

if TYPE_CHECKING:
    from PySide6.QtCore import QChildEvent
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QWheelEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.window.presenter_mode import PresenterMode

PROGRAM_NAME = "MLP visualiser"
Area = Qt.DockWidgetArea
GRAPH = (1, 1)
"""Row and column of the network in its grid."""

# However large the text, the middle and the network in it can be so small: the window never outgrows its screen, and
# notices have room.
LEAST_CENTRE = (240, 140)
LEAST_NETWORK = (240, 60)


class MainWindow(QMainWindow):
    """The one window.

    It is shown as an empty frame at once; `furnish` fills it when the heavy parts are loaded.

    Parameters
    ----------
    theme_controller : ThemeController
        The look.
    preferences : Preferences
        Where the layout is remembered.
    """

    #: The window has painted what was new.
    painted = Signal()
    #: The window is closing, and nobody can stop it any more.
    closing = Signal()

    def __init__(
        self, theme_controller: ThemeController, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._session: Session | None = None
        self._presenter: PresenterMode | None = None
        self._closes_unasked = False
        self.setObjectName("main_window")
        self.setWindowTitle(PROGRAM_NAME)
        self.setWindowIcon(app_icon())
        self.setDockNestingEnabled(True)
        # Qt crashes now and then where a mode's docks are put back while one of them is still gliding to its place.
        self.setAnimated(False)
        for corner, area in (
            (Qt.Corner.TopLeftCorner, Area.LeftDockWidgetArea),
            (Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea),
            (Qt.Corner.TopRightCorner, Area.RightDockWidgetArea),
            (Qt.Corner.BottomRightCorner, Area.RightDockWidgetArea),
        ):
            self.setCorner(corner, area)
        self.window_actions = Actions(theme_controller, self)
        self.window_actions.set_enabled(False)
        self.menus = Menus(self.menuBar(), self.window_actions)
        self.toolbar = ToolBar(self.window_actions, theme_controller, self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.status = StatusBar(theme_controller, self)
        self.setStatusBar(self.status)
        self.notices = NoticeBar(theme_controller, self)
        self._centre = QWidget(self)
        self._centre.setProperty("surface", "canvas")
        self._column = QVBoxLayout(self._centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        # The keyboard starts here, not on the first button, where Space would press it.
        self._centre.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._centre.setFocus()
        self._centre.setMinimumSize(*LEAST_CENTRE)
        self.setCentralWidget(self._centre)
        self.layout_memory = WindowLayout(self, preferences, theme_controller)
        self.layout_memory.add_toolbar(self.toolbar)
        self.layout_memory.restore_geometry()

    def furnish(self, session: Session) -> None:
        """Fill the window with everything that shows and changes `session`."""
        from mlp_gui.window.commands import Commands
        from mlp_gui.window.contents import Contents
        from mlp_gui.window.data_actions import DataActions
        from mlp_gui.window.derivation_action import DerivationAction
        from mlp_gui.window.example_docks import ExampleDocks
        from mlp_gui.window.example_looks import ExampleLooks
        from mlp_gui.window.export_commands import ExportCommands
        from mlp_gui.window.field_watch import FieldWatch
        from mlp_gui.window.film_commands import FilmCommands
        from mlp_gui.window.prediction_switch import PredictionSwitch
        from mlp_gui.window.project_commands import ProjectCommands
        from mlp_gui.window.project_layout import ProjectLayout
        from mlp_gui.window.race_mode import RaceMode
        from mlp_gui.window.sample_actions import SampleActions
        from mlp_gui.window.step_mode import StepMode

        for action, name in (
            (session.undo_stack.createUndoAction(self, "Undo"), "undo"),
            (session.undo_stack.createRedoAction(self, "Redo"), "redo"),
        ):
            self.window_actions.take_undo(action, name)
        self.window_actions.set_enabled(True)
        self.contents = Contents(session, self._theme_controller, self._preferences, self)
        self.contents.network.setMinimumSize(*LEAST_NETWORK)
        # While presenting, panels stand around it.
        graph = QGridLayout()
        graph.setSpacing(0)
        graph.addWidget(self.contents.network, *GRAPH)
        graph.setRowStretch(GRAPH[0], 1)
        graph.setColumnStretch(GRAPH[1], 1)
        self._graph = graph
        self._column.addLayout(graph, 1)
        action = self.window_actions["step_through"]
        parts = (session, self._theme_controller, self._preferences)
        self.step_mode = StepMode(*parts, self.layout_memory, action, self._column, self)
        PredictionSwitch(session.stepping, self.window_actions["predict"], self)
        SampleActions(session.stepping, self.window_actions, self)
        DerivationAction(session, self.window_actions, self)
        DataActions(session, self.window_actions, self.contents.decision, self._theme_controller, self)
        self.step_mode.points_wanted.connect(self.contents.decision.bring_in_sight)
        self.layout_memory.add(self.contents.forms, Area.LeftDockWidgetArea)
        self.layout_memory.add(self.contents.decision, Area.RightDockWidgetArea)
        self.layout_memory.add(self.contents.loss, Area.RightDockWidgetArea)
        self.layout_memory.add(self.contents.surface, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.hidden_space, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.collapse, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.assessment, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.health, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.images, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.reconstruction, Area.RightDockWidgetArea, "on demand")
        self.layout_memory.add(self.contents.race, Area.BottomDockWidgetArea, "on demand")
        self.field_watch = FieldWatch(self, self.contents.decision, self._preferences, session.presentation)
        for dock, area in self.contents.step_docks:
            self.layout_memory.add(dock, area, "step")
        self.commands = Commands(self, self.window_actions, session, self._preferences, self._theme_controller)
        self.projects = ProjectCommands(self, self.window_actions, session, self._preferences, PROGRAM_NAME)
        ProjectLayout(session, self._preferences, self.layout_memory, self.window_actions["race"], self)
        self.menus.attach(session, self._preferences, self.contents.toggle_actions)
        self.exports = ExportCommands(self, self.contents, self.window_actions, self.menus["File"], *parts)
        self.films = FilmCommands(self, session, self._preferences, self._theme_controller)
        self.toolbar.add_undo()
        self.toolbar.attach(session)
        self.notices.attach(session)
        self.window_actions["faster"].triggered.connect(self.toolbar.speed.step_up)
        self.window_actions["slower"].triggered.connect(self.toolbar.speed.step_down)
        arranged = (self.contents, self.layout_memory, self.window_actions["race"], self.notices, self._column)
        self.race_mode = RaceMode(session, *arranged, self)
        self.window_actions["reset_layout"].triggered.connect(self.layout_memory.reset)
        self.example_docks = ExampleDocks(session, self.contents, self.window_actions, self)
        ExampleLooks(session, self._preferences, self)
        session.presentation.starting.connect(self._on_presenting_starting)
        # From here on events find all that they ask: what was added may have made the window larger meanwhile.
        self._session = session
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.status_changed.connect(self.status.show_status)
        self.status.show_status(session.status)
        self.layout_memory.restore_docks()
        self.example_docks.show_first()
        self._centre.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.contents.network.show()
        self.contents.network.setFocus()

    @property
    def presenter(self) -> PresenterMode:
        """What presents; made when first asked for, since the start does not wait for it.

        Raises
        ------
        RuntimeError
            Before `furnish`: there is nothing to present yet.
        """
        if self._session is None:
            raise RuntimeError("The window shows no session yet.")
        if self._presenter is None:
            from mlp_gui.window.presenter_mode import Arranged, PresenterMode

            bars = (self.menuBar(), self.toolbar, self.status)
            places = (self.step_mode, self.layout_memory, bars, self._graph)
            arranged = Arranged(self.window_actions, self.contents, *places)
            self._presenter = PresenterMode(self._session, self._theme_controller, self._preferences, arranged, self)
        return self._presenter

    def childEvent(self, event: QChildEvent) -> None:
        """Name the docks' tabs, whole, and keep their order: Qt crashes where one is dragged along a bar without it."""
        super().childEvent(event)
        if event.polished() and isinstance(bar := event.child(), QTabBar):
            bar.setMovable(False)
            bar.setAccessibleName("Views in one place")
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)

    def event(self, event: QEvent) -> bool:
        """Tell when a repaint that was asked for is done: the worker waits for it."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted.emit()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play or pause on Space, wherever no button or field takes the key for itself; while presenting, step."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._session is not None:
            if not self.step_mode.press_space(event):
                self._session.toggle()
            event.accept()
        elif not self._is_presenting() or not self.presenter.press_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Give the keyboard to the network when a panel or bar is hidden that had it.

        Qt asks the window for Tab, and for what is hidden with the focus in it too: its choice is the next button, of
        the toolbar mostly, which the next Space would press. A field that goes leaves the focus in its panel.
        """
        had = self.focusWidget()
        moved = super().focusNextPrevChild(forward)
        has = self.focusWidget()
        if self._session is None or had is None or had.isVisible() or self._are_in_one_dock(had, has):
            return moved
        # While a race fills the window, the network is away.
        (self.contents.network if self.contents.network.isVisible() else self).setFocus()
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the text larger or smaller with Ctrl and the wheel."""
        turned = event.angleDelta().y()
        if not turned or self._session is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif turned > 0:
            self.commands.enlarge_text()
        else:
            self.commands.reduce_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what the height decides; while presenting, letters and drawers too."""
        super().resizeEvent(event)
        if self._session is not None:
            self.step_mode.take_room()
            self.layout_memory.fit_docks()
        if self._is_presenting():
            self.presenter.take_size()

    def close(self) -> bool:
        """Close without a question: it was answered, or nobody is there to answer; the user's way is another."""
        self._closes_unasked = True
        return super().close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout and end training; who closes it by hand is asked first what becomes of the changes."""
        if not self._closes_unasked and self._session is not None and self.projects.asks_before_closing():
            event.ignore()
            return
        if self._session is not None:
            self.example_docks.withdraw()
            self.layout_memory.remember()
        if self._is_presenting():
            self.presenter.end()
        self.closing.emit()
        event.accept()

    def _are_in_one_dock(self, *widgets: QWidget | None) -> bool:
        docks = self.findChildren(QDockWidget)
        return any(all(widget and dock.isAncestorOf(widget) for widget in widgets) for dock in docks)

    def _is_presenting(self) -> bool:
        return self._session is not None and self._session.presentation.active

    @Slot()
    def _on_presenting_starting(self) -> None:
        self.presenter.begin()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        self.toolbar.show_moment(snapshot)
        self.status.show_moment(snapshot)
