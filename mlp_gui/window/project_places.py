"""On which side of the window docks stand and how they share it: noted for a project file, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QToolBar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QDockWidget, QMainWindow

AREAS: Final = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "top": Qt.DockWidgetArea.TopDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
BAR_AREAS: Final = {"top": Qt.ToolBarArea.TopToolBarArea, "bottom": Qt.ToolBarArea.BottomToolBarArea}
_LARGEST: Final = 16_384

Shape = tuple[Any, ...]
"""Names of docks, or an orientation and the shapes that follow one another in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dock stands.

    Attributes
    ----------
    area : str
        A name of `AREAS`.
    rect : QRect
        In the window, pixels; only how docks lie to one another counts.
    """

    area: str
    rect: QRect


def places_of(window: QMainWindow, docks: Mapping[str, QDockWidget]) -> dict[str, Place]:
    """Return where those of the docks stand that are in the window and can be seen."""
    names = {area: name for name, area in AREAS.items()}
    return {
        name: Place(names[window.dockWidgetArea(dock)], dock.geometry())
        for name, dock in docks.items()
        if not dock.isFloating() and window.dockWidgetArea(dock) in names
    }


def written(places: Mapping[str, Place]) -> dict[str, list[object]]:
    """Return places as JSON has them."""
    rects = {name: place.rect for name, place in places.items()}
    return {name: [places[name].area, rect.x(), rect.y(), rect.width(), rect.height()] for name, rect in rects.items()}


def read(entry: object) -> dict[str, Place]:
    """Return the places that a file has.

    Raises
    ------
    TypeError, ValueError
        If it has something else there.
    """
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return {str(name): _place(*values) for name, values in entry.items()}


def _place(area: object, *sides: object) -> Place:
    if area not in AREAS:
        raise ValueError(area)
    return Place(str(area), rect_of(sides, _LARGEST))


def rect_of(sides: Sequence[object], largest: int) -> QRect:
    """Return the rectangle that a file has as x, y, width and height.

    Parameters
    ----------
    sides : sequence
        Whatever the file has.
    largest : int
        Pixels that none of them may go beyond.

    Raises
    ------
    ValueError
        If they are something else.
    """
    numbers = [int(side) for side in sides if isinstance(side, int | float) and abs(side) <= largest]
    if len(sides) != 4 or len(numbers) != len(sides):
        raise ValueError(sides)
    return QRect(*numbers)


def put(window: QMainWindow, docks: Mapping[str, QDockWidget], places: Mapping[str, Place]) -> None:
    """Bring docks to their sides, above, below and beside each other as they stood; those that stand so stay.

    Parameters
    ----------
    window : QMainWindow
        Theirs.
    docks : dict
        By name, those that are to be shown.
    places : dict
        By name; docks without one stay where they are.
    """
    now = places_of(window, docks)
    for area, dock_area in AREAS.items():
        wanted = {name: place.rect for name, place in places.items() if place.area == area and name in docks}
        wanted = {name: rect for name, rect in wanted.items() if docks[name].isAreaAllowed(dock_area)}
        here = {name: place.rect for name, place in now.items() if place.area == area and name in places}
        if not wanted or (here.keys() == wanted.keys() and shape_of(here) == shape_of(wanted)):
            continue
        shape = shape_of(wanted)
        for name in _names(shape):
            docks[name].setFloating(False)
            window.addDockWidget(dock_area, docks[name])
        _split(window, docks, shape)


def shape_of(rects: Mapping[str, QRect]) -> Shape:
    """Return how rectangles that do not overlap are cut out of a whole: what is side by side, what is stacked.

    Parameters
    ----------
    rects : dict
        By name, at least one.
    """
    if len(rects) == 1:
        return tuple(rects)
    for orientation in Qt.Orientation.Vertical, Qt.Orientation.Horizontal:
        groups = _cut(rects, orientation)
        if len(groups) > 1:
            return (orientation, *(shape_of({name: rects[name] for name in group}) for group in groups))
    # Such as no window has; they are stacked.
    return (Qt.Orientation.Vertical, *((name,) for name in rects))


def _cut(rects: Mapping[str, QRect], orientation: Qt.Orientation) -> list[list[str]]:
    """Return the names between cuts that go through no rectangle, from the first to the last."""
    is_vertical = orientation == Qt.Orientation.Vertical
    spans = {
        name: (rect.top(), rect.bottom()) if is_vertical else (rect.left(), rect.right())
        for name, rect in rects.items()
    }
    groups: list[list[str]] = []
    end = -_LARGEST
    for name, (low, high) in sorted(spans.items(), key=_by_span):
        if not groups or low > end:
            groups.append([])
        groups[-1].append(name)
        end = max(end, high)
    return groups


def _by_span(entry: tuple[str, tuple[int, int]]) -> tuple[tuple[int, int], str]:
    name, span = entry
    return span, name


def _names(shape: Shape) -> list[str]:
    """Return the docks of a shape, from the first to the last."""
    return [shape[0]] if len(shape) == 1 else [name for part in shape[1:] for name in _names(part)]


def _split(window: QMainWindow, docks: Mapping[str, QDockWidget], shape: Shape) -> None:
    """Give each part its share of what the first dock of all has."""
    if len(shape) == 1:
        return
    orientation, parts = shape[0], shape[1:]
    for before, after in pairwise(parts):
        window.splitDockWidget(docks[_names(before)[0]], docks[_names(after)[0]], orientation)
    for part in parts:
        _split(window, docks, part)


def bars_of(window: QMainWindow) -> dict[str, str]:
    """Return where the bars of tools that can be moved stand."""
    names = {area: name for name, area in BAR_AREAS.items()}
    return {bar.objectName(): names.get(window.toolBarArea(bar), "top") for bar in _bars(window)}


def put_bars(window: QMainWindow, wanted: Mapping[str, str]) -> None:
    """Bring bars of tools to where they stood; other names are passed over."""
    for bar in _bars(window):
        area = BAR_AREAS.get(wanted.get(bar.objectName(), ""))
        if area is not None and window.toolBarArea(bar) != area and bar.isAreaAllowed(area):
            window.addToolBar(area, bar)


def _bars(window: QMainWindow) -> Sequence[QToolBar]:
    return [bar for bar in window.findChildren(QToolBar) if bar.isMovable() and not bar.isHidden()]
