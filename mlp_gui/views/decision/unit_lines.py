"""The units' lines over the plane: thin, with their names, their normals and a fringe on the positive side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mlp_gui.views.axes import draw_segments
from mlp_gui.views.decision.naming import unit_symbol

if TYPE_CHECKING:
    from mlp_gui.state.unit_lines import LinesPicture, UnitLine
    from mlp_gui.views.axes import Frame, PlotStyle

WIDTH: Final = 1.3
FRINGE_PITCH: Final = 7.0
FRINGE_LENGTH: Final = 4.0
"""Of the short strokes on the positive side, in pixels."""
_ARROW: Final = 17.0
_ARROW_SHARE: Final = 13.0
"""Length of a normal at 100 %, and what part of the plot's width it is at most."""
_HEAD: Final = 5.5
_MOST_NAMED: Final = 12
_PER_NAME: Final = 24.0
"""Pixels of the plot's width for each name. Of more lines none has name, normal and fringe; the cursor's has them."""
_CROWD_OPACITY: Final = 0.7
_REACH: Final = 5.0
"""Pixels from which a line is pointed at."""


class LinesLayer:
    """The lines in pixels of one frame, painted and pointed at.

    Parameters
    ----------
    picture : LinesPicture
        Lines in coordinates of the data.
    frame : Frame
        Where the plane lies.
    """

    def __init__(self, picture: LinesPicture, frame: Frame) -> None:
        self.picture = picture
        self._frame = frame
        self._names_layers = any(line.layer for line in picture.lines)
        self._segments = [frame.segments(line.segments) for line in picture.lines]
        self._fringes = [fringe(segments) for segments in self._segments]

    @property
    def _most_named(self) -> int:
        return min(_MOST_NAMED, int(self._frame.plot.width() / _PER_NAME))

    @property
    def lines(self) -> tuple[UnitLine, ...]:
        """Lines in coordinates of the data, as painted."""
        return self.picture.lines

    def paint_lines(self, painter: QPainter, style: PlotStyle, marked: frozenset[tuple[int, int]]) -> None:
        """Paint the lines, clipped by the caller; those of `marked` units, as (layer, unit), in the cursor's colour."""
        plain, chosen = self._parted(marked)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        casing = QColor(style.theme.panel)
        casing.setAlphaF(0.55)
        is_crowd = len(plain) > self._most_named
        ink = QColor(style.theme.ink)
        ink.setAlphaF(_CROWD_OPACITY if is_crowd else 1.0)
        for i in plain if not is_crowd else ():
            painter.setPen(QPen(casing, WIDTH + 2.0))
            draw_segments(painter, self._segments[i])
            painter.setPen(QPen(ink, 0.9))
            draw_segments(painter, self._fringes[i])
        painter.setPen(QPen(ink, 1.0 if is_crowd else WIDTH))
        for i in plain:
            draw_segments(painter, self._segments[i])
        for i in chosen:
            self._paint_chosen(painter, style, i)

    def paint_names(
        self, painter: QPainter, style: PlotStyle, marked: frozenset[tuple[int, int]], taken: list[QRectF]
    ) -> None:
        """Paint normals and names, over the points, and clear of what is `taken`; of many only those `marked`."""
        plain, chosen = self._parted(marked)
        for i in (*(plain if len(plain) <= self._most_named else ()), *chosen):
            self._paint_normal(painter, style, self.lines[i], i in chosen, taken)

    def _parted(self, marked: frozenset[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """Return the places of the lines that are there: of other units, and of marked ones."""
        shown = [i for i, line in enumerate(self.lines) if len(line.segments)]
        chosen = [i for i in shown if (self.lines[i].layer, self.lines[i].unit) in marked]
        return [i for i in shown if i not in chosen], chosen

    def unit_near(self, position: QPointF) -> tuple[int, int] | None:
        """Return (layer, unit) of the line below a pixel, or None."""
        best, found = _REACH, None
        for line, segments in zip(self.lines, self._segments, strict=True):
            if len(segments):
                distance = _distance(segments, position.x(), position.y())
                if distance < best:
                    best, found = distance, (line.layer, line.unit)
        return found

    def _paint_chosen(self, painter: QPainter, style: PlotStyle, index: int) -> None:
        for colour, extra in ((style.theme.ink, 4.0), (style.theme.cursor, 2.4)):
            painter.setPen(QPen(colour, WIDTH + extra))
            draw_segments(painter, self._segments[index])
        painter.setPen(QPen(style.theme.ink, 1.2))
        draw_segments(painter, self._fringes[index])

    def _on_screen(self, normal: tuple[float, float]) -> QPointF:
        """Return the direction at right angles to the line as it is seen, the axes' scales being what they are."""
        x, y = self._frame.x, self._frame.y
        across, up = x.pixel(1.0) - x.pixel(0.0), y.pixel(0.0) - y.pixel(1.0)
        dx, dy = normal[0] * up, -normal[1] * across
        return QPointF(dx, dy) / (math.hypot(dx, dy) or 1.0)

    def _paint_normal(
        self, painter: QPainter, style: PlotStyle, line: UnitLine, is_marked: bool, taken: list[QRectF]
    ) -> None:
        """Paint the arrow to the positive side, and beyond it the unit's name on a plate, clear of those before."""
        if line.anchor is None:
            return
        start = self._frame.position(*line.anchor)
        direction = self._on_screen(line.normal)
        end = start + direction * min(style.px(_ARROW), self._frame.plot.width() / _ARROW_SHARE)
        _paint_arrow(painter, start, end, style.theme.panel, 3.6)
        _paint_arrow(painter, start, end, style.theme.ink, 1.4)
        text = unit_symbol(self.picture.request.snapshot.network, line.layer, line.unit, names_layer=self._names_layers)
        width = style.symbol_metrics.horizontalAdvance(text) + 7.0
        height = style.px(19)
        reach = abs(direction.x()) * width / 2.0 + abs(direction.y()) * height / 2.0 + 2.0
        plate = QRectF(0.0, 0.0, width, height)
        plate.moveCenter(end + direction * reach)
        _find_room(plate, QPointF(-direction.y(), direction.x()), taken)
        _keep_inside(plate, self._frame.plot)
        taken.append(QRectF(plate))
        ground = QColor(style.theme.cursor if is_marked else style.theme.panel)
        ground.setAlphaF(1.0 if is_marked else 0.86)
        painter.setPen(QPen(QColor("#20262E"), 1.0) if is_marked else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 4.0, 4.0)
        painter.setPen(QColor("#16191D") if is_marked else style.theme.text)
        painter.setFont(style.symbol_font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def paint_fringed(painter: QPainter, style: PlotStyle, left: QPointF, length: float) -> None:
    """Paint a piece of a unit's line for the legend, its positive side above."""
    ends = np.array([[left.x(), left.y() + 2.0, left.x() + length, left.y() + 2.0]])
    painter.setPen(QPen(style.theme.ink, WIDTH))
    draw_segments(painter, ends)
    painter.setPen(QPen(style.theme.ink, 0.9))
    draw_segments(painter, fringe(ends, pitch=4.0))


def fringe(segments: np.ndarray, pitch: float = FRINGE_PITCH) -> np.ndarray:
    """Return short strokes at right angles to the pieces, to their left in pixels (y counts downward): (n, 4)."""
    if not len(segments):
        return np.empty((0, 4))
    along = segments[:, 2:] - segments[:, :2]
    lengths = np.hypot(*along.T)
    ends = np.cumsum(lengths)
    stations = np.arange(pitch / 2.0, ends[-1], pitch)
    pieces = np.minimum(np.searchsorted(ends, stations), len(segments) - 1)
    lengths = np.maximum(lengths, 1e-9)
    shares = (stations - (ends[pieces] - lengths[pieces])) / lengths[pieces]
    starts = segments[pieces, :2] + shares[:, np.newaxis] * along[pieces]
    # Left of the way where y counts upward is (dy, -dx) where it counts downward.
    aside = np.column_stack((along[pieces, 1], -along[pieces, 0])) / lengths[pieces, np.newaxis]
    return np.column_stack((starts, starts + FRINGE_LENGTH * aside))


def _distance(segments: np.ndarray, x: float, y: float) -> float:
    starts, along = segments[:, :2], segments[:, 2:] - segments[:, :2]
    squares = np.maximum(np.einsum("ij,ij->i", along, along), 1e-12)
    places = np.clip(np.einsum("ij,ij->i", (x, y) - starts, along) / squares, 0.0, 1.0)
    return float(np.hypot(*(starts + places[:, np.newaxis] * along - (x, y)).T).min())


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawLine(start, end)
    angle = math.atan2(end.y() - start.y(), end.x() - start.x())
    wings = [
        end - QPointF(math.cos(angle + turn), math.sin(angle + turn)) * _HEAD for turn in (math.pi / 7, -math.pi / 7)
    ]
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([end, *wings]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _find_room(plate: QRectF, along: QPointF, taken: list[QRectF]) -> None:
    """Move a plate along its line, as little as it takes, where it would lie on another one."""
    home = plate.center()
    step = 0.6 * plate.width()
    for distance in (0.0, step, -step, 2.0 * step, -2.0 * step):
        plate.moveCenter(home + along * distance)
        if not any(plate.intersects(other) for other in taken):
            return
    plate.moveCenter(home)


def _keep_inside(plate: QRectF, plot: QRectF) -> None:
    left = min(max(plate.left(), plot.left() + 1.0), plot.right() - plate.width() - 1.0)
    top = min(max(plate.top(), plot.top() + 1.0), plot.bottom() - plate.height() - 1.0)
    plate.moveTo(left, top)
