"""The page that the tracer is painted on, and where the pointer meets its factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal

from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.paper import FormulaPaper
from mlp_gui.views.paper.descriptions import describe
from mlp_gui.views.tracer.fitting import PageFitter
from mlp_gui.views.tracer.page import TracerPage
from mlp_gui.views.tracer.painting import paint_chain, paint_check
from mlp_gui.views.tracer.story import Story

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.tracer.chain_row import ChainRow, FactorColumn


_BUTTON_TIP = "Click, or press Return, to show every term or only the largest."


class TracerCanvas(FormulaPaper[Story, TracerPage]):
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
    button_pressed
        What a sum leaves out is wanted, or no longer.
    """

    button_pressed = Signal()

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("tracer_canvas")
        self._awaits_chain = False
        self._fitter = PageFitter(self._typesetter.formula, theme_controller)

    @property
    def story(self) -> Story | None:
        """What is on the page; None where the message stands."""
        return self._content

    @property
    def page(self) -> TracerPage | None:
        """Where everything stands; None where the message stands."""
        return self._layout

    @property
    def row(self) -> ChainRow | None:
        """Where the factors stand; None where the message stands."""
        return self._layout.row if self._layout is not None else None

    @property
    def row_at(self) -> QPointF:
        """Where the chain's upper left corner stands."""
        return self._layout.row_at if self._layout is not None else QPointF()

    @property
    def is_settled(self) -> bool:
        """Whether the page shows what was asked for last, and no chain is being computed."""
        return super().is_settled and not self._awaits_chain

    def wait_for_content(self) -> None:
        """Keep what is on the page until a chain is computed."""
        self._awaits_chain = True

    def show_content(self, content: Story) -> None:
        """Show a chain."""
        self._awaits_chain = False
        super().show_content(content)

    def show_message(self, message: str) -> None:
        """Write words in place of a chain."""
        self._awaits_chain = False
        super().show_message(message)

    def _laid_out(self, content: Story, room: QSizeF) -> tuple[TracerPage, float]:
        page = self._fitter.page(content, room)
        return page, page.height

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        if self._layout is None or self._content is None:
            return  # the first formulas are still being set
        cursor = self._session.cursor
        marks = (self.columns_of(cursor.hovered), self.columns_of(cursor.selected))
        painter.save()
        at, row = self._layout.row_at, self._layout.row
        painter.translate(at)
        paint_chain(painter, row, self._typesetter.formula, self._theme_controller, marks, exposed.translated(-at))
        painter.restore()
        paint_check(painter, self._content, self._layout, self._theme_controller)

    # The pointer.

    def columns_of(self, mark: Mark | None) -> tuple[FactorColumn, ...]:
        """Return the factors that are about a mark."""
        if mark is None or self.row is None:
            return ()
        return tuple(column for column in self.row.columns if self._mark_of(column) == mark)

    def column_at(self, position: QPointF) -> FactorColumn | None:
        """Return the factor below a point of this widget."""
        if self._layout is None:
            return None
        at = position - self._layout.row_at
        return next((column for column in self._layout.row.columns if column.rect.contains(at)), None)

    def mark_at(self, position: QPointF) -> Mark | None:
        """Return what the factor at a point is about."""
        column = self.column_at(position)
        return self._mark_of(column) if column is not None else None

    def text_at(self, position: QPointF) -> str:
        """Return what the factor at a point is, and all its digits."""
        column = self.column_at(position)
        if self.is_button_at(position):
            return _BUTTON_TIP
        if column is None:
            return ""
        factor = column.factor
        return describe(factor.quantity, self._session.stepping.trace, is_known=factor.shows_number)

    def is_button_at(self, position: QPointF) -> bool:
        """Return whether a click shows what a sum leaves out, or leaves it out again."""
        column = self.column_at(position)
        return column is not None and column.button.contains(position - self.row_at)

    def press_button_at(self, position: QPointF) -> bool:
        """Ask for what a sum leaves out, or for less, where its button is."""
        if not self.is_button_at(position):
            return False
        self.button_pressed.emit()
        return True

    def _mark_of(self, column: FactorColumn) -> Mark | None:
        quantity, trace = column.factor.quantity, self._session.stepping.trace
        if quantity is None or trace is None:
            return None
        return mark_of_quantity(quantity, trace.samples.tolist())
