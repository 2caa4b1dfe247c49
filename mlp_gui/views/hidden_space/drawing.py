"""The drawing of the hidden space: cells, grid, lines and points, anywhere between input plane and hidden space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

import mlp_core as mlp
from mlp_gui.look.numbers import fixed
from mlp_gui.views.axes import Frame, LinearScale, draw_segments, draw_sheet, fit_frame, paint_axes, polyline_segments
from mlp_gui.views.decision import region as regions
from mlp_gui.views.decision.legend import Legend, LegendRow, class_rows, part_rows
from mlp_gui.views.decision.marks import SampleColours, draw_samples, mark_radius
from mlp_gui.views.decision.naming import symbol, unit_symbol
from mlp_gui.views.decision.output_scale import REGION_SHARE, OutputScale
from mlp_gui.views.decision.unit_lines import fringe

if TYPE_CHECKING:
    from mlp_gui.state.hidden_space import HiddenPicture
    from mlp_gui.state.picked_point import PointValues
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle

_FAR: Final = 2e4
"""Pixels beyond which nothing is drawn: Qt's painter overflows."""
_REACH: Final = 9.0
_LINES_FROM: Final = 0.6
"""The lines behind the layer appear from here on: they are lines of the hidden space alone."""
_END: Final = 0.004
_PALE: Final = 0.3


class HiddenDrawing:
    """One picture, laid out in a size.

    Parameters
    ----------
    picture : HiddenPicture
        What is drawn.
    snapshot : Snapshot
        A moment of the same run.
    size : QSizeF
        Of the canvas, in logical pixels.
    style : PlotStyle
        Colours and fonts.
    shows_held_out : bool
        Whether validation and test points are drawn.
    """

    def __init__(
        self, picture: HiddenPicture, snapshot: Snapshot, size: QSizeF, style: PlotStyle, shows_held_out: bool
    ) -> None:
        self.picture = picture
        self.dataset = picture.dataset
        self.scale = OutputScale.of(snapshot)
        self._style = style
        self._shows_held_out = shows_held_out
        self.legend = self._legend()
        width = max(self.legend.width(style), style.px(62))
        self.frame = fit_frame(size, style, width, *picture.ranges, equal=True)
        plot, (x_range, y_range) = self.frame.plot, picture.input_ranges
        self.input_frame = Frame(
            plot,
            self.frame.legend,
            LinearScale(*x_range, plot.left(), plot.right()),
            LinearScale(*y_range, plot.bottom(), plot.top()),
        )
        self._blend = 1.0
        self._positions = np.empty((0, 2))
        self._colours = SampleColours(self.dataset, style.theme, self.scale)
        self._cell_colours = self._coloured()
        self.set_blend(1.0)

    @property
    def positions(self) -> np.ndarray:
        """Pixels of all points of the data, shape (n_points, 2); far away for those that are not shown."""
        return self._positions

    def set_blend(self, blend: float) -> None:
        """Move everything: 0 for the input plane, 1 for the hidden space."""
        self._blend = blend
        self._positions = np.full((self.dataset.n_points, 2), _FAR)
        self._positions[self.picture.rows] = self._blended(self.picture.points_before, self.picture.points)

    def sample_near(self, position: QPointF) -> int:
        """Return the row of the point nearest to a pixel and within 9 px of it, or -1."""
        distances = np.hypot(*(self._positions - (position.x(), position.y())).T)
        if not self._shows_held_out:
            distances[self.dataset.validation] = np.inf
            distances[self.dataset.test] = np.inf
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else -1

    def position_of(self, values: PointValues) -> QPointF | None:
        """Return the pixel of any point, on its way as everything is; None where it is of other data or units."""
        picture, layer = self.picture, self.picture.layer
        if len(values.point) != self.dataset.n_coordinates or layer >= len(values.activations):
            return None
        activations = values.activations[layer]
        if len(activations) != len(picture.plane.origin):
            return None
        before = np.array([*(values.point[axis] for axis in self._input_axes), 0.0][:2])
        at = QPointF(*self._blended(before, picture.plane.project(activations)).tolist())
        return at if self.frame.plot.adjusted(-3, -3, 3, 3).contains(at) else None

    def axis_names(self) -> tuple[str, str]:
        """Return what the hidden space's axes are called."""
        picture = self.picture
        if not picture.plane.is_exact:
            return "𝑐₁", "𝑐₂"
        network, layer = picture.network, picture.layer
        has_depth = network.layer_count > 2
        units = range(len(picture.plane.origin))
        names = [unit_symbol(network, layer, unit, names_layer=has_depth) for unit in units]
        return names[0], (*names, "")[1]

    @property
    def _input_axes(self) -> tuple[int, ...]:
        return self.picture.axes if self.dataset.n_coordinates > 1 else (0,)

    def paint(self, painter: QPainter) -> None:
        """Paint all of it but what the cursor marks."""
        style, frame = self._style, self.frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._blend >= 1.0 - _END:
            paint_axes(painter, style, frame, *self.axis_names())
        elif self._blend <= _END:
            names = [symbol(self.dataset.point_names[axis]) for axis in self._input_axes]
            paint_axes(painter, style, self.input_frame, *(*names, "")[:2])
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(style.theme.line2, 1.0))
            painter.drawRect(frame.plot.adjusted(-0.5, -0.5, 0.5, 0.5))
        self.legend.paint(painter, style, frame.legend)
        painter.save()
        painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
        self._paint_sides(painter)
        self._paint_cells(painter)
        self._paint_grid(painter)
        self._paint_lines(painter)
        painter.restore()
        painter.save()
        painter.setClipRect(frame.plot.adjusted(-3, -3, 3, 3), Qt.ClipOperation.IntersectClip)
        parts = ("train", "validation", "test") if self._shows_held_out else ("train",)
        radius = mark_radius(frame.plot.width(), self.dataset.n_points)
        draw_samples(painter, self.dataset, parts, self.picture.rows, self._positions, self._colours, radius, many=120)
        painter.restore()

    def paint_ring(self, painter: QPainter, sample: int, is_selected: bool) -> None:
        """Mark a sample with the cursor's ring."""
        if not 0 <= sample < len(self._positions):
            return
        at = QPointF(*self._positions[sample].tolist())
        if not self.frame.plot.adjusted(-3, -3, 3, 3).contains(at):
            return
        reach = mark_radius(self.frame.plot.width(), self.dataset.n_points) + 3.6
        painter.setBrush(Qt.BrushStyle.NoBrush)
        theme = self._style.theme
        for colour, width in ((theme.ink, 4.0 if is_selected else 3.4), (theme.cursor, 2.4 if is_selected else 1.8)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, reach, reach)

    def _blended(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """Return pixels between those in the input plane and those in the hidden space: (..., 2) to (..., 2)."""
        with np.errstate(invalid="ignore", over="ignore"):
            start = _pixels(self.input_frame, before)
            pixels: np.ndarray = start + self._blend * (np.clip(_pixels(self.frame, after), -_FAR, _FAR) - start)
        return pixels

    def _paint_cells(self, painter: QPainter) -> None:
        """Paint each cell of the input plane in the colour of what the network answers there, wherever it now lies."""
        if self._cell_colours is None:
            return
        nodes = self._blended(self.picture.nodes_before, self.picture.nodes)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_sheet(painter, nodes, self._cell_colours)
        painter.restore()

    def _paint_grid(self, painter: QPainter) -> None:
        picture, theme = self.picture, self._style.theme
        is_line = self._cell_colours is None
        colour = QColor(theme.ink)
        colour.setAlphaF(1.0 if is_line else 0.34)
        painter.setPen(QPen(colour, 1.75 if is_line else 1.0))
        for before, after in zip(picture.curves_before, picture.curves, strict=True):
            pixels = self._blended(before, after)
            draw_segments(painter, polyline_segments(pixels[:, 0], pixels[:, 1]))

    @property
    def _lines_opacity(self) -> float:
        """How clearly what belongs to the hidden space alone is seen, from 0 to 1."""
        return max((self._blend - _LINES_FROM) / (1.0 - _LINES_FROM), 0.0)

    def _paint_sides(self, painter: QPainter) -> None:
        """Paint the ground on both sides of the output's line in the colours of what is answered there, pale."""
        if not self.picture.lines or not self._is_decision or self._lines_opacity <= 0.0:
            return
        normal, offset = self.picture.lines[0]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(_PALE * self._lines_opacity)
        for sign, place in ((1.0, 1.0), (-1.0, -1.0)):
            side = mlp.half_plane_in_box(sign * normal, sign * offset, *self.picture.ranges)
            painter.setBrush(self._style.theme.weight_map.colour(place * REGION_SHARE))
            painter.drawConvexPolygon(QPolygonF([QPointF(x, y) for x, y in _pixels(self.frame, side).tolist()]))
        painter.setOpacity(1.0)

    def _paint_lines(self, painter: QPainter) -> None:
        """Paint the lines at which the units behind the layer change sides."""
        shown = self._lines_opacity
        if shown <= 0.0 or not self.picture.lines:
            return
        is_decision = self._is_decision
        painter.setOpacity(shown)
        for normal, offset in self.picture.lines:
            ends = mlp.line_in_box(normal, offset, *self.picture.ranges)
            if ends is None:
                continue
            segment = _pixels(self.frame, ends).reshape(1, 4)
            painter.setPen(QPen(self._style.theme.ink, 0.9))
            draw_segments(painter, fringe(segment))
            painter.setPen(QPen(self._style.theme.ink, 2.2 if is_decision else 1.3))
            draw_segments(painter, segment)
        painter.setOpacity(1.0)

    @property
    def _is_decision(self) -> bool:
        """Whether the one line behind the layer is the network's own decision."""
        return self.picture.layer == self.picture.network.layer_count - 2

    def _coloured(self) -> np.ndarray | None:
        """Return the cells' colours, lowest row first: uint32 0xffRRGGBB; None without cells."""
        cells = self.picture.cells
        if cells is None:
            return None
        if len(cells.output) == 1 or self.dataset.task == "regression":
            region = regions.colour_by_value(cells, self.scale, self._style.theme)
        else:
            region = regions.colour_by_probability(cells, self.scale, self._style.theme)
        return region.pixels[::-1]

    def _legend(self) -> Legend:
        theme = self._style.theme
        rows: list[LegendRow] = []
        if self.dataset.is_classification or self.dataset.group_names:
            rows += class_rows(self.dataset, self._style)
        rows += part_rows(self.dataset, theme.text3, self._shows_held_out)
        grid = QColor(theme.ink)
        grid.setAlphaF(0.45)
        rows.append(LegendRow("line", "input grid" if self.picture.cells is not None else "input line", grid, 1.0))
        if self.picture.lines:
            if self._is_decision:
                rows.append(LegendRow("line", f"output {fixed(self.scale.neutral, 1)}", theme.ink, 2.2))
            else:
                rows.append(LegendRow("fringed", "next, 𝑧 = 0", theme.ink))
        return Legend("", (), tuple(rows))


def _pixels(frame: Frame, points: np.ndarray) -> np.ndarray:
    return np.stack((frame.x.pixels(points[..., 0]), frame.y.pixels(points[..., 1])), axis=-1)
