"""The run as a slider: the loss curve above the groove, epochs below, and the knob where the run stands."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.lecture.timeline_curve import curve, tick_epochs
from mlp_gui.look.numbers import grouped
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.timeline_state import TimelineState

GROOVE, KNOB, MARGIN = 4, 14, 9
TICK_ROOM: Final = 70
"""Pixels that the number of an epoch needs."""
REFRESH_SECONDS: Final = 0.25
"""While it trains, the curve is drawn no more often: it hardly changes."""
REST_MS: Final = 600
"""After so long without news, longer than any frame, the last state is drawn."""


class TimelineSlider(QWidget):
    """Drag, click, wheel or arrow keys go to any moment of the run."""

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stepping = session.stepping
        self._controller = theme_controller
        self._timeline: TimelineState | None = None
        self._wanted: int | None = None
        self._is_compact = False
        self._polygon = QPolygonF()
        self._picture = QPixmap()
        self.setObjectName("timeline_slider")
        self.setAccessibleName("Timeline")
        self.setToolTip("Drag to any moment of the run; arrow keys go by epochs")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._drawn_at = 0.0
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST_MS)
        self._rest_timer.timeout.connect(self._on_rested)
        self._stepping.timeline_changed.connect(self._on_timeline_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def set_compact(self, compact: bool) -> None:
        """Leave the epochs' numbers out, where there is little height."""
        self._is_compact = compact
        self._redraw()

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(self._controller.px(570), self._controller.px(60))

    def minimumSizeHint(self) -> QSize:
        """Return the least size that can be dragged on."""
        return QSize(self._controller.px(80), self._controller.px(24))

    @property
    def shown_step(self) -> int:
        """The step at which the knob stands."""
        if self._timeline is None:
            return 0
        return self._timeline.now if self._wanted is None else self._wanted

    def position_of(self, step: float) -> float:
        """Return the x of a step, in pixels."""
        timeline = self._timeline
        if timeline is None or timeline.last_step <= timeline.first_step:
            return self._left
        return self._left + (step - timeline.first_step) / (timeline.last_step - timeline.first_step) * self._room

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw curve, groove, knob and epochs."""
        theme, px = self._controller.theme, self._controller.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove_y = self._groove_y
        if not self._polygon.isEmpty():
            painter.drawPixmap(0, 0, self._curve_picture())
        thick, knob_x = px(GROOVE), self.position_of(self.shown_step)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(QRectF(self._left, groove_y - thick / 2, self._room, thick), thick / 2, thick / 2)
        painter.setBrush(theme.ink)
        painter.drawRoundedRect(
            QRectF(self._left, groove_y - thick / 2, knob_x - self._left, thick), thick / 2, thick / 2
        )
        self._draw_epochs(painter)
        border = theme.cursor_line if self.hasFocus() else theme.ink
        painter.setPen(QPen(border, 2.0))
        painter.setBrush(theme.field)
        painter.drawEllipse(QPointF(knob_x, groove_y), px(KNOB) / 2 - 1, px(KNOB) / 2 - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the knob follow."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub_to(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by epochs with the arrow keys."""
        timeline = self._timeline
        direction = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if direction is None or timeline is None:
            super().keyPressEvent(event)
        else:
            self._stepping.scrub(timeline.step_at(round(timeline.epoch_at(timeline.now)) + direction))

    def _scrub_to(self, x: float) -> None:
        timeline = self._timeline
        if timeline is None:
            return
        share = min(max((x - self._left) / self._room, 0.0), 1.0)
        step = timeline.first_step + round(share * (timeline.last_step - timeline.first_step))
        if step != self.shown_step:
            self._wanted = step
            self.update()
            self._stepping.scrub(step)

    def _draw_epochs(self, painter: QPainter) -> None:
        timeline = self._timeline
        if timeline is None or self._is_compact:
            return
        theme, px = self._controller.theme, self._controller.px
        font = self._controller.font(11)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setPen(theme.text3)
        for epoch in tick_epochs(timeline.knot_epochs[-1], int(self._room / px(TICK_ROOM))):
            x = self.position_of(timeline.step_at(epoch))
            painter.drawLine(QPointF(x, self._groove_y + px(8)), QPointF(x, self._groove_y + px(11)))
            text = grouped(epoch)
            width = metrics.horizontalAdvance(text)
            # The numbers at the ends are wider than the margins.
            left = min(max(x - width / 2, 0.0), self.width() - width - 1.0)
            painter.drawText(QPointF(left, self._groove_y + px(12) + metrics.ascent()), text)

    @property
    def _left(self) -> float:
        return float(self._controller.px(MARGIN))

    @property
    def _room(self) -> float:
        return max(self.width() - 2 * self._left, 1.0)

    @property
    def _groove_y(self) -> float:
        return float(self.height() - self._controller.px(12 if self._is_compact else 28))

    def _curve_picture(self) -> QPixmap:
        """Return the curve on nothing, painted once: the knob moves far more often than the curve."""
        if self._picture.isNull():
            theme, px, ratio = self._controller.theme, self._controller.px, self.devicePixelRatioF()
            self._picture = QPixmap((self.size().toSizeF() * ratio).toSize())
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.translate(self._left, px(4))
            below = QPolygonF(self._polygon)
            bottom = self._groove_y - px(8)
            below.append(QPointF(self._polygon.last().x(), bottom))
            below.append(QPointF(self._polygon.first().x(), bottom))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hover)
            painter.drawPolygon(below)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # Wider pens leave Qt's fast path, and a restless curve then costs seven milliseconds.
            pen = QPen(theme.text3, 1.0)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPolyline(self._polygon)
            painter.end()
        return self._picture

    def _redraw(self) -> None:
        self._drawn_at = perf_counter()
        if self._timeline is not None:
            height = self._groove_y - self._controller.px(10)
            self._polygon = curve(self._timeline, round(self._room), max(height, 1.0))
            self._picture = QPixmap()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Draw the curve anew for the new width."""
        self._redraw()

    @Slot(object)
    def _on_timeline_changed(self, timeline: TimelineState) -> None:
        is_new_run = self._timeline is None or self._timeline.run_id != timeline.run_id
        self._timeline = timeline
        if not timeline.replaying and (self._wanted is None or timeline.now == self._wanted or is_new_run):
            self._wanted = None
        if not self.isVisible():
            return
        # Drawn at once or not at all: drawn between two frames, it would take its time from the training.
        is_at_rest = self._session.status is not RunStatus.RUNNING or self._wanted is not None or is_new_run
        if is_at_rest or perf_counter() - self._drawn_at > REFRESH_SECONDS:
            self._rest_timer.stop()
            self._redraw()
        else:
            self._rest_timer.start()

    @Slot()
    def _on_rested(self) -> None:
        self._redraw()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._redraw()
