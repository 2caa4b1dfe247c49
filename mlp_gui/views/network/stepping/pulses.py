"""Pulses along the edges of a step: forward what is carried into a unit, backward the error signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen

DURATION = 0.45
"""Seconds along an edge at one step a second."""

HEAD, TAIL_STROKES, TAIL_SHARE = 14.0, 16, 0.5
FRAME_MS = 16

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """One pulse.

    Attributes
    ----------
    points : ndarray, shape (n_points, 2), float64
        The way, canvas pixels, in the direction of travel.
    colour : QColor
        By the sign of what it carries.
    size : float
        Diameter of the head, pixels.
    """

    points: np.ndarray
    colour: QColor
    size: float = HEAD


def eased(share: float) -> float:
    """Return how far a pulse is after a share of its time: slow, fast, slow."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


class Flight(QObject):
    """The clock of the pulses of one step.

    Parameters
    ----------
    parent : QObject
        The canvas.
    clock : callable
        Seconds; tests bring their own.
    """

    moved = Signal()
    landed = Signal()

    def __init__(self, parent: QObject, clock: Clock = perf_counter) -> None:
        super().__init__(parent)
        self.clock = clock
        self.pulses: tuple[Pulse, ...] = ()
        self._started = 0.0
        self._duration = DURATION
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def is_on(self) -> bool:
        """Whether pulses are under way."""
        return bool(self.pulses)

    @property
    def progress(self) -> float:
        """How far the heads are, from 0 to 1."""
        return eased((self.clock() - self._started) / self._duration)

    def start(self, pulses: tuple[Pulse, ...], duration: float) -> None:
        """Send pulses on their way; former ones are gone."""
        self.pulses, self._duration, self._started = pulses, duration, self.clock()
        self._timer.start()

    def stop(self) -> None:
        """Take the pulses away; nobody is told."""
        self._timer.stop()
        self.pulses = ()

    @Slot()
    def tick(self) -> None:
        """Move on to now."""
        if self.pulses and self.clock() - self._started >= self._duration:
            self.stop()
            self.landed.emit()
        elif self.pulses:
            self.moved.emit()


def strip(pulse: Pulse, progress: float) -> QRect:
    """Return the part of the canvas that a pulse with its tail covers."""
    way = _way(pulse.points, max(progress - TAIL_SHARE, 0.0), progress)
    reach = pulse.size / 2 + 5.0
    low, high = way.min(axis=0) - reach, way.max(axis=0) + reach
    return QRectF(QPointF(*low), QPointF(*high)).toAlignedRect()


def paint_pulse(painter: QPainter, pulse: Pulse, progress: float, ground: QColor) -> None:
    """Paint the tail, fading away from the head, then the head in a casing of the ground."""
    way = _way(pulse.points, max(progress - TAIL_SHARE, 0.0), progress)
    colour = QColor(pulse.colour)
    for stroke in range(TAIL_STROKES):
        share = (stroke + 1) / TAIL_STROKES
        colour.setAlphaF(0.75 * share * share)
        pen = QPen(colour, 1.0 + 0.45 * pulse.size * share, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(*way[stroke]), QPointF(*way[stroke + 1]))
    head, halo = QPointF(*way[-1]), QColor(pulse.colour)
    halo.setAlphaF(0.28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawEllipse(head, pulse.size / 2 + 4.0, pulse.size / 2 + 4.0)
    painter.setPen(QPen(ground, 2.0))
    painter.setBrush(pulse.colour)
    painter.drawEllipse(head, pulse.size / 2, pulse.size / 2)


def _way(points: np.ndarray, start: float, stop: float) -> np.ndarray:
    """Return the tail's corners between two shares of the way, the head last; shape (TAIL_STROKES + 1, 2)."""
    lengths = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    at = np.linspace(start, stop, TAIL_STROKES + 1) * lengths[-1]
    return np.stack((np.interp(at, lengths, points[:, 0]), np.interp(at, lengths, points[:, 1])), axis=1)
