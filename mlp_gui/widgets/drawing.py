"""Strokes that several widgets share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFocusEvent

RING_WIDTH = 2.0
RING_GAP = 1.0
#: What the focus ring takes of a widget's edge, with the gap inside it, in pixels.
RING_ROOM = RING_WIDTH + RING_GAP


def draw_box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, border: QColor | None, width: float = 1.0
) -> None:
    """Draw a rounded box whose border lies wholly inside `rect`."""
    painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    half = 0.0 if border is None else width / 2.0
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(radius - half, 0.0), max(radius - half, 0.0))


def is_keyboard_focus(event: QFocusEvent) -> bool:
    """Return whether a widget got the focus by keys, so that its ring is wanted."""
    return event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
