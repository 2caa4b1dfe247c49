"""The numbers of levels on small plates: where they stand over the plane, clear of each other and of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import Frame, PlotStyle
    from mlp_gui.views.decision.boundaries import LevelLine

_BETWEEN: Final = 2.0
"""Pixels between the numbers of two levels."""
_RADIUS: Final = 3.5
"""Pixels that a point reaches into a plate from beside it."""
_MOST_PLACES: Final = 64
"""Places along a level that are tried where its number would hide points."""


def level_plates(
    levels: Sequence[LevelLine], style: PlotStyle, frame: Frame, points: np.ndarray | None = None
) -> list[tuple[str, QRectF]]:
    """Return the numbers of levels and their plates; where two would touch, the plot is too small for the later one.

    Parameters
    ----------
    levels : sequence of LevelLine
        In coordinates of the data.
    style : PlotStyle
        Fonts.
    frame : Frame
        Where the plane lies.
    points : ndarray, shape (n, 2), optional
        Pixels of the data: a number that would hide some goes along its line to where it hides none.
    """
    found: list[tuple[str, QRectF]] = []
    for level in levels:
        if level.label_at is None:
            continue
        width = style.tick_metrics.horizontalAdvance(level.text) + 6.0
        plate = QRectF(0.0, 0.0, width, style.tick_metrics.height() - 1.0)
        plate.moveCenter(frame.position(*level.label_at))
        _keep_inside(plate, frame.plot)
        if points is not None:
            _keep_off(plate, frame.segments(level.segments), frame.plot, points, [other for _, other in found])
        if not _is_touched(plate, [other for _, other in found]):
            found.append((level.text, plate))
    return found


def paint_level_text(painter: QPainter, style: PlotStyle, plate: QRectF, text: str) -> None:
    """Write a level's number on a small plate, which keeps it readable on every colour."""
    ground = QColor(style.theme.panel)
    ground.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 3.0, 3.0)
    painter.setPen(style.theme.text)
    painter.setFont(style.tick_font)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _keep_off(plate: QRectF, line: np.ndarray, plot: QRectF, points: np.ndarray, others: list[QRectF]) -> None:
    """Move a plate along its line, no farther than it takes, to where it hides no point; in a crowd it stays."""
    home = np.array((plate.center().x(), plate.center().y()))
    half = np.array((plate.width(), plate.height())) / 2.0
    if not len(line) or not _hides(home[np.newaxis], half, points)[0]:
        return
    places = (line[:, :2] + line[:, 2:])[:: -(-len(line) // _MOST_PLACES)] / 2.0
    low = np.array((plot.left(), plot.top())) + half
    high = np.array((plot.right(), plot.bottom())) - half
    places = places[((places >= low) & (places <= high)).all(axis=1)]
    places = places[~_hides(places, half, points)]
    order = np.argsort(np.hypot(*(places - home).T), kind="stable")
    for place in (*places[order].tolist(), home.tolist()):
        plate.moveCenter(QPointF(*place))
        if not _is_touched(plate, others):
            return


def _keep_inside(plate: QRectF, plot: QRectF) -> None:
    left = min(max(plate.left(), plot.left() + 1.0), plot.right() - plate.width() - 1.0)
    top = min(max(plate.top(), plot.top() + 1.0), plot.bottom() - plate.height() - 1.0)
    plate.moveTo(left, top)


def _hides(middles: np.ndarray, half: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return whether a plate around each middle hides a point: (n,), bool."""
    gaps = np.abs(middles[:, np.newaxis] - points) - half - _RADIUS
    hides: np.ndarray = (gaps < 0.0).all(axis=2).any(axis=1)
    return hides


def _is_touched(plate: QRectF, others: list[QRectF]) -> bool:
    around = plate.adjusted(-_BETWEEN, -_BETWEEN, _BETWEEN, _BETWEEN)
    return any(around.intersects(other) for other in others)
