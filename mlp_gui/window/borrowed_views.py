"""Views taken out of their docks for a while, title bars with them, and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.window.dock import Dock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QLayout, QWidget


class BorrowedViews:
    """Remembers which view belongs to which dock.

    The docks themselves stay where they are: Qt's own layout knows where that is, and animates and tabs them as it
    likes, so that nothing but their contents is moved.
    """

    def __init__(self) -> None:
        self._views: list[tuple[QDockWidget, QWidget]] = []
        self._title_bars: list[tuple[Dock, QWidget]] = []

    def take_view(self, dock: QDockWidget, place: QLayout) -> None:
        """Put what a dock shows into a layout."""
        if isinstance(dock, Dock):
            dock.fill()
        view = dock.widget()
        self._views.append((dock, view))
        place.addWidget(view)
        view.show()

    def take_title_bar(self, dock: Dock, place: QLayout) -> None:
        """Put a dock's title bar into a layout, less the buttons that float and close the dock."""
        dock.fill()
        bar = dock.title_bar
        self._title_bars.append((dock, bar))
        bar.set_on_dock(False)
        place.addWidget(bar)
        bar.show()

    def give_back(self) -> None:
        """Put everything back into its dock."""
        for dock, view in self._views:
            dock.setWidget(view)
            view.show()
        for owner, bar in self._title_bars:
            owner.setTitleBarWidget(bar)
            owner.title_bar.set_on_dock(True)
            bar.show()
        self._views.clear()
        self._title_bars.clear()
