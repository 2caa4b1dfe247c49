"""Where docks float: noted from the window's corner, and brought back onto a screen that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication

from mlp_gui.window.project_places import rect_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDockWidget, QMainWindow

_FARTHEST: Final = 65_536


def written(window: QMainWindow, docks: Iterable[QDockWidget]) -> dict[str, list[int]]:
    """Return where those of the docks that are open and float stand, as JSON has it."""
    corner = window.pos()
    floating = {dock.objectName(): dock.geometry() for dock in docks if dock.isFloating() and not dock.isHidden()}
    return {
        name: [rect.x() - corner.x(), rect.y() - corner.y(), rect.width(), rect.height()]
        for name, rect in floating.items()
    }


def read(entry: object) -> dict[str, QRect]:
    """Return the places that a file has, from the window's corner.

    Raises
    ------
    TypeError, ValueError
        If it has something else there.
    """
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return {str(name): _place(*values) for name, values in entry.items()}


def put(window: QMainWindow, dock: QDockWidget, place: QRect) -> None:
    """Let a dock float at a place from the window's corner, or as near as it can be seen whole."""
    dock.setFloating(True)
    dock.show()
    wanted = place.translated(window.pos())
    screen = QGuiApplication.screenAt(wanted.center()) or window.screen()
    dock.setGeometry(fitted(wanted, screen.availableGeometry()))


def fitted(rect: QRect, room: QRect) -> QRect:
    """Return a rectangle no larger than a room, moved into it."""
    size = rect.size().boundedTo(room.size())
    x = min(max(rect.x(), room.x()), room.x() + room.width() - size.width())
    y = min(max(rect.y(), room.y()), room.y() + room.height() - size.height())
    return QRect(QPoint(x, y), size)


def _place(*sides: object) -> QRect:
    rect = rect_of(sides, _FARTHEST)
    if rect.isEmpty():
        raise ValueError(sides)
    return rect
