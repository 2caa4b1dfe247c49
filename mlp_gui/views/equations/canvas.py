"""The page that the equations are painted on, and where the pointer meets their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.equations.appearing import Appearing
from mlp_gui.views.equations.narration import Narration
from mlp_gui.views.equations.page import Page, lay_out_page
from mlp_gui.views.equations.page_style import LARGE, PageStyle
from mlp_gui.views.equations.painting import paint_page
from mlp_gui.views.paper import FormulaPaper
from mlp_gui.views.paper.descriptions import describe
from mlp_gui.views.paper.paper import MESSAGE_PX

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF, QSizeF
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.equations.grid import Column


class EquationsCanvas(FormulaPaper[Narration, Page]):
    """Paints one narration and marks what is pointed at.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        The view.

    Attributes
    ----------
    appearing : Appearing
        What has just arrived.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("equations_canvas")
        self._style = PageStyle.of(theme_controller, large=session.presentation.active)
        self.appearing = Appearing(self)
        self.appearing.moved.connect(self.update)

    @property
    def narration(self) -> Narration | None:
        """What is on the page; None where the message stands."""
        return self._content

    @property
    def page(self) -> Page | None:
        """Where everything stands; None where the message stands."""
        return self._layout

    def show_content(self, content: Narration) -> None:
        """Show a narration; of the one that is there already, what has arrived since fades in."""
        stepping, former = self._session.stepping, self._content
        moves = stepping.motion and self._theme_controller.motion and self.isVisible()
        self.appearing.begin(content.arrived_since(former) if moves and former is not None else frozenset())
        super().show_content(content)

    @property
    def page_style(self) -> PageStyle:
        """Fonts and measures in use."""
        return self._style

    # Layout and painting.

    def _laid_out(self, content: Narration, room: QSizeF) -> tuple[Page, float]:
        page = lay_out_page(content, self._typesetter.formula, self._style, room)
        return page, page.height

    def _restyle(self) -> None:
        is_large = self._session.presentation.active
        self._style = PageStyle.of(self._theme_controller, large=is_large)
        self._message_px = MESSAGE_PX * LARGE if is_large else MESSAGE_PX
        super()._restyle()

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:  # noqa: ARG002
        if self._layout is None or self._content is None:
            return  # the first formulas are still being set
        cursor = self._session.cursor
        marks = (self.columns_of(cursor.hovered), self.columns_of(cursor.selected))
        theme = self._theme_controller.theme
        paint_page(painter, self._layout, self._style, theme, self._content, self.appearing, marks)

    # The pointer.

    def columns_of(self, mark: Mark | None) -> tuple[Column, ...]:
        """Return the columns that show what a mark is about."""
        if mark is None or self.page is None:
            return ()
        return tuple(column for column in self.page.grid.columns if self._mark_of(column) == mark)

    def column_at(self, position: QPointF) -> Column | None:
        """Return the column below a point of this widget."""
        return self.page.grid.column_at(position - self.page.grid_at) if self.page is not None else None

    def mark_at(self, position: QPointF) -> Mark | None:
        """Return what the term at a point is about."""
        column = self.column_at(position)
        return self._mark_of(column) if column is not None else None

    def text_at(self, position: QPointF) -> str:
        """Return what the number at a point is, and all its digits."""
        column = self.column_at(position)
        if column is not None and column.entry.left_out:
            return "Click to show every term of this sum."
        if column is None:
            return ""
        entry = column.entry
        return describe(entry.quantity, self._session.stepping.trace, is_known=entry.shows_number)

    def is_button_at(self, position: QPointF) -> bool:
        """Return whether a click opens a long sum or shortens it."""
        return self._is_chip(position) or self._is_fewer(position)

    def press_button_at(self, position: QPointF) -> bool:
        """Open a long sum or shorten it, where its button is."""
        if not self.is_button_at(position):
            return False
        self._session.stepping.set_every_term(self._is_chip(position))
        return True

    def _mark_of(self, column: Column) -> Mark | None:
        quantity, trace = column.entry.quantity, self._session.stepping.trace
        if quantity is None:
            return None
        return mark_of_quantity(quantity, trace.samples.tolist() if trace is not None else None)

    def _is_chip(self, position: QPointF) -> bool:
        column = self.column_at(position)
        return column is not None and column.entry.left_out > 0

    def _is_fewer(self, position: QPointF) -> bool:
        return self.page is not None and self.page.fewer.contains(position)
