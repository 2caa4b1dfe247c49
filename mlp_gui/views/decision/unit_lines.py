"""The units' lines over the plane: thin, with their names, their normals and a fringe on the positive side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from mlp_gui.views.axes import draw_segments
from mlp_gui.views.decision.name_places import NamedLine, place_names
from mlp_gui.views.decision.naming import unit_symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_PER_NAME: Final = 20.0
"""Pixels of the plot's width for each name. Of more lines none has a name and a normal but the cursor's."""
_MOST_LARGE: Final = 4
_SMALL: Final = 0.8
"""Names of more lines than so many are smaller by that, but the cursor's: they would bury the data."""
_CROWD_OPACITY: Final = 0.8
_CROWD_FRINGES: Final = 2
"""In a crowd every so many-th stroke of the fringes is there."""
LAYER_DASHES: Final = ((), (6.0, 3.0), (2.0, 2.5))
"""Strokes and gaps of the first layer's lines, of the second's, and of all deeper ones', in pixels."""
_PIECE: Final = 1.0
_STATION_PITCH: Final = 7.0
"""Pixels between the places along a line that its name can stand at."""
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
    before : LinesLayer, optional
        What was painted before: names stay in their places while these are good.

    Attributes
    ----------
    name_middles : dict of (int, int) to (float, float)
        Middle of the plate of each unit, as (layer, unit), that had its name placed, in pixels.
    """

    def __init__(self, picture: LinesPicture, frame: Frame, before: LinesLayer | None = None) -> None:
        self.picture = picture
        self.frame = frame
        self.name_middles: dict[tuple[int, int], tuple[float, float]] = {}
        if before is not None and before.frame is frame:
            self.name_middles.update(before.name_middles)
        self._names_layers = any(line.layer for line in picture.lines)
        self._segments = [frame.segments(line.segments) for line in picture.lines]
        self._strokes = [
            dashed(segments, layer_dashes(line.layer))
            for line, segments in zip(picture.lines, self._segments, strict=True)
        ]
        self._fringes = [fringe(segments) for segments in self._segments]
        sides = [fringe(segments, _STATION_PITCH) for segments in self._segments]
        self._stations = [side[:, :2] for side in sides]
        self._asides = [(side[:, 2:] - side[:, :2]) / FRINGE_LENGTH for side in sides]

    @property
    def _most_named(self) -> int:
        return min(_MOST_NAMED, int(self.frame.plot.width() / _PER_NAME))

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
        for i in plain:
            if not is_crowd:
                painter.setPen(QPen(casing, WIDTH + 2.0))
                draw_segments(painter, self._segments[i])
            painter.setPen(QPen(ink, 0.9))
            draw_segments(painter, self._fringes[i][:: _CROWD_FRINGES if is_crowd else 1])
        for i in plain:
            painter.setPen(_stroke(ink, 1.0 if is_crowd else WIDTH, self.lines[i].layer))
            draw_segments(painter, self._strokes[i])
        for i in chosen:
            self._paint_chosen(painter, style, i)

    def paint_names(
        self,
        painter: QPainter,
        style: PlotStyle,
        marked: frozenset[tuple[int, int]],
        taken: Sequence[QRectF],
        points: np.ndarray | None = None,
    ) -> None:
        """Paint normals and names, over the points; of many only those `marked`.

        Parameters
        ----------
        painter : QPainter
            Painting, antialiased.
        style : PlotStyle
            Colours and fonts.
        marked : frozenset of (int, int)
            The cursor's units, as (layer, unit).
        taken : sequence of QRectF
            What names keep clear of.
        points : ndarray, shape (n, 2), optional
            Pixels of many points, which they keep off as far as they can.
        """
        named = self._named(marked)
        plates = self.name_plates(style, marked, taken, points)
        painter.save()
        painter.setClipRect(self.frame.plot, Qt.ClipOperation.IntersectClip)
        for i in named:
            start, end = self._normal(style, self.lines[i])
            _paint_arrow(painter, start, end, style.theme.panel, 3.6)
            _paint_arrow(painter, start, end, style.theme.ink, 1.4)
        for i, plate in zip(named, plates, strict=True):
            line = self.lines[i]
            is_marked = (line.layer, line.unit) in marked
            painter.setFont(self._font(style, is_marked))
            _paint_name(painter, style, plate, self._text(line), is_marked)
        painter.restore()

    def name_plates(
        self,
        style: PlotStyle,
        marked: frozenset[tuple[int, int]],
        taken: Sequence[QRectF],
        points: np.ndarray | None = None,
    ) -> list[QRectF]:
        """Return where the names stand that `paint_names` paints, in its order; its parameters."""
        named = self._named(marked)
        shown = [self._named_line(style, i, marked) for i in named]
        others = [self._stations[i] for i in range(len(self.lines)) if i not in named]
        plates = place_names(
            shown,
            np.concatenate((np.empty((0, 2)), *others)),
            self.frame.plot,
            taken,
            np.empty((0, 2)) if points is None else points,
        )
        for i, plate in zip(named, plates, strict=True):
            line = self.lines[i]
            self.name_middles[line.layer, line.unit] = plate.center().x(), plate.center().y()
        return plates

    def _named(self, marked: frozenset[tuple[int, int]]) -> list[int]:
        """Return the places of the lines that have names, those of marked units first: they have the best places."""
        plain, chosen = self._parted(marked)
        named = (*chosen, *(plain if len(plain) <= self._most_named else ()))
        return [i for i in named if self.lines[i].anchor is not None and len(self._stations[i])]

    def _named_line(self, style: PlotStyle, index: int, marked: frozenset[tuple[int, int]]) -> NamedLine:
        line, stations = self.lines[index], self._stations[index]
        start, end = self._normal(style, line)
        unit = line.layer, line.unit
        font = self._font(style, unit in marked)
        share = font.pixelSize() / style.symbol_font.pixelSize()
        size = QFontMetricsF(font).horizontalAdvance(self._text(line)) + 7.0 * share, round(style.px(19) * share)
        arrow = np.array([[start.x(), start.y()], [end.x(), end.y()]])
        return NamedLine(stations, self._asides[index], arrow, size, self.name_middles.get(unit))

    def _font(self, style: PlotStyle, is_marked: bool) -> QFont:
        """Return the font of a name."""
        font = QFont(style.symbol_font)
        if not is_marked and len(self.lines) > _MOST_LARGE:
            font.setPixelSize(max(round(_SMALL * font.pixelSize()), style.tick_font.pixelSize()))
        return font

    def _text(self, line: UnitLine) -> str:
        network = self.picture.request.snapshot.network
        return unit_symbol(network, line.layer, line.unit, names_layer=self._names_layers)

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
        x, y = self.frame.x, self.frame.y
        across, up = x.pixel(1.0) - x.pixel(0.0), y.pixel(0.0) - y.pixel(1.0)
        dx, dy = normal[0] * up, -normal[1] * across
        return QPointF(dx, dy) / (math.hypot(dx, dy) or 1.0)

    def _normal(self, style: PlotStyle, line: UnitLine) -> tuple[QPointF, QPointF]:
        """Return both ends of the arrow to the positive side."""
        assert line.anchor is not None
        start = self.frame.position(*line.anchor)
        plot = self.frame.plot
        length = min(style.px(_ARROW), min(plot.width(), plot.height()) / _ARROW_SHARE)
        return start, start + self._on_screen(line.normal) * length


def _paint_name(painter: QPainter, style: PlotStyle, plate: QRectF, text: str, is_marked: bool) -> None:
    """Paint a unit's name on its plate in the painter's font, in the cursor's colour where it is marked."""
    ground = QColor(style.theme.cursor if is_marked else style.theme.panel)
    ground.setAlphaF(1.0 if is_marked else 0.86)
    painter.setPen(QPen(QColor("#20262E"), 1.0) if is_marked else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4.0, 4.0)
    painter.setPen(QColor("#16191D") if is_marked else style.theme.text)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def layer_dashes(layer: int) -> tuple[float, ...]:
    """Return stroke and gap of a hidden layer's lines in pixels, 0 being the first; empty for solid ones."""
    return LAYER_DASHES[min(layer, len(LAYER_DASHES) - 1)]


def paint_fringed(
    painter: QPainter, style: PlotStyle, left: QPointF, length: float, dashes: tuple[float, ...] = ()
) -> None:
    """Paint a piece of a unit's line for the legend, its positive side above."""
    ends = np.array([[left.x(), left.y() + 2.0, left.x() + length, left.y() + 2.0]])
    cap = Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.SquareCap
    painter.setPen(QPen(style.theme.ink, WIDTH, Qt.PenStyle.SolidLine, cap))
    draw_segments(painter, dashed(ends, dashes))
    painter.setPen(QPen(style.theme.ink, 0.9))
    draw_segments(painter, fringe(ends, pitch=4.0))


def dashed(segments: np.ndarray, dashes: tuple[float, ...]) -> np.ndarray:
    """Return the strokes of pieces that follow one another, (n, 4): the pieces themselves where nothing is dashed."""
    if not dashes or not len(segments):
        return segments
    lengths = np.hypot(*(segments[:, 2:] - segments[:, :2]).T)
    counts = np.maximum(np.ceil(lengths / _PIECE), 1.0).astype(np.intp)
    pieces = np.repeat(np.arange(len(segments)), counts)
    places = np.arange(len(pieces)) - np.repeat(np.cumsum(counts) - counts, counts)
    shares = np.column_stack((places, places + 1.0)) / counts[pieces, np.newaxis]
    starts, along = segments[pieces, :2], segments[pieces, 2:] - segments[pieces, :2]
    cut = np.column_stack((starts + shares[:, :1] * along, starts + shares[:, 1:] * along))
    middles = (np.cumsum(lengths) - lengths)[pieces] + shares.mean(axis=1) * lengths[pieces]
    kept: np.ndarray = cut[np.mod(middles, sum(dashes)) < dashes[0]]
    return kept


def _stroke(ink: QColor, width: float, layer: int) -> QPen:
    """Return the pen of a layer's lines: square ends would close the gaps between dashes."""
    cap = Qt.PenCapStyle.FlatCap if layer_dashes(layer) else Qt.PenCapStyle.SquareCap
    return QPen(ink, width, Qt.PenStyle.SolidLine, cap)


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
