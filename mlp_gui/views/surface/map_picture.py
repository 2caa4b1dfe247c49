"""The map's picture: the losses as colours, level lines over them, the path, the gradient's arrow, axes and legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from contourpy import LineType, SerialContourGenerator, ZInterp
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from mlp_gui.views.axes import Frame, draw_segments, polyline_segments
from mlp_gui.views.surface.frame import fit_frame, paint_frame
from mlp_gui.views.surface.legend import WIDTH, paint_legend
from mlp_gui.views.surface.names import axis_symbols, axis_titles
from mlp_gui.views.surface.race_trails import MARK, draw_ways
from mlp_gui.views.surface.trail import draw_here, draw_start, draw_trail, trail_segments

if TYPE_CHECKING:
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.heights import Heights

ARROW: Final = 60.0
"""Length of the gradient's arrow in pixels at 100 %."""
_SHORTEST: Final = 28.0
_OFF_THE_EDGE: Final = (2.0, 2.0, -2.0, -2.0)
"""Pixels: so long an arrow is at the plot's edge too, where it goes on over this, but keeps off the view's own edge."""
_DARK: Final = 0.42
"""Part of the losses' range below which the map is dark."""
_PALE: Final = QColor(255, 255, 255)
_LABEL: Final = "−gradient"


class MapPicture:
    """One picture of a plane, laid out for one size and style.

    Parameters
    ----------
    picture : SurfacePicture
        Of a plane.
    heights : Heights
        Scale of the losses.
    style : PlotStyle
        Colours and fonts.
    size : QSizeF
        Of the widget, in logical pixels.
    selected : int
        The racer that is looked at; -1 for none.

    Attributes
    ----------
    frame : Frame
        Where the plot lies; both axes have one scale, so that the arrow stands at right angles to its level line.
    levels : ndarray, shape (n, 4), float64
        Pieces of all level lines, in pixels.
    arrow : tuple of two QPointF, or None
        Foot and tip of the negative gradient.
    """

    def __init__(
        self, picture: SurfacePicture, heights: Heights, style: PlotStyle, size: QSizeF, selected: int = -1
    ) -> None:
        self.picture = picture
        self.heights = heights
        self.style = style
        self._selected = selected
        self._view = QRectF(QPointF(0.0, 0.0), size)
        grid = picture.grid
        assert grid.b is not None, "a line has no map"
        ends = (float(grid.a[0]), float(grid.a[-1])), (float(grid.b[0]), float(grid.b[-1]))
        self.frame: Frame = self.fit(size, *ends)
        parts = heights.parts(picture.values)
        indices = np.rint(parts * 255.0).astype(np.intp)
        self._pixels = np.ascontiguousarray(np.take(style.theme.loss_map.packed, indices[::-1]))
        self._n_on_dark = 0
        self.levels = self._traced(parts)
        points = self.frame.positions(picture.path)
        self._trail = trail_segments(points, picture.path_epochs, picture.path_jumps)
        self._start, self._here = QPointF(*points[0]), QPointF(*points[-1])
        self.arrow = self._arrow()

    def fit(self, size: QSizeF, x_range: tuple[float, float], y_range: tuple[float, float]) -> Frame:
        """Return where plot and legend lie."""
        return fit_frame(size, self.style, x_range, y_range, self.style.px(WIDTH), is_square=True)

    def _traced(self, parts: np.ndarray) -> np.ndarray:
        grid = self.picture.grid
        assert grid.b is not None, "a line has no map"
        x, y = np.meshgrid(self.frame.x.pixels(grid.a), self.frame.y.pixels(grid.b))
        generator = SerialContourGenerator(
            x, y, parts, None, corner_mask=True, line_type=LineType.Separate,  # type: ignore[arg-type]
            fill_type=SerialContourGenerator.default_fill_type, quad_as_tri=False, z_interp=ZInterp.Linear,
        )  # fmt: skip
        pieces = [np.empty((0, 4))]
        for level in self.heights.levels():
            lines = [line for line in generator.lines(float(level)) if isinstance(line, np.ndarray)]
            pieces += [polyline_segments(line[:, 0], line[:, 1]) for line in lines]
            if level < _DARK:
                self._n_on_dark = sum(map(len, pieces))
        return np.concatenate(pieces)

    def _arrow(self) -> tuple[QPointF, QPointF] | None:
        slope = self.picture.slope
        if slope is None or not self.frame.plot.contains(self._here):
            return None
        length = float(np.hypot(*slope))
        if length < 1e-12:
            return None
        # Downwards in the plane; y counts upwards there and downwards in pixels.
        way = QPointF(-slope[0] / length, slope[1] / length)
        room = self._room(way, self.frame.plot.adjusted(5.0, 5.0, -5.0, -5.0))
        if room < _SHORTEST:
            room = min(_SHORTEST, self._room(way, self._view.adjusted(*_OFF_THE_EDGE)))
        return self._here, self._here + way * min(room, self.style.px(ARROW))

    def _room(self, way: QPointF, box: QRectF) -> float:
        """Return how far it is from the current point to the edge of a box, in a direction of length 1."""
        here = self._here
        across = (box.right() if way.x() > 0.0 else box.left()) - here.x()
        down = (box.bottom() if way.y() > 0.0 else box.top()) - here.y()
        ways = ((across, way.x()), (down, way.y()))
        return min((room / part for room, part in ways if abs(part) > 1e-9), default=0.0)

    def paint(self, painter: QPainter) -> None:
        """Paint all of it but the ground."""
        picture, style, plot = self.picture, self.style, self.frame.plot
        grid = picture.grid
        assert grid.b is not None, "a line has no map"
        height, width = self._pixels.shape
        image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter.save()
        painter.setClipRect(plot)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Points of the grid are the middles of the image's pixels.
        across, down = plot.width() / (width - 1), plot.height() / (height - 1)
        painter.drawImage(plot.adjusted(-across / 2.0, -down / 2.0, across / 2.0, down / 2.0), image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_levels(painter)
        ways = [(each, self.frame.positions(each.points)) for each in picture.trails]
        draw_ways(painter, style.theme, ways, style.scale, self._selected)
        draw_trail(painter, style.theme, self._trail, style.scale)
        if len(picture.path) > 1:
            draw_start(painter, style.theme, self._start, style.scale)
        draw_here(painter, style.theme, self._here, style.scale)
        painter.restore()
        self.paint_around(painter)
        if self.arrow is not None:
            self._paint_arrow(painter, *self.arrow)

    def paint_around(self, painter: QPainter) -> None:
        """Paint axes and legend."""
        picture, style = self.picture, self.style
        titles = axis_titles(picture)
        if style.label_metrics.horizontalAdvance(titles[-1]) > self.frame.plot.height():
            titles = axis_symbols(picture)
        paint_frame(painter, style, self.frame, titles[0], titles[1], is_maths=bool(picture.axes.indices))
        paint_legend(painter, style, self.frame.legend, self.heights, picture)

    def _paint_levels(self, painter: QPainter) -> None:
        """Paint dark lines where the map is bright, and bright ones where it is dark, as the ground of a bowl is."""
        parts = (self.levels[: self._n_on_dark], self.levels[self._n_on_dark :])
        for colour, alpha, levels in zip((_PALE, self.style.theme.casing), (105, 95), parts, strict=True):
            line = QColor(colour)
            line.setAlpha(alpha)
            pen = QPen(line, 1.0)
            # Half transparent ends that lie over one another would look like dots.
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            draw_segments(painter, levels)

    def _paint_arrow(self, painter: QPainter, foot: QPointF, tip: QPointF) -> None:
        style, theme = self.style, self.style.theme
        angle = math.atan2(tip.y() - foot.y(), tip.x() - foot.x())
        wing, whole = 0.42, math.hypot(tip.x() - foot.x(), tip.y() - foot.y())
        # What is too short for a shaft is a head alone.
        length = min(style.px(11), whole)
        start = foot + QPointF(math.cos(angle), math.sin(angle)) * min(style.px(11), whole - 0.8 * length)
        neck = tip - QPointF(math.cos(angle), math.sin(angle)) * (0.8 * length)
        wings = [tip - QPointF(math.cos(angle + side), math.sin(angle + side)) * length for side in (-wing, wing)]
        for colour, width in ((theme.casing, 5.0), (theme.slope, 2.4)):
            pen = QPen(colour, width * style.scale)
            painter.setPen(pen)
            painter.setBrush(colour)
            painter.drawLine(start, neck)
            pen.setWidthF((width - 2.4) * style.scale + 0.6)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF([tip, *wings]))
        self.paint_label(painter, foot, tip)

    def paint_label(self, painter: QPainter, foot: QPointF, tip: QPointF) -> None:
        """Write what the arrow is."""
        style, theme = self.style, self.style.theme
        box = self.label_box(foot, tip)
        painter.setFont(style.tick_font)
        ground = QColor(theme.casing)
        ground.setAlpha(215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4.0, 4.0)
        painter.setPen(theme.slope)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _LABEL)

    def label_box(self, foot: QPointF, tip: QPointF) -> QRectF:
        """Return where the arrow's name stands: beyond its tip or beside it, in the plot and off the racers' marks."""
        style = self.style
        box = QRectF(
            0.0,
            0.0,
            style.tick_metrics.horizontalAdvance(_LABEL) + style.px(10),
            style.tick_metrics.height() + style.px(3),
        )
        way = (tip - foot) / math.hypot(tip.x() - foot.x(), tip.y() - foot.y())
        across, down = box.width() / 2.0 + style.px(6), box.height() / 2.0 + style.px(6)
        side = QPointF(-way.y() * (across + style.px(4)), way.x() * (down + style.px(8)))
        middle = (foot + tip) / 2.0
        places = (tip + QPointF(way.x() * across, way.y() * down), middle + side, middle - side, tip + side, tip - side)
        plot = self.frame.plot.adjusted(3.0, 3.0, -3.0, -3.0)
        ends = [QPointF(*self.frame.positions(each.points[-1:])[0]) for each in self.picture.trails]
        reach = 2.0 * MARK * style.scale
        inside = []
        for place in places:
            box.moveCenter(place)
            if plot.contains(box):
                around = box.adjusted(-reach, -reach, reach, reach)
                if not any(around.contains(end) for end in ends):
                    return box
                inside.append(QRectF(box))
        if inside:
            return inside[0]
        box.moveCenter(foot + QPointF(0.0, style.px(26) if foot.y() < plot.center().y() else -style.px(26)))
        box.moveLeft(min(max(box.left(), plot.left()), plot.right() - box.width()))
        return box
