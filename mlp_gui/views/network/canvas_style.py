"""Colours and fonts of the canvas, made once for a theme and a type scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.views.network.layout import Rect


LEAST_WIDTH, LEAST_HEIGHT = 320.0, 256.0
"""On a smaller canvas, pixels at the type scale, letters and controls would leave the network no room."""

_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ALIGNMENTS = {
    "left": (0.0, int(Qt.AlignmentFlag.AlignLeft | _LINE)),
    "centre": (0.5, int(Qt.AlignmentFlag.AlignHCenter | _LINE)),
    "right": (1.0, int(Qt.AlignmentFlag.AlignRight | _LINE)),
}
"""Of each alignment: which part of the box lies left of the point, and Qt's flags."""


@dataclass(frozen=True, slots=True, eq=False)
class CanvasStyle:
    """What all painting on the canvas shares.

    Attributes
    ----------
    theme : Theme
        Colours.
    scale : float
        Type scale, 1.0 for 100 %.
    title, caption, small, value, maths : QFont
        Headings and counts; second lines; chips and axes; numbers at a unit; names of inputs.
    """

    theme: Theme
    scale: float
    title: QFont
    caption: QFont
    small: QFont
    value: QFont
    maths: QFont


def canvas_style(controller: ThemeController, most: float = math.inf) -> CanvasStyle:
    """Return the style that `controller` asks for now, but with a type scale of `most` at most."""
    scale = min(controller.scale, most)
    share = scale / controller.scale
    return CanvasStyle(
        theme=controller.theme,
        scale=scale,
        title=controller.font(13 * share, 600),
        caption=controller.font(12 * share),
        small=controller.font(11 * share),
        value=controller.font(14 * share, 600),
        maths=controller.maths_font(17 * share),
    )


def most_scale(width: float, height: float) -> float:
    """Return the largest type scale with which a canvas has more room for its network than for words, at least 1."""
    return max(min(width / LEAST_WIDTH, height / LEAST_HEIGHT), 1.0)


def rectangle(rect: Rect) -> QRectF:
    """Return left, top, width, height as a QRectF."""
    return QRectF(*rect)


def on_pixels(point: QPointF, ratio: float) -> QPointF:
    """Return the point's nearest place between device pixels, of which `ratio` make one of the canvas."""
    return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)


def draw_text(
    painter: QPainter, centre: QPointF, text: str, font: QFont, colour: QColor, alignment: str = "centre"
) -> None:
    """Write one line at a point: centred on it, ending there ("right") or starting there ("left")."""
    painter.setFont(font)
    painter.setPen(colour)
    width, height = 1200.0, 60.0
    share, flags = _ALIGNMENTS[alignment]
    box = QRectF(centre.x() - share * width, centre.y() - height / 2, width, height)
    painter.drawText(box, flags, text)


def draw_focus_ring(painter: QPainter, rect: QRectF, radius: float, theme: Theme) -> None:
    """Draw the ring of keyboard focus: 2 px, 1 px off."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.cursor_line, 2.0))
    painter.drawRoundedRect(rect.adjusted(-3.0, -3.0, 3.0, 3.0), radius + 3.0, radius + 3.0)
