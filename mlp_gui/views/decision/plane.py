"""The plane: two raw inputs as axes, the output as colour, the boundary as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

import mlp_core as mlp
from mlp_gui.look.numbers import fixed
from mlp_gui.views.axes import Frame, close_left, draw_segments, fit_frame, is_square, paint_axes
from mlp_gui.views.decision import region as regions
from mlp_gui.views.decision.boundaries import LevelLine, class_boundaries, threshold_boundary, value_levels
from mlp_gui.views.decision.legend import Legend, LegendRow, bar_labels, class_rows, error_labels, part_rows
from mlp_gui.views.decision.level_plates import level_plates, paint_level_text
from mlp_gui.views.decision.naming import symbol
from mlp_gui.views.decision.picture import Picture
from mlp_gui.views.decision.unit_lines import LAYER_DASHES, LinesLayer, layer_dashes

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.unit_lines import LinesPicture
    from mlp_gui.views.axes import PlotStyle

    Range = tuple[float, float]


class PlanePicture(Picture):
    """Region, boundary and points of a run with two raw inputs.

    Parameters
    ----------
    snapshot : Snapshot
        A moment of the run.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self._grid: mlp.DecisionGrid | None = None
        self._is_hard = False
        self._region: regions.Region | None = None
        self._levels: tuple[LevelLine, ...] = ()
        self._lines: LinesPicture | None = None
        self._lines_layer: LinesLayer | None = None
        self._marked_units: frozenset[tuple[int, int]] = frozenset()

    @property
    def lines_layer(self) -> LinesLayer | None:
        """The units' lines as they were painted last; None where none are shown."""
        return self._lines_layer

    @property
    def line_layers(self) -> tuple[int, ...]:
        """Hidden layers whose units have lines, ascending, 0 for the first: the legend has rows for them.

        Not those of single units that the cursor is on: the plot would move below it.
        """
        if self._lines is None:
            return ()
        return tuple(sorted({line.layer for line in self._lines.lines} & self._lines.request.layers))

    def set_lines(self, lines: LinesPicture | None) -> None:
        """Take the newest lines of the units, or none; the legend follows at the next `lay_out`."""
        before, self._lines, self._lines_layer = self._lines_layer, lines, None
        if lines is not None and self.frame is not None:
            self._lines_layer = LinesLayer(lines, self.frame, before)

    def set_marked_units(self, marked: frozenset[tuple[int, int]]) -> None:
        """Mark the lines of the cursor's units, each as (layer, unit)."""
        self._marked_units = marked

    def lay_out(self, size: QSizeF, style: PlotStyle, shows_held_out: bool) -> None:
        """Fit everything into `size`."""
        super().lay_out(size, style, shows_held_out)
        self.set_lines(self._lines)

    @property
    def levels(self) -> tuple[LevelLine, ...]:
        """The lines over the plane, in coordinates of the data."""
        return self._levels

    def set_hard(self, is_hard: bool) -> None:
        """Colour by class instead of by confidence, or the other way round."""
        if self._is_hard != is_hard:
            self._is_hard = is_hard
            self._still = None
            self._region = None

    def set_grid(self, grid: mlp.DecisionGrid) -> None:
        """Colour the newest field and trace its boundary."""
        if self.dataset.is_compression and len(grid.inputs):
            grid = mlp.error_grid(grid, self.dataset.input_map)
        if not self.dataset.is_classification:
            self._levels = value_levels(grid, self.scale, self._sample_points(self._rows))
        elif len(grid.output) == 1:
            self._levels = threshold_boundary(grid, self.scale.neutral)
        else:
            self._levels = class_boundaries(grid)
        self._grid = grid
        self._region = None

    def forget_colours(self) -> None:
        """Colour anew at the next painting: the theme is another one."""
        self._region = None

    def paint_moving(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint the region, the units' lines and the boundary."""
        if self._grid is None:
            painter.fillRect(frame.plot, style.theme.hover)
            return
        if self._region is None:
            self._region = self._coloured(self._grid, style)
        extent = self._region.extent
        corner, opposite = frame.position(extent.left(), extent.bottom()), frame.position(extent.right(), extent.top())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(corner, opposite), self._region.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lines_layer is not None:
            self._lines_layer.paint_lines(painter, style, self._marked_units)
        if not shows_boundary:
            return
        for level in self._levels:
            painter.setPen(QPen(style.theme.ink, 1.75 if level.is_strong else 1.0))
            draw_segments(painter, frame.segments(level.segments))

    def paint_above(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Write the levels' numbers and the units' names over the points."""
        plates = level_plates(self._levels, style, frame, self.some_positions) if shows_boundary else []
        for text, plate in plates:
            paint_level_text(painter, style, plate, text)
        if self._lines_layer is not None:
            taken = [*(plate for _, plate in plates), *self.sample_boxes(frame.plot.width())]
            self._lines_layer.paint_names(painter, style, self._marked_units, taken, self.some_positions)

    def point_at(self, position: QPointF) -> np.ndarray:
        """Return x1 and x2 at a pixel."""
        assert self.frame is not None
        return np.array([self.frame.x.value(position.x()), self.frame.y.value(position.y())])

    def paint_unit(self, painter: QPainter, style: PlotStyle, layer: int, unit: int) -> None:
        """Paint nothing: a single unit's answers over the plane are its picture in the network."""

    def position_at(self, point: np.ndarray, _outputs: np.ndarray) -> QPointF:
        """Return the pixel of a point of the plane."""
        assert self.frame is not None
        return self.frame.position(float(point[0]), float(point[1]))

    def _coloured(self, grid: mlp.DecisionGrid, style: PlotStyle) -> regions.Region:
        if len(grid.output) == 1 or not self.dataset.is_classification:
            if self._is_hard and self.dataset.task == "classification":
                return regions.colour_by_side(grid, self.scale, style.theme)
            return regions.colour_by_value(grid, self.scale, style.theme)
        if self._is_hard:
            return regions.colour_by_class(grid, style.theme)
        return regions.colour_by_probability(grid, self.scale, style.theme)

    def _sample_points(self, rows: np.ndarray) -> np.ndarray:
        points: np.ndarray = self.dataset.points[rows]
        return points

    def _shown_ranges(self) -> tuple[Range, Range]:
        return self.dataset.domain

    def _fit(self, size: QSizeF, style: PlotStyle, legend: Legend) -> Frame:
        x_range, y_range = self.dataset.domain
        width = max(legend.width(style), style.px(62))
        if not is_square(x_range, y_range):
            return fit_frame(size, style, width, x_range, y_range, equal=False)
        frame = fit_frame(size, style, width, x_range, y_range, equal=True)
        return self._closer(frame, size, style, width) or frame

    def _closer(self, frame: Frame, size: QSizeF, style: PlotStyle, width: float) -> Frame | None:
        """Return the frame of a square that only the width kept small, its axis's name between two numbers.

        Parameters
        ----------
        frame : Frame
            With the name beside the numbers.
        size, style
            As for `_fit`.
        width : float
            Pixels of the legend.

        Returns
        -------
        Frame or None
            None where there is no larger one.
        """
        x_range, y_range = self.dataset.domain
        name = symbol(self.dataset.point_names[1])
        found = frame
        for _ in range(2):  # a larger plot may have longer numbers
            left = close_left(style, y_range, name, found.plot.height())
            if left is None:
                return None
            found = fit_frame(size, style, width, x_range, y_range, equal=True, left=left)
        needed = close_left(style, y_range, name, found.plot.height())
        has_room = needed is not None and needed <= found.plot.left()
        return found if has_room and found.plot.width() > frame.plot.width() else None

    def _legend(self, style: PlotStyle) -> Legend:
        parts = part_rows(self.dataset, style.theme.text3, self._shows_held_out)
        ink = style.theme.ink
        parts = (*parts, *self._outside_rows(style.theme.text3))
        parts = (*parts, *self._line_rows(ink))
        level = LegendRow("line", "level", ink, 1.0)
        if self.dataset.task == "regression":
            return Legend("output", bar_labels(self.scale), (*parts, level))
        classes = class_rows(self.dataset, style)
        if self.dataset.is_compression:
            return Legend("error", error_labels(self.scale), (*classes, *parts, level), bar_from=0.5)
        if self.dataset.n_outputs > 1:
            return Legend("highest output", (), (*classes, *parts, LegendRow("line", "boundary", ink)))
        line = LegendRow("line", fixed(self.scale.neutral, 1), ink)
        if self._is_hard:
            return Legend("class", (), (*classes, *parts, line))
        return Legend("output", bar_labels(self.scale), (*classes, *parts, line))

    def _line_rows(self, ink: QColor) -> tuple[LegendRow, ...]:
        """Return what the legend says of the units' lines: which layer's they are, where there are several."""
        layers = self.line_layers
        if len(layers) < 2:
            return tuple(LegendRow("fringed", "unit, 𝑧 = 0", ink, dashes=layer_dashes(layer)) for layer in layers)
        last = len(LAYER_DASHES) - 1
        alike = [layer for layer in layers if layer >= last]
        rows = [(layer, f"layer {layer + 1}, 𝑧 = 0") for layer in layers if layer < last]
        if alike:
            numbers = f"layer {alike[0] + 1}" if len(alike) == 1 else f"layers {alike[0] + 1}–{alike[-1] + 1}"
            rows.append((last, f"{numbers}, 𝑧 = 0"))
        return tuple(LegendRow("fringed", text, ink, dashes=layer_dashes(layer)) for layer, text in rows)

    def _paint_frame(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        paint_axes(painter, style, frame, *(symbol(name) for name in self.dataset.point_names[:2]))
