"""Docks that are stacked while there is room, and behind each other's tabs while the window is low for its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QTabBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.look.theme_controller import ThemeController

LEAST_HEIGHTS: Final = {"step": 130, "race": 230}
"""Pixels at 100 % that each dock of a mode has on average where they are stacked."""
FRONT: Final = {"race": "race_dock"}
"""Whose tab is in front at first; otherwise that of the upmost."""

LEAST_BELOW: Final = 80
"""Pixels at 100 % that one below the network has at least where it does not go behind a tab with those at the right."""
RIGHT, BELOW = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


class DockRoom(QObject):
    """Puts the docks at the right behind tabs where stacked ones would be strips of half a line, and stacks them again.

    A group that the user takes apart is left alone until the mode or the size of the text changes.

    Parameters
    ----------
    window : QMainWindow
        Whose docks they are; also the owner.
    """

    def __init__(self, window: QMainWindow, theme_controller: ThemeController) -> None:
        super().__init__(window)
        self._window = window
        self._theme_controller = theme_controller
        self._group: list[QDockWidget] = []
        self._areas: list[Qt.DockWidgetArea] = []
        self._heights: list[int] = []

    @property
    def is_tabbed(self) -> bool:
        """Whether docks are behind tabs for want of room."""
        return bool(self._group)

    def fit(self, mode: str, docks: Sequence[QDockWidget]) -> None:
        """Put docks behind tabs, or stack them, as there is room.

        Parameters
        ----------
        mode : str
            That the window is in.
        docks : sequence of QDockWidget
            All that there are.
        """
        px = self._theme_controller.px
        seen = [dock for dock in self._group or docks if self._is_placed(dock, RIGHT)]
        n_docks = self._areas.count(RIGHT) if self._group else len(seen)
        if not seen or n_docks < 2:
            return
        is_low = self._room(seen) < n_docks * px(LEAST_HEIGHTS.get(mode, 0))
        if is_low and not self._group and self._are_stacked(seen):
            below = [dock for dock in docks if self._is_placed(dock, BELOW) and dock.height() < px(LEAST_BELOW)]
            self._put_behind_tabs([*sorted(seen, key=QDockWidget.y), *below], FRONT.get(mode, ""))
        elif not is_low and self._group:
            self.stack()

    def stack(self) -> None:
        """Stack the docks that were put behind tabs, as high as they were before."""
        group, self._group = self._group, []
        if not group:
            return
        together = self._window.tabifiedDockWidgets(group[0])
        for dock, area in zip(group[1:], self._areas[1:], strict=True):
            if dock in together:
                self._window.addDockWidget(area, dock)
        self._window.resizeDocks(group, self._heights, Qt.Orientation.Vertical)
        self._lay_out()

    def forget(self) -> None:
        """Leave the docks as they are: all are put anew."""
        self._group = []

    def _put_behind_tabs(self, docks: list[QDockWidget], front: str) -> None:
        self._group = docks
        self._areas = [self._window.dockWidgetArea(dock) for dock in docks]
        self._heights = [dock.height() for dock in docks]
        for dock in docks[1:]:
            self._window.tabifyDockWidget(docks[0], dock)
        (*(dock for dock in docks if dock.objectName() == front), docks[0])[0].raise_()
        self._lay_out()

    def _is_placed(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> bool:
        """Whether it can be seen at a side: neither closed nor behind a tab."""
        is_there = dock.isVisible() and not dock.isFloating() and self._window.dockWidgetArea(dock) == area
        return is_there and self._window.rect().intersects(dock.geometry())

    def _lay_out(self) -> None:
        layout = self._window.layout()
        if layout is not None:
            layout.activate()

    def _room(self, seen: Sequence[QDockWidget]) -> int:
        """Return the height of the docks, with that of their tabs."""
        room = max(dock.geometry().bottom() for dock in seen) - min(dock.y() for dock in seen)
        bars = self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return room + (max((bar.height() for bar in bars), default=0) if self._group else 0)

    def _are_stacked(self, docks: Sequence[QDockWidget]) -> bool:
        """Whether they are in one column, each with a place of its own."""
        return all(dock.x() == docks[0].x() and not self._has_tabs(dock) for dock in docks)

    def _has_tabs(self, dock: QDockWidget) -> bool:
        return any(not other.isHidden() for other in self._window.tabifiedDockWidgets(dock))
