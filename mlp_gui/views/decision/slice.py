"""The slice: two of many inputs as axes, the others held; above it is said where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from mlp_gui.views.axes import Frame, fit_frame, paint_axes
from mlp_gui.views.decision.naming import symbol
from mlp_gui.views.decision.plane import PlanePicture

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QPainter

    from mlp_gui.state.shown_plane import Slice
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.legend import Legend

    Range = tuple[float, float]


AXIS: Final = 60
"""Pixels at 100 % above and below a plot, for its ticks, its name and the legend's title."""
BESIDE_AXIS: Final = 22
"""Pixels of these that a long legend can have."""
LEAST_LEGEND: Final = 62
LOW_LEGEND: Final = 92
"""Width of the legend: the least, and where its rows have to stand beside each other."""


class SlicePicture(PlanePicture):
    """Region, boundary and points of a run with more than two raw inputs, on one plane through them.

    Points lie where their two running inputs put them, whatever their others are.

    Parameters
    ----------
    snapshot : Snapshot
        A moment of the run.
    shown : Slice
        The plane.
    """

    def __init__(self, snapshot: Snapshot, shown: Slice) -> None:
        super().__init__(snapshot)
        self.shown = shown

    @property
    def coordinates(self) -> tuple[int, ...]:
        """The two inputs that run."""
        return self.shown.axes

    def point_at(self, position: QPointF) -> np.ndarray:
        """Return all raw inputs at a pixel: the two of the plane, the others as they are held."""
        point = self.shown.held.copy()
        point[list(self.shown.axes)] = super().point_at(position)
        return point

    def position_at(self, point: np.ndarray, outputs: np.ndarray) -> QPointF:
        """Return the pixel of a point of all inputs."""
        return super().position_at(point[list(self.shown.axes)], outputs)

    def title_in(self, style: PlotStyle, width: float) -> str:
        """Return the longest title that a width in pixels has room for, or the last one."""
        *longer, last = self.shown.titles
        whole = (title for title in longer if style.label_metrics.horizontalAdvance(title) <= width)
        return next(whole, last)

    def _sample_points(self, rows: np.ndarray) -> np.ndarray:
        points: np.ndarray = self.dataset.points[rows][:, self.shown.axes]
        return points

    def _shown_ranges(self) -> tuple[Range, Range]:
        return self.shown.ranges

    def _fit(self, size: QSizeF, style: PlotStyle, legend: Legend) -> Frame:
        heading = style.px(20)
        below = QSizeF(size.width(), size.height() - heading)
        is_low = legend.least_height(style) > below.height() - style.px(AXIS)
        least = style.px(LOW_LEGEND if is_low else LEAST_LEGEND)
        frame = fit_frame(below, style, max(legend.width(style), least), *self.shown.ranges, equal=False)
        moved = frame.moved_down(heading)
        # Nothing is painted into many inputs by hand: the corner beside the axis is free.
        lacks_bar = bool(legend.bar) and legend.bar_form(style, moved.legend) != "upright"
        longer = moved.legend.adjusted(0.0, 0.0, 0.0, style.px(BESIDE_AXIS))
        return replace(moved, legend=longer) if is_low or lacks_bar else moved

    def _paint_frame(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        names = [symbol(self.dataset.point_names[axis]) for axis in self.shown.axes]
        paint_axes(painter, style, frame, *names)
        painter.setFont(style.label_font)
        painter.setPen(style.theme.text2)
        width = frame.legend.right() - frame.plot.left()
        title = style.label_metrics.elidedText(self.title_in(style, width), Qt.TextElideMode.ElideRight, width)
        line = QRectF(frame.plot.left(), frame.plot.top() - style.px(23), width, style.px(18))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
