"""The canvas of the step mode: it lies over the network view while one training step is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.card import card_size, paint_card
from mlp_gui.views.network.edges import EdgeLook, mark_edge, style_edges
from mlp_gui.views.network.heat import LayerScales, largest_distance
from mlp_gui.views.network.marks import draw_ring
from mlp_gui.views.network.stepping.choices import StepChoices
from mlp_gui.views.network.stepping.edge_chips import paint_chip
from mlp_gui.views.network.stepping.layout import TITLES, arrange_cards, legend_height, rows_shown
from mlp_gui.views.network.stepping.legend import paint_legend
from mlp_gui.views.network.stepping.numbers import HeldScales, StepNumbers
from mlp_gui.views.network.stepping.picture import StepShown, edge_values, paint_step, unit_letter
from mlp_gui.views.network.stepping.pointing import edge_of, is_knob, mark_at, place_of
from mlp_gui.views.network.stepping.pulses import DURATION, Flight, paint_pulse, strip
from mlp_gui.views.network.stepping.sources import heat_maps, names_of, pulses_of
from mlp_gui.views.network.stepping.style import step_style
from mlp_gui.views.network.stepping.travel import NOTHING, focus_of, travel_of
from mlp_gui.views.network.stepping.turning import Turning

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent

    import mlp_core as mlp
    from mlp_gui.look import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class StepCanvas(QWidget):
    """One training step on the graph: cards, numbers on edges, pulses.

    Parameters
    ----------
    session : Session
        Its `stepping` says what is told and where it stands.
    theme_controller : ThemeController
        Colours, fonts, and whether things move.
    preferences : Preferences
        "patterns" dashes negative edges.
    parent : QWidget
        The network view, which it covers while the step mode is on.
    """

    def __init__(
        self, session: Session, theme_controller: ThemeController, preferences: Preferences, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._view = parent
        self._session, self._look, self._preferences = session, theme_controller, preferences
        self._stepping = session.stepping
        self._held = HeldScales()
        self._held_run = -1
        self._shown: StepShown | None = None
        self._base = QPixmap()
        self._base_is_current = False
        self._last_position = -1
        self._last_trace: mlp.Trace | None = None
        self._turning = Turning(session)
        self._knob_at = QPointF()
        self.flight = Flight(self)
        self._choices = StepChoices(session.stepping, self)
        self.setObjectName("step_canvas")
        self.setAccessibleName("Training step")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.hide()
        self._connect()

    def _connect(self) -> None:
        stepping = self._stepping
        stepping.active_changed.connect(self._on_active_changed)
        stepping.position_changed.connect(self._on_position_changed)
        stepping.question_changed.connect(self._on_changed)
        stepping.options_changed.connect(self._on_changed)
        stepping.granularity_changed.connect(self._on_changed)
        self._look.theme_changed.connect(self._on_changed)
        self._preferences.changed.connect(self._on_changed)
        self._session.unit_field_changed.connect(self._on_field_changed)
        self._session.cursor.hovered_changed.connect(self._on_marked)
        self._session.cursor.selected_changed.connect(self._on_marked)
        self.flight.moved.connect(self._on_moved)
        self.flight.landed.connect(self._on_landed)
        if stepping.active:
            self._on_active_changed(True)

    @property
    def shown(self) -> StepShown | None:
        """What is painted; None while there is no training step to tell."""
        return self._shown

    def sizeHint(self) -> QSize:
        """Return the size of the canvas in the target picture."""
        return QSize(838, 486)

    # The step-through speaks.

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        if active:
            self.setGeometry(self._view.rect())
            self.raise_()
        else:
            self.flight.stop()
            self._turning.let_go()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus if active else Qt.FocusPolicy.StrongFocus)
        self.setVisible(active)

    @Slot(object)
    def _on_position_changed(self, step: mlp.Step | None) -> None:
        stepping, trace = self._stepping, self._stepping.trace
        follows = step is not None and trace is self._last_trace and step.first == self._last_position + 1
        self._last_position, self._last_trace = stepping.position, trace
        self.flight.stop()
        if not self.isVisible():
            return
        self._tell(step, under_way=False)
        if follows and step is not None and stepping.motion and self._look.motion:
            pulses = pulses_of(self._shown) if self._shown is not None else ()
            if pulses:
                self._tell(step, under_way=True)
                self.flight.start(pulses, min(DURATION / stepping.speed, 2.0))

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self.flight.stop()
            self._tell(self._stepping.awaited_step or self._stepping.step, under_way=False)

    @Slot(object)
    def _on_field_changed(self, _field: object) -> None:
        if self.isVisible() and not self.flight.is_on:
            self._on_changed()

    @Slot()
    def _on_landed(self) -> None:
        self._tell(self._stepping.step, under_way=False)

    @Slot()
    def _on_moved(self) -> None:
        progress = self.flight.progress
        for pulse in self.flight.pulses:
            # The head was at most a quarter of the way back in the last frame.
            self.update(strip(pulse, progress).united(strip(pulse, max(progress - 0.25, 0.0))))

    @Slot(object)
    def _on_marked(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    # From the trace to what is shown.

    def _tell(self, step: mlp.Step | None, *, under_way: bool) -> None:
        walk, stepping = self._stepping.walk, self._stepping
        self._base_is_current = False
        self.update()
        if walk is None:
            self._shown = None
            return
        trace = walk.trace
        if stepping.trace_run_id != self._held_run:
            self._held_run = stepping.trace_run_id
            self._held.reset()
        self._held.take(trace)
        style = step_style(self._look, stepping.decimals, large=self._session.presentation.active)
        room = self.height() - TITLES * style.scale - legend_height(self.height(), style.scale) - 8.0
        groups = rows_shown(trace.sizes, room, style.scale, focus_of(step))
        former = self._shown
        if former is not None and self._fits(former, groups, style.scale):
            layout = former.layout
        else:
            layout = arrange_cards(groups, float(self.width()), float(self.height()), style.scale)
        position = step.first - 1 if under_way and step is not None else stepping.position
        scales = LayerScales()
        names = trace.network.activation_names
        measured = tuple(
            scales.scale(layer, name, largest_distance(trace.activations[layer], name))
            for layer, name in enumerate(names)
        )
        labels, titles = names_of(trace, self._session.snapshot, whole_batch=stepping.sample is None)
        self._shown = StepShown(
            layout,
            StepNumbers(walk, position, step),
            style,
            NOTHING if step is None else travel_of(step, layout),
            step,
            self._held,
            measured,
            heat_maps(self._session.unit_field, layout.columns, measured, style),
            titles,
            labels,
            stepping.notation,
            stepping.edge_shows,
            stepping.unit_shows,
            self._preferences.patterns,
        )
        self._choices.place(QRectF(self.rect()), style)

    def _fits(self, former: StepShown, groups: tuple[tuple[tuple[int, int], ...], ...], scale: float) -> bool:
        layout = former.layout
        size = (float(self.width()), float(self.height()), scale)
        shown = tuple(column.groups for column in layout.columns)
        return (layout.width, layout.height, layout.scale) == size and shown == groups

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the cached picture down, where it is asked for, then marks and pulses."""
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            if self._shown is None:
                painter.fillRect(self.rect(), self._look.theme.canvas)
                return
            self._make_base(self._shown)
            ratio = self._base.devicePixelRatio()
            box = QRectF(event.rect())
            painter.drawPixmap(box, self._base, QRectF(box.topLeft() * ratio, box.size() * ratio))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_marks(painter, self._shown)
            if self.flight.is_on:
                progress = self.flight.progress
                for pulse in self.flight.pulses:
                    paint_pulse(painter, pulse, progress, self._look.theme.canvas)
            self._paint_knob(painter, self._shown)

    def _make_base(self, shown: StepShown) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._base_is_current and self._base.size() == size:
            return
        if self._base.size() != size:
            self._base = QPixmap(size)
        self._base.setDevicePixelRatio(ratio)
        self._base.fill(shown.style.theme.canvas)
        painter = QPainter(self._base)
        paint_step(painter, shown, ratio)
        paint_legend(painter, self.width(), self.height(), shown.edge_shows, shown.held, shown.scales[-1], shown.style)
        painter.end()
        self._base_is_current = True

    def _paint_marks(self, painter: QPainter, shown: StepShown) -> None:
        cursor = self._session.cursor
        for mark in (cursor.selected, cursor.hovered):
            if mark is None:
                continue
            place = place_of(shown.layout, mark)
            edge = edge_of(shown.layout, mark)
            if place is not None:
                draw_ring(painter, place, shown.style.theme, min(10.0, place.height() / 2))
            elif edge >= 0:
                values, largest = edge_values(shown)
                style = style_edges(values, largest)
                look = EdgeLook(shown.style.theme, errors=shown.edge_shows == "gradient", dashed=shown.dashed)
                share, value = float(style.shares[edge]), float(values[edge])
                mark_edge(painter, shown.layout.curves, Camera(), edge, share, value, look)
                chip = next((one for one in shown.chips if one.edge == edge), None)
                if chip is not None:
                    paint_chip(painter, chip, shown.style)

    def _paint_knob(self, painter: QPainter, shown: StepShown) -> None:
        mark = self._turning.mark
        if mark is None:
            return
        card = self._turning.card(self._title(mark))
        if card is not None:
            rect = self._card_place(*card_size(card, shown.style.canvas))
            paint_card(painter, card, rect, shown.style.canvas)

    def _card_place(self, width: float, height: float) -> QRectF:
        """Stand at the right, over the legend, or under the titles where the pointer is there."""
        scale = self._look.scale
        left, bottom = self.width() - width - 14.0, self.height() - legend_height(self.height(), scale) - 6.0
        rect = QRectF(round(left), round(bottom - height), round(width), round(height))
        if rect.adjusted(-20.0, -20.0, 20.0, 20.0).contains(self._knob_at):
            rect.moveTop(round(TITLES * scale))
        return rect

    def _title(self, mark: Mark) -> str:
        shown = self._shown
        assert shown is not None
        sizes = shown.numbers.trace.sizes
        unit = f"unit {unit_letter(sizes, mark.layer, mark.unit)}"
        if mark.kind == "bias":
            return f"Bias of {unit}"
        below = shown.labels[mark.input] if mark.layer == 0 else unit_letter(sizes, mark.layer - 1, mark.input)
        return f"Weight {below} → {unit}"

    # The pointer.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn the knob that is held, or mark what is under the pointer in every view."""
        if self._shown is None:
            return
        point = event.position()
        if self._turning.mark is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._turning.drag(point.y())
            self.update()
            return
        self._let_go()
        mark = mark_at(self._shown.layout, self._shown.chips, point)
        can_turn = mark is not None and (is_knob(self._shown.layout, self._shown.chips, point))
        self.setCursor(Qt.CursorShape.SizeVerCursor if can_turn else Qt.CursorShape.ArrowCursor)
        self._session.cursor.set_hovered(mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a number that can be turned; with Alt, of any weight or bias."""
        shown, point = self._shown, event.position()
        if shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mark = mark_at(shown.layout, shown.chips, point)
        self._session.cursor.set_selected(mark)
        held = is_knob(shown.layout, shown.chips, point) or event.modifiers() & Qt.KeyboardModifier.AltModifier
        if held and mark is not None and mark.kind in ("weight", "bias"):
            self._knob_at = point
            self._turning.hold(shown.numbers.trace, mark, self._held.of("weight"), point.y())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the knob."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()

    def _let_go(self) -> None:
        if self._turning.mark is not None:
            self._turning.let_go()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a second quick press like the first; nothing behind is meant."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the number under the pointer; with Ctrl the wheel is for the size of text."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        shown, point = self._shown, event.position()
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        mark = None if shown is None else mark_at(shown.layout, shown.chips, point)
        if shown is not None and mark is not None and mark.kind in ("weight", "bias"):
            if self._turning.mark != mark:
                self._knob_at = point
                self._turning.hold(shown.numbers.trace, mark, self._held.of("weight"), point.y())
            self._turning.turn(notches)
            self.update()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was hovered."""
        super().leaveEvent(event)
        self._let_go()
        self._session.cursor.set_hovered(None)

    # Size and visibility.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._on_changed()
