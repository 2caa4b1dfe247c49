"""A sketch of what a race is: three ways down one valley, walked by the very rules that they stand for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from mlp_gui.views.axes import draw_segments
from mlp_gui.views.races.racer_look import dashed, draw_mark, look_of_optimizer

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme

_START: Final = (-0.86, -0.42)
_STEEPNESS: Final = np.array([1.0, 9.0])
"""Of the valley, along its floor and across it."""
_LEVELS: Final = (0.01, 0.06, 0.18, 0.4, 0.75, 1.25, 1.9)
_TURN: Final = 0.5
"""Radians by which the valley lies aslant."""
_STEPS: Final = 26
_ZOOM, _SHIFT = 1.65, (0.34, 0.42)
"""From the valley to a square from -1 to 1: the ways are in its middle."""


@cache
def _ways() -> dict[str, np.ndarray]:
    """Return the way of each rule, shape (n_points, 2), in a square from -1 to 1."""
    descent, rolling, adaptive = [np.array(_START)], [np.array(_START)], [np.array(_START)]
    velocity, mean, square = np.zeros(2), np.zeros(2), np.zeros(2)
    for step in range(1, _STEPS + 1):
        descent.append(descent[-1] - 0.175 * _STEEPNESS * descent[-1])
        velocity = 0.72 * velocity - 0.05 * _STEEPNESS * rolling[-1]
        rolling.append(rolling[-1] + velocity)
        gradient = _STEEPNESS * adaptive[-1]
        mean, square = 0.8 * mean + 0.2 * gradient, 0.95 * square + 0.05 * gradient**2
        adaptive.append(adaptive[-1] - 0.07 * mean / (1.0 - 0.8**step) / np.sqrt(square / (1.0 - 0.95**step)))
    ways = {"sgd": descent[:13], "momentum": rolling, "adam": adaptive[:14]}
    return {name: _turned(np.array(points)) for name, points in ways.items()}


def _turned(points: np.ndarray) -> np.ndarray:
    """Return points of the valley as they lie in the picture."""
    cosine, sine = np.cos(_TURN), np.sin(_TURN)
    turned: np.ndarray = points @ np.array([[cosine, sine], [-sine, cosine]])
    return turned


def draw_sketch(painter: QPainter, theme: Theme, box: QRectF, scale: float) -> None:
    """Draw level lines, the ways, and where everybody stands.

    Parameters
    ----------
    painter : QPainter
        Antialiased; its state is restored.
    theme : Theme
        Colours.
    box : QRectF
        The square that it fills.
    scale : float
        Of lines and marks.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.canvas)
    painter.drawRoundedRect(box, 8.0 * scale, 8.0 * scale)
    painter.setClipRect(box.adjusted(1.0, 1.0, -1.0, -1.0), Qt.ClipOperation.IntersectClip)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.line2, 1.0))
    around = np.linspace(0.0, 2.0 * np.pi, 73)
    for level in _LEVELS:
        ring = np.column_stack((np.cos(around), np.sin(around))) * np.sqrt(2.0 * level / _STEEPNESS)
        draw_segments(painter, dashed(*_pixels(_turned(ring), box), ()))
    start = QPointF(*(float(value[0]) for value in _pixels(_turned(np.array([_START])), box)))
    for name, points in _ways().items():
        look = look_of_optimizer(name)
        x, y = _pixels(points, box)
        for colour, width, dashes in ((theme.racer_casing, 4.0, ()), (look.ink(theme), 2.0, look.dashes)):
            cap = Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.SquareCap
            painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, cap))
            draw_segments(painter, dashed(x, y, dashes))
        draw_mark(painter, theme, look, QPointF(float(x[-1]), float(y[-1])), 5.0 * scale)
    painter.setPen(QPen(theme.racer_casing, 1.6 * scale))
    painter.setBrush(theme.cursor)
    painter.drawEllipse(start, 4.0 * scale, 4.0 * scale)
    painter.restore()


def _pixels(points: np.ndarray, box: QRectF) -> tuple[np.ndarray, np.ndarray]:
    reach = box.width() / 2.0
    x, y = (_ZOOM * points + np.array(_SHIFT)).T
    return box.center().x() + reach * x, box.center().y() + reach * y
