"""How the buttons on the canvas are painted: those of the header, the bar of a layer's, and the box of the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from mlp_gui.views.network.canvas_style import draw_focus_ring

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.views.network.controls import Button, HeaderBar


def paint_bar(painter: QPainter, bar: HeaderBar, theme: Theme) -> None:
    """Paint the ground of a layer's bar, with a tip that points at its column."""
    box = bar.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    reach = 0.2 * box.height()
    x = min(max(bar.x, box.left() + 2.5 * reach), box.right() - 2.5 * reach)
    tip = QPolygonF(
        [QPointF(x - reach, box.bottom()), QPointF(x, box.bottom() + reach), QPointF(x + reach, box.bottom())]
    )
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.panel)
    painter.drawRoundedRect(box, 0.3 * box.height(), 0.3 * box.height())
    painter.drawPolyline(tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(tip.translated(0.0, -0.75))


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
