"""The decision region: what the network answers over its raw inputs, with the points that it learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle, draw_readout_card
from mlp_gui.views.decision.line import LinePicture
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.decision.picture import Picture, inside
from mlp_gui.views.decision.plane import PlanePicture
from mlp_gui.views.decision.readout import Readout, read_out
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot, UnitField

_WAITING = "The region appears as soon as the network is ready."
_TOO_MANY = (
    "The region is drawn over one or two raw inputs.\n\nThese data have {count}. "
    "The network view shows the activation of every unit instead."
)
_PROBE_STEPS = 60.0
_MODES = (
    ("confidence", "Confidence", "Colour the plane by the output: pale where the network is unsure."),
    ("classes", "Classes", "Colour the plane by the class that the network answers."),
)


class DecisionView(QWidget):
    """Region, boundary and points; hovering reads out one point.

    Parameters
    ----------
    session : Session
        Gives snapshots, fields and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Confidence or classes; whether boundary and held-out points are shown.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
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
        self.setObjectName("decision_view")
        self.setAccessibleName("Decision region")
        self.setAccessibleDescription("What the network answers over its inputs. Arrow keys read out a point.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._snapshot: Snapshot | None = None
        self._field: UnitField | None = None
        self._picture: Picture | None = None
        self._message = _WAITING
        self._probe: QPointF | None = None
        self._readout: Readout | None = None
        self._is_stale = True
        self._shows_focus = False

        self._mode_control = SegmentedControl(theme_controller, "Colour the region by", _MODES, self)
        self._mode_control.setObjectName("region_mode")
        self._mode_control.hide()
        self._mode_control.set_value(preferences.region_mode)
        self._mode_control.chosen.connect(self._on_mode_chosen)

        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.unit_field_changed.connect(self._on_unit_field_changed)
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        session.stepping.sample_changed.connect(self._on_walk_changed)
        session.stepping.active_changed.connect(self._on_walk_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        preferences.changed.connect(self._on_preference_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: confidence or classes."""
        self._mode_control.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [self._mode_control]

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title: nothing, the legend says it all."""
        return ""

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

    # From the session.

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: Snapshot) -> None:
        self._catch_up()

    @Slot(object)
    def _on_unit_field_changed(self, _field: UnitField) -> None:
        self._catch_up()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        self.update()

    @Slot()
    def _on_walk_changed(self) -> None:
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        if self._picture is not None:
            self._picture.forget_colours()
        self._lay_out()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "region_mode":
            self._mode_control.set_value(self._preferences.region_mode)
            if isinstance(self._picture, PlanePicture):
                self._picture.set_hard(self._is_hard)
            self.update()
        elif name in ("show_boundary", "show_test_points"):
            self._lay_out()

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        self._preferences.set_value("region_mode", mode)

    def _catch_up(self) -> None:
        """Refresh at once, or when shown again."""
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        """Take the newest snapshot and field, and repaint what they change."""
        self._is_stale = False
        snapshot, field = self._session.snapshot, self._session.unit_field
        if snapshot is None:
            return
        if self._snapshot is None or not _is_same_run(self._snapshot, snapshot):
            self._take_experiment(snapshot)
        self._snapshot = snapshot
        if self._picture is None:
            return
        if field is not None and field is not self._field and field.run_id == snapshot.run_id:
            self._field = field
            self._picture.set_grid(field.grid)
            self._update_plot()
        if self._probe is not None:
            self._read(self._probe)

    def _take_experiment(self, snapshot: Snapshot) -> None:
        """Make another picture where the run or its output scale is another one."""
        before, known = self._snapshot, self._picture
        dataset = snapshot.dataset
        is_classification = dataset.task == "classification"
        self._mode_control.setEnabled(is_classification and dataset.points.shape[1] == 2)
        if dataset.points.shape[1] > 2:
            self._picture, self._field = None, None
            self._message = _TOO_MANY.format(count=dataset.points.shape[1])
            self._clear_probe()
            return
        if known is not None and before is not None and dataset is before.dataset:
            if known.scale == OutputScale.of(snapshot) and before.network.sizes == snapshot.network.sizes:
                return
        else:
            self._clear_probe()
        picture = PlanePicture(snapshot) if dataset.points.shape[1] == 2 else LinePicture(snapshot)
        if isinstance(picture, PlanePicture):
            picture.set_hard(self._is_hard)
        if self._field is not None and known is not None and before is not None and _is_alike(before, snapshot):
            # The last run's region stands for the few milliseconds until this run's comes, instead of a flicker.
            picture.set_grid(self._field.grid)
        else:
            self._field = None
        self._picture = picture
        self._lay_out()

    @property
    def _is_hard(self) -> bool:
        return self._preferences.region_mode == "classes"

    # Geometry and painting.

    def _lay_out(self) -> None:
        if self._picture is not None:
            size = QSizeF(self.size())
            self._picture.lay_out(size, self._style, self._preferences.show_test_points)
            if self._probe is not None and self._readout is not None:
                self._probe = self._picture.position_of(self._readout)
        self.update()

    def _update_plot(self) -> None:
        if self._readout is not None or self._picture is None or self._picture.frame is None:
            self.update()
        else:
            self.update(self._picture.frame.plot.toAlignedRect())

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
            self._picture.paint(painter, size, self.devicePixelRatioF(), self._preferences.show_boundary)
            self._paint_cursor(painter, self._picture)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._style.theme.cursor_line, 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4.0, 4.0)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        margin = self._style.px(28)
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _paint_cursor(self, painter: QPainter, picture: Picture) -> None:
        cursor, walked = self._session.cursor, self.walked_sample
        if walked is not None:
            picture.paint_sample_ring(painter, self._style, walked, True)
        for mark, is_selected in ((cursor.selected, True), (cursor.hovered, False)):
            if mark is not None and mark.kind == "sample":
                picture.paint_sample_ring(painter, self._style, mark.sample, is_selected)
            elif mark is not None and mark.kind in ("unit", "bias"):
                picture.paint_unit(painter, self._style, mark.layer, mark.unit)
        if self._readout is None:
            return
        at = picture.position_of(self._readout)
        if self._probed_sample() < 0:
            painter.setBrush(self._style.theme.cursor)
            painter.setPen(QPen(self._style.theme.ink, 1.2))
            painter.drawEllipse(at, 3.2, 3.2)
        draw_readout_card(painter, self._style, QRectF(self.rect()), at, self._readout.rows)

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
        """Read out the point below the pointer."""
        self._probe_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the sample below the pointer; beside one, let go of the selected one."""
        if event.button() == Qt.MouseButton.LeftButton and self._picture is not None:
            sample = self._picture.sample_near(event.position())
            self._session.cursor.set_selected(Mark("sample", sample=sample) if sample >= 0 else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self._clear_probe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point that is read out by the arrow keys; Escape stops."""
        frame = self._picture.frame if self._picture is not None else None
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if frame is None or (steps is None and event.key() != Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif steps is None:
            self._clear_probe()
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
        sample = picture.sample_near(position)
        cursor = self._session.cursor
        if sample >= 0:
            cursor.set_hovered(Mark("sample", sample=sample))
        elif cursor.hovered is not None and cursor.hovered.kind == "sample":
            cursor.set_hovered(None)
        self._read(position)

    def _read(self, position: QPointF) -> None:
        if self._picture is None or self._snapshot is None:
            return
        point = self._picture.point_at(position)
        self._readout = read_out(self._snapshot, self._picture.scale, point, self._picture.sample_near(position))
        self.setAccessibleDescription(self._readout.text)
        self.update()

    def _probed_sample(self) -> int:
        if self._probe is None or self._picture is None:
            return -1
        return self._picture.sample_near(self._probe)

    def _clear_probe(self) -> None:
        if self._probe is None:
            return
        self._probe, self._readout = None, None
        hovered = self._session.cursor.hovered
        if hovered is not None and hovered.kind == "sample":
            self._session.cursor.set_hovered(None)
        self.update()


def _is_same_run(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether nothing but the parameters can have changed."""
    return before.dataset is after.dataset and before.experiment is after.experiment


def _is_alike(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether a field of the one run may stand for the other's: same plane, same kind of answer."""
    return (
        before.dataset.points.shape[1] == after.dataset.points.shape[1] == 2
        and before.dataset.domain == after.dataset.domain
        and before.dataset.task == after.dataset.task
        and before.experiment.data == after.experiment.data
        and before.network.n_outputs == after.network.n_outputs
    )
