"""Buttons on the canvas: units more or fewer, layers in and out, zoom; which there are, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from mlp_gui.look.numbers import counted, grouped
from mlp_gui.views.network.header_titles import column_titles

if TYPE_CHECKING:
    from mlp_gui.views.network.camera import Camera
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.layout import NetworkLayout
    from mlp_gui.views.network.structure import Structure

BUTTON, SMALL_BUTTON = 22.0, 18.0
ROOMY_PITCH, TIGHT_PITCH = 118.0, 96.0
"""Distances of columns from which buttons are large, and small; closer ones share a bar, see `HeaderBar`."""
ROW_AIR = 24.0
"""What is free in a row of a count and three buttons, pixels at 100 %."""

BAR_HEIGHT, BAR_BUTTON, BAR_MARGIN = 28.0, 22.0, 3.0


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press on the canvas.

    Attributes
    ----------
    action : str
        "fewer_units", "more_units", "add_layer", "remove_layer", "close_group", "zoom_out", "fit" or "zoom_in".
    index : int
        Hidden layer, or the place of the new layer, or column; -1 for the zoom.
    rect : QRectF
        Canvas pixels.
    text : str
        What it does, for the tool-tip and for screen readers.
    enabled : bool
        Whether it does it now.
    """

    action: str
    index: int
    rect: QRectF
    text: str
    enabled: bool = True

    @property
    def key(self) -> tuple[str, int]:
        """Which button it is, wherever it stands."""
        return self.action, self.index


def column_pitch(layout: NetworkLayout, camera: Camera) -> float:
    """Return the smallest distance of two columns on the canvas."""
    xs = [column.x for column in layout.columns]
    return camera.zoom * min(b - a for a, b in pairwise(xs))


@dataclass(frozen=True, slots=True)
class HeaderBar:
    """What holds all buttons of one layer where columns are too close for a row of buttons each.

    Attributes
    ----------
    column : int
        Whose.
    rect : QRectF
        Canvas pixels; it covers the counts of the columns beside it.
    x, count_x : float
        Middle of the column, and of the place for its count.
    """

    column: int
    rect: QRectF
    x: float
    count_x: float


def header_bar(
    structure: Structure, layout: NetworkLayout, camera: Camera, style: CanvasStyle, column: int
) -> HeaderBar | None:
    """Return the bar of a hidden layer's column; None where every column has room for its own buttons."""
    least = max(TIGHT_PITCH * style.scale, _row_width(structure, style, SMALL_BUTTON))
    if column_pitch(layout, camera) >= least or not structure.layers[column - 1].hidden:
        return None
    count = grouped(structure.layers[column - 1].size)
    number = max(QFontMetricsF(style.title).horizontalAdvance(count), 16.0 * style.scale) + 6.0 * style.scale
    side, margin = BAR_BUTTON * style.scale, BAR_MARGIN * style.scale
    width, height = number + 5 * side + 4 * margin, BAR_HEIGHT * style.scale
    x, _ = camera.to_canvas(layout.columns[column].x, 0.0)
    left = max(min(x - width / 2, layout.width - width - 4.0), 4.0)
    rect = QRectF(left, layout.rows.buttons * style.scale - height / 2, width, height)
    return HeaderBar(column, rect, x, left + 2 * margin + 2 * side + number / 2)


def _row_width(structure: Structure, style: CanvasStyle, side: float) -> float:
    """Return what the widest count takes with its buttons, and one for a new layer beside them, pixels."""
    width = QFontMetricsF(style.title).horizontalAdvance
    counts = [width(grouped(layer.size)) for layer in structure.layers if layer.hidden]
    return max(counts, default=0.0) + (3 * side + ROW_AIR) * style.scale


def bar_buttons(structure: Structure, bar: HeaderBar, style: CanvasStyle) -> list[Button]:
    """Return the buttons of a bar: a layer before, a unit fewer or more, a layer behind, and away with this one."""
    layer = bar.column - 1
    item = structure.layers[layer]
    side, margin = BAR_BUTTON * style.scale, BAR_MARGIN * style.scale
    before, title, after = (structure.column_title(bar.column + step) for step in (-1, 0, 1))
    width, middle = bar.rect.width(), bar.rect.center().y()
    buttons = (
        ("add_layer", layer, margin, f"Add a hidden layer between {before} and {title}"),
        ("fewer_units", layer, 2 * margin + side, f"One unit fewer in {title}"),
        ("more_units", layer, width - 2 * margin - 3 * side, f"One unit more in {title}"),
        ("add_layer", layer + 1, width - margin - 2 * side, f"Add a hidden layer between {title} and {after}"),
        ("remove_layer", layer, width - margin - side, f"Remove {title} and its {counted(item.size, 'unit')}"),
    )
    return [
        Button(
            action,
            index,
            _square(bar.rect.left() + left + side / 2, middle, side),
            text,
            enabled=action != "fewer_units" or item.size > 1,
        )
        for action, index, left, text in buttons
    ]


def header_buttons(
    structure: Structure, layout: NetworkLayout, camera: Camera, style: CanvasStyle, column_hovered: int
) -> list[Button]:
    """Return the buttons of a roomy header; that to remove a layer only for the column under the pointer."""
    pitch = column_pitch(layout, camera)
    is_roomy = pitch >= max(ROOMY_PITCH * style.scale, _row_width(structure, style, BUTTON))
    side = (BUTTON if is_roomy else SMALL_BUTTON) * style.scale
    middle = layout.rows.buttons * style.scale
    buttons = []
    xs = [camera.to_canvas(column.x, 0.0)[0] for column in layout.columns]
    titles = column_titles(structure, xs, style, has_crosses=True)
    advance = QFontMetricsF(style.title).horizontalAdvance
    for layer, item in enumerate(structure.layers):
        if not item.hidden:
            continue
        x = xs[layer + 1]
        reach = max(side * (30.0 / 22.0), advance(grouped(item.size)) / 2 + side / 2 + 3.0 * style.scale)
        for action, dx, text, enabled in (
            ("fewer_units", -reach, f"One unit fewer in {item.title}", item.size > 1),
            ("more_units", reach, f"One unit more in {item.title}", True),
        ):
            buttons.append(Button(action, layer, _square(x + dx, middle, side), text, enabled))
        if column_hovered == layer + 1:
            width = advance(titles[layer + 1])
            top = layout.rows.title * style.scale
            spot = _square(x + width / 2 + 13.0 * style.scale, top, 18.0 * style.scale)
            text = f"Remove {item.title} and its {counted(item.size, 'unit')}"
            buttons.append(Button("remove_layer", layer, spot, text))
    for position in range(len(structure.layers)):
        x = (xs[position] + xs[position + 1]) / 2
        where = f"between {structure.column_title(position)} and {structure.column_title(position + 1)}"
        buttons.append(Button("add_layer", position, _square(x, middle, side), f"Add a hidden layer {where}"))
    return buttons


def zoom_buttons(layout: NetworkLayout, style: CanvasStyle) -> list[Button]:
    """Return the three buttons at the lower right; none where there is no legend to stand in."""
    if not layout.legend:
        return []
    side = 24.0 * style.scale
    left = layout.width - 13.0 - 3 * side
    top = layout.height - 15.0 - side
    return [
        Button(action, -1, QRectF(left + place * side, top, side, side), text)
        for place, (action, text) in enumerate(
            (("zoom_out", "Zoom out"), ("fit", "Fit the network (F)"), ("zoom_in", "Zoom in"))
        )
    ]


def _square(x: float, y: float, side: float) -> QRectF:
    return QRectF(x - side / 2, y - side / 2, side, side)
