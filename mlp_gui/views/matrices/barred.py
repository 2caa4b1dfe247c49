"""Symbols with a bar, which is drawn as a line: a font's own runs into the serifs of a capital."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import PlotStyle

BAR: Final = "\u0304"
"""Follows the letter that it stands over, also in what is copied."""

_ABOVE, _WIDTH = 2.0, 1.4
"""Between letter and bar, and how thick it is, pixels at 100 %."""


def paint_symbol(painter: QPainter, style: PlotStyle, place: QPointF, symbol: str) -> None:
    """Paint a symbol from a place on its line of writing, in the colour of the pen."""
    letters, barred = without_bars(symbol)
    painter.setFont(style.symbol_font)
    painter.drawText(place, letters)
    metrics, pen = style.symbol_metrics, painter.pen()
    width = _WIDTH * style.scale
    painter.setPen(QPen(pen.color(), width))
    for index in barred:
        box = metrics.tightBoundingRect(letters[index])
        left = place.x() + metrics.horizontalAdvance(letters[:index]) + box.left()
        y = place.y() + box.top() - _ABOVE * style.scale - width / 2.0
        painter.drawLine(QPointF(left, y), QPointF(left + box.width(), y))
    painter.setPen(pen)


def without_bars(symbol: str) -> tuple[str, list[int]]:
    """Return the letters of a symbol, and the places of those with a bar.

    Examples
    --------
    >>> without_bars("z" + BAR + "|4")
    ('z|4', [0])
    """
    letters, barred = "", []
    for character in symbol:
        if character == BAR:
            barred.append(len(letters) - 1)
        else:
            letters += character
    return letters, barred
