"""Where docks and bars are: as they were left, or as at the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, Qt, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QMainWindow

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences

STATE_VERSION: Final = 1
DEFAULT_SIZE: Final = (1440, 900)
FORMS_WIDTH: Final = 264

# Of the window's width, within pixels at 100 %.
DOCKS_SHARE: Final = 0.29
DOCKS_LEAST, DOCKS_MOST = 372, 560

# A dock with a square picture is so many pixels less high than wide: the legend, less title and axis.
BESIDE_SQUARE: Final = 64

# Menu, toolbar and status bar together.
BARS: Final = 102


class WindowLayout(QObject):
    """Places the docks, remembers where the user puts them, and puts them back.

    Parameters
    ----------
    window : QMainWindow
        Whose layout it is; also the owner.
    """

    def __init__(self, window: QMainWindow, preferences: Preferences, theme_controller: ThemeController) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._theme_controller = theme_controller
        self._docks: dict[QDockWidget, Qt.DockWidgetArea] = {}

    def add(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> None:
        """Place a dock at the end of an area."""
        self._docks[dock] = area
        self._window.addDockWidget(area, dock)
        # Shown on purpose: otherwise Qt shows it later, even if the remembered layout has hidden it by then.
        dock.show()

    def restore_geometry(self) -> None:
        """Give the window the size and place that it had, or the default size."""
        geometry = self._preferences.window_geometry
        if not geometry or not self._window.restoreGeometry(QByteArray(geometry)):
            self._window.resize(*self._default_size())

    def restore_docks(self) -> None:
        """Put the docks where they were left, or where they belong."""
        state = self._preferences.window_state
        if not state or not self._window.restoreState(QByteArray(state), STATE_VERSION):
            self.reset()

    def remember(self) -> None:
        """Store where everything is."""
        self._preferences.set_value("window_geometry", bytes(self._window.saveGeometry().data()))
        self._preferences.set_value("window_state", bytes(self._window.saveState(STATE_VERSION).data()))
        self._preferences.save()

    @Slot()
    def reset(self) -> None:
        """Put every dock where it was at the first start."""
        for dock, area in self._docks.items():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
            self._window.addDockWidget(area, dock)
            dock.show()
        px = self._theme_controller.px
        right = min(max(round(DOCKS_SHARE * self._window.width()), px(DOCKS_LEAST)), px(DOCKS_MOST))
        column = [dock for dock, area in self._docks.items() if area == Qt.DockWidgetArea.RightDockWidgetArea]
        widths = [right if dock in column else px(FORMS_WIDTH) for dock in self._docks]
        # The first one shows a square picture beside its legend; the others take what is left.
        first = right - px(BESIDE_SQUARE)
        rest = max(self._window.height() - px(BARS) - first, 1) // max(len(column) - 1, 1)
        heights = [first if dock is column[0] else rest for dock in column]
        self._window.resizeDocks(list(self._docks), widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(column, heights, Qt.Orientation.Vertical)

    def _default_size(self) -> tuple[int, int]:
        """Return the default size, or what the screen has room for."""
        room = self._window.screen().availableSize()
        if self._window.windowHandle() is None and room.width() < 1000:
            return DEFAULT_SIZE
        return min(DEFAULT_SIZE[0], room.width()), min(DEFAULT_SIZE[1], room.height())
