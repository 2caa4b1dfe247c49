"""The loss curves of a race on their axes, laid out for one size and style."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPen

from mlp_gui.look.numbers import compact, grouped
from mlp_gui.views.axes import LinearScale, ReadoutRow
from mlp_gui.views.loss.chart import Curve, fit_loss_axis
from mlp_gui.views.loss.layout import label_room, paint_axes
from mlp_gui.views.races.racer_look import draw_line, draw_mark, looks_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    import mlp_core as mlp
    from mlp_gui.views.axes import PlotStyle, Scale

_HUGE: Final = 1e300
CLIMB: Final = (2.0, 100.0)
"""How many times the largest loss at the start is shown, on a linear axis and on a logarithmic one."""
_MOST_READ: Final = 6
"""Racers in the card of a moment; with more, the best ones and the selected one."""


class CurvesChart:
    """Curves of all racers, ready to be painted.

    The loss axis ends `CLIMB` above the start: one on its way to infinity would press the others into one line. Its own
    curve leaves the plot at the top, and its mark stands there.

    Parameters
    ----------
    report : RaceReport
        What is drawn.
    style : PlotStyle
        Colours and fonts.
    size : QSizeF
        Of the widget, in logical pixels.
    is_log : bool
        Whether the loss axis is logarithmic.
    selected : int
        The racer that is looked at; -1 for none.

    Attributes
    ----------
    plot : QRectF
        Where the curves lie.
    epochs : LinearScale
        The axis across.
    losses : Scale
        The axis upwards.
    """

    def __init__(self, report: mlp.RaceReport, style: PlotStyle, size: QSizeF, is_log: bool, selected: int) -> None:
        self._report = report
        self._style = style
        self._selected = selected
        self._looks = looks_of(report.config.racers, report.config.varied)
        top, right, bottom = style.px(10), style.px(22), style.px(34)
        height = round(max(size.height() - top - bottom, 30.0))
        drawn = [_drawable(racer.losses) for racer in report.racers]
        self._axis = fit_loss_axis(_not_beyond(drawn, CLIMB[is_log]), is_log)
        left = max(style.px(56), label_room(style, self._axis, height))
        self.plot = QRectF(left, top, round(max(size.width() - left - right, 40.0)), height)
        self.epochs = LinearScale(0.0, float(report.config.n_epochs), self.plot.left(), self.plot.right())
        self._curves = tuple(
            Curve(racer.racer.name, self.epochs.pixels(racer.epochs), losses)
            for losses, racer in zip(drawn, report.racers, strict=True)
        )
        self.losses: Scale = self._axis.scale(self.plot.bottom(), self.plot.top())

    def end_of(self, place: int) -> QPointF | None:
        """Return where a racer's curve ends, or leaves the plot at the top; None where there is no number to draw."""
        curve = self._curves[place]
        known = np.flatnonzero(np.isfinite(curve.values))
        if not len(known):
            return None
        heights = self.losses.pixels(curve.values[known])
        beyond = np.flatnonzero(heights < self.plot.top())
        last = int(beyond[0]) if len(beyond) else len(known) - 1
        return QPointF(float(curve.x[known[last]]), max(float(heights[last]), self.plot.top()))

    def paint(self, painter: QPainter) -> None:
        """Paint axes, curves and, at their ends, the racers' marks; who is looked at comes last."""
        style, theme = self._style, self._style.theme
        paint_axes(painter, style, self.plot, self.epochs, self.losses, self._axis)
        order = [place for place in reversed(self._report.ranking) if place != self._selected]
        order += [self._selected] if 0 <= self._selected < len(self._curves) else []
        painter.save()
        painter.setClipRect(self.plot.adjusted(-1.0, -2.0, 8.0, 2.0))
        for place in order:
            curve = self._curves[place]
            width = (2.6 if place == self._selected else 1.7) * style.scale
            draw_line(painter, theme, self._looks[place], curve.x, self.losses.pixels(curve.values), width)
        painter.restore()
        radius = (5.0 if len(order) <= 8 else 3.8) * style.scale
        for place in order:
            end = self.end_of(place)
            if end is not None:
                is_stuck, is_selected = self._report.racers[place].is_stuck, place == self._selected
                look = self._looks[place]
                draw_mark(painter, theme, look, end, radius, theme.panel, is_stuck=is_stuck, is_selected=is_selected)

    def nearest_epoch(self, x: float) -> float:
        """Return the recorded epoch that lies nearest to a pixel, of those that have come."""
        epochs = max((racer.epochs for racer in self._report.racers), key=len)
        return float(epochs[np.argmin(np.abs(self.epochs.pixels(epochs) - x))])

    def paint_moment(self, painter: QPainter, epoch: float) -> QPointF:
        """Paint the line through an epoch with a mark on each curve; return where its card belongs."""
        theme, at = self._style.theme, self.epochs.pixel(epoch)
        painter.setPen(QPen(theme.text3, 1.0))
        painter.drawLine(QPointF(at, self.plot.top()), QPointF(at, self.plot.bottom()))
        for place, racer in enumerate(self._report.racers):
            loss = loss_at(racer, epoch)
            height = self.losses.pixel(loss) if math.isfinite(loss) and loss < _HUGE else -math.inf
            if height >= self.plot.top() - 1.0:
                place_at = QPointF(at, height)
                draw_mark(painter, theme, self._looks[place], place_at, 3.4 * self._style.scale, theme.panel)
        return QPointF(at, self.plot.top() + self._style.px(60))

    def moment_rows(self, epoch: float) -> tuple[ReadoutRow, ...]:
        """Return the card of an epoch: everybody's loss, the least first; of many racers the best ones."""
        read = [(loss_at(racer, epoch), place) for place, racer in enumerate(self._report.racers)]
        ranked = sorted((loss, place) for loss, place in read if math.isfinite(loss))
        shown = ranked[:_MOST_READ]
        shown += [each for each in ranked[_MOST_READ:] if each[1] == self._selected]
        rows = [ReadoutRow("epoch", _epoch_text(epoch))]
        for loss, place in shown:
            colour = self._looks[place].ink(self._style.theme)
            rows.append(ReadoutRow(self._report.racers[place].racer.name, compact(loss, 4), colour))
        left_out = len(ranked) - len(shown)
        return (*rows, ReadoutRow("and", f"{left_out} more")) if left_out else tuple(rows)


def loss_at(racer: mlp.RacerReport, epoch: float) -> float:
    """Return a racer's loss at a recorded epoch, or at the nearest one; nan beyond its end."""
    if epoch > racer.epoch + 1e-9:
        return math.nan
    return float(racer.losses[np.argmin(np.abs(racer.epochs - epoch))])


def _epoch_text(epoch: float) -> str:
    return grouped(round(epoch)) if abs(epoch - round(epoch)) < 1e-6 else f"{epoch:,.2f}"


def _drawable(losses: np.ndarray) -> np.ndarray:
    drawn: np.ndarray = np.where(np.abs(losses) < _HUGE, losses, np.nan)
    return drawn


def _not_beyond(drawn: list[np.ndarray], climb: float) -> list[np.ndarray]:
    """Return the losses up to a multiple of the largest at the start; all where that is zero."""
    start = max((float(losses[0]) for losses in drawn if len(losses) and math.isfinite(losses[0])), default=0.0)
    if not start > 0.0:
        return drawn
    return [np.where(losses <= climb * start, losses, np.nan) for losses in drawn]
