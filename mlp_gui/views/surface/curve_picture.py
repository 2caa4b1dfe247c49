"""The curve's picture: the loss over one parameter, its tangent at the current point, and the step that comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from mlp_gui.look.numbers import compact, fixed
from mlp_gui.state.surface_picture import CONTENTS
from mlp_gui.views.axes import Frame, draw_segments, polyline_segments
from mlp_gui.views.surface.frame import fit_frame, paint_frame
from mlp_gui.views.surface.names import axis_titles, moment_title
from mlp_gui.views.surface.race_trails import draw_ways
from mlp_gui.views.surface.readout import MANY, loss_at, loss_name, short_name
from mlp_gui.views.surface.trail import draw_here, draw_start, draw_trail, trail_segments

if TYPE_CHECKING:
    from mlp_gui.state.race_trails import ProjectedTrail
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.heights import Heights

TANGENT: Final = 90.0
"""Half the tangent's length in pixels at 100 %."""
HEADING: Final = 24.0
"""Pixels at 100 % above the plot, where the next step is written in numbers."""
_REACH: Final = (-0.1, 1.04)
"""Parts of the scale of heights that the plot shows: below the lowest there is room for the path."""


class CurvePicture:
    """One picture of a line, laid out for one size and style.

    Parameters
    ----------
    picture : SurfacePicture
        Of a line.
    heights : Heights
        Scale of the losses.
    style : PlotStyle
        Colours and fonts.
    size : QSizeF
        Of the widget, in logical pixels.
    selected : int
        The racer that is looked at; -1 for none.

    Attributes
    ----------
    frame : Frame
        Where the plot lies.
    next_value : float or None
        Where the next step of gradient descent leads; None where the loss has no slope, and off the axes of parameters.
    """

    def __init__(
        self, picture: SurfacePicture, heights: Heights, style: PlotStyle, size: QSizeF, selected: int = -1
    ) -> None:
        self.picture = picture
        self._selected = selected
        self.heights = heights
        self.style = style
        grid = picture.grid
        ends = (float(grid.a[0]), float(grid.a[-1]))
        heading = style.px(HEADING) if self._is_loss else 0.0
        self.frame: Frame = self.fit(size, ends, _REACH, heading)
        self._curve = polyline_segments(*self.frame.positions(self._places(grid.a, picture.values)).T)
        self.next_value = self._next()

    def fit(self, size: QSizeF, x_range: tuple[float, float], y_range: tuple[float, float], heading: float) -> Frame:
        """Return where the plot lies."""
        return fit_frame(size, self.style, x_range, y_range, 0.0, is_square=False, heading=heading)

    @property
    def here(self) -> QPointF:
        """Where the current point lies on the curve."""
        return self.on_curve(float(self.picture.here[0]))

    @property
    def next_step(self) -> QPointF | None:
        """Where the next step leads on the curve; None where there is none, or beyond what is shown."""
        value = self.next_value
        if value is None or not self.frame.x.low <= value <= self.frame.x.high:
            return None
        return self.on_curve(value)

    @property
    def walk(self) -> np.ndarray:
        """Where the values since the start lie, in pixels, shape (n_points, 2)."""
        return self._way(self.picture.path, 0, is_on=self.picture.path_is_on)

    @property
    def racers(self) -> list[tuple[ProjectedTrail, np.ndarray]]:
        """The racers' ways and where they lie, in pixels; along the foot of the plot beside one another."""
        trails = enumerate(self.picture.trails, start=1)
        return [(each, self._way(each.points, lane, is_on=each.is_on)) for lane, each in trails]

    @property
    def tangent(self) -> QPointF | None:
        """Half the tangent, in pixels; None where the loss has no slope."""
        picture = self.picture
        if picture.slope is None or (self.heights.is_log and not picture.plane_loss > 0.0):
            return None
        # Heights by the value: on a logarithmic scale the chain rule divides by the loss.
        by_value = float(picture.slope[0]) / (self.heights.high - self.heights.low) / (_REACH[1] - _REACH[0])
        if self.heights.is_log:
            by_value /= picture.plane_loss * float(np.log(10.0))
        span, plot = self.frame.x.high - self.frame.x.low, self.frame.plot
        way = QPointF(plot.width() / span, -by_value * plot.height())
        return way * (self.style.px(TANGENT) / float(np.hypot(way.x(), way.y())))

    def paint(self, painter: QPainter) -> None:
        """Paint all of it but the ground."""
        picture, style, theme = self.picture, self.style, self.style.theme
        ticks = self.heights.ticks(min(max(int(self.frame.plot.height() / style.px(30)), 2), 9))
        name = loss_name(picture)
        if style.label_metrics.horizontalAdvance(f"{name}, log") > self.frame.plot.height():
            name = short_name(picture)
        name += ", log" if self.heights.is_log else ""
        self.paint_around(painter, ticks, name)
        painter.save()
        painter.setClipRect(self.frame.plot)
        painter.setPen(QPen(theme.line, 1.0))
        for place, _ in ticks:
            at = self.frame.y.pixel(place)
            painter.drawLine(QPointF(self.frame.plot.left(), at), QPointF(self.frame.plot.right(), at))
        painter.setPen(QPen(theme.ink, 1.75 * style.scale))
        draw_segments(painter, self._curve)
        self._paint_ends(painter)
        self._paint_path(painter)
        draw_ways(painter, theme, self.racers, 0.8 * style.scale, self._selected)
        self._paint_tangent(painter)
        self._paint_next(painter)
        draw_here(painter, theme, self.here, style.scale)
        painter.restore()
        if self._is_loss:
            self._paint_rule(painter)

    def paint_around(self, painter: QPainter, ticks: list[tuple[float, str]], name: str) -> None:
        """Paint the axes: the marks of the upright one, and what it is called."""
        title, is_maths = axis_titles(self.picture)[0], bool(self.picture.axes.indices)
        paint_frame(painter, self.style, self.frame, title, name, ticks, is_maths=is_maths)

    def _places(self, values: np.ndarray, losses: np.ndarray) -> np.ndarray:
        return np.column_stack((values, self.heights.parts(losses)))

    def on_curve(self, value: float) -> QPointF:
        """Return where a value lies on the curve."""
        loss = self.picture.plane_loss if value == self.picture.here[0] else loss_at(self.picture, value)
        return self.frame.position(value, float(self.heights.parts(np.array([loss]))[0]))

    @property
    def _is_loss(self) -> bool:
        """Whether it is what training descends, or a part of it, and no other measure."""
        return self.picture.shown in CONTENTS

    @property
    def _is_plain(self) -> bool:
        """Whether the step that training takes is just this one: the whole part at once, and no other optimizer."""
        snapshot = self.picture.snapshot
        is_whole = snapshot.n_batches == 1 and self.picture.plane.part == "train"
        return is_whole and snapshot.experiment.training.optimizer == "sgd"

    def _next(self) -> float | None:
        picture = self.picture
        slope = picture.readings["total"].slope
        if slope is None or not picture.axes.indices or not self._is_loss:
            return None
        return float(picture.here[0] - picture.snapshot.learning_rate * slope[0])

    def _paint_path(self, painter: QPainter) -> None:
        """Paint the values since the start: on the curve, or along the foot of the plot if their losses were others."""
        picture, style, places = self.picture, self.style, self.walk
        if len(places) < 2:
            return
        pieces = trail_segments(places, picture.path_epochs, picture.path_jumps)
        draw_trail(painter, style.theme, pieces, 0.8 * style.scale)
        draw_start(painter, style.theme, QPointF(*places[0].tolist()), 0.8 * style.scale)
        if not picture.path_is_on:
            faint = QPen(style.theme.text3, 1.0)
            faint.setDashPattern([2.0, 3.0])
            painter.setPen(faint)
            painter.drawLine(self.here, QPointF(self.here.x(), float(places[0, 1])))

    def _way(self, path: np.ndarray, lane: int, *, is_on: bool) -> np.ndarray:
        """Return where values lie, in pixels, shape (n, 2): on the curve, or in a lane along the foot of the plot."""
        if not is_on:
            return self._along_foot(path[:, 0], lane)
        losses = np.interp(path[:, 0], self.picture.grid.a, self.picture.values)
        return self.frame.positions(self._places(path[:, 0], losses))

    def _along_foot(self, values: np.ndarray, lane: int) -> np.ndarray:
        plot, style = self.frame.plot, self.style
        apart = min(style.px(6), 0.3 * plot.height() / (len(self.picture.trails) + 1))
        x = self.frame.x.pixels(values)
        return np.column_stack((x, np.full(len(x), plot.bottom() - style.px(7) - lane * apart)))

    def _paint_ends(self, painter: QPainter) -> None:
        """Mark both moments that the line leads between, where it passes them."""
        ends, style, theme, plot = self.picture.request.ends, self.style, self.style.theme, self.frame.plot
        if ends is None:
            return
        pen = QPen(theme.text3, 1.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setFont(style.tick_font)
        for place, moment in enumerate(ends):
            at = self.frame.x.pixel(float(place))
            painter.setPen(pen)
            painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
            painter.setPen(theme.text2)
            self.paint_end(painter, place, at, moment_title(moment))

    def paint_end(self, painter: QPainter, place: int, at: float, title: str) -> None:
        """Name a moment beside its line, 0 for the first: the curve begins high and ends low, both keep clear of it."""
        style, plot = self.style, self.frame.plot
        top = plot.bottom() - style.px(36) if place == 0 else plot.top() + style.px(4)
        room = QRectF(at + style.px(5), top, 200.0, style.px(18))
        if place == 0:
            room.moveRight(at - style.px(5))
        side = Qt.AlignmentFlag.AlignRight if place == 0 else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_tangent(self, painter: QPainter) -> None:
        tangent, theme = self.tangent, self.style.theme
        if tangent is not None:
            painter.setPen(QPen(theme.slope if theme.dark else theme.positive_error, 1.75 * self.style.scale))
            painter.drawLine(self.here - tangent, self.here + tangent)

    def _paint_next(self, painter: QPainter) -> None:
        at, style, theme = self.next_step, self.style, self.style.theme
        if at is None:
            return
        here, level = self.here, self.here.y()
        turn = QPointF(at.x(), level)
        pen = QPen(theme.text2, 1.4 * style.scale)
        painter.setPen(pen)
        painter.drawLine(here, turn)
        pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(turn, at)
        way = 1.0 if at.x() > here.x() else -1.0
        if abs(at.x() - here.x()) > style.px(22):
            tip, side = style.px(7), style.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.text2)
            wings = [turn + QPointF(-way * tip, -side), turn + QPointF(-way * tip, side)]
            painter.drawPolygon(QPolygonF([turn, *wings]))
        painter.setBrush(theme.panel)
        painter.setPen(QPen(theme.ink, 2.0 * style.scale))
        painter.drawEllipse(at, 5.0 * style.scale, 5.0 * style.scale)

    def _paint_rule(self, painter: QPainter) -> None:
        """Write the step that comes next in numbers, w − η ∂L/∂w; on the line between two moments, the losses there."""
        style, theme = self.style, self.style.theme
        text, shorter = self._between() if self.picture.request.ends is not None else self._rule()
        if style.value_metrics.horizontalAdvance(text) > self.frame.plot.width():
            text = shorter
        painter.setFont(style.value_font)
        plot, height = self.frame.plot, style.px(HEADING)
        box = QRectF(plot.left(), plot.top() - height, plot.width(), height - style.px(4))
        painter.setPen(theme.text)
        elided = style.value_metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)

    def _rule(self) -> tuple[str, str]:
        """Return the next step in numbers, and a shorter form of it."""
        picture, slope = self.picture, self.picture.readings["total"].slope
        if slope is None or self.next_value is None:
            return ("The loss has no slope here: gradient descent does not move.", "no slope here")
        symbol, here = axis_titles(picture)[0], float(picture.here[0])
        rate, rise = compact(picture.snapshot.learning_rate, 3), compact(float(slope[0]), 3)
        decimals = 4 if abs(self.next_value - here) >= 1e-3 else 6
        before, after = (
            fixed(value, decimals) if abs(value) < MANY else compact(value, 4) for value in (here, self.next_value)
        )
        factor = f"({rise})" if slope[0] < 0 else rise
        rule = f"{symbol} = {before} − {rate} · {factor} = {after}"
        if self._is_plain:
            return f"next {rule}", f"next {symbol} = {after}"
        return f"plain gradient descent: {rule}", f"plain descent: {symbol} = {after}"

    def _between(self) -> tuple[str, str]:
        """Return the losses at both moments and the highest between them, and a shorter form of it."""
        picture, grid = self.picture, self.picture.grid
        first, last = compact(loss_at(picture, 0.0), 4), compact(loss_at(picture, 1.0), 4)
        inside = (grid.a >= 0.0) & (grid.a <= 1.0)
        highest = compact(float(np.max(picture.values[inside], initial=-np.inf)), 4)
        name = short_name(picture)
        return f"{name} {first} → {last}, at most {highest} between", f"{name} {first} → {last}"
