"""When the pointer lets a drawer in and out: it rests at an edge, or has left the drawer for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QApplication

from mlp_gui.lecture.presenter_pointer import LOOK_MILLISECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from mlp_gui.lecture.presenter_drawer import Drawer
    from mlp_gui.state.presentation import Presentation

EDGE: Final = 2
"""So near to an edge, in pixels, the pointer is at it."""
REST_LOOKS: Final = 130 // LOOK_MILLISECONDS
AWAY_LOOKS: Final = 700 // LOOK_MILLISECONDS


class Edges(QObject):
    """Turns places of the pointer into wishes to the presentation.

    Parameters
    ----------
    presentation : Presentation
        Lets drawers in and out.
    drawers : sequence of Drawer
        Those that there are.
    window : QWidget
        The window; also the owner.
    """

    def __init__(self, presentation: Presentation, drawers: Sequence[Drawer], window: QWidget) -> None:
        super().__init__(window)
        self._presentation = presentation
        self._drawers = {drawer.side: drawer for drawer in drawers}
        self._window = window
        self._looks_at_edge = 0
        self._looks_away = 0
        self._has_left_edge = False
        self._was_inside = False
        presentation.side_changed.connect(self._on_side_changed)

    @Slot(QPoint)
    def look(self, place: QPoint) -> None:
        """Take note of where the pointer is now."""
        if self._is_busy():
            self._looks_at_edge = self._looks_away = 0
        elif self._presentation.side:
            self._watch_drawer(place)
        else:
            self._watch_edges(place)

    def _watch_edges(self, place: QPoint) -> None:
        side = self._side_at(place)
        if not side:
            self._has_left_edge = True
            self._looks_at_edge = 0
        elif self._has_left_edge:
            self._looks_at_edge += 1
            if self._looks_at_edge > REST_LOOKS:
                self._presentation.show_side(side)

    def _watch_drawer(self, place: QPoint) -> None:
        if self._drawers[self._presentation.side].holds(place.x(), place.y()):
            self._was_inside = True
            self._looks_away = 0
        elif self._was_inside:
            # What came by a key stays until the pointer has been there.
            self._looks_away += 1
            if self._looks_away > AWAY_LOOKS:
                self._presentation.show_side("")

    def _is_busy(self) -> bool:
        """Whether the pointer or the keyboard has something in hand that must not be taken away."""
        drawer = self._drawers.get(self._presentation.side)
        field = QApplication.focusWidget()
        is_typing = (
            drawer is not None
            and field is not None
            and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            and drawer.isAncestorOf(field)
        )
        return (
            is_typing
            or self._presentation.is_blank
            or not self._window.isActiveWindow()
            or QApplication.activePopupWidget() is not None
            or QApplication.mouseButtons() != Qt.MouseButton.NoButton
        )

    def _side_at(self, place: QPoint) -> str:
        area: QRect = self._window.rect()
        if not area.contains(place):
            return ""
        if place.x() < EDGE:
            return "left"
        if place.x() >= area.width() - EDGE:
            return "right"
        return "top" if place.y() < EDGE else ""

    @Slot(str)
    def _on_side_changed(self, _side: str) -> None:
        self._looks_at_edge = self._looks_away = 0
        self._has_left_edge = self._was_inside = False
