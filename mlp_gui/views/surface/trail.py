"""The trail: the way of the run as a line, coloured by epoch from its start to now, on a dark casing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from mlp_gui.views.axes import draw_segments

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme

BINS: Final = 16
"""Colours along the way."""
PIECE: Final = 0.03
MOST_PIECES: Final = 300
"""Length of a piece on the relief, in units of its ground; longer where there would be more of them."""


def shares(epochs: np.ndarray) -> np.ndarray:
    """Return epochs as shares of the way from the first to the last: float64 in [0, 1]; all 1 where they are equal."""
    first, last = epochs[0], epochs[-1]
    result: np.ndarray = (epochs - first) / (last - first) if last > first else np.ones(len(epochs))
    return result


def trail_segments(points: np.ndarray, epochs: np.ndarray, jumps: np.ndarray) -> list[np.ndarray]:
    """Return the pieces of the way by colour, none where parameters were set by hand.

    Parameters
    ----------
    points : ndarray, shape (n_points, 2), float64
        Places.
    epochs : ndarray, shape (n_points,), float64
        Epochs at them.
    jumps : ndarray, shape (n_points,), bool
        Points to which no line leads.

    Returns
    -------
    list of ndarray, shape (n, 4), float64
        One for each of the `BINS` colours, the start's first.
    """
    if len(points) < 2:
        return [np.empty((0, 4))] * BINS
    segments = np.column_stack((points[:-1], points[1:]))
    middle = (shares(epochs)[:-1] + shares(epochs)[1:]) / 2.0
    bins = np.minimum((middle * BINS).astype(np.intp), BINS - 1)
    bins[jumps[1:] | ~np.isfinite(segments).all(axis=1)] = -1
    return [segments[bins == index] for index in range(BINS)]


def even_pieces(
    ground: np.ndarray, share: np.ndarray, jumps: np.ndarray, most: int = MOST_PIECES
) -> tuple[np.ndarray, np.ndarray]:
    """Return the way in short pieces of one length, which can follow a relief, as far as it lies on the ground.

    Parameters
    ----------
    ground : ndarray, shape (n_points, 2), float64
        Places; the ground goes from -1 to 1.
    share : ndarray, shape (n_points,), float64
        Share of the way at each place.
    jumps : ndarray, shape (n_points,), bool
        Points to which no line leads.
    most : int
        How many pieces, roughly.

    Returns
    -------
    pieces : ndarray, shape (n, 4), float64
        From u, v to u, v; hardly more than `most`.
    at : ndarray, shape (n,), float64
        Share of the way at each piece.
    """
    lengths = np.hypot(*np.diff(ground, axis=0).T)
    lengths[jumps[1:]] = 0.0
    longest = max(PIECE, float(lengths.sum()) / most)
    pieces, at = [np.empty((0, 4))], [np.empty(0)]
    for run in np.split(np.arange(len(ground)), np.flatnonzero(jumps[1:]) + 1):
        along = np.concatenate(([0.0], np.cumsum(lengths[run[:-1]])))
        if along[-1] > 0.0:
            stations = np.linspace(0.0, along[-1], int(np.ceil(along[-1] / longest)) + 1)
            u, v, part = (np.interp(stations, along, each[run]) for each in (ground[:, 0], ground[:, 1], share))
            pieces.append(np.column_stack((u[:-1], v[:-1], u[1:], v[1:])))
            at.append((part[:-1] + part[1:]) / 2.0)
    joined = np.concatenate(pieces)
    inside = (np.abs(joined) <= 1.0).all(axis=1)
    return joined[inside], np.concatenate(at)[inside]


def draw_trail(painter: QPainter, theme: Theme, pieces: list[np.ndarray], scale: float) -> None:
    """Draw the way: first all of its casing, then its colours."""
    casing = QPen(theme.casing, 4.2 * scale)
    casing.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(casing)
    draw_segments(painter, np.concatenate(pieces))
    for index, segments in enumerate(pieces):
        pen = QPen(theme.path_map.colour((index + 0.5) / BINS), 2.2 * scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        draw_segments(painter, segments)


def draw_start(painter: QPainter, theme: Theme, at: QPointF, scale: float) -> None:
    """Draw the mark of the first point."""
    painter.setPen(QPen(theme.on_map, 1.6 * scale))
    painter.setBrush(theme.casing)
    painter.drawEllipse(at, 4.0 * scale, 4.0 * scale)


def draw_here(painter: QPainter, theme: Theme, at: QPointF, scale: float) -> None:
    """Draw the mark of the current point: white in the cursor's ring."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.casing, 5.0 * scale))
    painter.drawEllipse(at, 9.0 * scale, 9.0 * scale)
    painter.setPen(QPen(theme.cursor, 2.2 * scale))
    painter.drawEllipse(at, 9.0 * scale, 9.0 * scale)
    painter.setPen(QPen(theme.casing, 1.5 * scale))
    painter.setBrush(theme.on_map)
    painter.drawEllipse(at, 5.0 * scale, 5.0 * scale)


def draw_probe(painter: QPainter, theme: Theme, at: QPointF, scale: float) -> None:
    """Draw the mark of where the pointer is, in this drawing or in the other."""
    painter.setPen(QPen(theme.casing, 1.5 * scale))
    painter.setBrush(theme.cursor)
    painter.drawEllipse(at, 3.6 * scale, 3.6 * scale)
