"""The drawing of the bottleneck: every sample where it is squeezed to, coloured by its class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mlp_gui.views.axes import (
    Frame,
    LinearScale,
    fit_frame,
    linear_ticks,
    paint_axes,
    paint_border,
    paint_x_ticks,
    paint_y_ticks,
    tick_count,
    tick_labels,
)  # fmt: skip
from mlp_gui.views.decision.legend import Legend, LegendRow, part_rows
from mlp_gui.views.decision.marks import SampleColours, draw_samples, mark_radius
from mlp_gui.views.decision.output_scale import OutputScale

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.state.reconstruction import ReconstructionPicture
    from mlp_gui.views.axes import PlotStyle

_FAR: Final = 2e4
"""Pixels beyond which nothing is drawn: Qt's painter overflows."""
_REACH: Final = 9.0
_LEAST_WITH_LEGEND: Final = 280
"""Pixels at 100 % of the canvas below which the plot takes the room of the legend."""
_NAMED: Final = 12
"""Groups that are named where their points lie, at most."""
_DIRECTIONS: Final = ("𝑐₁", "𝑐₂")


class ScatterDrawing:
    """One picture, laid out in a size.

    A bottleneck of one unit is a line: its samples then stand in lanes, one for each group, and up has no meaning.

    Parameters
    ----------
    picture : ReconstructionPicture
        What is drawn.
    size : QSizeF
        Of the canvas, in logical pixels.
    style : PlotStyle
        Colours and fonts.
    shows_held_out : bool
        Whether validation and test points are drawn.
    former : ScatterDrawing, optional
        The last one: the colours of the same points stay.
    """

    def __init__(
        self,
        picture: ReconstructionPicture,
        size: QSizeF,
        style: PlotStyle,
        shows_held_out: bool,
        former: ScatterDrawing | None = None,
    ) -> None:
        self.picture = picture
        self.dataset = picture.snapshot.dataset
        self._style = style
        self._shows_held_out = shows_held_out
        self._has_room = size.width() >= style.px(_LEAST_WITH_LEGEND)
        self.legend = self._legend() if self._has_room else Legend("")
        if self.is_line:
            self.frame = self._line_frame(size)
        else:
            legend_width = self.legend.width(style) if self._has_room else -style.px(20)
            self.frame = fit_frame(size, style, legend_width, *picture.ranges, equal=False)
        self.colours: SampleColours
        """One for each point of the data."""
        if former is not None and former.dataset is self.dataset and former.theme is style.theme:
            self.colours = former.colours
        else:
            self.colours = SampleColours(self.dataset, style.theme, OutputScale.of(picture.snapshot))
        self._positions = np.full((self.dataset.n_points, 2), _FAR)
        self._positions[picture.rows] = np.clip(self.frame.positions(self._places()), -_FAR, _FAR)

    @property
    def theme(self) -> Theme:
        """Whose colours it has."""
        return self._style.theme

    @property
    def is_line(self) -> bool:
        """Whether the bottleneck has a single unit."""
        return self.picture.n_units == 1

    @property
    def positions(self) -> np.ndarray:
        """Pixels of all points of the data, shape (n_points, 2); far away for those that are not shown."""
        return self._positions

    def axis_names(self) -> tuple[str, str]:
        """Return what the axes are called: the units' names, or the two main directions."""
        picture = self.picture
        if picture.n_units > 2 and picture.units is None:
            return _DIRECTIONS
        units = picture.units or tuple(range(picture.n_units))
        layer = f"Hidden {picture.layer + 1}" if self._has_room else f"H{picture.layer + 1}"
        names = [f"{layer}, unit {unit + 1}" for unit in units]
        return names[0], (*names, "")[1]

    def place_at(self, position: QPointF) -> tuple[float, float]:
        """Return the place of the plane at a pixel; one beside the plot is at its edge."""
        plot = self.frame.plot
        x = self.frame.x.value(min(max(position.x(), plot.left()), plot.right()))
        y = 0.0 if self.is_line else self.frame.y.value(min(max(position.y(), plot.top()), plot.bottom()))
        return float(x), float(y)

    def sample_near(self, position: QPointF) -> int:
        """Return the row of the point nearest to a pixel and within 9 px of it, or -1."""
        distances = np.hypot(*(self._positions - (position.x(), position.y())).T)
        if not self._shows_held_out:
            distances[self.dataset.validation] = np.inf
            distances[self.dataset.test] = np.inf
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else -1

    def paint(self, painter: QPainter) -> None:
        """Paint all of it but what the cursor marks."""
        style, frame = self._style, self.frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_line:
            self._paint_line_axes(painter)
        else:
            paint_axes(painter, style, frame, *self.axis_names())
        self.legend.paint(painter, style, frame.legend)
        painter.save()
        painter.setClipRect(frame.plot.adjusted(-3, -3, 3, 3), Qt.ClipOperation.IntersectClip)
        radius = 0.8 * mark_radius(frame.plot.width(), self.dataset.n_points)
        draw_samples(painter, self.dataset, self._parts, self.picture.rows, self._positions, self.colours, radius)
        painter.restore()
        self._paint_names(painter)

    def paint_ring(self, painter: QPainter, sample: int, is_selected: bool) -> None:
        """Mark a sample with the cursor's ring."""
        if not 0 <= sample < len(self._positions):
            return
        at = QPointF(*self._positions[sample].tolist())
        if self.frame.plot.adjusted(-3, -3, 3, 3).contains(at):
            reach = mark_radius(self.frame.plot.width(), self.dataset.n_points) + 2.6
            theme = self._style.theme
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((theme.ink, 3.8), (theme.cursor, 2.4 if is_selected else 1.8)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(at, reach, reach)

    def paint_place(self, painter: QPainter, place: tuple[float, float]) -> None:
        """Mark the place that is decoded: lines over the whole plot, and a ring where they cross."""
        theme, plot = self._style.theme, self.frame.plot
        at = self.frame.position(place[0], 0.0 if self.is_line else place[1])
        x, y = min(max(at.x(), plot.left()), plot.right()), min(max(at.y(), plot.top()), plot.bottom())
        lines = [(QPointF(x, plot.top()), QPointF(x, plot.bottom()))]
        if not self.is_line:
            lines.append((QPointF(plot.left(), y), QPointF(plot.right(), y)))
        reach = self._style.px(7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide, fine in ((theme.panel, 6.0, 3.4), (theme.ink, 4.2, 1.0), (theme.cursor, 2.4, 0.0)):
            if fine:
                painter.setPen(QPen(colour, fine))
                for start, end in lines:
                    painter.drawLine(start, end)
            painter.setPen(QPen(colour, wide))
            if self.is_line:
                painter.drawLine(*lines[0])
            else:
                painter.drawEllipse(QPointF(x, y), reach, reach)

    @property
    def _parts(self) -> tuple[str, ...]:
        return ("train", "validation", "test") if self._shows_held_out else ("train",)

    def _places(self) -> np.ndarray:
        """Return where the points lie; on a line the second number is the lane."""
        if not self.is_line:
            return self.picture.points
        groups = self.dataset.groups
        lanes = groups[self.picture.rows] if groups.size else np.zeros(len(self.picture.rows))
        return np.column_stack((self.picture.points[:, 0], lanes))

    def _paint_names(self, painter: QPainter) -> None:
        """Write each group's name on a plate in the middle of its points."""
        names, groups = self.dataset.group_names, self.dataset.groups
        if not 1 < len(names) <= _NAMED or self.is_line:
            return
        style, theme = self._style, self._style.theme
        metrics = style.value_metrics if self._has_room else style.tick_metrics
        painter.setFont(style.value_font if self._has_room else style.tick_font)
        for group, name in enumerate(names):
            members = self._positions[self.picture.rows[groups[self.picture.rows] == group]]
            if not len(members):
                continue
            middle = np.median(members, axis=0)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._style.px(80))
            width, height = metrics.horizontalAdvance(text) + 7.0, metrics.height() - 1.0
            plot = self.frame.plot
            left = max(min(middle[0] - width / 2.0, plot.right() - width), plot.left())
            top = max(min(middle[1] - height / 2.0, plot.bottom() - height), plot.top())
            plate = QRectF(left, top, width, height)
            ground = QColor(theme.panel)
            ground.setAlphaF(0.84)
            painter.setPen(QPen(self._style.theme.classes[group % len(theme.classes)], 1.4))
            painter.setBrush(ground)
            painter.drawRoundedRect(plate, 4.0, 4.0)
            painter.setPen(theme.text)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _legend(self) -> Legend:
        """Return the parts; groups are named in place, beside their lanes, or here where they are many."""
        theme, names = self._style.theme, self.dataset.group_names
        rows = list(part_rows(self.dataset, theme.text3, self._shows_held_out))
        if len(names) > _NAMED:
            colours = theme.classes
            rows = [LegendRow("class", name, colours[each % len(colours)]) for each, name in enumerate(names)] + rows
        return Legend("", (), tuple(rows), least_width=self._style.px(40))

    def _line_frame(self, size: QSizeF) -> Frame:
        """Lay the line out: lanes with the groups' names at their left."""
        style, names = self._style, self.dataset.group_names
        metrics, legend_width = style.tick_metrics, self.legend.width(style)
        widest = max((metrics.horizontalAdvance(self._lane_name(name)) for name in names), default=0.0)
        left, top = style.px(22) + widest, style.px(10)
        width = max(size.width() - left - style.px(16) - legend_width - style.px(14), 40.0)
        plot = QRectF(round(left), top, round(width), round(max(size.height() - top - style.px(38), 40.0)))
        legend = QRectF(plot.right() + style.px(16), top, legend_width, plot.height())
        x = LinearScale(*self.picture.ranges[0], plot.left(), plot.right())
        y = LinearScale(-0.5, max(len(names), 1) - 0.5, plot.bottom(), plot.top())
        return Frame(plot, legend, x, y)

    def _lane_name(self, name: str) -> str:
        return self._style.tick_metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._style.px(72))

    def _paint_line_axes(self, painter: QPainter) -> None:
        style, frame, names = self._style, self.frame, self.dataset.group_names
        name = self.axis_names()[0]
        ticks, step = linear_ticks(frame.x.low, frame.x.high, tick_count(frame.plot.width(), style.px(64)))
        paint_border(painter, style, frame.plot)
        paint_x_ticks(painter, style, frame.plot, frame.plot.bottom() + style.px(12), tick_labels(frame.x, ticks, step))
        lanes = [(frame.y.pixel(float(lane)), self._lane_name(each)) for lane, each in enumerate(names)]
        paint_y_ticks(painter, style, frame.plot, style.px(8), lanes)
        painter.setFont(style.label_font)
        painter.setPen(style.theme.text2)
        below = QRectF(frame.plot.left(), frame.plot.bottom() + style.px(16), frame.plot.width(), style.px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
