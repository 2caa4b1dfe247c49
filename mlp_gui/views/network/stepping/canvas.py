"""The canvas of the step mode: it lies over the network view while one training step is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPixmap

from mlp_gui.look.pixel_ratio import is_for_lines, is_for_picture, pixel_ratio
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.network.stepping.accordion import Accordion, accordion_between
from mlp_gui.views.network.stepping.approach import Approach, approach_between
from mlp_gui.views.network.stepping.choices import StepChoices
from mlp_gui.views.network.stepping.edge_layers import EdgeLayers
from mlp_gui.views.network.stepping.flight import Flight
from mlp_gui.views.network.stepping.gestures import StepGestures
from mlp_gui.views.network.stepping.legs import Leg, legs_of
from mlp_gui.views.network.stepping.line_picture import paint_as_lines
from mlp_gui.views.network.stepping.mark_painting import paint_marks
from mlp_gui.views.network.stepping.pace import Pace, pace_of
from mlp_gui.views.network.stepping.picture import Pictures
from mlp_gui.views.network.stepping.rehearsal import Rehearsal
from mlp_gui.views.network.stepping.sources import pulses_of
from mlp_gui.views.network.stepping.sprites import NoSprites, Sprites
from mlp_gui.views.network.stepping.telling import Teller
from mlp_gui.views.network.stepping.travel import NOTHING, focus_of, travel_of
from mlp_gui.views.paper.foresight import Foresight
from mlp_gui.views.paper.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.look import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.shown import StepShown


class StepCanvas(StepGestures):
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
        super().__init__(session, parent)
        self._view = parent
        self._look, self._preferences = theme_controller, preferences
        self._stepping = session.stepping
        self._teller = Teller(session, theme_controller, preferences)
        self._edges = EdgeLayers(self)
        self._pictures = Pictures(self._edges, Sprites())
        self._turns = Turns.of(session)
        self._rehearsal = Rehearsal(self._pictures, self._turns)
        self._foresight = Foresight(session, self)
        self._base, self._former = QPixmap(), QPixmap()
        self._base_is_current = False
        self._last_position = -1
        self._last_trace: mlp.Trace | None = None
        self._legs: tuple[Leg, ...] = ()
        self._pace = Pace(0.0, 0.0, 0.0)
        self._approach: Approach | Accordion | None = None
        self.flight = Flight(self)
        self._choices = StepChoices(session.stepping, self)
        self.setObjectName("step_canvas")
        self.setAccessibleName("Training step")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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
        self._session.presentation.active_changed.connect(self._on_changed)
        self._session.unit_field_changed.connect(self._on_field_changed)
        self._session.cursor.hovered_changed.connect(self._on_marked)
        self._session.cursor.selected_changed.connect(self._on_marked)
        self._edges.painted.connect(self._on_edges_painted)
        self.flight.moved.connect(self._on_moved)
        self.flight.approached.connect(self._on_approached)
        self.flight.arrived.connect(self._on_arrived)
        self.flight.landed.connect(self._on_landed)
        if stepping.active:
            self._on_active_changed(True)

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
            self._settle()
            self._turning.let_go()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus if active else Qt.FocusPolicy.StrongFocus)
        self.setVisible(active)

    @Slot(object)
    def _on_position_changed(self, step: mlp.Step | None) -> None:
        stepping, trace = self._stepping, self._stepping.trace
        follows = step is not None and trace is self._last_trace and step.first == self._last_position + 1
        self._last_position, self._last_trace = stepping.position, trace
        if not self.isVisible():
            self._settle()
            return
        if follows and step is not None and self._moves:
            self._set_out(step)
        else:
            self._stand(step)

    @Slot()
    def _on_changed(self) -> None:
        self._rehearsal.forget()
        if self.isVisible():
            self._stand(self._told)

    @Slot(object)
    def _on_field_changed(self, _field: object) -> None:
        if self.isVisible() and not self.flight.stage:
            self._on_changed()

    @Slot(object)
    def _on_marked(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    @Slot()
    def _on_edges_painted(self) -> None:
        if self._shown is not None and not self._shown.has_all_edges:
            self._base_is_current = False
            self.update()
        self._rehearse()

    @property
    def _told(self) -> mlp.Step | None:
        """What the canvas is about: the step that the user is asked about, else the one that is done or under way."""
        return self._stepping.awaited_step or self._stepping.step

    # The motion of a step: its legs, one after the other.

    @property
    def _moves(self) -> bool:
        return self._stepping.motion and self._look.motion

    def _set_out(self, step: mlp.Step) -> None:
        """Begin to go the way of a step."""
        approach = self._lay_out(step)
        walk = self._stepping.walk
        assert walk is not None
        self._legs = legs_of(step, walk, self._layout_of(step))
        playing = 1.0 / self._stepping.speed if self._stepping.playing else 0.0
        self._pace = pace_of(self._stepping.speed, len(self._legs), playing, goes=approach is not None)
        self._begin_leg(step, approach)

    def _begin_leg(self, step: mlp.Step, approach: Approach | Accordion | None = None) -> None:
        leg = self._legs[0]
        self._tell(step, leg, leg.before)
        self._approach = approach
        self._stepping.arrival.set_out(leg.before)
        pulses = pulses_of(self._shown) if self._shown is not None else ()
        pace = self._pace
        going = pace.approach if approach is not None else 0.0
        self._turns.set_led(True)
        self.flight.start(pulses, fly=pace.fly, appear=pace.appear, approach=going)
        self._rehearse()

    @Slot()
    def _on_moved(self) -> None:
        ways = self.flight.ways
        if self.flight.stage == "fly" and ways is not None:
            self.update(ways.area)
        elif self._shown is not None:
            self.update(self._shown.layout.content.toAlignedRect())
        self._turns.take()

    @Slot()
    def _on_approached(self) -> None:
        self._approach = None
        self.update()

    @Slot()
    def _on_arrived(self) -> None:
        leg, step = self._legs[0], self._told
        self._approach = None
        self._base, self._former = self._former, self._base
        self._tell(step, leg, leg.after)
        self._stepping.arrival.arrive(leg.after)

    @Slot()
    def _on_landed(self) -> None:
        step, leg = self._told, self._legs[0]
        is_whole = len(self._legs) == 1 and step is not None and leg.before == step.first - 1
        self._legs = self._legs[1:]
        if self._legs and step is not None:
            self._begin_leg(step)
        elif is_whole:
            # What has appeared stays as it is.
            self._settle()
            self.update()
        else:
            self._stand(step)
        self._rehearse()

    def _rehearse(self) -> None:
        """Have painted ahead what will be seen next."""
        if self.isVisible() and not is_for_picture() and self._session.status is not RunStatus.RUNNING:
            self._rehearsal.begin(self._to_come(), pixel_ratio(self), urgent=bool(self.flight.stage))

    def _to_come(self) -> Iterator[StepShown]:
        """Tell what will be shown after what is there now, in that order."""
        stepping, walk, step, tell = self._stepping, self._stepping.walk, self._stepping.step, self._teller.shown
        if walk is None:
            return
        arrivals = [leg for leg in self._legs if leg.after > leg.before]
        if step is not None and arrivals:
            layout = self._layout_of(step)
            for place, leg in enumerate(arrivals):
                if place:
                    yield tell(walk, step, leg, leg.before, layout)
                yield tell(walk, step, leg, leg.after, layout)
            if len(arrivals) > 1 or arrivals[0].before != step.first - 1:
                yield tell(walk, step, self._standing(step, layout), stepping.position, layout)
        after = stepping.next_step
        if after is not None and stepping.walk is walk:
            layout = self._layout_of(after)
            done = Leg(travel_of(after, layout), after.last, after.last)
            sets_out = self._moves and after.first == stepping.position + 1
            leg = legs_of(after, walk, layout)[0] if sets_out else done
            yield tell(walk, after, leg, leg.before, layout)
            yield tell(walk, after, leg, leg.after, layout)

    def _stand(self, step: mlp.Step | None) -> None:
        """Show a step as done, without a way to it; where the view has to go elsewhere, it goes there."""
        if self._stepping.walk is None:
            self._settle()
            self._shown = None
            self._base_is_current = False
            self.update()
            return
        going = self._approach if not self.flight.is_on else None
        former, shown = self._former, self._shown
        approach = self._lay_out(step)
        layout, position = self._layout_of(step), self._stepping.position
        leg = self._standing(step, layout)
        if going is not None and shown is not None and shown.layout is layout:
            self._former, approach = former, going
        self._tell(step, leg, position)
        if approach is not None and self._moves:
            self._legs, self._approach = (leg,), approach
            self._pace = pace_of(self._stepping.speed, 1, 0.0, goes=True)
            self._turns.set_led(True)
            self.flight.start((), fly=0.0, appear=0.0, approach=self._pace.approach)
        self._rehearse()

    def _standing(self, step: mlp.Step | None, layout: StepLayout) -> Leg:
        """Return what is marked of a step that is done."""
        position = self._stepping.position
        return Leg(NOTHING if step is None else travel_of(step, layout), position, position)

    def _settle(self) -> None:
        self.flight.stop()
        self._stepping.arrival.arrive_all()
        self._turns.set_led(False)
        self._legs = ()
        self._approach = None

    # From the trace to what is shown.

    def _layout_of(self, step: mlp.Step | None) -> StepLayout:
        walk = self._stepping.walk
        assert walk is not None
        return self._teller.layout(walk, step, float(self.width()), float(self.height()))

    def _lay_out(self, step: mlp.Step | None) -> Approach | Accordion | None:
        """Lay out for a step; return the way to it where the view has to leave the units that it is at."""
        walk, former = self._stepping.walk, self._shown
        if walk is None:
            return None
        self._settle()
        self._teller.take(walk.trace)
        layout = self._layout_of(step)
        if former is None or former.layout is layout or self._base.isNull():
            return None
        old = former.layout
        if (old.width, old.height, old.scale) != (layout.width, layout.height, layout.scale):
            return None
        outputs = len(layout.columns) - 2
        focus = focus_of(step, outputs) or focus_of(former.step, outputs)
        is_same = [column.groups for column in old.columns] == [column.groups for column in layout.columns]
        is_page = focus is not None and len(old.columns) == len(layout.columns) and (old.is_page or layout.is_page)
        if not (is_same or is_page):
            return None
        self._base, self._former = self._former, self._base
        if is_same or focus is None:
            return accordion_between(self._former, old, layout)
        return approach_between(self._former, old, layout, focus)

    def _tell(self, step: mlp.Step | None, leg: Leg, position: int) -> None:
        walk = self._stepping.walk
        assert walk is not None
        self._shown = self._rehearsal.find(self._teller.shown(walk, step, leg, position, self._layout_of(step)))
        self._base_is_current = False
        self._choices.place(self._shown.layout, self._shown.style.choice)
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the cached picture down, where it is asked for, then marks and pulses."""
        shown = self._shown
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            if shown is None:
                painter.fillRect(self.rect(), self._look.theme.canvas)
                return
            if is_for_lines():
                paint_as_lines(painter, shown)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_marks(painter, shown, self._session.cursor, NoSprites())
                return
            self._make_base(shown)
            box, ratio = QRectF(event.rect()), self._base.devicePixelRatio()
            source = QRectF(box.topLeft() * ratio, box.size() * ratio)
            painter.drawPixmap(box, self._base, source)
            stage, progress = self.flight.stage, self.flight.progress
            if stage == "approach" and self._approach is not None:
                self._approach.paint(painter, self._base, progress, self._look.theme.canvas)
                return
            if stage == "appear" and self._former.size() == self._base.size():
                painter.setOpacity(1.0 - progress)
                painter.drawPixmap(box, self._former, source)
                painter.setOpacity(1.0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_marks(painter, shown, self._session.cursor, self._pictures.sprites)
            if stage == "fly" and self.flight.ways is not None:
                self.flight.ways.paint(painter, progress, self._look.theme.canvas, ratio)
            if not is_for_picture():
                self.paint_card(painter)

    def _make_base(self, shown: StepShown) -> None:
        ratio = pixel_ratio(self)
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if not self._base_is_current or self._base.size() != size:
            self._base = self._rehearsal.take(shown, ratio)
            self._base_is_current = True

    # Size and visibility.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._on_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what is under way have arrived: nobody sees it move."""
        super().hideEvent(event)
        self._settle()
        self._rehearsal.forget()
