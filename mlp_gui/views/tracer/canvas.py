"""The surface that the tracer is painted on, and where the pointer meets its factors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mlp_gui.look.maths import Typesetter
from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.equations.descriptions import exact, place_of, title_of
from mlp_gui.views.tracer.chain_row import ChainRow, FactorColumn, lay_out_chain
from mlp_gui.views.tracer.painting import CHECK_HEIGHT, paint_chain, paint_check

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.tracer.story import Story

_MARGIN = 16
_SIZES = (1.0, 0.9, 0.8, 0.7)


class TracerCanvas(QWidget):
    """Paints one story and marks what is pointed at.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        The view.

    Signals
    -------
    shown
        What was asked for is on the page.
    """

    shown = Signal()

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tracer_canvas")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._session = session
        self._theme_controller = theme_controller
        self._typesetter = Typesetter(self)
        self._typesetter.ready.connect(self._on_formulas_ready)
        self._wanted: Story | None = None
        self._story: Story | None = None
        self._row: ChainRow | None = None
        self._message = ""
        self._is_settled = True
        session.cursor.hovered_changed.connect(self._on_marks_changed)
        session.stepping.position_changed.connect(self._on_marks_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def story(self) -> Story | None:
        """What is on the page; None where the message stands."""
        return self._story

    @property
    def row(self) -> ChainRow | None:
        """Where the factors stand; None where the message stands."""
        return self._row

    @property
    def message(self) -> str:
        """What is written in place of a chain, or ""."""
        return "" if self._row is not None else self._message

    @property
    def is_settled(self) -> bool:
        """Whether the page shows what was asked for last."""
        return self._is_settled

    @property
    def row_at(self) -> QPointF:
        """Where the chain's upper left corner stands."""
        px = self._theme_controller.px
        spare = self.height() - px(CHECK_HEIGHT) - (self._row.height if self._row is not None else 0.0)
        return QPointF(px(_MARGIN), min(max(spare / 3.0, px(6)), px(28)))

    def show_story(self, story: Story) -> None:
        """Show a chain, at once if its formulas have been set before."""
        self._wanted, self._is_settled = story, False
        if self._typesetter.request(story.formulas()):
            self._on_formulas_ready()

    def show_message(self, message: str) -> None:
        """Write words in place of a chain."""
        self._wanted = self._story = self._row = None
        self._message, self._is_settled = message, True
        self.setMinimumHeight(0)
        self.update()

    def stop(self) -> None:
        """Set nothing more: nobody looks."""
        self._typesetter.stop()

    @Slot()
    def _on_formulas_ready(self) -> None:
        self._story, self._is_settled = self._wanted, True
        self._lay_out()
        self.shown.emit()

    def _lay_out(self) -> None:
        if self._story is None:
            return
        controller = self._theme_controller
        width = self.width() - 2 * controller.px(_MARGIN)
        lookup = self._typesetter.formula
        available = (self.parentWidget() or self).height()
        # A long chain is set a little smaller before it has to be scrolled.
        for size in _SIZES:
            row = lay_out_chain(self._story.left, self._story.groups, lookup, size * controller.scale, width)
            needed = row.height + controller.px(CHECK_HEIGHT + 8)
            if needed <= available and row.width <= width:
                break
        self._row = row
        self.setMinimumHeight(math.ceil(needed) if needed > available else 0)
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._lay_out()
        self.update()

    @Slot(object)
    def _on_marks_changed(self, _what: object) -> None:
        if self.isVisible():
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the chain and the check, or the message."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._theme_controller.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        controller = self._theme_controller
        margin = controller.px(_MARGIN)
        if self._row is None or self._story is None:
            painter.setFont(controller.font(14))
            painter.setPen(controller.theme.text2)
            box = self.rect().adjusted(2 * margin, margin, -2 * margin, -margin)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        hovered = tuple(column for column in self._row.columns if self._is_hovered(column))
        current = tuple(column for column in self._row.columns if self._is_current(column))
        painter.save()
        painter.translate(self.row_at)
        paint_chain(painter, self._row, self._typesetter.formula, controller, hovered, current)
        painter.restore()
        height = controller.px(CHECK_HEIGHT)
        area = QRectF(margin, self.height() - height, self.width() - 2 * margin, height)
        paint_check(painter, self._story, area, controller)

    # Marks and the pointer.

    def column_at(self, position: QPointF) -> FactorColumn | None:
        """Return the factor below a point of this widget."""
        if self._row is None:
            return None
        at = position - self.row_at
        return next((column for column in self._row.columns if column.rect.contains(at)), None)

    def mark_of(self, column: FactorColumn) -> Mark | None:
        """Return what a factor is about."""
        quantity, trace = column.factor.quantity, self._session.stepping.trace
        if quantity is None or trace is None:
            return None
        return mark_of_quantity(quantity, trace.samples.tolist())

    def _is_hovered(self, column: FactorColumn) -> bool:
        hovered = self._session.cursor.hovered
        return hovered is not None and self.mark_of(column) == hovered

    def _is_current(self, column: FactorColumn) -> bool:
        quantity = column.factor.quantity
        if quantity is None or not self._session.stepping.active:
            return False
        return any(_is_same(quantity, current) for current in self._session.stepping.current_quantities())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the factor below the pointer is about, in every view."""
        column = self.column_at(event.position())
        self._session.cursor.set_hovered(self.mark_of(column) if column is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    def event(self, event: QEvent) -> bool:
        """Tell in a tool-tip what a factor is, and all its digits."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self.column_at(QPointF(event.pos()))
            quantity = column.factor.quantity if column is not None else None
            text = f"{title_of(quantity)}{place_of(quantity)}: {exact(quantity)}" if quantity is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


def _is_same(one: object, other: object) -> bool:
    names = ("kind", "layer", "unit", "input", "sample")
    return all(getattr(one, name) == getattr(other, name) for name in names)
