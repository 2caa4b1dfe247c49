"""Whether a view can be seen: Qt hides nothing that stands behind another dock's tab."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QWidget


class Sight(QObject):
    """Knows whether a view is shown and no other dock's tab lies before it, so that nothing is computed unseen.

    Parameters
    ----------
    view : QWidget
        Says when it is shown and hidden; also the owner.

    Signals
    -------
    changed : bool
        It came into sight, or went out of it.
    """

    changed = Signal(bool)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._dock: QDockWidget | None = None
        self._is_shown = False
        self._is_in_front = True
        self._is_seen = False

    @property
    def is_seen(self) -> bool:
        """Whether somebody can look at it."""
        return self._is_seen

    def set_shown(self, shown: bool) -> None:
        """Take what the view's own events say; it may stand in another dock, or in none, than the last time."""
        if shown:
            self._follow_dock()
        self._is_shown = shown
        self._look()

    def _follow_dock(self) -> None:
        ancestor: QWidget | None = self._view.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QDockWidget):
            ancestor = ancestor.parentWidget()
        if ancestor is self._dock:
            return
        if self._dock is not None:
            self._dock.visibilityChanged.disconnect(self._on_visibility_changed)
        self._dock, self._is_in_front = ancestor, True
        if ancestor is not None:
            # A dock behind a tab has been put beyond the window's corner.
            place = ancestor.geometry()
            self._is_in_front = ancestor.isFloating() or (place.right() >= 0 and place.bottom() >= 0)
            ancestor.visibilityChanged.connect(self._on_visibility_changed)

    @Slot(bool)
    def _on_visibility_changed(self, is_visible: bool) -> None:
        # Of a window on a screen to the left of the first one Qt says that it is not.
        self._is_in_front = is_visible or (self._dock is not None and self._dock.isFloating())
        self._look()

    def _look(self) -> None:
        is_seen = self._is_shown and self._is_in_front
        if is_seen != self._is_seen:
            self._is_seen = is_seen
            self.changed.emit(is_seen)
