"""Values: what was predicted against what is true, and how far each prediction is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPen

from mlp_gui.look.numbers import superscript
from mlp_gui.views.axes import Frame, fit_frame, paint_axes
from mlp_gui.views.decision.marks import SampleColours, draw_samples, mark_radius
from mlp_gui.views.decision.output_scale import OutputScale

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    import mlp_core as mlp
    from mlp_gui.state.assessed import AssessmentPicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.axes.frame import Range

_REACH: Final = 9.0
_LARGE: Final = 1e4
"""Larger numbers are told in powers of 1,000, beside the names of the axes."""
_GAP: Final = 16.0
"""What a frame leaves before a legend, which there is none of; pixels at 100 %."""
_MARGINS: Final = (66.0, 40.0)
"""What numbers and names take of a plot's room, roughly; pixels at 100 %."""
_LONGEST: Final = 1.6
"""More width for a height than this, or the other way round, makes a plot no easier to read."""


class FitPlots:
    """The two plots of a regression: predicted over true values, and residuals over predicted ones.

    Parameters
    ----------
    style : PlotStyle
        Colours and fonts.
    room : QRectF
        In the view's pixels; the second plot stands beside the first where it is wide, else below.
    picture : AssessmentPicture
        Of a regression.

    Attributes
    ----------
    power : int
        Numbers beside the axes and `points` are times ten to it, so that those of a run that diverged have a range.
    plots : tuple of (QRectF, Frame, ndarray of shape (n_samples, 2))
        Of each its room in the view, where it lies there, and its points.
    names : tuple of (str, str)
        Of each the names of the axis that goes right and of the one that goes up.
    """

    def __init__(self, style: PlotStyle, room: QRectF, picture: AssessmentPicture) -> None:
        self._style = style
        self._picture = picture
        assessment: mlp.ValueAssessment = picture.assessment  # type: ignore[assignment]
        is_drawn = np.isfinite(assessment.predicted[:, 0])
        self._samples = assessment.samples[is_drawn]
        true, predicted = assessment.true[is_drawn, 0], assessment.predicted[is_drawn, 0]
        self.power = _power_of(true, predicted)
        true, predicted = true / 10.0**self.power, predicted / 10.0**self.power
        unit = f" ×10{superscript(self.power)}" if self.power else ""
        self.names = ((f"true{unit}", f"predicted{unit}"), (f"predicted{unit}", f"residual{unit}"))
        first, second = _halves(room, style)
        both = _range(np.concatenate((true, predicted)))
        off = _range(np.append(predicted - true, 0.0))
        self.plots = (
            (first, self._frame(first, both, both), np.column_stack((true, predicted))),
            (second, self._frame(second, both, off), np.column_stack((predicted, predicted - true))),
        )

    def _frame(self, room: QRectF, x: Range, y: Range) -> Frame:
        size = QSizeF(room.width() + self._style.px(_GAP), room.height())
        return fit_frame(size, self._style, 0.0, x, y, equal=False)

    def sample_at(self, place: QPointF) -> int:
        """Return the row of the dataset whose point lies at a pixel; -1 for none."""
        for room, frame, points in self.plots:
            if not room.contains(place) or not len(points):
                continue
            inside = place - room.topLeft()
            pixels = frame.positions(points)
            distances = np.hypot(pixels[:, 0] - inside.x(), pixels[:, 1] - inside.y())
            nearest = int(distances.argmin())
            if distances[nearest] < self._style.px(_REACH):
                return int(self._samples[nearest])
        return -1

    def paint(self, painter: QPainter, marked: int) -> None:
        """Paint both plots, with a ring around one sample in each; -1 for none."""
        for number, ((room, frame, points), names) in enumerate(zip(self.plots, self.names, strict=True)):
            painter.save()
            painter.translate(room.topLeft())
            paint_axes(painter, self._style, frame, *names)
            self._paint_ideal(painter, frame, is_diagonal=number == 0)
            self._paint_points(painter, frame, points, marked)
            painter.restore()

    def _paint_ideal(self, painter: QPainter, frame: Frame, *, is_diagonal: bool) -> None:
        """Paint where a perfect network's points lie."""
        low, high = frame.x.low, frame.x.high
        ends = (low, high) if is_diagonal else (0.0, 0.0)
        painter.setPen(QPen(self._style.theme.text3, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(frame.position(low, ends[0]), frame.position(high, ends[1]))

    def _paint_points(self, painter: QPainter, frame: Frame, points: np.ndarray, marked: int) -> None:
        dataset, theme = self._picture.snapshot.dataset, self._style.theme
        positions = np.zeros((dataset.n_points, 2))
        positions[self._samples] = frame.positions(points)
        painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
        colours = SampleColours(dataset, theme, OutputScale.of(self._picture.snapshot))
        radius = mark_radius(frame.plot.width(), len(points))
        part = self._picture.assessment.part
        draw_samples(painter, dataset, (part,), self._samples, positions, colours, radius)
        if marked in self._samples:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.cursor, 2.0))
            painter.drawEllipse(QPointF(*positions[marked].tolist()), radius + 3.0, radius + 3.0)


def _halves(room: QRectF, style: PlotStyle) -> tuple[QRectF, QRectF]:
    """Return the rooms of the plots: side by side or below one another, as makes them larger."""
    half = room.width() / 2.0
    upper = round(room.height() / 2.0)
    if _drawn(style, half, room.height()) >= _drawn(style, room.width(), room.height() - upper):
        return (
            QRectF(room.left(), room.top(), half, room.height()),
            QRectF(room.left() + half, room.top(), half, room.height()),
        )
    return (
        QRectF(room.left(), room.top(), room.width(), upper),
        QRectF(room.left(), room.top() + upper, room.width(), room.height() - upper),
    )


def _drawn(style: PlotStyle, width: float, height: float) -> float:
    """Return how much of a plot in such a room helps to read it, square pixels."""
    width, height = max(width - style.px(_MARGINS[0]), 0.0), max(height - style.px(_MARGINS[1]), 0.0)
    return min(width, _LONGEST * height) * min(height, _LONGEST * width)


def _power_of(*values: np.ndarray) -> int:
    """Return the power of ten, a multiple of three, that leaves the largest of some numbers below 1,000."""
    largest = max((float(np.abs(each).max()) for each in values if len(each)), default=0.0)
    return 3 * int(np.log10(largest) / 3.0) if largest >= _LARGE else 0


def _range(values: np.ndarray) -> Range:
    """Return the ends of an axis around some values, with a margin."""
    if not len(values):
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = 0.06 * (high - low) or max(abs(high), 1.0) * 0.5
    return low - margin, high + margin
