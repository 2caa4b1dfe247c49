"""The hover card: what one thing is, with its exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from mlp_gui.views.network.canvas_style import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mlp_gui.look import Theme
    from mlp_gui.views.network.canvas_style import CanvasStyle

DELAY_MS = 300
SHADOW = 9
SMALL_ANCHOR = 20.0
"""Things lower than this have their card above them rather than beside."""
MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line: a label and a value.

    Attributes
    ----------
    label, text : str
        "weight", "+7.4829".
    token : str
        Name of the theme's colour of the value.
    """

    label: str
    text: str
    token: str = "text"


@dataclass(frozen=True, slots=True)
class Card:
    """A title, lines of numbers, and a closing hint."""

    title: str
    rows: tuple[CardRow, ...] = ()
    hint: str = ""


def value_row(label: str, value: float, text: str, *, error: bool = False) -> CardRow:
    """Return a line whose value has the colour of its sign: of weights, or of error signals."""
    if value == 0.0 or value != value:
        return CardRow(label, text)
    token = "positive" if value > 0 else "negative"
    return CardRow(label, text, f"{token}_error" if error else token)


def card_size(card: Card, style: CanvasStyle) -> tuple[float, float]:
    """Return width and height of a card in pixels, without its shadow."""
    title, label, value = (QFontMetricsF(font) for font in _fonts(style))
    widths = [title.horizontalAdvance(card.title), label.horizontalAdvance(card.hint)]
    widths += [label.horizontalAdvance(row.label) + 28.0 + value.horizontalAdvance(row.text) for row in card.rows]
    line = 18.0 * style.scale
    height = 2 * 9.0 + line * (1 + len(card.rows) + bool(card.hint)) + 1.0
    return max(*widths, 120.0 * style.scale) + 2 * MARGIN, height


def place_card(card: Card, style: CanvasStyle, anchor: QRectF, bounds: QRectF) -> QRectF:
    """Return where the card stands: right of and above its anchor, moved to stay within `bounds`, never over it."""
    width, height = card_size(card, style)
    if anchor.height() < SMALL_ANCHOR and anchor.top() - height - 6.0 > bounds.top() + 8.0:
        x = min(anchor.right() + 8.0, bounds.right() - 8.0 - width)
        return QRectF(round(x), round(anchor.top() - height - 6.0), round(width), round(height))
    x = anchor.right() + 14.0
    if x + width > bounds.right() - 8.0:
        x = anchor.left() - 14.0 - width
    if x < bounds.left() + 8.0:
        x = min(max(anchor.center().x() - width / 2, bounds.left() + 8.0), bounds.right() - 8.0 - width)
        y = anchor.top() - height - 14.0
        if y < bounds.top() + 8.0:
            y = anchor.bottom() + 14.0
    else:
        y = anchor.center().y() - height - 8.0
    y = min(max(y, bounds.top() + 8.0), bounds.bottom() - 8.0 - height)
    return QRectF(round(x), round(y), round(width), round(height))


def paint_card(painter: QPainter, card: Card, rect: QRectF, style: CanvasStyle) -> None:
    """Paint a card with a soft shadow."""
    theme = style.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_shadow(painter, rect, theme)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.panel)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 10.0, 10.0)
    title, label, value = _fonts(style)
    line = 18.0 * style.scale
    left, right = rect.left() + MARGIN, rect.right() - MARGIN
    y = rect.top() + 9.0 + line / 2
    draw_text(painter, QPointF(left, y), card.title, title, theme.text, "left")
    for row in card.rows:
        y += line
        draw_text(painter, QPointF(left, y), row.label, label, theme.text2, "left")
        colour: QColor = getattr(theme, row.token)
        draw_text(painter, QPointF(right, y), row.text, value, colour, "right")
    if card.hint:
        draw_text(painter, QPointF(left, y + line), card.hint, label, theme.text3, "left")


def _paint_shadow(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    strength = 15 if theme.dark else 5
    for spread in range(SHADOW, 0, -2):
        painter.setBrush(QColor(0, 0, 0, strength))
        grown = rect.adjusted(-spread, -spread + 3, spread, spread + 3)
        painter.drawRoundedRect(grown, 10.0 + spread, 10.0 + spread)


def _fonts(style: CanvasStyle) -> tuple[QFont, QFont, QFont]:
    from PySide6.QtGui import QFont

    value = QFont(style.caption)
    value.setWeight(QFont.Weight.DemiBold)
    return style.title, style.caption, value
