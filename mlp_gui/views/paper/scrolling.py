"""Scrolling a page by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QScrollArea

_MORE: Final = QAbstractSlider.SliderAction.SliderSingleStepAdd
_LESS: Final = QAbstractSlider.SliderAction.SliderSingleStepSub
_SCROLLS: Final[dict[int, tuple[bool, QAbstractSlider.SliderAction]]] = {
    Qt.Key.Key_Down: (True, _MORE),
    Qt.Key.Key_Up: (True, _LESS),
    Qt.Key.Key_Right: (False, _MORE),
    Qt.Key.Key_Left: (False, _LESS),
}


def scroll_by_key(area: QScrollArea, event: QKeyEvent) -> bool:
    """Scroll where an arrow key was pressed; return whether it was one."""
    found = _SCROLLS.get(event.key())
    if found is None:
        return False
    is_vertical, action = found
    bar = area.verticalScrollBar() if is_vertical else area.horizontalScrollBar()
    bar.triggerAction(action)
    return True
