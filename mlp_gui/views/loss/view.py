"""The loss curve: how training, validation and test loss went, epoch by epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.axes import LinearScale, PlotStyle, ReadoutRow, Scale, draw_readout_card, draw_segments
from mlp_gui.views.loss import layout
from mlp_gui.views.loss.chart import (
    Curve,
    LossAxis,
    epoch_range,
    fit_loss_axis,
    losses_of,
    metrics_of,
    parts_of,
    row_near,
    trace_curves,
)
from mlp_gui.views.loss.texts import exact_loss_text, loss_text, metric_text
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
        self._session = session
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._snapshot: Snapshot | None = None
        self._subtitle = ""
        self._parts: tuple[str, ...] = ()
        self._curves: tuple[Curve, ...] = ()
        self._entries: tuple[layout.LegendEntry, ...] = ()
        self._axis = LossAxis(0.1, 1.0, True)
        self._window = EpochWindow()
        self._plot = QRectF()
        self._legend: list[list[tuple[float, layout.LegendEntry]]] = []
        self._epochs = LinearScale(0.0, 10.0, 0.0, 1.0)
        self._losses: Scale = self._axis.scale(1.0, 0.0)
        self._axes_pixmap: QPixmap | None = None
        self._axes_key: tuple[object, ...] = ()
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
        """The name of the loss."""
        return self._subtitle

    @property
    def axis(self) -> LossAxis:
        """The loss axis."""
        return self._axis

    @property
    def plot(self) -> QRectF:
        """Where the curves are drawn."""
        return self._plot

    @property
    def epochs(self) -> LinearScale:
        """The epoch axis, in pixels."""
        return self._epochs

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is drawn."""
        return self._curves

    @property
    def entries(self) -> tuple[layout.LegendEntry, ...]:
        """The legend line."""
        return self._entries

    @property
    def readout_rows(self) -> tuple[ReadoutRow, ...]:
        """What the card beside the crosshair says; empty without one."""
        if self._snapshot is None or self._hovered_row < 0:
            return ()
        history, row = self._snapshot.history, self._hovered_row
        rows = [ReadoutRow("epoch", tick) for tick in (f"{int(history.epochs[row])}",)]
        for part in self._parts:
            metric = metric_text(float(metrics_of(history, part)[row]), history.metric_name)
            value = exact_loss_text(float(losses_of(history, part)[row]))
            rows.append(ReadoutRow(part, f"{value}   {metric}" if metric else value))
        return tuple(rows)

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
        self._lay_out()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "loss_scale":
            self._scale_control.set_value(self._preferences.loss_scale)
            self._lay_out()
        elif name == "show_metric":
            self._take_texts()
            self._lay_out()

    @Slot(str)
    def _on_scale_chosen(self, scale: str) -> None:
        self._preferences.set_value("loss_scale", scale)

    def _name_loss(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        title = mlp.LOSSES[snapshot.experiment.training.loss].title
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
        self._snapshot = snapshot
        if before is not None and before.history is snapshot.history and before.status is snapshot.status:
            return
        if before is None or before.run_id != snapshot.run_id:
            self._window.reset()
            self._hovered_row = -1
        self._parts = parts_of(snapshot.dataset)
        self._hovered_row = min(self._hovered_row, len(snapshot.history.epochs) - 1)
        self._take_texts()
        self._lay_out()

    def _take_texts(self) -> None:
        if self._snapshot is None or not len(self._snapshot.history.epochs):
            self._entries = ()
            return
        history, shows_metric = self._snapshot.history, self._preferences.show_metric
        self._entries = tuple(
            layout.LegendEntry(
                part,
                loss_text(float(losses_of(history, part)[-1])),
                metric_text(float(metrics_of(history, part)[-1]), history.metric_name) if shows_metric else "",
            )
            for part in self._parts
        )

    # Geometry and painting.

    def _lay_out(self) -> None:
        """Fit plot, scales and curves into the view."""
        size, style = QSizeF(self.size()), self._style
        self._legend = layout.legend_rows(self._entries, style, layout.legend_width(size, style))
        self._plot = layout.plot_rect(size, style, max(len(self._legend), 1))
        if self._snapshot is not None:
            whole = epoch_range(self._snapshot.history)
            self._epochs = LinearScale(*self._window.range_in(whole), self._plot.left(), self._plot.right())
            self._curves = trace_curves(self._snapshot.history, self._parts, self._epochs)
            self._axis = fit_loss_axis(self._curves, self._preferences.loss_scale == "log")
            self._losses = self._axis.scale(self._plot.bottom(), self._plot.top())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves, the current point, the crosshair and the legend."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._style.theme.panel)
            self._paint(painter)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._snapshot is None or not self._curves:
            painter.setFont(self._style.label_font)
            painter.setPen(self._style.theme.text2)
            box = QRectF(self.rect()).adjusted(24, 0, -24, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _WAITING)
        else:
            painter.drawPixmap(QPointF(0.0, 0.0), self._axes())
            self._paint_curves(painter)
            layout.paint_legend(painter, self._style, self._plot, self._legend)
            self._paint_crosshair(painter, self._snapshot)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._style.theme.cursor_line, 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4.0, 4.0)

    def _axes(self) -> QPixmap:
        """Return the axes as a picture, painted again only where a range, the size or the style changed."""
        ratio = self.devicePixelRatioF()
        key = (self.size(), ratio, self._epochs, self._axis, self._plot, self._style)
        if self._axes_pixmap is None or key != self._axes_key:
            pixmap = QPixmap((QSizeF(self.size()) * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            layout.paint_axes(painter, self._style, self._plot, self._epochs, self._losses, self._axis)
            painter.end()
            self._axes_pixmap, self._axes_key = pixmap, key
        return self._axes_pixmap

    def _paint_curves(self, painter: QPainter) -> None:
        theme, plot = self._style.theme, self._plot
        painter.save()
        painter.setClipRect(plot.adjusted(-1.0, -2.0, 6.0, 2.0))
        for curve in reversed(self._curves):
            painter.setPen(layout.line_pen(theme, curve.part))
            draw_segments(painter, layout.line_segments(curve.part, curve.x, self._losses.pixels(curve.values)))
        self._paint_current(painter)
        painter.restore()

    def _paint_current(self, painter: QPainter) -> None:
        """Mark where the training stands, by the cursor's line and a ring on each curve."""
        assert self._snapshot is not None
        history = self._snapshot.history
        x = self._epochs.pixel(float(history.epochs[-1]))
        if not self._plot.left() - 1.0 <= x <= self._plot.right() + 1.0:
            return
        painter.setPen(QPen(self._style.theme.cursor_line, 1.0))
        painter.drawLine(QPointF(x, self._plot.top()), QPointF(x, self._plot.bottom()))
        self._paint_row_rings(painter, len(history.epochs) - 1, 3.6)

    def _paint_row_rings(self, painter: QPainter, row: int, radius: float) -> None:
        assert self._snapshot is not None
        history, theme = self._snapshot.history, self._style.theme
        x = self._epochs.pixel(float(history.epochs[row]))
        painter.setBrush(theme.panel)
        for part in reversed(self._parts):
            y = self._losses.pixel(float(losses_of(history, part)[row]))
            if self._plot.top() - 1.0 <= y <= self._plot.bottom() + 1.0:
                painter.setPen(QPen(layout.line_colour(theme, part), 1.5))
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_crosshair(self, painter: QPainter, snapshot: Snapshot) -> None:
        if snapshot.status is RunStatus.DIVERGED:
            painter.setFont(self._style.value_font)
            painter.setPen(self._style.theme.error)
            painter.drawText(self._plot, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, "diverged")
        if self._hovered_row < 0:
            return
        x = self._epochs.pixel(float(snapshot.history.epochs[self._hovered_row]))
        painter.setPen(QPen(self._style.theme.text3, 1.0))
        painter.drawLine(QPointF(x, self._plot.top()), QPointF(x, self._plot.bottom()))
        self._paint_row_rings(painter, self._hovered_row, 3.0)
        anchor = QPointF(x, self._plot.center().y() + self._style.px(14))
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
        if self._drag is not None:
            start, window = self._drag
            moved = (start - event.position().x()) * (window[1] - window[0]) / max(self._plot.width(), 1.0)
            self._window.move_to((window[0] + moved, window[1] + moved), self._whole())
            self._lay_out()
        at = event.position()
        self._hover(row_near(self._history(), self._epochs.value(at.x())) if self._reaches(at) else -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the epoch axis."""
        if event.button() == Qt.MouseButton.LeftButton and self._snapshot is not None:
            self._drag = (event.position().x(), self._window.range_in(self._whole()))

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
        if (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
            or self._snapshot is None
            or not event.angleDelta().y()
        ):
            event.ignore()
            return
        self._zoom(0.8 ** (event.angleDelta().y() / 120.0), self._epochs.value(event.position().x()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read out epochs by the arrows, zoom by plus and minus, reset by Home, stop by Escape."""
        key = event.key()
        if self._snapshot is None or not len(self._history().epochs):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_row(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            middle = self._epochs.value(self._plot.center().x())
            self._zoom(1.25 if key == Qt.Key.Key_Minus else 0.8, middle)
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

    def _step_row(self, direction: int) -> None:
        """Move the crosshair to the next row, by at least a pixel."""
        history = self._history()
        per_pixel = (self._epochs.high - self._epochs.low) / max(self._plot.width(), 1.0)
        row = self._hovered_row if self._hovered_row >= 0 else len(history.epochs) - 1
        target = row_near(history, float(history.epochs[row]) + direction * max(per_pixel, 1.0))
        if target == row:
            target = row + direction
        self._hover(min(max(target, 0), len(history.epochs) - 1))

    def _zoom(self, factor: float, centre: float) -> None:
        self._window.zoom(factor, centre, self._whole())
        self._lay_out()

    def _hover(self, row: int) -> None:
        if row != self._hovered_row:
            self._hovered_row = row
            if row >= 0:
                self.setAccessibleDescription(", ".join(f"{line.name} {line.value}" for line in self.readout_rows))
            self.update()

    def _reaches(self, position: QPointF) -> bool:
        return bool(self._curves) and self._plot.adjusted(-6, -8, 20, 6).contains(position)

    def _whole(self) -> tuple[float, float]:
        return epoch_range(self._history())

    def _history(self) -> mlp.HistoryView:
        assert self._snapshot is not None
        return self._snapshot.history
