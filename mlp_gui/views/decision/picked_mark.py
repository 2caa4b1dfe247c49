"""The mark of the point that was picked in the plane, wherever that point is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import PlotStyle


def paint_picked(painter: QPainter, style: PlotStyle, at: QPointF) -> None:
    """Paint the picked point: a ring in the cursor's colour with a cross of hair lines through it."""
    theme = style.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.ink, 4.4), (theme.cursor, 2.4)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, 6.5, 6.5)
        for dx, dy in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
            painter.drawLine(at + QPointF(dx, dy) * 6.5, at + QPointF(dx, dy) * 11.0)
