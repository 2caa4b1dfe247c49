"""What every unit answers at the picked point: small plates at the upper edges of the tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from mlp_gui.look.numbers import compact, signed
from mlp_gui.views.network.canvas_style import rectangle
from mlp_gui.views.network.own_units import OwnUnits

if TYPE_CHECKING:
    from mlp_gui.state.picked_point import PointValues
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.layout import Column
    from mlp_gui.views.network.scene import Scene

    Plates = list[tuple[QRectF, str]]

AS_THEY_ARE: Final = OwnUnits()
LEAST_PITCH: Final = 30.0
"""Rows closer together than this have no plates, pixels on the canvas at 100 %."""
_HEIGHT: Final = 17.0
_INK: Final = QColor("#16191D")


def paint_point_values(
    painter: QPainter,
    scene: Scene,
    style: CanvasStyle,
    values: PointValues,
    own: OwnUnits,
    numbered: frozenset[int] = frozenset(),
) -> None:
    """Paint the plates, in canvas pixels.

    Parameters
    ----------
    painter : QPainter
        Of the canvas.
    scene : Scene
        What stands where.
    style : CanvasStyle
        Colours and fonts.
    values : PointValues
        Of the network that the scene shows.
    own : OwnUnits
        What its ends are for the user.
    numbered : frozenset of int
        Columns whose tiles have these numbers in them: a plate would say them twice, and cut them in half.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.small)
    for place, text in plates(scene, style, values, own, numbered):
        _paint_plate(painter, style, place, text)


def plates(
    scene: Scene,
    style: CanvasStyle,
    values: PointValues,
    own: OwnUnits = AS_THEY_ARE,
    numbered: frozenset[int] = frozenset(),
) -> Plates:
    """Return where plates stand and what is on them: an input's value, a unit's answer; none in `numbered` columns."""
    found: Plates = []
    if scene.structure.network_sizes != (len(values.inputs), *map(len, values.activations)):
        return found
    ends = {0: own.of_inputs(values.inputs), len(values.activations): own.of_outputs(values.activations[-1])}
    metrics = QFontMetricsF(style.small)
    height = _HEIGHT * style.scale
    for number, column in enumerate(scene.layout.columns):
        if number in numbered or not _has_room(scene, column, style):
            continue
        for row, (start, stop) in enumerate(column.groups):
            place = None if stop - start > 1 else _place(scene, number, start)
            if place is None:
                continue
            shown = ends.get(number)
            if shown is None:
                numbers = values.activations[number - 1] if number else values.inputs
                text = signed(float(numbers[place]), 3)
            else:
                text = compact(float(shown[place]), 4)
            tile = rectangle(scene.camera.rect_to_canvas(column.tile_rect(row)))
            width = metrics.horizontalAdvance(text) + 10.0 * style.scale
            plate = QRectF(0.0, 0.0, width, height)
            plate.moveCenter(QPointF(tile.center().x(), tile.top()))
            bias = column.bias_rect(row - 1) if row else None
            if bias is not None:  # of the unit above, which stays readable
                plate.moveTop(max(plate.top(), rectangle(scene.camera.rect_to_canvas(bias)).bottom() + 1.0))
            found.append((plate, text))
    return found


def _place(scene: Scene, column: int, unit: int) -> int | None:
    """Return the place of a single row's number among those of its column; None for an input that is off."""
    if column:
        return unit
    item = scene.structure.inputs[unit]
    return item.index if item.on else None


def _has_room(scene: Scene, column: Column, style: CanvasStyle) -> bool:
    if len(column.rows) < 2:
        return True
    return float(column.rows[1] - column.rows[0]) * scene.camera.zoom >= LEAST_PITCH * style.scale


def _paint_plate(painter: QPainter, style: CanvasStyle, place: QRectF, text: str) -> None:
    painter.setPen(QPen(style.theme.ink, 1.0))
    painter.setBrush(style.theme.cursor)
    radius = place.height() / 2.0
    painter.drawRoundedRect(place, radius, radius)
    painter.setPen(_INK)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
