"""Values: what was predicted against what is true, and how far each prediction is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPen

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
_LARGEST: Final = 1e100
"""Answers of a run that diverged are drawn at this."""
_TITLE: Final = 22.0
_EDGE: Final = 6.0
TITLES: Final = (("predicted over true", "predicted, true"), ("residual over predicted", "residuals"))
"""Of each plot, the longest first."""


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
    plots : tuple of (QRectF, Frame, ndarray of shape (n_samples, 2))
        Of each its room in the view, where it lies below its title there, and its points.
    """

    def __init__(self, style: PlotStyle, room: QRectF, picture: AssessmentPicture) -> None:
        self._style = style
        self._picture = picture
        assessment: mlp.ValueAssessment = picture.assessment  # type: ignore[assignment]
        self._samples = assessment.samples
        true, predicted = assessment.true[:, 0], np.clip(assessment.predicted[:, 0], -_LARGEST, _LARGEST)
        first, second = _halves(room, style)
        both = _range(np.concatenate((true, predicted)))
        off = _range(np.append(predicted - true, 0.0))
        self.plots = (
            (first, self._frame(first, both, both, equal=True), np.column_stack((true, predicted))),
            (second, self._frame(second, both, off, equal=False), np.column_stack((predicted, predicted - true))),
        )

    def _frame(self, room: QRectF, x: Range, y: Range, *, equal: bool) -> Frame:
        size = QSizeF(room.width(), room.height() - self._style.px(_TITLE))
        return fit_frame(size, self._style, 0.0, x, y, equal=equal)

    def sample_at(self, place: QPointF) -> int:
        """Return the row of the dataset whose point lies at a pixel; -1 for none."""
        for room, frame, points in self.plots:
            if not room.contains(place) or not len(points):
                continue
            inside = place - self._corner(room)
            pixels = frame.positions(points)
            distances = np.hypot(pixels[:, 0] - inside.x(), pixels[:, 1] - inside.y())
            nearest = int(distances.argmin())
            if distances[nearest] < self._style.px(_REACH):
                return int(self._samples[nearest])
        return -1

    def paint(self, painter: QPainter, marked: int) -> None:
        """Paint both plots, with a ring around one sample in each; -1 for none."""
        for number, ((room, frame, points), titles) in enumerate(zip(self.plots, TITLES, strict=True)):
            painter.save()
            painter.translate(room.topLeft())
            painter.setFont(self._style.label_font)
            painter.setPen(self._style.theme.text2)
            title, left = self.title_of(titles, room, frame)
            box = QRectF(left, 0.0, room.width() - left, self._style.px(_TITLE))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
            painter.translate(0.0, self._style.px(_TITLE))
            paint_axes(painter, self._style, frame, "", "")
            self._paint_ideal(painter, frame, is_diagonal=number == 0)
            self._paint_points(painter, frame, points, marked)
            painter.restore()

    def title_of(self, titles: tuple[str, ...], room: QRectF, frame: Frame) -> tuple[str, float]:
        """Return the longest title that has room, and where it begins: over the plot, or as far left as it has to."""
        widest = room.width() - 2.0 * self._style.px(_EDGE)
        metrics = self._style.label_metrics
        title = next((each for each in titles if metrics.horizontalAdvance(each) <= widest), titles[-1])
        rightmost = room.width() - self._style.px(_EDGE) - metrics.horizontalAdvance(title)
        return title, max(min(frame.plot.left(), rightmost), 0.0)

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

    def _corner(self, room: QRectF) -> QPointF:
        return room.topLeft() + QPointF(0.0, self._style.px(_TITLE))


def _halves(room: QRectF, style: PlotStyle) -> tuple[QRectF, QRectF]:
    if room.width() > 1.3 * room.height():
        half = room.width() / 2.0
        return (
            QRectF(room.left(), room.top(), half, room.height()),
            QRectF(room.left() + half, room.top(), half, room.height()),
        )
    upper = round(0.6 * room.height())
    gap = style.px(6)
    return (
        QRectF(room.left(), room.top(), room.width(), upper),
        QRectF(room.left(), room.top() + upper + gap, room.width(), room.height() - upper - gap),
    )


def _range(values: np.ndarray) -> Range:
    """Return the ends of an axis around some values, with a margin."""
    finite = np.clip(values[np.isfinite(values)], -_LARGEST, _LARGEST)
    if not len(finite):
        return -1.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    margin = 0.06 * (high - low) or max(abs(high), 1.0) * 0.5
    return low - margin, high + margin
