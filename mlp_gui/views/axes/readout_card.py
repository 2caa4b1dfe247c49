"""The readout card: a small floating panel beside the pointer, names on the left and numbers on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from mlp_gui.views.axes.style import PlotStyle

_PADDING = 10.0
_GAP = 14.0
_DISTANCE = 14.0


@dataclass(frozen=True, slots=True)
class ReadoutRow:
    """One line of a card.

    Attributes
    ----------
    name : str
        What it is.
    value : str
        Its number or text.
    colour : QColor or None
        Colour of the value; None for the theme's text.
    is_maths : bool
        True where the name is a symbol, set in the mathematical font.
    """

    name: str
    value: str
    colour: QColor | None = None
    is_maths: bool = False


def draw_readout_card(
    painter: QPainter, style: PlotStyle, bounds: QRectF, anchor: QPointF, rows: tuple[ReadoutRow, ...]
) -> QRectF:
    """Draw a card near `anchor` and inside `bounds`, on the side where it fits.

    Parameters
    ----------
    painter : QPainter
        Painting, antialiased.
    style : PlotStyle
        Colours and fonts.
    bounds : QRectF
        Where the card must stay, in the painter's coordinates.
    anchor : QPointF
        The point that it reads out; the card keeps 14 px away from it.
    rows : tuple of ReadoutRow
        Its lines; nothing is drawn for none.

    Returns
    -------
    QRectF
        What was painted, shadow included; null for no rows.
    """
    if not rows:
        return QRectF()
    theme = style.theme
    size = card_size(style, rows)
    row_height = _row_height(style)
    card = _place(bounds, anchor, size.width(), size.height())

    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((3.0, 10), (2.0, 14), (1.0, 18)):
        painter.setBrush(QColor(0, 0, 0, alpha * (2 if theme.dark else 1)))
        painter.drawRoundedRect(card.adjusted(-spread, -spread + 1.5, spread, spread + 1.5), 8 + spread, 8 + spread)
    painter.setPen(QPen(theme.line2, 1.0))
    painter.setBrush(theme.panel)
    painter.drawRoundedRect(card, 8.0, 8.0)

    top = card.top() + _PADDING - 3.0
    for row in rows:
        line = QRectF(card.left() + _PADDING, top, card.width() - 2 * _PADDING, row_height)
        painter.setPen(theme.text2)
        painter.setFont(style.symbol_font if row.is_maths else style.label_font)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.setPen(row.colour if row.colour is not None else theme.text)
        painter.setFont(style.value_font)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
        top += row_height
    return card.adjusted(-5.0, -5.0, 5.0, 6.0)


def card_size(style: PlotStyle, rows: tuple[ReadoutRow, ...]) -> QSizeF:
    """Return how large a card of at least one row is."""
    names = [
        (style.symbol_metrics if row.is_maths else style.label_metrics).horizontalAdvance(row.name) for row in rows
    ]
    name_width = max(names)
    value_width = max(style.value_metrics.horizontalAdvance(row.value) for row in rows)
    width = 2 * _PADDING + name_width + (_GAP if name_width else 0.0) + value_width
    return QSizeF(width, 2 * (_PADDING - 3.0) + _row_height(style) * len(rows))


def _row_height(style: PlotStyle) -> float:
    return style.value_metrics.height() + 3.0


def _place(bounds: QRectF, anchor: QPointF, width: float, height: float) -> QRectF:
    """Return the card's rectangle: right of the anchor and above it, or left and below where there is no room."""
    left = anchor.x() + _DISTANCE
    if left + width > bounds.right() - 4.0:
        left = anchor.x() - _DISTANCE - width
    top = anchor.y() - _DISTANCE - height
    if top < bounds.top() + 4.0:
        top = anchor.y() + _DISTANCE
    left = min(max(left, bounds.left() + 4.0), max(bounds.right() - width - 4.0, bounds.left() + 4.0))
    top = min(max(top, bounds.top() + 4.0), max(bounds.bottom() - height - 4.0, bounds.top() + 4.0))
    return QRectF(round(left) + 0.5, round(top) + 0.5, round(width), round(height))
