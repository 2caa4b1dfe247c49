"""What an output unit stands for, beside it: a dot in the colour of the class, and its name where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from mlp_gui.views.network.canvas_style import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.style import StepStyle

DOT, GAP = 9.0, 7.0
"""Diameter of the dot, and its distance to the card and to the name; pixels at 100 %."""

MOST_WIDTH = 96.0


def names_width(classes: tuple[str, ...], style: StepStyle) -> float:
    """Return how much room dots and names want beside the outputs, pixels; 0 without classes."""
    if not classes:
        return 0.0
    metrics = QFontMetricsF(style.canvas.caption)
    widest = max(metrics.horizontalAdvance(name) for name in classes)
    return min(widest, MOST_WIDTH * style.scale) + (DOT + 3 * GAP) * style.scale


def paint_class_names(painter: QPainter, shown: StepShown) -> None:
    """Paint dot and name at the start of each output's line to the loss."""
    if not shown.classes:
        return
    layout, style, theme = shown.layout, shown.style, shown.style.theme
    column, scale = layout.columns[-1], style.scale
    metrics = QFontMetricsF(style.canvas.caption)
    side = min(DOT * scale, max(column.size[1] - 1.0, 4.0))
    for row, (unit, stop) in enumerate(column.groups):
        if stop - unit > 1:
            continue
        card = column.card(row)
        dot = QRectF(card.right() + GAP * scale / 2, card.center().y() - side / 2, side, side)
        left = dot.right() + GAP * scale * 0.7
        room = layout.loss.left() - left - 10.0 * scale
        name = metrics.elidedText(shown.classes[unit], Qt.TextElideMode.ElideRight, room)
        if layout.has_names and column.size[1] >= 14.0 * scale:
            ground = QRectF(dot.right(), dot.center().y() - metrics.height() / 2, 0.0, metrics.height())
            ground.setRight(left + metrics.horizontalAdvance(name) + 4.0)
            painter.fillRect(ground, theme.canvas)
            draw_text(painter, QPointF(left, dot.center().y()), name, style.canvas.caption, theme.text2, "left")
        painter.setPen(QPen(theme.canvas, 1.5))
        painter.setBrush(theme.classes[unit % len(theme.classes)])
        painter.drawEllipse(dot)
