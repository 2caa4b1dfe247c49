"""A picture of one run's answers: what stays (axes, legend, points) is painted once and kept as a pixmap."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from mlp_gui.look.pixel_ratio import is_for_lines
from mlp_gui.views.decision.legend import LegendRow
from mlp_gui.views.decision.marks import SampleColours, draw_outside, draw_samples, mark_radius
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.decision.placed import Placed, placed_rows
from mlp_gui.views.decision.table_place import place_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import mlp_core as mlp
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import Frame, PlotStyle
    from mlp_gui.views.decision.legend import Legend
    from mlp_gui.views.decision.readout import Readout
    from mlp_gui.views.decision.table_place import TablePlace
    from mlp_gui.views.decision.truth_table import TruthTablePicture

    Range = tuple[float, float]

_REACH = 9.0
_EDGE_AIR = (2.0, 2.0, -2.0, -2.0)
_FEW = 24
"""Samples that names are written beside; among more there is no room for names."""
_MOST_KEPT_OFF = 400
"""Samples that names and numbers look at, evenly among more."""
_LEAST_BEYOND = 4.0
"""Pixels: marks at the edge keep inside of it; of points that are no farther from there half is seen in its place."""


class Picture(ABC):
    """Region or curve of one run, with its points.

    Parameters
    ----------
    snapshot : Snapshot
        Any moment of the run: its data and its output scale stay the same.

    Attributes
    ----------
    frame : Frame or None
        Where plot and legend lie; None before the first `lay_out`.
    table : TruthTablePicture or None
        A gate's truth table; the first one, or none, takes its place at the next `lay_out`.
    table_place : TablePlace or None
        Where it stands; None where there is none, or no room for it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.dataset: mlp.Dataset = snapshot.dataset
        self.scale = OutputScale.of(snapshot)
        self.frame: Frame | None = None
        self.table: TruthTablePicture | None = None
        self.table_place: TablePlace | None = None
        self._style: PlotStyle | None = None
        self._shows_held_out = True
        self._still: QPixmap | None = None
        self._rows = placed_rows(self.dataset)
        self._placed = Placed(np.empty((0, 2)), np.empty((0, 2)), np.empty(0, dtype=bool))

    @property
    def coordinates(self) -> tuple[int, ...]:
        """Raw inputs that the picture's axes and cards tell."""
        return tuple(range(self.dataset.n_coordinates))

    @abstractmethod
    def set_grid(self, grid: mlp.DecisionGrid) -> None:
        """Take the newest answers."""

    @abstractmethod
    def forget_colours(self) -> None:
        """Colour anew at the next painting: the theme is another one."""

    @abstractmethod
    def paint_moving(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint what a new field changes, below the points."""

    @abstractmethod
    def paint_above(self, painter: QPainter, style: PlotStyle, frame: Frame, shows_boundary: bool) -> None:
        """Paint what a new field changes, above the points."""

    @abstractmethod
    def point_at(self, position: QPointF) -> np.ndarray:
        """Return the raw inputs, shape (n_coordinates,), that lie at a pixel."""

    @abstractmethod
    def position_at(self, point: np.ndarray, outputs: np.ndarray) -> QPointF:
        """Return the pixel where an answer is marked.

        Parameters
        ----------
        point : ndarray, shape (n_coordinates,)
            Raw inputs.
        outputs : ndarray, shape (n_outputs,)
            What the network answers there.
        """

    def position_of(self, readout: Readout) -> QPointF:
        """Return the pixel where a readout is marked."""
        return self.position_at(readout.point, readout.outputs)

    @abstractmethod
    def _sample_points(self, rows: np.ndarray) -> np.ndarray:
        """Return where points lie on the two axes: (len(rows), 2)."""

    @abstractmethod
    def _fit(self, size: QSizeF, style: PlotStyle, legend: Legend) -> Frame:
        """Lay out the plot."""

    @abstractmethod
    def _legend(self, style: PlotStyle) -> Legend:
        """Return the legend."""

    @abstractmethod
    def _paint_frame(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        """Paint axes and names."""

    def lay_out(self, size: QSizeF, style: PlotStyle, shows_held_out: bool) -> None:
        """Fit everything into `size`; what stays is painted again at the next `paint`."""
        self._style = style
        self._shows_held_out = shows_held_out
        if self.table is None:
            self.frame, self.table_place = self._fit(size, style, self._legend(style)), None
        else:
            self.frame, self.table_place = place_table(self.table, size, style, self._legend(style), self._fit)
        self._placed = self._placed_in(self.frame, self._rows)
        self._still = None

    def _placed_in(self, frame: Frame, rows: np.ndarray) -> Placed:
        """Return where points are drawn: in their places, or outside of the plot at its edge."""
        places = frame.positions(self._sample_points(rows))
        plot = frame.plot.adjusted(*_EDGE_AIR)
        positions = np.clip(places, (plot.left(), plot.top()), (plot.right(), plot.bottom()))
        beyond = places - positions
        distances = np.hypot(*beyond.T)
        is_outside = distances > _LEAST_BEYOND
        positions[~is_outside] = places[~is_outside]
        return Placed(positions, beyond / np.maximum(distances, 1e-9)[:, np.newaxis], is_outside)

    @property
    def outside(self) -> np.ndarray:
        """Rows of the points outside of the plot, which are marked at its edge."""
        return self._rows[np.flatnonzero(self._placed.is_outside)]

    @abstractmethod
    def _shown_ranges(self) -> tuple[Range, Range]:
        """Return what the two axes hold."""

    def _outside_rows(self, colour: QColor) -> tuple[LegendRow, ...]:
        """Return what the legend says of points outside of the plot, where there are any."""
        points = self._sample_points(self._rows)
        low, high = np.transpose(self._shown_ranges())
        is_outside = ((points < low) | (points > high)).any()
        return (LegendRow("outside", "outside", colour),) if is_outside else ()

    def paint(self, painter: QPainter, size: QSizeF, device_ratio: float, shows_boundary: bool) -> None:
        """Paint all of it; cheap while only the field changes."""
        if self.frame is None or self._style is None:
            return
        painter.save()
        painter.setClipRect(self.frame.plot, Qt.ClipOperation.IntersectClip)
        self.paint_moving(painter, self._style, self.frame, shows_boundary)
        painter.restore()
        if is_for_lines():
            painter.save()
            self._paint_still(painter, self._style, self.frame)
            painter.restore()
        else:
            if self._still is None or self._still.devicePixelRatio() != device_ratio:
                self._still = self._kept_still(size, device_ratio, self._style, self.frame)
            painter.drawPixmap(QPointF(0.0, 0.0), self._still)
        self.paint_above(painter, self._style, self.frame, shows_boundary)

    def sample_near(self, position: QPointF) -> int:
        """Return the visible sample nearest to a pixel and within 9 px of it, or -1."""
        if not len(self._placed.positions):
            return -1
        offsets = self._placed.positions - (position.x(), position.y())
        distances = np.einsum("ij,ij->i", offsets, offsets)
        if not self._shows_held_out:
            is_train = np.zeros(self.dataset.n_points, bool)
            is_train[self.dataset.train] = True
            distances[~is_train[self._rows]] = np.inf
        nearest = int(distances.argmin())
        return int(self._rows[nearest]) if distances[nearest] <= _REACH**2 else -1

    def sample_boxes(self, plot_width: float) -> list[QRectF]:
        """Return where samples stand that names keep clear of; of many none, as names would find no room."""
        if self.dataset.n_points > _FEW:
            return []
        radius = mark_radius(plot_width, self.dataset.n_points)
        return [QRectF(x - radius, y - radius, 2.0 * radius, 2.0 * radius) for x, y in self._placed.positions.tolist()]

    @property
    def some_positions(self) -> np.ndarray:
        """Pixels of samples that names and numbers keep off, of many every so many-th: (n, 2)."""
        stride = -(-len(self._placed.positions) // _MOST_KEPT_OFF) or 1
        return self._placed.positions[::stride]

    def sample_position(self, sample: int) -> QPointF | None:
        """Return the pixel of a sample, or None where there is no such sample in the plot."""
        if self.frame is None or not 0 <= sample < self.dataset.n_points:
            return None
        position = QPointF(*self._placed_in(self.frame, np.array([sample])).positions[0].tolist())
        return position if self.frame.plot.adjusted(-2, -2, 2, 2).contains(position) else None

    def paint_sample_ring(self, painter: QPainter, style: PlotStyle, sample: int, is_selected: bool) -> None:
        """Mark a sample with the cursor's ring."""
        position = self.sample_position(sample)
        if position is None or self.frame is None:
            return
        reach = mark_radius(self.frame.plot.width(), self.dataset.n_points) + 3.6
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (
            (style.theme.ink, 4.0 if is_selected else 3.4),
            (style.theme.cursor, 2.4 if is_selected else 1.8),
        ):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(position, reach, reach)

    @abstractmethod
    def paint_unit(self, painter: QPainter, style: PlotStyle, layer: int, unit: int) -> None:
        """Mark what a unit answers, where the picture shows single units."""

    def _kept_still(self, size: QSizeF, device_ratio: float, style: PlotStyle, frame: Frame) -> QPixmap:
        pixmap = QPixmap((size * device_ratio).toSize())
        pixmap.setDevicePixelRatio(device_ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._paint_still(painter, style, frame)
        painter.end()
        return pixmap

    def _paint_still(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, style, frame)
        if self.table_place is None or not self.table_place.replaces_legend:
            self._legend(style).paint(painter, style, frame.legend)
        painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
        self._paint_samples(painter, style, frame)

    def _sample_colours(self, style: PlotStyle) -> Sequence[QColor]:
        return SampleColours(self.dataset, style.theme, self.scale)

    def _paint_samples(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        colours = self._sample_colours(style)
        parts = ("train", "validation", "test") if self._shows_held_out else ("train",)
        radius = mark_radius(frame.plot.width(), self.dataset.n_points)
        placed, outside = self._placed, self.outside
        positions, directions = np.zeros((2, self.dataset.n_points, 2))
        positions[self._rows] = placed.positions
        draw_samples(painter, self.dataset, parts, self._rows[~placed.is_outside], positions, colours, radius)
        if len(outside):
            directions[self._rows] = placed.directions
            draw_outside(painter, self.dataset, parts, outside, positions, directions, colours, radius)


def inside(frame: Frame, position: QPointF) -> bool:
    """Tell whether a pixel lies in the plot, its border included."""
    return QRectF(frame.plot).adjusted(0, 0, 1, 1).contains(position)
