"""How docks stand at one time: shown or not, how large, behind which tabs, on which sides; noted and brought back.

What is noted is no more than a wish: docks that there are not are passed over, and sizes are fitted to the window. What
Qt itself writes of a window is not used, since a file may come from anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QTabBar

from mlp_gui.window import floating_places, project_places

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.window.project_places import Place

LARGEST_SIDE: Final = 16_384


@dataclass(frozen=True, slots=True)
class DockWish:
    """How one dock is to stand.

    Attributes
    ----------
    is_shown : bool
        Whether it is to be open.
    width, height : int
        Logical pixels.
    tabs : frozenset of str or None
        The docks that it shares its place with; None where the file is too old to say.
    is_in_front : bool
        Whether it is the one of these that is seen.
    """

    is_shown: bool
    width: int
    height: int
    tabs: frozenset[str] | None = None
    is_in_front: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How docks are to stand, by their names.

    Attributes
    ----------
    docks : dict of str to DockWish
        What is wished for each.
    places : dict of str to Place
        On which sides, for those that are in the window and in front.
    floating : dict of str to QRect
        For those that float, where from the window's corner.
    """

    docks: dict[str, DockWish]
    places: dict[str, Place]
    floating: dict[str, QRect]

    def shows(self, name: str) -> bool:
        """Whether a dock is to be open."""
        return name in self.docks and self.docks[name].is_shown


def described(window: QMainWindow) -> dict[str, object]:
    """Return how the docks of a window stand, as JSON has it."""
    all_docks = window.findChildren(QDockWidget)
    docks = {
        dock.objectName(): [
            not dock.isHidden(),
            dock.width(),
            dock.height(),
            [other.objectName() for other in window.tabifiedDockWidgets(dock) if not other.isHidden()],
            _is_in_front(dock),
        ]
        for dock in all_docks
    }
    # One behind a tab stands where the one before it does.
    placed = {dock.objectName(): dock for dock in all_docks if _is_in_front(dock)}
    return {
        "docks": docks,
        "places": project_places.written(project_places.places_of(window, placed)),
        "floating": floating_places.written(window, all_docks),
    }


def read(entry: Any) -> Arrangement:
    """Return the arrangement that a file has; an older one knows no places, and none that floats.

    Raises
    ------
    TypeError, ValueError, KeyError, AttributeError, OverflowError
        If it has something else there.
    """
    docks = {str(name): _wish(*values) for name, values in entry["docks"].items()}
    places = project_places.read(entry.get("places", {}))
    return Arrangement(docks, places, floating_places.read(entry.get("floating", {})))


def put(window: QMainWindow, wanted: Arrangement) -> None:
    """Have the docks of a window stand as is wished."""
    wishes, places, floating = wanted.docks, wanted.places, wanted.floating
    shown: dict[str, QDockWidget] = {}
    for dock in window.findChildren(QDockWidget):
        name = dock.objectName()
        if name not in wishes:
            continue
        if name in floating and wishes[name].is_shown:
            floating_places.put(window, dock, floating[name])
            continue
        dock.setVisible(wishes[name].is_shown)
        if wishes[name].is_shown and (name in places or not dock.isFloating()):
            shown[name] = dock
    project_places.put(window, shown, places)
    # Those with a place first: the others come to them.
    shown = {name: shown[name] for name in (*(places.keys() & shown.keys()), *(shown.keys() - places.keys()))}
    _arrange_tabs(window, shown, wishes)
    # The size of one behind a tab is that of the one before it.
    sized = [name for name, dock in shown.items() if wishes[name].is_in_front or not _tabbed(window, dock, shown)]
    if sized:
        docks = [shown[name] for name in sized]
        heights = [wishes[name].height + _tabs_height(window, shown[name], shown) for name in sized]
        window.resizeDocks(docks, [wishes[name].width for name in sized], Qt.Orientation.Horizontal)
        window.resizeDocks(docks, heights, Qt.Orientation.Vertical)


def _arrange_tabs(window: QMainWindow, shown: dict[str, QDockWidget], wishes: dict[str, DockWish]) -> None:
    """Put docks behind each other's tabs as they wish, and apart where they do not; an older file wishes neither.

    Parameters
    ----------
    window : QMainWindow
        Theirs.
    shown : dict
        The docks in the window by name.
    wishes : dict
        What is wished, for each of these at least.
    """
    for name, dock in shown.items():
        tabs = wishes[name].tabs
        if tabs is not None and _tabbed(window, dock, shown) - tabs:
            window.addDockWidget(window.dockWidgetArea(dock), dock)
    before: list[str] = []
    for name, dock in shown.items():
        first = next((other for other in before if other in (wishes[name].tabs or ())), None)
        before.append(name)
        if first is None or first in _tabbed(window, dock, shown):
            continue
        area = window.dockWidgetArea(shown[first])
        if area != Qt.DockWidgetArea.NoDockWidgetArea and dock.isAreaAllowed(area):
            window.tabifyDockWidget(shown[first], dock)
    for name, dock in shown.items():
        if wishes[name].is_in_front and _tabbed(window, dock, shown):
            dock.raise_()


def _tabbed(window: QMainWindow, dock: QDockWidget, shown: dict[str, QDockWidget]) -> set[str]:
    """Return the names of those of the docks shown that share their place with one."""
    return {other.objectName() for other in window.tabifiedDockWidgets(dock)} & shown.keys()


def _tabs_height(window: QMainWindow, dock: QDockWidget, shown: dict[str, QDockWidget]) -> int:
    """Return what the tabs take of a dock's place, which Qt counts to its height when that is set."""
    if not _tabbed(window, dock, shown):
        return 0
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return max((bar.sizeHint().height() for bar in bars), default=0)


def _wish(shown: object, width: object, height: object, tabs: object = None, front: object = False) -> DockWish:
    if tabs is not None and not isinstance(tabs, list):
        raise TypeError(tabs)
    names = None if tabs is None else frozenset(name for name in tabs if isinstance(name, str))
    return DockWish(bool(shown), _side(width), _side(height), names, bool(front))


def _is_in_front(dock: QDockWidget) -> bool:
    """Whether it is not behind another's tab, where Qt calls it visible all the same."""
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _side(value: object) -> int:
    if not isinstance(value, int | float) or not 0 <= value <= LARGEST_SIDE:
        raise ValueError(value)
    return max(int(value), 1)
