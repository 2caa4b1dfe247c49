"""What stands in the place of a number that is to come: a box with "next" or "?", or a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen

from mlp_gui.views.paper.knowing import Standing

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme

_TEXTS = {Standing.NEXT: "next", Standing.ASKED: "?", Standing.LATER: "", Standing.KNOWN: ""}


def box_width(font: QFont) -> float:
    """Return the least width of a box that says "next" in a font, in logical pixels."""
    metrics = QFontMetricsF(font)
    return metrics.horizontalAdvance(_TEXTS[Standing.NEXT]) + 1.1 * metrics.height()


def paint_unknown(
    painter: QPainter, box: QRectF, standing: Standing, font: QFont, theme: Theme, radius: float = 6.0
) -> None:
    """Paint what stands in a number's place; nothing for one that is known.

    Parameters
    ----------
    box : QRectF
        Where the number would stand, in logical pixels.
    font : QFont
        Of the words.
    """
    if standing is Standing.KNOWN:
        return
    if standing is Standing.LATER:
        half = min(box.width(), box.height()) / 4.0
        middle = box.center()
        painter.setPen(QPen(theme.text3, 1.5))
        painter.drawLine(QLineF(middle.x() - half, middle.y(), middle.x() + half, middle.y()))
        return
    is_asked = standing is Standing.ASKED
    pen = QPen(theme.cursor_line, 1.25)
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(theme.cursor_soft if is_asked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(font)
    painter.setPen(theme.text if is_asked else theme.text2)
    if box.width() >= QFontMetricsF(font).horizontalAdvance(_TEXTS[standing]):
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _TEXTS[standing])
