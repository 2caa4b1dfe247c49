"""Gives the decision region room while somebody paints in it, and the other docks theirs back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.painting import Painting

HEIGHT_SHARE: Final = 0.68
"""Of the height of its side, as long as that leaves the other docks their least heights."""
WIDTH_SHARE: Final = 0.38
"""Of the window's width."""
SIDES: Final = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)

Sizes = dict[QDockWidget, tuple[int, int]]


class PaintingRoom(QObject):
    """Enlarges one dock at the cost of its neighbours; one that is large enough, floats or lies below stays as it is.

    Parameters
    ----------
    painting : Painting
        Whether there is painting.
    dock : QDockWidget
        Where is painted.
    window : QMainWindow
        What holds the docks; also the owner.
    """

    def __init__(self, painting: Painting, dock: QDockWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._painting = painting
        self._dock = dock
        self._window = window
        self._before: Sizes = {}
        self._given: Sizes = {}
        # A dock that was only just shown is laid out first.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_soon)
        painting.active_changed.connect(self._on_active_changed)

    @Slot(bool)
    def _on_active_changed(self, _active: bool) -> None:
        self._soon.start()

    @Slot()
    def _on_soon(self) -> None:
        if self._painting.active and not self._before:
            self._take()
        elif self._painting.active and not self._given:
            self._given = self._sizes()
        elif not self._painting.active and self._before:
            self._give_back()

    def _take(self) -> None:
        dock, window = self._dock, self._window
        if not dock.isVisible() or dock.isFloating() or window.dockWidgetArea(dock) not in SIDES:
            return
        sizes = self._sizes()
        whole = sum(height for _, height in sizes.values())
        others = [each for each in sizes if each is not dock]
        height = min(round(HEIGHT_SHARE * whole), whole - sum(each.minimumSizeHint().height() for each in others))
        width = round(WIDTH_SHARE * window.width())
        if sizes[dock][1] >= height and sizes[dock][0] >= width:
            return
        self._before = sizes
        left = max(whole - height, 1)
        all_others = max(whole - sizes[dock][1], 1)
        heights = {each: max(round(left * sizes[each][1] / all_others), 1) for each in others}
        self._resize({dock: (max(width, sizes[dock][0]), max(height, sizes[dock][1]))}, heights)
        # What came of it is known when it has been laid out.
        self._given = {}
        self._soon.start()

    def _give_back(self) -> None:
        """Return to the sizes of before, unless docks came, went or were sized by hand since."""
        before, self._before = self._before, {}
        if not self._given or self._sizes() == self._given:
            self._resize(before, {})

    def _resize(self, sizes: Sizes, heights: dict[QDockWidget, int]) -> None:
        tall = {dock: height for dock, (_, height) in sizes.items()} | heights
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._window.resizeDocks(list(tall), list(tall.values()), vertical)
        self._window.resizeDocks([self._dock], [sizes[self._dock][0]], horizontal)

    def _sizes(self) -> Sizes:
        """Return the docks that stand above one another at the dock's side, without those behind tabs."""
        area = self._window.dockWidgetArea(self._dock)
        column = [
            each
            for each in self._window.findChildren(QDockWidget)
            if self._window.dockWidgetArea(each) is area
            and not each.isFloating()
            and not each.visibleRegion().isEmpty()
            and each.x() == self._dock.x()
        ]
        return {each: (each.width(), each.height()) for each in column}
