"""How the docks are arranged, as a text that a project file carries: which are shown, and how large."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session

LARGEST_SIDE: Final = 16_384
LONGEST_TEXT: Final = 20_000


class ProjectLayout(QObject):
    """Says how the window is arranged while exploring, and arranges it so again.

    It is no more than a wish: docks that there are not are passed over, and sizes are fitted to the window. What Qt
    itself writes of a window is not used, since a file may come from anybody.

    Parameters
    ----------
    session : Session
        Whose project file carries it.
    race : QAction
        Is checked while racing, when the docks stand otherwise.
    window : QMainWindow
        Whose docks they are; also the owner.
    """

    def __init__(self, session: Session, race: QAction, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._race = race
        self._window = window
        session.project.layout_wanted.connect(self._on_layout_wanted)
        session.project.layout_opened.connect(self._on_layout_opened)

    @Slot()
    def _on_layout_wanted(self) -> None:
        if not self._is_exploring():
            return
        docks = {
            dock.objectName(): [not dock.isHidden(), dock.width(), dock.height()]
            for dock in self._window.findChildren(QDockWidget)
        }
        self._session.project.take_layout(json.dumps({"docks": docks}, separators=(",", ":")))

    @Slot(str)
    def _on_layout_opened(self, layout: str) -> None:
        wishes = _wishes(layout)
        if not wishes or not self._is_exploring():
            return
        docks, widths, heights = [], [], []
        for dock in self._window.findChildren(QDockWidget):
            wish = wishes.get(dock.objectName())
            if wish is None:
                continue
            dock.setVisible(wish[0])
            if wish[0] and not dock.isFloating():
                docks.append(dock)
                widths.append(wish[1])
                heights.append(wish[2])
        if docks:
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
            self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _is_exploring(self) -> bool:
        session = self._session
        return not (session.stepping.active or session.presentation.active or self._race.isChecked())


def _wishes(layout: str) -> dict[str, tuple[bool, int, int]]:
    """Return what a text wishes for each dock; nothing of one that is not understood."""
    if len(layout) > LONGEST_TEXT:
        return {}
    try:
        docks: Any = json.loads(layout)["docks"]
        return {str(name): (bool(shown), _side(width), _side(height)) for name, (shown, width, height) in docks.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _side(value: object) -> int:
    if not isinstance(value, int | float) or not 0 <= value <= LARGEST_SIDE:
        raise ValueError(value)
    return max(int(value), 1)
