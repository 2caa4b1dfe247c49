"""What an output unit stands for: a dot in the colour of the class, and its name beside or above the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPen

from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.cut_names import fitting_names

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.network.stepping.layout import StepLayout
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
    """Paint dot and name at the start of each output's line to the loss; above small cards without room beside them."""
    if not shown.classes:
        return
    column = shown.layout.columns[-1]
    font = shown.style.canvas.caption
    above = stand_above(shown.layout, QFontMetricsF(font).height())
    paint, room = (_paint_above, _room_above(shown)) if above else (_paint_beside, _room_beside(shown))
    singles = [(row, unit) for row, (unit, stop) in enumerate(column.groups) if stop - unit == 1]
    names = fitting_names([shown.classes[unit] for _, unit in singles], [font] * len(singles), room)
    for (row, unit), name in zip(singles, names, strict=True):
        paint(painter, shown, column.card(row), unit, name)


def stand_above(layout: StepLayout, height: float) -> bool:
    """Tell whether names of a height stand above the cards: there is no room beside them, and none within."""
    column = layout.columns[-1]
    if layout.has_names or not column.form.is_small:
        return False
    cards = [column.card(row) for row in range(len(column.rows))]
    ends = [layout.content.top(), *(card.bottom() for card in cards[:-1])]
    return all(card.top() - end >= height + 4.0 for card, end in zip(cards, ends, strict=True))


def _room_above(shown: StepShown) -> float:
    """Return what a name has above its card, pixels."""
    return shown.layout.columns[-1].size[0] - 2.0 - (DOT + GAP * 0.7) * shown.style.scale


def _room_beside(shown: StepShown) -> float:
    """Return what a name has beside its card, pixels."""
    column, scale = shown.layout.columns[-1], shown.style.scale
    dot = min(DOT * scale, max(column.size[1] - 1.0, 4.0))
    return shown.layout.loss.left() - column.right - dot - (GAP * 1.2 + 10.0) * scale


def _paint_above(painter: QPainter, shown: StepShown, card: QRectF, unit: int, name: str) -> None:
    style, scale = shown.style, shown.style.scale
    metrics = QFontMetricsF(style.canvas.caption)
    y = card.top() - metrics.height() / 2 - 1.0
    dot = QRectF(card.left() + 2.0, y - DOT * scale / 2, DOT * scale, DOT * scale)
    left = dot.right() + GAP * scale * 0.7
    draw_text(painter, QPointF(left, y), name, style.canvas.caption, style.theme.text2, "left")
    _paint_dot(painter, dot, unit, style)


def _paint_beside(painter: QPainter, shown: StepShown, card: QRectF, unit: int, name: str) -> None:
    layout, style, scale = shown.layout, shown.style, shown.style.scale
    metrics = QFontMetricsF(style.canvas.caption)
    side = min(DOT * scale, max(card.height() - 1.0, 4.0))
    dot = QRectF(card.right() + GAP * scale / 2, card.center().y() - side / 2, side, side)
    left = dot.right() + GAP * scale * 0.7
    if layout.has_names and card.height() >= 14.0 * scale:
        ground = QRectF(dot.right(), dot.center().y() - metrics.height() / 2, 0.0, metrics.height())
        ground.setRight(left + metrics.horizontalAdvance(name) + 4.0)
        painter.fillRect(ground, style.theme.canvas)
        draw_text(painter, QPointF(left, dot.center().y()), name, style.canvas.caption, style.theme.text2, "left")
    _paint_dot(painter, dot, unit, style)


def _paint_dot(painter: QPainter, dot: QRectF, unit: int, style: StepStyle) -> None:
    painter.setPen(QPen(style.theme.canvas, 1.5))
    painter.setBrush(style.theme.classes[unit % len(style.theme.classes)])
    painter.drawEllipse(dot)
