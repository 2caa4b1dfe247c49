"""How the docks are arranged, as a text in a project file: which are shown, where, how large; and of what plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget, QTabBar

from mlp_gui.window import project_places

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session
    from mlp_gui.window.project_places import Place

LARGEST_SIDE: Final = 16_384
LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 500


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
        all_docks = self._window.findChildren(QDockWidget)
        docks = {
            dock.objectName(): [
                not dock.isHidden(),
                dock.width(),
                dock.height(),
                [other.objectName() for other in self._window.tabifiedDockWidgets(dock) if not other.isHidden()],
                _is_in_front(dock),
            ]
            for dock in all_docks
        }
        # One behind a tab stands where the one before it does.
        placed = {dock.objectName(): dock for dock in all_docks if _is_in_front(dock)}
        layout = {
            "docks": docks,
            "places": project_places.written(project_places.places_of(self._window, placed)),
            "bars": project_places.bars_of(self._window),
        }
        plane = self._session.regions.plane.chosen
        if plane is not None and all(len(name) <= LONGEST_NAME for name in plane):
            layout["plane"] = plane
        import json

        self._session.project.take_layout(json.dumps(layout, separators=(",", ":")))

    @Slot(str)
    def _on_layout_opened(self, layout: str) -> None:
        wishes, places, bars, plane = _read(layout)
        if plane is not None:
            self._session.regions.plane.choose(*plane)
        if not wishes or not self._is_exploring():
            return
        project_places.put_bars(self._window, bars)
        shown: dict[str, QDockWidget] = {}
        for dock in self._window.findChildren(QDockWidget):
            name = dock.objectName()
            if name not in wishes:
                continue
            dock.setVisible(wishes[name].is_shown)
            if wishes[name].is_shown and (name in places or not dock.isFloating()):
                shown[name] = dock
        project_places.put(self._window, shown, places)
        # Those with a place first: the others come to them.
        shown = {name: shown[name] for name in (*(places.keys() & shown.keys()), *(shown.keys() - places.keys()))}
        self._arrange_tabs(shown, wishes)
        # The size of one behind a tab is that of the one before it.
        sized = [name for name, dock in shown.items() if wishes[name].is_in_front or not self._tabbed(dock, shown)]
        if sized:
            docks = [shown[name] for name in sized]
            heights = [wishes[name].height + self._tabs_height(shown[name], shown) for name in sized]
            self._window.resizeDocks(docks, [wishes[name].width for name in sized], Qt.Orientation.Horizontal)
            self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _arrange_tabs(self, shown: dict[str, QDockWidget], wishes: dict[str, _Wish]) -> None:
        """Put docks behind each other's tabs as they wish, and apart where they do not; an older file wishes neither.

        Parameters
        ----------
        shown : dict
            The docks in the window by name.
        wishes : dict
            What is wished, for each of these at least.
        """
        window = self._window
        for name, dock in shown.items():
            tabs = wishes[name].tabs
            if tabs is not None and self._tabbed(dock, shown) - tabs:
                window.addDockWidget(window.dockWidgetArea(dock), dock)
        before: list[str] = []
        for name, dock in shown.items():
            first = next((other for other in before if other in (wishes[name].tabs or ())), None)
            before.append(name)
            if first is None or first in self._tabbed(dock, shown):
                continue
            area = window.dockWidgetArea(shown[first])
            if area != Qt.DockWidgetArea.NoDockWidgetArea and dock.isAreaAllowed(area):
                window.tabifyDockWidget(shown[first], dock)
        for name, dock in shown.items():
            if wishes[name].is_in_front and self._tabbed(dock, shown):
                dock.raise_()

    def _tabbed(self, dock: QDockWidget, shown: dict[str, QDockWidget]) -> set[str]:
        """Return the names of those of the docks shown that share their place with one."""
        return {other.objectName() for other in self._window.tabifiedDockWidgets(dock)} & shown.keys()

    def _tabs_height(self, dock: QDockWidget, shown: dict[str, QDockWidget]) -> int:
        """Return what the tabs take of a dock's place, which Qt counts to its height when that is set."""
        if not self._tabbed(dock, shown):
            return 0
        bars = self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return max((bar.sizeHint().height() for bar in bars), default=0)

    def _is_exploring(self) -> bool:
        session = self._session
        return not (session.stepping.active or session.presentation.active or self._race.isChecked())


@dataclass(frozen=True, slots=True)
class _Wish:
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


def _read(layout: str) -> tuple[dict[str, _Wish], dict[str, Place], dict[str, str], tuple[str, str] | None]:
    """Return what a text wishes for each dock, their places and those of bars, and the two inputs of the plane.

    Nothing is returned of a text that is not understood.
    """
    if len(layout) > LONGEST_TEXT:
        return {}, {}, {}, None
    import json

    try:
        document: Any = json.loads(layout)
        wishes = {str(name): _wish(*values) for name, values in document["docks"].items()}
        # An older file knows none of these.
        places = project_places.read(document.get("places", {}))
        bars = {str(name): str(area) for name, area in document.get("bars", {}).items()}
        across, up = document.get("plane", (None, None))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return {}, {}, {}, None
    return wishes, places, bars, (across, up) if isinstance(across, str) and isinstance(up, str) else None


def _wish(shown: object, width: object, height: object, tabs: object = None, front: object = False) -> _Wish:
    if tabs is not None and not isinstance(tabs, list):
        raise TypeError(tabs)
    names = None if tabs is None else frozenset(name for name in tabs if isinstance(name, str))
    return _Wish(bool(shown), _side(width), _side(height), names, bool(front))


def _is_in_front(dock: QDockWidget) -> bool:
    """Whether it is not behind another's tab, where Qt calls it visible all the same."""
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _side(value: object) -> int:
    if not isinstance(value, int | float) or not 0 <= value <= LARGEST_SIDE:
        raise ValueError(value)
    return max(int(value), 1)
