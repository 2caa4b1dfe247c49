"""The canvas of the decision region: paints picture, cursor and the point that is read out, and is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.look.pixel_ratio import pixel_ratio
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle, draw_readout_card
from mlp_gui.views.decision.picked_mark import paint_picked
from mlp_gui.views.decision.picture import Picture, inside
from mlp_gui.views.decision.plane import PlanePicture
from mlp_gui.views.decision.readout import Readout, read_out
from mlp_gui.views.decision.withheld import withholds_answer

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

_PROBE_STEPS = 60.0
_MOST_RINGS = 400
"""More cannot be told apart."""
_LEAST_UNDER_CARD = 170.0
"""Height of a plot, pixels at 100 %, below which the card stands beside it: it would cover what is pointed at."""
_SAME_POINT = 7.0
"""Pixels within which a second click means the picked point itself."""


class RegionCanvas(QWidget):
    """Shows one picture, and turns gestures on it into the cursor that all views share.

    Parameters
    ----------
    session : Session
        Owner of the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether boundary and held-out points are shown.
    parent : QWidget, optional
        The dock.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._snapshot: Snapshot | None = None
        self._picture: Picture | None = None
        self._message = ""
        self._probe: QPointF | None = None
        self._readout: Readout | None = None
        self._points_at_row = False
        self._shows_focus = False
        session.regions.assessed.chosen_changed.connect(self._on_assessed_changed)

    @property
    def message(self) -> str:
        """What is written in place of a picture, or "" where there is one."""
        return "" if self._picture is not None else self._message

    @property
    def picture(self) -> Picture | None:
        """What is drawn, or None where the message stands."""
        return self._picture

    @property
    def readout(self) -> Readout | None:
        """The point that is read out, or None."""
        return self._readout

    @property
    def walked_sample(self) -> int | None:
        """The point that is stepped through and ringed; None while nothing is, or the whole batch."""
        stepping = self._session.stepping
        return stepping.walked_row if stepping.active else None

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(372, 272)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the plot can be read."""
        return QSize(220, 170)

    # Geometry and painting.

    def _lay_out(self) -> None:
        if self._picture is not None:
            self._picture.lay_out(self._room(), self._style, self._preferences.show_test_points)
            if self._probe is not None and self._readout is not None:
                self._probe = self._picture.position_of(self._readout)
        self.update()

    def _room(self) -> QSizeF:
        """Return the size that the picture has, from the upper left."""
        return QSizeF(self.size())

    def _update_plot(self) -> None:
        if self._readout is not None or self._picture is None or self._picture.frame is None:
            self.update()
        else:
            self.update(self._picture.frame.plot.toAlignedRect())
            if self._picture.table_place is not None:
                self.update(self._picture.table_place.rect.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the picture, the cursor and the readout."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._style.theme.panel)
            painter.setClipRect(event.rect())
            self._paint(painter)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is None:
            self._paint_message(painter)
        else:
            size = QSizeF(self.size())
            self._picture.paint(painter, size, pixel_ratio(self), self._preferences.show_boundary)
            self._paint_table(painter, self._picture)
            self._paint_cursor(painter, self._picture)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._style.theme.cursor_line, 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4.0, 4.0)

    def _paint_table(self, painter: QPainter, picture: Picture) -> None:
        """Paint the truth table, with the rows and columns of what the cursor marks."""
        table, place = picture.table, picture.table_place
        if table is None or place is None:
            return
        marks = [mark for mark in (self._session.cursor.hovered, self._session.cursor.selected) if mark is not None]
        samples = {mark.sample for mark in marks if mark.kind == "sample"} | {self.walked_sample}
        points = picture.dataset.points
        rows = frozenset(table.row_of(points[row]) for row in samples if row is not None and 0 <= row < len(points))
        units = frozenset((mark.layer, mark.unit) for mark in marks if mark.kind in ("unit", "bias"))
        table.paint(painter, self._style, place.rect, place.with_hidden, rows, units, self.unknown_answers)

    @property
    def unknown_answers(self) -> frozenset[tuple[int, tuple[int, int]]]:
        """Rows and units of the truth table that the step-through has not come to: nothing tells them before."""
        stepping, row = self._session.stepping, self.walked_sample
        table = None if self._picture is None else self._picture.table
        if self._picture is None or table is None or row is None or stepping.sample is None:
            return frozenset()
        points = self._picture.dataset.points
        if not 0 <= row < len(points):  # a picked point is none of the corners
            return frozenset()
        place, sample = table.row_of(points[row]), stepping.sample
        units = [column.unit for column in (*table.hidden, *table.answers) if column.unit is not None]
        return frozenset(
            (place, unit)
            for unit in units
            if not stepping.is_known(mlp.Quantity(mlp.Kind.ACTIVATION, 0.0, *unit, sample=sample))
        )

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        margin = self._style.px(28)
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _paint_cursor(self, painter: QPainter, picture: Picture) -> None:
        cursor, walked = self._session.cursor, self.walked_sample
        for sample in self._session.regions.assessed.chosen[:_MOST_RINGS].tolist():
            picture.paint_sample_ring(painter, self._style, sample, False)
        if walked is not None:
            picture.paint_sample_ring(painter, self._style, walked, True)
        for mark, is_selected in ((cursor.selected, True), (cursor.hovered, False)):
            if mark is not None and mark.kind == "sample":
                picture.paint_sample_ring(painter, self._style, mark.sample, is_selected)
            elif mark is not None and mark.kind in ("unit", "bias"):
                picture.paint_unit(painter, self._style, mark.layer, mark.unit)
        picked = self._picked_position(picture)
        if picked is not None and picture.frame is not None and inside(picture.frame, picked):
            paint_picked(painter, self._style, picked)
        if self._readout is None:
            return
        at = picture.position_of(self._readout)
        if self._probed_sample() < 0:
            painter.setBrush(self._style.theme.cursor)
            painter.setPen(QPen(self._style.theme.ink, 1.2))
            painter.drawEllipse(at, 3.2, 3.2)
        plot = None if picture.frame is None else picture.frame.plot
        if plot is not None and plot.height() < self._style.px(_LEAST_UNDER_CARD):
            at = QPointF(plot.right(), at.y())
        draw_readout_card(painter, self._style, QRectF(self.rect()), at, self._readout.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._lay_out()

    # Gestures.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the point below the pointer; in the truth table mark the corner of the row there."""
        corner = self._corner_at(event.position())
        if corner is not None:
            self._probe, self._readout, self._points_at_row = None, None, True
            self._session.cursor.set_hovered(corner)
            self.update()
        else:
            self._probe_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the sample or the unit's line below the pointer; beside them pick the point, or let go of it."""
        picture = self._picture
        if event.button() != Qt.MouseButton.LeftButton or picture is None or picture.frame is None:
            return
        mark = self._corner_at(event.position()) or self._mark_at(picture, event.position())
        self._session.cursor.set_selected(mark)
        is_free = mark is None and inside(picture.frame, event.position())
        self._pick(picture, event.position() if is_free else None)

    def _pick(self, picture: Picture, position: QPointF | None) -> None:
        """Pick the point at a pixel; on the picked point itself, or for None, let go of it."""
        picked = self._session.regions.picked
        before = self._picked_position(picture)
        if position is None or (before is not None and (before - position).manhattanLength() < _SAME_POINT):
            picked.pick(None)
        else:
            picked.pick(tuple(float(value) for value in picture.point_at(position)))

    def _picked_position(self, picture: Picture) -> QPointF | None:
        """Return the pixel of the picked point."""
        picked = self._session.regions.picked
        values = picked.values
        if picked.point is None or values is None or len(values.point) != picture.dataset.n_coordinates:
            return None
        return picture.position_at(np.array(values.point), values.activations[-1])

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self._clear_probe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point that is read out by the arrow keys, pick it by Return; Escape lets go of both."""
        frame = self._picture.frame if self._picture is not None else None
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and self._picture is not None and self._probe is not None:
            self._pick(self._picture, self._probe)
            return
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if frame is None or (steps is None and event.key() != Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif steps is None:
            self._clear_probe()
            self._session.regions.picked.pick(None)
        else:
            start = self._probe if self._probe is not None else frame.plot.center()
            step = frame.plot.width() / _PROBE_STEPS
            x = min(max(start.x() + steps[0] * step, frame.plot.left()), frame.plot.right())
            y = min(max(start.y() + steps[1] * step, frame.plot.top()), frame.plot.bottom())
            self._probe_at(QPointF(x, y))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where the keyboard brought it."""
        super().focusInEvent(event)
        self._shows_focus = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self._shows_focus = False
        self.update()

    def _probe_at(self, position: QPointF) -> None:
        picture = self._picture
        if picture is None or picture.frame is None or not inside(picture.frame, position):
            self._clear_probe()
            return
        self._probe = position
        mark = self._mark_at(picture, position)
        hovered = self._session.cursor.hovered
        if mark is not None or (hovered is not None and hovered.kind in ("sample", "unit")):
            self._session.cursor.set_hovered(mark)
        self._read(position)

    def _corner_at(self, position: QPointF) -> Mark | None:
        """Return the corner whose row of the truth table lies at a pixel."""
        picture = self._picture
        if picture is None or picture.table is None or picture.table_place is None:
            return None
        row = picture.table.row_at(self._style, picture.table_place.rect, position)
        return Mark("sample", sample=picture.table.sample_of(row)) if row >= 0 else None

    @staticmethod
    def _mark_at(picture: Picture, position: QPointF) -> Mark | None:
        """Return the sample below a pixel, or else the unit whose line runs there."""
        sample = picture.sample_near(position)
        if sample >= 0:
            return Mark("sample", sample=sample)
        lines = picture.lines_layer if isinstance(picture, PlanePicture) else None
        unit = None if lines is None else lines.unit_near(position)
        return None if unit is None else Mark("unit", layer=unit[0], unit=unit[1])

    def _read(self, position: QPointF) -> None:
        if self._picture is None or self._snapshot is None:
            return
        picture = self._picture
        point, sample = picture.point_at(position), picture.sample_near(position)
        picked = self._picked_position(picture) if sample < 0 else None
        is_walked = sample >= 0 and sample == self.walked_sample
        if picked is not None and (picked - position).manhattanLength() < _SAME_POINT:
            is_walked = self._session.stepping.lone_point is not None
        is_withheld = withholds_answer(self._session.stepping, self._snapshot.network, is_walked)
        self._readout = read_out(self._snapshot, picture.scale, point, sample, picture.coordinates, is_withheld)
        self.setAccessibleDescription(self._readout.text)
        self.update()

    def _probed_sample(self) -> int:
        if self._probe is None or self._picture is None:
            return -1
        return self._picture.sample_near(self._probe)

    @Slot()
    def _on_assessed_changed(self) -> None:
        """Ring the samples of the confusion matrix's cell that is looked at."""
        self.update()

    def _clear_probe(self) -> None:
        if self._probe is None and not self._points_at_row:
            return
        self._probe, self._readout, self._points_at_row = None, None, False
        hovered = self._session.cursor.hovered
        if hovered is not None and hovered.kind in ("sample", "unit"):
            self._session.cursor.set_hovered(None)
        self.update()
