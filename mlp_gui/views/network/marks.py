"""Marks around tiles and chips: what is hovered, selected, or at the end of a hovered edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mlp_gui.views.network.units import radius_of

if TYPE_CHECKING:
    from mlp_gui.look import Theme


def draw_border(painter: QPainter, tile: QRectF, theme: Theme) -> None:
    """Mark a tile at either end of a hovered edge by a stronger border."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.ink, 2.25))
    radius = radius_of(min(tile.width(), tile.height()))
    painter.drawRoundedRect(tile.adjusted(1.0, 1.0, -1.0, -1.0), radius, radius)


def draw_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float | None = None) -> None:
    """Mark with the cursor's yellow; on light grounds an ink hairline outside makes it stand off."""
    corner = radius_of(min(rect.width(), rect.height())) if radius is None else radius
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not theme.dark:
        painter.setPen(QPen(theme.ink, 4.6))
        painter.drawRoundedRect(rect.adjusted(-1.4, -1.4, 1.4, 1.4), corner + 1.4, corner + 1.4)
    painter.setPen(QPen(theme.cursor, 2.8))
    painter.drawRoundedRect(rect.adjusted(-1.4, -1.4, 1.4, 1.4), corner + 1.4, corner + 1.4)
