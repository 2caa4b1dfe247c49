"""Where docks and bars are: as they were left, or as at the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QRect, QSize, Qt, QTimer, Signal, Slot

from mlp_gui.window.dock_room import DockRoom
from mlp_gui.window.dock_sizes import DockSizes
from mlp_gui.window.dock_widths import DockWidths
from mlp_gui.window.graph_room import height_below

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar

    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences

STATE_VERSION: Final = 1
DEFAULT_SIZE: Final = (1440, 900)
FORMS_WIDTH: Final = 264

# What the desktop's frame around the window takes, in width and height; it is known only once the window is shown.
FRAME: Final = QSize(16, 40)

# What forms and docks leave for the network, of the window's width.
NETWORK_SHARE: Final = 0.36

# Of the window's width, within pixels at 100 %.
DOCKS_SHARE: Final = 0.29
DOCKS_LEAST, DOCKS_MOST = 372, 560

# A dock with a square picture is so many pixels less high than wide: the legend, less title and axis.
BESIDE_SQUARE: Final = 64

# Menu, toolbar and status bar together; in step mode the transport too.
BARS: Final = 102
TRANSPORT: Final = 60

# In step mode: the right column's share of the width, what equations, tracer and galleries take of its height, and the
# matrices' share of the height below the network.
STEP_SHARE: Final = 0.42
STEP_HEIGHTS: Final = (326, 236, 173)
MATRICES_SHARE: Final = 0.29

# While racing: what curves and ranking take of the height at most, also in pixels at 100 %; the surface has the rest.
RACE_SHARE: Final = 0.42
RACE_HEIGHT: Final = 350


class WindowLayout(QObject):
    """Places the docks of each mode, remembers where the user puts them, and puts them back.

    Parameters
    ----------
    window : QMainWindow
        Whose layout it is; also the owner.

    Signals
    -------
    mode_left : str
        The docks of this mode are noted; those of another one are put back next.
    docks_leaving
        The docks stand as they do in this mode for the last time: they go to another one, or aside.
    docks_restored
        They have come to this mode, or back from aside.
    """

    mode_left = Signal(str)
    docks_leaving = Signal()
    docks_restored = Signal()

    def __init__(self, window: QMainWindow, preferences: Preferences, theme_controller: ThemeController) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._theme_controller = theme_controller
        self._docks: dict[QDockWidget, Qt.DockWidgetArea] = {}
        self._toolbars: list[QToolBar] = []
        self._modes: dict[QDockWidget, str] = {}
        self._shared: dict[tuple[QDockWidget, str], Qt.DockWidgetArea] = {}
        self._mode = "explore"
        self._is_aside = False
        self._is_noted = False
        self._geometry = b""
        self._place = QRect()
        self._window_state = Qt.WindowState.WindowNoState
        self._states = {
            "explore": preferences.window_state,
            "step": preferences.step_window_state,
            "race": preferences.race_window_state,
        }
        # The size of text for which each of them was; usual widths in step mode are the same at any.
        self._state_scales = dict.fromkeys(self._states, preferences.window_state_scale)
        self._scale = theme_controller.scale
        self._is_low = False
        self._sizes = DockSizes(window, theme_controller, self._usual_width, self._most_height)
        self._widths = DockWidths(window)
        self._room = DockRoom(window, theme_controller)
        # Once docks that come and go, and those that grow with the text, stand where they will.
        self._fitted = QTimer(self)
        self._fitted.setSingleShot(True)
        self._fitted.setInterval(0)
        self._fitted.timeout.connect(self._on_fitted)
        self._sizes.laid_out.connect(self._fitted.start)
        theme_controller.scaling_began.connect(self._on_scaling_began)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def mode(self) -> str:
        """The mode that the window is in: "explore", "step" or "race"."""
        return self._mode

    @property
    def is_aside(self) -> bool:
        """Whether every dock is put aside."""
        return self._is_aside

    @property
    def is_tabbed(self) -> bool:
        """Whether docks are behind tabs for want of room, and not because somebody has put them there."""
        return self._room.is_tabbed

    @property
    def is_laid_out(self) -> bool:
        """Whether no dock is about to get another size or another place."""
        return not self._fitted.isActive() and not self._sizes.is_pending

    def add(self, dock: QDockWidget, area: Qt.DockWidgetArea, mode: str = "explore") -> None:
        """Place a dock at the end of an area; it belongs to a mode, "explore" or "step"."""
        self._docks[dock] = area
        self._sizes.add(dock)
        self._widths.add(dock)
        self._modes[dock] = mode
        self._window.addDockWidget(area, dock)
        # Shown or hidden on purpose: otherwise Qt shows it later, even if the remembered layout has hidden it by then.
        dock.setVisible(mode == self._mode)

    def add_toolbar(self, toolbar: QToolBar) -> None:
        """Place a toolbar at the top."""
        self._toolbars.append(toolbar)
        self._window.addToolBar(toolbar)

    def share(self, dock: QDockWidget, area: Qt.DockWidgetArea, mode: str) -> None:
        """Let a dock belong to another mode too, at the end of an area there."""
        self._shared[dock, mode] = area

    def set_mode(self, mode: str) -> None:
        """Put the docks where they were left in a mode, or where they belong in it; those put aside stay so."""
        if mode == self._mode:
            return
        if self._is_aside:
            self._mode = mode
        else:
            self.note_docks(self._mode)
            self.mode_left.emit(self._mode)
            self._is_noted = False
            self._mode = mode
            areas = {bar: self._window.toolBarArea(bar) for bar in self._toolbars}
            self.restore_docks()
            # Bars stay where they are: they belong to no mode.
            for bar, area in areas.items():
                if self._window.toolBarArea(bar) != area:
                    self._window.addToolBar(area, bar)
            self.docks_restored.emit()

    def note_docks(self, mode: str) -> None:
        """Remember how the docks stand, where the window is in that mode and something of it goes before `set_mode`."""
        if mode == self._mode and not self._is_noted and not self._is_aside:
            self._is_noted = True
            self._room.stack()
            self.docks_leaving.emit()
            self._keep_state()

    def put_aside(self) -> None:
        """Hide every dock, and remember how the window is until `bring_back`."""
        self._geometry = bytes(self._window.saveGeometry().data())
        self._place, self._window_state = self._window.geometry(), self._window.windowState()
        self.note_docks(self._mode)
        self._is_noted = False
        self._is_aside = True
        for dock in self._docks:
            dock.hide()

    def bring_back(self) -> None:
        """Give the window back the size, the place and the docks that it had before `put_aside`."""
        self._is_aside = False
        self._window.setWindowState(self._window_state)
        if not self._window_state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            # As it was, where Qt's restoreGeometry would move and shrink what hangs over the screen's edge.
            self._window.setGeometry(self._place)
        self.restore_docks()
        self.docks_restored.emit()

    def take_room(self, is_low: bool) -> None:
        """Take note whether the bars around the graph have given up their room: docks below it may have more then."""
        self._is_low = is_low

    def fit_docks(self) -> None:
        """When all is laid out, widen docks that the window squeezed, and put them behind tabs where it is too low."""
        self._fitted.start()

    def restore_geometry(self) -> None:
        """Give the window the size and place that it had, or the default size; with its frame it fits the screen."""
        geometry = self._preferences.window_geometry
        if not geometry or not self._window.restoreGeometry(QByteArray(geometry)):
            self._window.resize(QSize(*DEFAULT_SIZE))
        if not self._window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            self._window.resize(self._window.size().boundedTo(self._window.screen().availableSize() - FRAME))

    def restore_docks(self) -> None:
        """Put the docks where they were left, or where they belong."""
        self._sizes.forget()
        self._widths.forget()
        self._room.forget()
        self._fitted.start()
        state, scale = self._states.get(self._mode, b""), self._state_scales.get(self._mode, self._scale)
        if not state or not self._window.restoreState(QByteArray(state), STATE_VERSION):
            self.reset()
        elif scale != self._scale:
            self._sizes.scale_later_from(scale)

    def remember(self) -> None:
        """Store where everything is."""
        if not self._is_aside:
            self._geometry = bytes(self._window.saveGeometry().data())
            self._room.stack()
            self._keep_state()
        self._preferences.set_value("window_geometry", self._geometry)
        self._preferences.set_value("window_state", self._states["explore"])
        self._preferences.set_value("window_state_scale", self._state_scales["explore"])
        self._preferences.set_value("step_window_state", self._states["step"])
        self._preferences.set_value("race_window_state", self._states["race"])
        self._preferences.save()

    @Slot()
    def reset(self) -> None:
        """Put every dock where it was at the first start of this mode, and toolbars at the top."""
        self._sizes.forget()
        self._room.forget()
        self._fitted.start()
        for bar in self._toolbars:
            if self._window.toolBarArea(bar) != Qt.ToolBarArea.TopToolBarArea:
                self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        for dock, area in self._docks.items():
            if dock.isFloating():
                dock.setFloating(False)
            self._window.removeDockWidget(dock)
            shared = self._shared.get((dock, self._mode))
            self._window.addDockWidget(area if shared is None else shared, dock)
            dock.setVisible(self._modes[dock] == self._mode or shared is not None)
        if self._mode == "step":
            self._size_step_docks()
        elif self._mode == "race":
            self._size_race_docks()
        else:
            self._size_explore_docks()

    def _size_explore_docks(self) -> None:
        px = self._theme_controller.px
        docks = self._of_mode()
        column = [dock for dock in docks if self._docks[dock] == Qt.DockWidgetArea.RightDockWidgetArea]
        widths = [self._usual_width(dock, self._scale) for dock in docks]
        # The first one shows a square picture beside its legend; the others take what is left.
        first = self._usual_width(column[0], self._scale) - px(BESIDE_SQUARE)
        rest = max(self._window.height() - px(BARS) - first, 1) // max(len(column) - 1, 1)
        heights = [first if dock is column[0] else rest for dock in column]
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(column, heights, Qt.Orientation.Vertical)

    def _size_step_docks(self) -> None:
        docks = self._of_mode()
        column = [dock for dock in docks if self._docks[dock] == Qt.DockWidgetArea.RightDockWidgetArea]
        below = [dock for dock in docks if dock not in column]
        room = max(self._window.height() - self._theme_controller.px(BARS + TRANSPORT), 1)
        shares = STEP_HEIGHTS[: len(column)]
        heights = [round(room * share / sum(shares)) for share in shares]
        width = round(STEP_SHARE * self._window.width())
        self._window.resizeDocks(column, [width] * len(column), Qt.Orientation.Horizontal)
        self._window.resizeDocks(column, heights, Qt.Orientation.Vertical)
        low = [min(round(room * MATRICES_SHARE), self._most_height(dock)) for dock in below]
        self._window.resizeDocks(below, low, Qt.Orientation.Vertical)

    def _size_race_docks(self) -> None:
        docks = [dock for dock, mode in self._shared if mode == self._mode]
        room = max(self._window.height() - self._theme_controller.px(BARS), 1)
        race = min(round(room * RACE_SHARE), self._theme_controller.px(RACE_HEIGHT))
        heights = [room - race, race]
        self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _of_mode(self) -> list[QDockWidget]:
        return [dock for dock, mode in self._modes.items() if mode == self._mode]

    def _usual_width(self, dock: QDockWidget, scale: float) -> int:
        """Return the width of a dock of this mode, if nobody has changed it, at a size of text."""
        window = self._window.width()
        if self._modes[dock] == "step":
            return round(STEP_SHARE * window)
        forms = FORMS_WIDTH * scale
        views = min(max(DOCKS_SHARE * window, DOCKS_LEAST * scale), DOCKS_MOST * scale)
        fits = min((1.0 - NETWORK_SHARE) * window / (forms + views), 1.0)
        return round(fits * (forms if self._docks[dock] == Qt.DockWidgetArea.LeftDockWidgetArea else views))

    def _most_height(self, dock: QDockWidget) -> int:
        """Return the height that a dock may have: below the graph of step mode, what leaves this its part."""
        height = self._window.height()
        if self._mode != "step" or self._window.dockWidgetArea(dock) != Qt.DockWidgetArea.BottomDockWidgetArea:
            return height
        return max(height_below(height, self._scale, self._is_low), 1)

    def _keep_state(self) -> None:
        self._states[self._mode] = bytes(self._window.saveState(STATE_VERSION).data())
        self._state_scales[self._mode] = self._scale

    @Slot(float)
    def _on_scaling_began(self, scale: float) -> None:
        if not self._is_aside:
            were_tabbed = self._room.is_tabbed
            self._room.stack()
            self._sizes.scale_from(scale, were_tabbed)

    @Slot()
    def _on_fitted(self) -> None:
        if not self._is_aside and not self._sizes.is_pending:
            self._widths.give_back()
            self._room.fit(self._mode, list(self._docks))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self._scale = self._theme_controller.scale
