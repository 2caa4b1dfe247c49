"""Buttons on the canvas: units more or fewer, layers in and out, zoom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from mlp_gui.look.numbers import counted
from mlp_gui.views.network.canvas_style import draw_focus_ring

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.views.network.camera import Camera
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.layout import NetworkLayout
    from mlp_gui.views.network.structure import Structure

TITLE_Y, SUBTITLE_Y, BUTTONS_Y = 35.0, 53.0, 80.0
BUTTON, SMALL_BUTTON, SMALLEST_BUTTON = 22.0, 18.0, 14.0
ROOMY_PITCH, TIGHT_PITCH, TIGHTER_PITCH, TIGHTEST_PITCH = 118.0, 86.0, 68.0, 50.0
"""Distances of columns from which buttons are large, small, smallest, and smallest without those for new layers."""


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


def header_buttons(
    structure: Structure, layout: NetworkLayout, camera: Camera, style: CanvasStyle, column_hovered: int
) -> list[Button]:
    """Return the buttons of the header; that to remove a layer only for the column under the pointer."""
    pitch = column_pitch(layout, camera) / style.scale
    size = BUTTON if pitch >= ROOMY_PITCH else SMALL_BUTTON if pitch >= TIGHT_PITCH else SMALLEST_BUTTON
    side = size * style.scale
    reach = side * (30.0 / 22.0) if size > SMALLEST_BUTTON else 18.0 * style.scale
    middle = BUTTONS_Y * style.scale
    buttons = []
    xs = [camera.to_canvas(column.x, 0.0)[0] for column in layout.columns]
    for layer, item in enumerate(structure.layers):
        if item.hidden and (pitch >= TIGHTEST_PITCH or column_hovered == layer + 1):
            x = xs[layer + 1]
            for action, dx, text, enabled in (
                ("fewer_units", -reach, f"One unit fewer in {item.title}", item.size > 1),
                ("more_units", reach, f"One unit more in {item.title}", True),
            ):
                buttons.append(Button(action, layer, _square(x + dx, middle, side), text, enabled))
        if item.hidden and column_hovered == layer + 1:
            width = QFontMetricsF(style.title).horizontalAdvance(item.title)
            spot = _square(xs[layer + 1] + width / 2 + 13.0 * style.scale, TITLE_Y * style.scale, 18.0 * style.scale)
            text = f"Remove {item.title} and its {counted(item.size, 'unit')}"
            buttons.append(Button("remove_layer", layer, spot, text))
    if pitch >= TIGHTER_PITCH:
        for position in range(len(structure.layers)):
            before, after = layout.columns[position], layout.columns[position + 1]
            x, _ = camera.to_canvas((before.x + after.x) / 2, 0.0)
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


def paint_button(painter: QPainter, button: Button, theme: Theme, state: str, focused: bool) -> None:
    """Paint a button of the header.

    Parameters
    ----------
    painter : QPainter
        Antialiased, in canvas pixels.
    button : Button
        What to paint.
    theme : Theme
        Colours.
    state : str
        "", "hover" or "pressed".
    focused : bool
        Whether it has the keyboard focus.
    """
    ground = theme.track if state == "pressed" else theme.hover if state == "hover" else theme.field
    box = button.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    pen = QPen(theme.line2, 1.0)
    painter.setBrush(ground)
    painter.setOpacity(1.0 if button.enabled else 0.38)
    if button.action == "add_layer":
        pen.setDashPattern([2.5, 2.5])
        painter.setPen(pen)
        painter.drawEllipse(box)
    elif button.action in ("remove_layer", "close_group"):
        painter.setPen(Qt.PenStyle.NoPen)
        if not state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5.0, 5.0)
    else:
        painter.setPen(pen)
        painter.drawRoundedRect(box, 6.0, 6.0)
    colour = theme.text if state else theme.text2
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    _paint_sign(painter, button)
    painter.setOpacity(1.0)
    if focused:
        draw_focus_ring(painter, box, box.width() / 2 if button.action == "add_layer" else 6.0, theme)


def paint_zoom_box(painter: QPainter, buttons: list[Button], theme: Theme, states: list[str], focus: int) -> None:
    """Paint the box of the zoom buttons, where there are any; `focus` is the focused one, or -1."""
    if not buttons:
        return
    box = buttons[0].rect.united(buttons[-1].rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.field)
    painter.drawRoundedRect(box, 7.0, 7.0)
    for place, (button, state) in enumerate(zip(buttons, states, strict=True)):
        inner = button.rect.adjusted(2.0, 2.0, -2.0, -2.0)
        if state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track if state == "pressed" else theme.hover)
            painter.drawRoundedRect(inner, 5.0, 5.0)
        painter.setPen(QPen(theme.text if state else theme.text2, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        _paint_sign(painter, button)
        if place == focus:
            draw_focus_ring(painter, inner.adjusted(1.0, 1.0, -1.0, -1.0), 4.0, theme)


def _paint_sign(painter: QPainter, button: Button) -> None:
    centre, reach = button.rect.center(), 0.2 * button.rect.width()
    dx, dy = QPointF(reach, 0.0), QPointF(0.0, reach)
    if button.action == "fit":
        painter.drawLines(_corners(centre, reach))
        return
    if button.action in ("remove_layer", "close_group"):
        reach *= 0.9
        painter.drawLine(centre - QPointF(reach, reach), centre + QPointF(reach, reach))
        painter.drawLine(centre - QPointF(reach, -reach), centre + QPointF(reach, -reach))
        return
    painter.drawLine(centre - dx, centre + dx)
    if button.action in ("more_units", "add_layer", "zoom_in"):
        painter.drawLine(centre - dy, centre + dy)


def _corners(centre: QPointF, reach: float) -> list[QLineF]:
    lines = []
    for sx in (-1.0, 1.0):
        for sy in (-1.0, 1.0):
            corner = centre + QPointF(sx * reach, sy * reach)
            lines.append(QLineF(corner, corner - QPointF(sx * 0.75 * reach, 0.0)))
            lines.append(QLineF(corner, corner - QPointF(0.0, sy * 0.75 * reach)))
    return lines
