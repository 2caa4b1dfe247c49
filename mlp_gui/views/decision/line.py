"""The line: one raw input as the axis, and above it the data, the answer and the units that it is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

import mlp_core as mlp
from mlp_gui.look.numbers import fixed
from mlp_gui.views.axes import Frame, dashed_segments, draw_segments, fit_frame, paint_axes, polyline_segments
from mlp_gui.views.decision.contributions import Contributions, fitting_range
from mlp_gui.views.decision.curves import MOST_NAMED_UNITS, pixels_within, unit_curve, unit_line
from mlp_gui.views.decision.legend import Legend, LegendRow, class_rows, part_rows
from mlp_gui.views.decision.naming import symbol
from mlp_gui.views.decision.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.look.theme import Theme
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle

    Range = tuple[float, float]

_RULE = (3.0, 3.0)


class LinePicture(Picture):
    """Curves and points of a run with one raw input.

    Parameters
    ----------
    snapshot : Snapshot
        A moment of the run.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self._grid: mlp.DecisionGrid | None = None
        sizes = snapshot.network.sizes
        self._hidden_layer = len(sizes) - 2
        self._n_units = sizes[-2] if self._hidden_layer else 0
        targets = mlp.encode_targets(
            snapshot.dataset, snapshot.network.activation_names[-1], snapshot.experiment.training.loss
        )
        self._targets = np.asarray(targets, dtype=np.float64).max(axis=1)
        self._network = snapshot.network
        self._shows_contributions = False
        self._contributions: Contributions | None = None
        self._y_range = self._own_range

    @property
    def contributions(self) -> Contributions | None:
        """What each hidden unit adds to the output; None where that is not shown."""
        return self._contributions

    def set_contributions(self, shown: bool) -> None:
        """Show what each hidden unit adds to the output instead of what it answers; `lay_out` has to follow."""
        self._shows_contributions = shown and self._hidden_layer > 0
        self._y_range = self._own_range
        self._contribute()

    def set_network(self, network: mlp.Network) -> None:
        """Take the weights of the newest moment; its curves follow by `set_grid`."""
        self._network = network

    def set_grid(self, grid: mlp.DecisionGrid) -> None:
        """Take the newest curves."""
        self._grid = grid
        self._contribute()

    @property
    def needs_layout(self) -> bool:
        """Whether the curves have outgrown the axis, or become small in it."""
        return self.frame is not None and (self.frame.y.low, self.frame.y.high) != self._y_range

    def _contribute(self) -> None:
        """Take the output's sum apart, and make room for its terms."""
        grid = self._grid
        if not self._shows_contributions or grid is None or len(grid.layers) != self._network.layer_count:
            self._contributions = None
            return
        self._contributions = Contributions.of(self._network, grid)
        self._y_range = fitting_range(self._y_range, self._own_range, self._contributions.span)

    @property
    def _own_range(self) -> Range:
        """The y axis that the data need."""
        if self.dataset.task != "classification":
            return self.dataset.domain[1]
        margin = 0.3 * self.scale.half_range
        return self.scale.low - margin, self.scale.high + margin

    def forget_colours(self) -> None:
        """Colour anew at the next painting: nothing is kept."""

    def paint_moving(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint the units thin, the answer strong, and the threshold between two classes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rules(painter, style, frame, shows_boundary)
        if self._grid is None:
            return
        x = frame.x.pixels(self._grid.x)
        if self._contributions is not None:
            self._contributions.paint(painter, style, frame)
        elif 0 < self._n_units <= MOST_NAMED_UNITS:
            for unit, values in enumerate(self._grid.layers[-2]):
                colour, dashes = unit_line(style.theme, unit, self._n_units)
                painter.setPen(QPen(colour, 1.2))
                draw_segments(painter, unit_curve(x, pixels_within(frame, values), dashes))
        for index, values in enumerate(self._grid.output):
            painter.setPen(QPen(self._output_colour(style.theme, index), 2.0))
            draw_segments(painter, polyline_segments(x, pixels_within(frame, values)))

    def point_at(self, position: QPointF) -> np.ndarray:
        """Return x1 at a pixel."""
        assert self.frame is not None
        return np.array([self.frame.x.value(position.x())])

    def paint_above(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint nothing: curves have no numbers on them."""

    def position_at(self, point: np.ndarray, outputs: np.ndarray) -> QPointF:
        """Return the pixel of the answer at a point, within the plot."""
        assert self.frame is not None
        plot = self.frame.plot
        y = float(pixels_within(self.frame, outputs[:1])[0])
        if not np.isfinite(y):
            y = plot.center().y()
        return QPointF(self.frame.x.pixel(float(point[0])), min(max(y, plot.top()), plot.bottom()))

    def _paint_rules(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        ends = np.array([frame.plot.left(), frame.plot.right()])
        painter.setPen(QPen(style.theme.line, 1.0))
        if frame.y.low < 0.0 < frame.y.high:
            draw_segments(painter, polyline_segments(ends, np.full(2, frame.y.pixel(0.0))))
        if shows_boundary and self._has_threshold:
            painter.setPen(QPen(style.theme.text3, 1.0))
            draw_segments(painter, dashed_segments(ends, np.full(2, frame.y.pixel(self.scale.neutral)), *_RULE))

    def paint_unit(self, painter: QPainter, style: PlotStyle, layer: int, unit: int) -> None:
        """Draw the curve of a unit of any layer as the cursor's: yellow in ink, around its own colour."""
        if self._grid is None or self.frame is None or not 0 <= layer < len(self._grid.layers):
            return
        if not 0 <= unit < len(self._grid.layers[layer]):
            return
        is_last = layer == self._hidden_layer - 1
        if is_last and self._contributions is not None:
            segments = self._contributions.segments(self.frame, unit)
        else:
            y = pixels_within(self.frame, self._grid.layers[layer][unit])
            segments = polyline_segments(self.frame.x.pixels(self._grid.x), y)
        painter.save()
        painter.setClipRect(self.frame.plot, Qt.ClipOperation.IntersectClip)
        strokes = [(style.theme.ink, 5.2), (style.theme.cursor, 3.8)]
        if is_last and self._n_units <= MOST_NAMED_UNITS:
            strokes.append((unit_line(style.theme, unit, self._n_units)[0], 1.4))
        for colour, width in strokes:
            painter.setPen(QPen(colour, width))
            draw_segments(painter, segments)
        painter.restore()

    @property
    def _has_threshold(self) -> bool:
        return self.dataset.task == "classification" and self.dataset.n_outputs == 1

    def _output_colour(self, theme: Theme, index: int) -> QColor:
        return theme.ink if self.dataset.n_outputs == 1 else theme.classes[index % len(theme.classes)]

    def _sample_points(self, rows: np.ndarray) -> np.ndarray:
        return np.column_stack((self.dataset.points[rows, 0], self._targets[rows]))

    def _sample_colours(self, style: PlotStyle) -> Sequence[QColor]:
        if self.dataset.task == "regression":
            return [style.theme.classes[1]] * self.dataset.n_points
        return super()._sample_colours(style)

    def _shown_ranges(self) -> tuple[Range, Range]:
        return self.dataset.domain[0], self._y_range

    def _fit(self, size: QSizeF, style: PlotStyle, legend: Legend) -> Frame:
        width = max(legend.width(style), style.px(62))
        # Room for numbers in the user's own units; the plot itself lies as the network has it.
        units = self._in_units(self._y_range)
        frame = fit_frame(size, style, width, self.dataset.domain[0], units, equal=False)
        return replace(frame, y=replace(frame.y, low=self._y_range[0], high=self._y_range[1]))

    def _legend(self, style: PlotStyle) -> Legend:
        theme = style.theme
        rows = [LegendRow("line", "network", theme.ink, 2.0)] if self.dataset.n_outputs == 1 else []
        if self.dataset.task == "classification":
            rows += class_rows(self.dataset, style)
        colour = theme.classes[1] if self.dataset.task == "regression" else theme.text3
        rows += part_rows(self.dataset, colour, self._shows_held_out)
        rows += self._outside_rows(colour)
        if self._has_threshold:
            rows.append(LegendRow("line", fixed(self.scale.neutral, 1), theme.text3, 1.0, _RULE))
        if self._contributions is not None:
            rows += self._contributions.legend_rows(theme, self._hidden_layer)
        elif 0 < self._n_units <= MOST_NAMED_UNITS:
            rows.append(LegendRow("caption", f"Hidden {self._hidden_layer}", theme.text3))
            for unit in range(self._n_units):
                colour, dashes = unit_line(theme, unit, self._n_units)
                rows.append(LegendRow("line", f"unit {unit + 1}", colour, 1.2, dashes))
        return Legend("", (), tuple(rows))

    def _paint_frame(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        low, high = self._in_units((frame.y.low, frame.y.high))
        shown = replace(frame, y=replace(frame.y, low=low, high=high))
        paint_axes(painter, style, shown, symbol(self.dataset.point_names[0]), "𝑦")

    def _in_units(self, values: Range) -> Range:
        """Return a range of values in the user's own units."""
        shift, scale = self.dataset.value_shift, self.dataset.value_scale
        return values[0] * scale + shift, values[1] * scale + shift
