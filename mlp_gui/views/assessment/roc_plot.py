"""The ROC curve: what share of class 1 is found, against what share of class 0 is taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPen

from mlp_gui.look.numbers import compact, fixed
from mlp_gui.views.assessment.confusion_table import percent
from mlp_gui.views.axes import Frame, ReadoutRow, draw_readout_card, draw_segments, fit_frame, paint_axes

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    import mlp_core as mlp
    from mlp_gui.views.axes import PlotStyle

_ENDS: Final = (-0.02, 1.02)
_REACH: Final = 40.0
_TRUE: Final = "true positive rate"
_FALSE: Final = "false positive rate"


def roc_frame(style: PlotStyle, room: QRectF) -> Frame:
    """Lay the plot into `room`, below a line of text."""
    size = QSizeF(room.width(), room.height() - style.px(22 + 10))
    return fit_frame(size, style, 0.0, _ENDS, _ENDS, equal=True)


def paint_roc(
    painter: QPainter, style: PlotStyle, room: QRectF, assessment: mlp.ClassAssessment, pointer: QPointF | None
) -> None:
    """Paint the curve, the threshold in use on it, the line of who only guesses, and what the pointer is at.

    Parameters
    ----------
    room : QRectF
        In the view's pixels.
    assessment : mlp_core.ClassAssessment
        With a curve.
    pointer : QPointF or None
        In the view's pixels.
    """
    curve, theme = assessment.roc, style.theme
    if curve is None:
        return
    painter.save()
    painter.translate(room.left(), room.top())
    painter.setFont(style.label_font)
    painter.setPen(theme.text2)
    frame = roc_frame(style, room)
    title = f"ROC, area {fixed(curve.area, 3)}"
    painter.drawText(QRectF(0.0, 0.0, 2.0 * frame.plot.center().x(), style.px(22)), Qt.AlignmentFlag.AlignCenter, title)
    painter.translate(0.0, style.px(22))
    paint_axes(painter, style, frame, "", "")
    _paint_names(painter, style, frame)
    painter.setPen(QPen(theme.text3, 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(frame.position(0.0, 0.0), frame.position(1.0, 1.0))
    points = np.column_stack((curve.false_positive_rate, curve.true_positive_rate))
    painter.setPen(QPen(theme.ink, 2.0))
    draw_segments(painter, frame.segments(np.column_stack((points[:-1], points[1:]))))
    blamed = 1.0 - float(assessment.recall[0])
    in_use = frame.position(blamed, float(assessment.recall[1]))
    painter.setPen(QPen(theme.panel, 2.0))
    painter.setBrush(theme.cursor)
    painter.drawEllipse(in_use, style.px(5), style.px(5))
    if pointer is not None:
        place = pointer - QPointF(room.left(), room.top() + style.px(22))
        index = _nearest(frame.positions(points), place)
        if index >= 0:
            _paint_reading(painter, style, frame, curve, index)
    painter.restore()


def _paint_names(painter: QPainter, style: PlotStyle, frame: Frame) -> None:
    """Say at the axes what the two shares are."""
    plot, line = frame.plot, style.px(18)
    painter.setFont(style.tick_font)
    painter.setPen(style.theme.text3)
    below = QRectF(plot.left() - line, plot.bottom() + style.px(20), plot.width() + 2.0 * line, line)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _FALSE)
    painter.save()
    painter.translate(plot.left() - style.px(44), plot.center().y())
    painter.rotate(-90.0)
    side = QRectF(-plot.height() / 2.0 - line, -line / 2.0, plot.height() + 2.0 * line, line)
    painter.drawText(side, Qt.AlignmentFlag.AlignCenter, _TRUE)
    painter.restore()


def _paint_reading(painter: QPainter, style: PlotStyle, frame: Frame, curve: mlp.RocCurve, index: int) -> None:
    found, blamed = float(curve.true_positive_rate[index]), float(curve.false_positive_rate[index])
    at = frame.position(blamed, found)
    painter.setPen(QPen(style.theme.cursor, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, style.px(4), style.px(4))
    threshold = float(curve.thresholds[index])
    rows = (
        ReadoutRow("threshold", compact(threshold) if np.isfinite(threshold) else "above all"),
        ReadoutRow(_TRUE, percent(found)),
        ReadoutRow(_FALSE, percent(blamed)),
    )
    draw_readout_card(painter, style, frame.plot, at, rows)


def _nearest(positions: np.ndarray, place: QPointF) -> int:
    """Return the point nearest to a pixel, -1 where all are far away."""
    distances = np.hypot(positions[:, 0] - place.x(), positions[:, 1] - place.y())
    nearest = int(distances.argmin())
    return nearest if distances[nearest] < _REACH else -1
