"""The loss curves of a race: one line for each racer; hover reads out a moment, a click selects a racer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.look.pixel_ratio import is_for_lines, pixel_ratio
from mlp_gui.views.axes import PlotStyle, draw_readout_card
from mlp_gui.views.races.curves_chart import CurvesChart

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.racing import Racing
    from mlp_gui.views.axes import ReadoutRow

_EMPTY: Final = "The racers are being made."
_STEPS: dict[int, float] = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}
"""By number: keyboards send codes that Qt has no name for."""
_REACH: Final = 14.0
"""Pixels from the end of a curve that a click may lie."""


class RaceCurves(QWidget):
    """Losses against epochs.

    Parameters
    ----------
    racing : Racing
        Whose report is drawn.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, racing: Racing, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("race_curves")
        self.setAccessibleName("Loss curves of the race")
        self.setAccessibleDescription("Arrow keys read out an epoch, Escape lets go of it.")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._racing = racing
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._is_log = True
        self._chart: CurvesChart | None = None
        self._pixmap: QPixmap | None = None
        self._epoch: float | None = None
        racing.report_changed.connect(self._on_report_changed)
        racing.selected_changed.connect(self._on_selected_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def chart(self) -> CurvesChart | None:
        """What was last painted."""
        return self._chart

    @property
    def rows(self) -> tuple[ReadoutRow, ...]:
        """What the card of the moment says; empty without one."""
        return self._chart.moment_rows(self._epoch) if self._chart is not None and self._epoch is not None else ()

    def set_log(self, is_log: bool) -> None:
        """Let equal factors be equally far apart, or equal differences."""
        self._is_log = is_log
        self._redraw()

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        px = self._theme_controller.px
        return QSize(px(520), px(180))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curves can be read."""
        px = self._theme_controller.px
        return QSize(px(220), px(110))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the curves, and over them the moment that is read out."""
        painter = QPainter(self)
        try:
            report = self._racing.report
            if report is None:
                self._paint_empty(painter)
                return
            if is_for_lines():
                self._paint_on(painter, report)
            else:
                if self._pixmap is None:
                    self._pixmap = self._painted(report)
                painter.drawPixmap(0, 0, self._pixmap)
            if self._chart is not None and self._epoch is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                anchor = self._chart.paint_moment(painter, self._epoch)
                draw_readout_card(painter, self._style, QRectF(self.rect()), anchor, self.rows)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._style.theme.panel)
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text3)
        margin = round(self._style.px(28))
        box = self.rect().adjusted(margin, 0, -margin, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _EMPTY)

    def _painted(self, report: mlp.RaceReport) -> QPixmap:
        ratio = pixel_ratio(self)
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        try:
            self._paint_on(painter, report)
        finally:
            painter.end()
        return pixmap

    def _paint_on(self, painter: QPainter, report: mlp.RaceReport) -> None:
        self._chart = CurvesChart(report, self._style, QSizeF(self.size()), self._is_log, self._racing.selected)
        painter.save()
        painter.fillRect(self.rect(), self._style.theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._chart.paint(painter)
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the moment below the pointer."""
        chart, at = self._chart, event.position()
        inside = chart is not None and chart.plot.adjusted(-6.0, -6.0, 6.0, 6.0).contains(at)
        self._read(chart.nearest_epoch(at.x()) if chart is not None and inside else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the racer whose curve ends near the pointer."""
        chart, report = self._chart, self._racing.report
        if event.button() != Qt.MouseButton.LeftButton or chart is None or report is None:
            return
        near = []
        for place in range(len(report.racers)):
            end = chart.end_of(place)
            if end is not None and _distance(end, event.position()) <= _REACH:
                near.append((_distance(end, event.position()), place))
        if near:
            self._racing.select(min(near)[1])

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read out the moment before or after, or let go of it."""
        chart = self._chart
        steps = _STEPS.get(event.key())
        if chart is not None and self._racing.report is not None and steps is not None:
            here = chart.epochs.pixel(self._epoch) if self._epoch is not None else chart.plot.center().x()
            self._read(chart.nearest_epoch(here + steps * self._style.px(8)))
        elif event.key() == Qt.Key.Key_Escape and self._epoch is not None:
            self._read(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._redraw()

    def _read(self, epoch: float | None) -> None:
        if epoch != self._epoch:
            self._epoch = epoch
            self.update()

    def _redraw(self) -> None:
        self._pixmap = None
        self.update()

    @Slot(object)
    def _on_report_changed(self, report: mlp.RaceReport | None) -> None:
        if report is None:
            self._chart, self._epoch = None, None
        self._redraw()

    @Slot(int)
    def _on_selected_changed(self, _place: int) -> None:
        self._redraw()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._redraw()


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
