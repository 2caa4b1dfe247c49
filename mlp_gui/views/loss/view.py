"""The loss curve: how training, validation and test loss went, epoch by epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.look.pixel_ratio import pixel_ratio
from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.axes import PlotStyle, ReadoutRow, draw_readout_card
from mlp_gui.views.loss.chart import epoch_range, parts_of, row_near
from mlp_gui.views.loss.chart_picture import ChartPicture
from mlp_gui.views.loss.fitting import FittedChart, fit_chart, legend_of, now_of
from mlp_gui.views.loss.painting import paint_crosshair, paint_current, paint_lost, readout_rows
from mlp_gui.views.loss.texts import loss_name
from mlp_gui.views.loss.window import EpochWindow
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

_SCALES = (
    ("log", "Log", "Equal factors are equally far apart: small losses stay readable."),
    ("linear", "Linear", "Equal differences are equally far apart."),
)
_CURVE_SECONDS = 0.1
_FEW_PIXELS = 4.0
"""A curve that grows by a few pixels at most need not grow with every frame."""
_WAITING = "The loss appears as soon as the network is ready."


class LossView(QWidget):
    """Loss against epoch with its legend; hover to read a moment, wheel and drag to look closer.

    Parameters
    ----------
    session : Session
        Gives snapshots.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Logarithmic or linear; whether metrics are shown.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        The name of the loss, for the dock's title bar.
    """

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("loss_view")
        self.setAccessibleName("Loss curve")
        self.setAccessibleDescription(
            "Loss against epoch. Arrow keys read out an epoch, plus and minus zoom, Home resets."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._snapshot: Snapshot | None = None
        self._subtitle = ""
        self._chart: FittedChart | None = None
        self._label_room = 0.0
        self._window = EpochWindow()
        self._picture = ChartPicture()
        self._pace = ReadingPace(_CURVE_SECONDS)
        self._hovered_row = -1
        self._drag: tuple[float, tuple[float, float]] | None = None
        self._is_stale = True
        self._shows_focus = False

        self._scale_control = SegmentedControl(theme_controller, "Scale of the loss axis", _SCALES, self)
        self._scale_control.setObjectName("loss_scale")
        self._scale_control.set_value(preferences.loss_scale)
        self._scale_control.hide()
        self._scale_control.chosen.connect(self._on_scale_chosen)

        session.snapshot_changed.connect(self._on_snapshot_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        preferences.changed.connect(self._on_preference_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: log or linear."""
        self._scale_control.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [self._scale_control]

    @property
    def subtitle(self) -> str:
        """The name of the loss, and that it is a mean over the samples."""
        return self._subtitle

    @property
    def chart(self) -> FittedChart | None:
        """What is drawn; None before the first snapshot."""
        return self._chart

    @property
    def readout_rows(self) -> tuple[ReadoutRow, ...]:
        """What the card beside the crosshair says; empty without one."""
        return (
            readout_rows(self._chart, self._hovered_row) if self._chart is not None and self._hovered_row >= 0 else ()
        )

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(372, 172)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curves can be read."""
        return QSize(220, 130)

    # From the session.

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: Snapshot) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True
            self._name_loss()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._label_room = 0.0
        self._lay_out()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "loss_scale":
            self._scale_control.set_value(self._preferences.loss_scale)
            self._label_room = 0.0
        if name in ("loss_scale", "show_metric"):
            self._lay_out()

    @Slot(str)
    def _on_scale_chosen(self, scale: str) -> None:
        self._preferences.set_value("loss_scale", scale)

    def _name_loss(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        # The step-through sums over its samples where that is chosen; the curves are means all the same.
        title = f"{loss_name(mlp.LOSSES[snapshot.experiment.training.loss].title)}, mean"
        if title != self._subtitle:
            self._subtitle = title
            self.subtitle_changed.emit(title)

    def _refresh(self) -> None:
        """Take the newest history; nothing is done where no row was added."""
        self._is_stale = False
        self._name_loss()
        before, snapshot = self._snapshot, self._session.snapshot
        if snapshot is None:
            return
        if before is not None and before.run_id == snapshot.run_id and not snapshot.views.has_curves:
            return  # the same moment, or the next one, comes for the curves
        goes_on = before is not None and _goes_on(before, snapshot)
        if not self._pace.is_due(goes_on and before is not None and self._grows_little(before, snapshot)):
            return
        self._snapshot = snapshot
        if before is not None and _is_same_moment(before, snapshot):
            return
        if before is None or before.run_id != snapshot.run_id:
            self._window.reset()
            self._label_room = 0.0
            self._hovered_row = -1
        self._hovered_row = min(self._hovered_row, len(snapshot.history.epochs) - 1)
        self._lay_out()

    def _grows_little(self, before: Snapshot, after: Snapshot) -> bool:
        """Tell whether the curves grow by a few pixels."""
        old, new = before.history.epochs, after.history.epochs
        if self._chart is None:
            return False
        per_pixel = (self._chart.epochs.high - self._chart.epochs.low) / max(self._chart.plot.width(), 1.0)
        return len(old) > 0 and 0 <= new[-1] - old[-1] < _FEW_PIXELS * per_pixel

    # Geometry and painting.

    def _lay_out(self) -> None:
        """Fit plot, scales and curves into the view."""
        if self._snapshot is not None:
            history, preferences = self._snapshot.history, self._preferences
            entries = legend_of(self._snapshot, parts_of(self._snapshot.dataset), preferences.show_metric)
            is_log = preferences.loss_scale == "log"
            now, size = now_of(self._snapshot), QSizeF(self.size())
            room = self._label_room
            self._chart = fit_chart(history, now, entries, size, self._style, self._window, is_log, room)
            self._label_room = self._chart.plot.left()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves, the current point, the crosshair and the legend."""
        painter = QPainter(self)
        try:
            painter.setClipRect(event.rect())
            self._paint(painter)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chart is None or not self._chart.curves:
            painter.fillRect(self.rect(), self._style.theme.panel)
            painter.setFont(self._style.label_font)
            painter.setPen(self._style.theme.text2)
            box = QRectF(self.rect()).adjusted(24, 0, -24, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _WAITING)
        else:
            is_running = self._snapshot is not None and self._snapshot.status is RunStatus.RUNNING
            ratio = pixel_ratio(self)
            self._picture.paint(painter, self._chart, QSizeF(self.size()), ratio, self._style, is_running)
            paint_current(painter, self._style, self._chart)
            self._paint_above(painter, self._chart)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._style.theme.cursor_line, 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4.0, 4.0)

    def _paint_above(self, painter: QPainter, chart: FittedChart) -> None:
        if self._snapshot is not None and self._snapshot.status is RunStatus.DIVERGED:
            paint_lost(painter, self._style, chart)
            painter.setFont(self._style.value_font)
            painter.setPen(self._style.theme.error)
            painter.drawText(chart.plot, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, "diverged")
        if self._hovered_row >= 0:
            anchor = paint_crosshair(painter, self._style, chart, self._hovered_row)
            draw_readout_card(painter, self._style, QRectF(self.rect()), anchor, self.readout_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    # Gestures.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the nearest epoch, or move the window while dragging."""
        if self._chart is None:
            return
        at = event.position()
        if self._drag is not None:
            start, window = self._drag
            moved = (start - at.x()) * (window[1] - window[0]) / max(self._chart.plot.width(), 1.0)
            self._window.move_to((window[0] + moved, window[1] + moved), epoch_range(self._chart.history))
            self._lay_out()
        is_near = self._chart.plot.adjusted(-6, -8, 20, 6).contains(at)
        self._hover(row_near(self._chart.history, self._chart.epochs.value(at.x())) if is_near else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the epoch axis."""
        if event.button() == Qt.MouseButton.LeftButton and self._chart is not None:
            self._drag = (event.position().x(), (self._chart.epochs.low, self._chart.epochs.high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the epoch axis."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all epochs again."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._window.reset()
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer at the epochs around the pointer; with Ctrl the window has the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._chart is None or not event.angleDelta().y():
            event.ignore()
            return
        self._zoom(0.8 ** (event.angleDelta().y() / 120.0), self._chart.epochs.value(event.position().x()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read out epochs by the arrows, zoom by plus and minus, reset by Home, stop by Escape."""
        key, chart = event.key(), self._chart
        if chart is None or not chart.curves:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_row(chart, -1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1.25 if key == Qt.Key.Key_Minus else 0.8, (chart.epochs.low + chart.epochs.high) / 2.0)
        elif key == Qt.Key.Key_Home:
            self._window.reset()
            self._lay_out()
        elif key == Qt.Key.Key_Escape and self._hovered_row >= 0:
            self._hover(-1)
        else:
            super().keyPressEvent(event)

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

    def _step_row(self, chart: FittedChart, direction: int) -> None:
        """Move the crosshair to the next row, by at least a pixel."""
        last = len(chart.history.epochs) - 1
        per_pixel = (chart.epochs.high - chart.epochs.low) / max(chart.plot.width(), 1.0)
        row = self._hovered_row if self._hovered_row >= 0 else last
        target = row_near(chart.history, float(chart.history.epochs[row]) + direction * max(per_pixel, 1.0))
        self._hover(min(max(row + direction if target == row else target, 0), last))

    def _zoom(self, factor: float, centre: float) -> None:
        if self._chart is not None:
            self._window.zoom(factor, centre, epoch_range(self._chart.history))
            self._lay_out()

    def _hover(self, row: int) -> None:
        if row != self._hovered_row:
            self._hovered_row = row
            if row >= 0:
                self.setAccessibleDescription(", ".join(f"{line.name} {line.value}" for line in self.readout_rows))
            self.update()


def _goes_on(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether the run has only gone on since: nothing that was changed has to be seen at once."""
    return before.run_id == after.run_id and before.status is after.status is RunStatus.RUNNING


def _is_same_moment(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether curves and numbers are the same: no row was added, and no weight typed while nothing ran."""
    return before.history is after.history and before.status is after.status and before.evaluation is after.evaluation
