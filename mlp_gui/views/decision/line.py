"""The line: one raw input as the axis, and above it the data, the answer and the units that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

import mlp_core as mlp
from mlp_gui.look.numbers import fixed
from mlp_gui.views.axes import dashed_segments, draw_segments, polyline_segments
from mlp_gui.views.decision.frame import Frame, fit_frame, paint_axes
from mlp_gui.views.decision.legend import Legend, LegendRow, class_rows, part_rows
from mlp_gui.views.decision.naming import symbol
from mlp_gui.views.decision.picture import Picture

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.readout import Readout

_MOST_NAMED_UNITS = 8
_FAR = 1e5
_DASH = (5.0, 3.5)
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

    def set_grid(self, grid: mlp.DecisionGrid) -> None:
        """Take the newest curves."""
        self._grid = grid

    def forget_colours(self) -> None:
        """Colour anew at the next painting: nothing is kept."""

    def paint_moving(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint the units thin, the answer strong, and the threshold between two classes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rules(painter, style, frame, shows_boundary)
        if self._grid is None:
            return
        x = frame.x.pixels(self._grid.x)
        if 0 < self._n_units <= _MOST_NAMED_UNITS:
            for unit, values in enumerate(self._grid.layers[-2]):
                colour, dashes = _unit_line(style.theme, unit)
                painter.setPen(QPen(colour, 1.2))
                y = _within(frame, values)
                draw_segments(painter, dashed_segments(x, y, *dashes) if dashes else polyline_segments(x, y))
        for index, values in enumerate(self._grid.output):
            painter.setPen(QPen(self._output_colour(style.theme, index), 2.0))
            draw_segments(painter, polyline_segments(x, _within(frame, values)))

    def point_at(self, position: QPointF) -> np.ndarray:
        """Return x1 at a pixel."""
        assert self.frame is not None
        return np.array([self.frame.x.value(position.x())])

    def paint_above(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint nothing: curves have no numbers on them."""

    def position_of(self, readout: Readout) -> QPointF:
        """Return the pixel of the answer at a point, within the plot."""
        assert self.frame is not None
        plot = self.frame.plot
        y = float(_within(self.frame, readout.outputs[:1])[0])
        if not np.isfinite(y):
            y = plot.center().y()
        return QPointF(self.frame.x.pixel(float(readout.point[0])), min(max(y, plot.top()), plot.bottom()))

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
        x = self.frame.x.pixels(self._grid.x)
        y = _within(self.frame, self._grid.layers[layer][unit])
        painter.save()
        painter.setClipRect(self.frame.plot, Qt.ClipOperation.IntersectClip)
        strokes = [(style.theme.ink, 5.2), (style.theme.cursor, 3.8)]
        if layer == self._hidden_layer - 1 and self._n_units <= _MOST_NAMED_UNITS:
            strokes.append((_unit_line(style.theme, unit)[0], 1.4))
        for colour, width in strokes:
            painter.setPen(QPen(colour, width))
            draw_segments(painter, polyline_segments(x, y))
        painter.restore()

    @property
    def _has_threshold(self) -> bool:
        return self.dataset.task == "classification" and self.dataset.n_outputs == 1

    def _output_colour(self, theme: Theme, index: int) -> QColor:
        return theme.ink if self.dataset.n_outputs == 1 else theme.classes[index % len(theme.classes)]

    def _sample_points(self) -> np.ndarray:
        return np.column_stack((self.dataset.points[:, 0], self._targets))

    def _sample_colours(self, style: PlotStyle) -> list[QColor]:
        if self.dataset.task == "regression":
            return [style.theme.classes[1]] * self.dataset.n_points
        return super()._sample_colours(style)

    def _fit(self, size: QSizeF, style: PlotStyle, legend: Legend) -> Frame:
        x_range, y_range = self.dataset.domain
        if self.dataset.task == "classification":
            margin = 0.3 * self.scale.half_range
            y_range = (self.scale.low - margin, self.scale.high + margin)
        return fit_frame(size, style, max(legend.width(style), style.px(62)), x_range, y_range, equal=False)

    def _legend(self, style: PlotStyle) -> Legend:
        theme = style.theme
        rows = [LegendRow("line", "network", theme.ink, 2.0)] if self.dataset.n_outputs == 1 else []
        if self.dataset.task == "classification":
            rows += class_rows(self.dataset, style)
        colour = theme.classes[1] if self.dataset.task == "regression" else theme.text3
        rows += part_rows(self.dataset, colour, self._shows_held_out)
        if self._has_threshold:
            rows.append(LegendRow("line", fixed(self.scale.neutral, 1), theme.text3, 1.0, _RULE))
        if 0 < self._n_units <= _MOST_NAMED_UNITS:
            rows.append(LegendRow("caption", f"Hidden {self._hidden_layer}", theme.text3))
            for unit in range(self._n_units):
                colour, dashes = _unit_line(theme, unit)
                rows.append(LegendRow("line", f"unit {unit + 1}", colour, 1.2, dashes))
        return Legend("", (), tuple(rows))

    def _paint_frame(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        paint_axes(painter, style, frame, symbol(self.dataset.point_names[0]), "𝑦")


def _unit_line(theme: Theme, unit: int) -> tuple[QColor, tuple[float, ...]]:
    """Return colour and dashes of a unit's curve: four colours, solid and then dashed."""
    return theme.classes[(2, 3, 0, 4)[unit % 4]], _DASH if unit >= 4 else ()


def _within(frame: Frame, values: np.ndarray) -> np.ndarray:
    """Return the values' pixels, held near the plot: Qt's painter overflows far outside; what is not finite is nan."""
    pixels = frame.y.pixels(np.where(np.isfinite(values), values, np.nan))
    held: np.ndarray = np.clip(pixels, -_FAR, _FAR)
    return held
