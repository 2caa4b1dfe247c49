"""Docks that a narrow window squeezed, and the width that they had before, for when the window is wider again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent

from mlp_gui.window.dock_sizes import SIDES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QMainWindow


class DockWidths(QObject):
    """Remembers what docks at the sides lose with the window's width: Qt gives all that comes back to the middle.

    A width that a dock gets while the window keeps its own, from the user, a mode or the text, is its own from then on.

    Parameters
    ----------
    window : QMainWindow
        Whose docks they are; also the owner.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._window_width = window.width()
        self._docks: list[QDockWidget] = []
        self._former: dict[QObject, int] = {}
        self._squeezed_in: dict[QObject, int] = {}
        self._is_giving_back = False
        window.installEventFilter(self)

    def add(self, dock: QDockWidget) -> None:
        """Look after this dock too."""
        self._docks.append(dock)
        dock.installEventFilter(self)

    def forget(self) -> None:
        """Take the widths of now for their own: the docks are laid out anew for this window."""
        self._former.clear()

    def give_back(self) -> None:
        """Have docks that the window squeezed be as wide as before, as far as there is room."""
        squeezed = [dock for dock in self._docks if self._is_squeezed(dock)]
        layout = self._window.layout()
        if not squeezed or layout is None:
            return
        self._is_giving_back = True
        self._window.resizeDocks(squeezed, [self._former[dock] for dock in squeezed], Qt.Orientation.Horizontal)
        layout.activate()
        self._is_giving_back = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what a dock loses while the window changes its width; what it is given otherwise is its own."""
        if isinstance(event, QResizeEvent) and event.oldSize().width() != event.size().width():
            if watched is self._window:
                # The docks have had their share of it by now.
                self._window_width = event.size().width()
            elif self._is_giving_back:
                pass
            elif self._window.width() == self._window_width:
                self._former.pop(watched, None)
            elif event.size().width() < event.oldSize().width():
                self._former.setdefault(watched, event.oldSize().width())
                self._squeezed_in[watched] = self._window.width()
        return False

    def _is_squeezed(self, dock: QDockWidget) -> bool:
        """Whether it is in sight at a side, and narrower than before in a window that is wider again."""
        is_there = dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty()
        is_narrow = dock.width() < self._former.get(dock, 0) and self._window.width() > self._squeezed_in[dock]
        return is_there and is_narrow and self._window.dockWidgetArea(dock) in SIDES
