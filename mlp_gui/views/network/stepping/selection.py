"""The border of what is selected: ink, so that it is told from the yellow of what is hovered or being stepped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from mlp_gui.look import Theme

DISTANCE = 3.5
"""From the edge of a card or chip to the middle of the border, pixels: a yellow frame has room between them."""


def draw_selection(painter: QPainter, rect: QRectF, theme: Theme, radius: float) -> None:
    """Draw an ink border of 2 px around a card or chip."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.ink, 2.0))
    corner = radius + DISTANCE
    painter.drawRoundedRect(rect.adjusted(-DISTANCE, -DISTANCE, DISTANCE, DISTANCE), corner, corner)
