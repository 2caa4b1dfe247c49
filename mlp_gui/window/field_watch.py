"""Whether anybody looks at what the units answer over the plane: if not, nobody computes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.presentation import Presentation
    from mlp_gui.window.dock import Dock


class FieldWatch(QObject):
    """Watches the window, the decision region's dock and the preference for maps at the units.

    Parameters
    ----------
    window : QMainWindow
        Owner; while it is an icon, nothing is seen.
    decision : Dock
        The decision region.
    preferences : Preferences
        Whether units show maps.
    presentation : Presentation
        While it is on, the decision region may come in from the edge at any time.
    """

    #: bool: somebody looks (True), or nobody does (False).
    wanted_changed = Signal(bool)

    def __init__(
        self, window: QMainWindow, decision: Dock, preferences: Preferences, presentation: Presentation
    ) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._presentation = presentation
        self._is_decision_seen = True
        self._is_wanted = True
        window.installEventFilter(self)
        decision.visibilityChanged.connect(self._on_visibility_changed)
        preferences.changed.connect(self._on_preference_changed)
        presentation.active_changed.connect(self._on_presenting_changed)

    @property
    def is_wanted(self) -> bool:
        """Whether anybody looks."""
        return self._is_wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the window becomes an icon, or a window again."""
        if watched is self._window and event.type() == QEvent.Type.WindowStateChange:
            self._look()
        return False

    @Slot(bool)
    def _on_visibility_changed(self, is_seen: bool) -> None:
        self._is_decision_seen = is_seen
        self._look()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "show_unit_maps":
            self._look()

    @Slot(bool)
    def _on_presenting_changed(self, _active: bool) -> None:
        self._look()

    def _look(self) -> None:
        is_seen = self._is_decision_seen or self._preferences.show_unit_maps or self._presentation.active
        is_wanted = is_seen and not self._window.isMinimized()
        if is_wanted != self._is_wanted:
            self._is_wanted = is_wanted
            self.wanted_changed.emit(is_wanted)
