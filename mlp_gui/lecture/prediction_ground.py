"""The ground of the prediction bar: the cursor's colour while a number is asked for, and a band in the verdict's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme

BAND: Final = 3
"""Width of the band, pixels at 100 %."""
SIGNS: Final = {
    "right": ("circle-check", "good"),
    "wrong": ("circle-x", "error"),
    "revealed": ("eye", "text2"),
}
"""Icon and colour of each verdict."""


def paint_ground(painter: QPainter, rect: QRect, theme: Theme, state: str, band: float, *, is_card: bool) -> None:
    """Paint the ground with its hairlines.

    Parameters
    ----------
    rect : QRect
        The bar.
    state : str
        "idle", "asking", or a verdict, one of `SIGNS`.
    band : float
        Width of the band, pixels.
    is_card : bool
        Whether something stands to the left of it.
    """
    asking = state == "asking"
    painter.fillRect(rect, theme.cursor_soft if asking else theme.panel)
    line = theme.cursor_line if asking else theme.line
    painter.fillRect(0, 0, rect.width(), 1, line)
    painter.fillRect(0, rect.height() - 1, rect.width(), 1, line)
    if is_card:
        painter.fillRect(0, 0, 1, rect.height(), line)
    if asking:
        painter.fillRect(QRectF(0, 0, band, rect.height()), theme.cursor_line)
    elif state in SIGNS:
        painter.fillRect(QRectF(0, 0, band, rect.height()), getattr(theme, SIGNS[state][1]))
