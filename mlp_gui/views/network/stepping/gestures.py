"""What the pointer does on the step mode's canvas: it marks in every view, asks for a card, and turns numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from mlp_gui.views.network.card import DELAY_MS, SHADOW, card_size, paint_card, place_card
from mlp_gui.views.network.stepping.hover_card import card_of, is_shown, title_of
from mlp_gui.views.network.stepping.loss_cards import loss_card, loss_node_at, loss_places
from mlp_gui.views.network.stepping.pointing import edge_of, is_knob, knob_of, mark_at, place_of
from mlp_gui.views.network.stepping.turning import Turning

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent

    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.network.card import Card
    from mlp_gui.views.network.stepping.shown import StepShown


class StepGestures(QWidget):
    """A canvas that takes gestures and shows their cards, still without knowing how its picture is made.

    Parameters
    ----------
    session : Session
        Owns the cursor and sets what is turned.
    parent : QWidget
        The network view.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: StepShown | None = None
        self._turning = Turning(session)
        self._pointer = QPointF()
        self._awaited: Mark | str | None = None
        self._card_of: Mark | str | None = None
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(DELAY_MS)
        self._card_timer.timeout.connect(self._on_card_due)
        self.setMouseTracking(True)

    @property
    def shown(self) -> StepShown | None:
        """What is painted; None while there is no training step to tell."""
        return self._shown

    @property
    def card(self) -> Card | None:
        """The card that is shown: of the knob that is turned, or of what is hovered."""
        shown = self._shown
        mark = self._turning.mark or self._card_of
        if shown is None or mark is None:
            return None
        if isinstance(mark, str):
            return loss_card(shown, mark)
        if not is_shown(shown, mark):
            return None
        if self._turning.mark is not None:
            return self._turning.card(title_of(shown, mark))
        return card_of(shown, mark)

    # The card.

    @Slot()
    def _on_card_due(self) -> None:
        self._card_of = self._awaited
        self._update_card()

    def _await_card(self, mark: Mark | str | None) -> None:
        """Take the card away; that of a mark, or of a part of the loss, comes after a moment."""
        if self._card_of is not None:
            self._update_card()
            self._card_of = None
        self._awaited = mark
        if mark is None:
            self._card_timer.stop()
        else:
            self._card_timer.start()

    def _update_card(self) -> None:
        rect = self.card_rect()
        if not rect.isEmpty():
            reach = SHADOW + 6
            self.update(rect.adjusted(-reach, -reach, reach, reach).toAlignedRect())

    def paint_card(self, painter: QPainter) -> None:
        """Paint the card, if there is one."""
        card, shown = self.card, self._shown
        if card is not None and shown is not None:
            paint_card(painter, card, self.card_rect(), shown.style.canvas)

    def card_rect(self) -> QRectF:
        """Return where the card stands; empty without one."""
        card, shown = self.card, self._shown
        if card is None or shown is None:
            return QRectF()
        if self._turning.mark is None:
            assert self._card_of is not None
            return place_card(card, shown.style.canvas, self._anchor(shown, self._card_of), QRectF(self.rect()))
        return self._corner_for(shown, *card_size(card, shown.style.canvas))

    def _corner_for(self, shown: StepShown, width: float, height: float) -> QRectF:
        """Return the corner where what a turn does covers least of the graph, and the pointer not at all."""
        content, layout = shown.layout.content, shown.layout
        cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
        pointer = QRectF(self._pointer, self._pointer).adjusted(-20.0, -20.0, 20.0, 20.0)
        best, least = QRectF(), math.inf
        for left in (content.right() - width - 14.0, content.left() + 14.0):
            for top in (content.bottom() - height - 6.0, content.top()):
                rect = QRectF(round(left), round(top), round(width), round(height))
                common = [rect.intersected(card) for card in (*cards, layout.loss)]
                covered = sum(each.width() * each.height() for each in common)
                if rect.intersects(pointer):
                    covered += width * height
                if covered < least:
                    best, least = rect, covered
        return best

    def _anchor(self, shown: StepShown, mark: Mark | str) -> QRectF:
        if isinstance(mark, str):
            return loss_places(shown.layout)[mark]
        place = place_of(shown.layout, mark)
        if place is not None:
            return place
        edge = edge_of(shown.layout, mark)
        chip = next((one.rect for one in shown.chips if one.edge == edge), None)
        if chip is not None:
            return chip
        return QRectF(self._pointer - QPointF(6.0, 6.0), self._pointer + QPointF(6.0, 6.0))

    # The pointer.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn the knob that is held, or mark what is under the pointer in every view."""
        shown, point = self._shown, event.position()
        if shown is None:
            return
        self._pointer = point
        if self._turning.mark is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._turning.drag(point.y())
            self.update()
            return
        self._let_go()
        mark = mark_at(shown.layout, shown.chips, point)
        can_turn = mark is not None and is_knob(shown.layout, shown.chips, point)
        self.setCursor(Qt.CursorShape.SizeVerCursor if can_turn else Qt.CursorShape.ArrowCursor)
        target = mark or loss_node_at(shown.layout, point)
        if target != self._awaited or target is None:
            self._await_card(target)
        self._session.cursor.set_hovered(mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a number that can be turned; with Alt, of any weight or bias, on its edge or its unit."""
        shown, point = self._shown, event.position()
        if shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._await_card(None)
        mark = mark_at(shown.layout, shown.chips, point)
        self._session.cursor.set_selected(mark)
        knob = mark if is_knob(shown.layout, shown.chips, point) else None
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            knob = knob_of(shown.layout, mark)
        if knob is not None and knob.kind in ("weight", "bias"):
            self._hold(shown, knob, point)

    def _hold(self, shown: StepShown, mark: Mark, point: QPointF) -> None:
        self._pointer = point
        self._turning.hold(shown.numbers.trace, mark, shown.held.of("weight"), point.y())
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
            self._await_card(None)
            if self._turning.mark != mark:
                self._hold(shown, mark, point)
            self._turning.turn(notches)
            self.update()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was hovered."""
        super().leaveEvent(event)
        self._let_go()
        self._await_card(None)
        self._session.cursor.set_hovered(None)
