"""The surface that the equations are painted on, and where the pointer meets them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mlp_gui.look.maths import Typesetter
from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.equations.descriptions import describe
from mlp_gui.views.equations.page import Page, PageStyle, lay_out_page, wanted_formulas
from mlp_gui.views.equations.painting import gap_chip, paint_page

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.equations.grid import Column
    from mlp_gui.views.equations.narration import Narration


class EquationsCanvas(QWidget):
    """Paints one narration and marks what is pointed at.

    A narration whose formulas have not been set yet is shown as soon as they are; until then the last one stays.

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
        self.setObjectName("equations_canvas")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._session = session
        self._theme_controller = theme_controller
        self._style = PageStyle.of(theme_controller)
        self._typesetter = Typesetter(self)
        self._typesetter.ready.connect(self._on_formulas_ready)
        self._wanted: Narration | None = None
        self._narration: Narration | None = None
        self._page: Page | None = None
        self._message = ""
        self._is_settled = True
        self._is_open = False
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def narration(self) -> Narration | None:
        """What is on the page; None where the message stands."""
        return self._narration

    @property
    def page(self) -> Page | None:
        """Where everything stands; None where the message stands."""
        return self._page

    @property
    def message(self) -> str:
        """What is written in place of equations, or ""."""
        return "" if self._page is not None else self._message

    @property
    def is_settled(self) -> bool:
        """Whether the page shows what was asked for last."""
        return self._is_settled

    @property
    def is_open(self) -> bool:
        """Whether a long sum shows all its terms."""
        return self._is_open

    def show_narration(self, narration: Narration) -> None:
        """Show a narration, at once if its formulas have been set before."""
        self._wanted, self._is_settled = narration, False
        if self._typesetter.request(wanted_formulas(narration, self._is_open)):
            self._on_formulas_ready()

    def show_message(self, message: str) -> None:
        """Write words in place of equations."""
        self._wanted = self._narration = self._page = None
        self._message, self._is_settled = message, True
        self.setMinimumHeight(0)
        self.update()

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Show all terms of a long sum, or only some."""
        if is_open != self._is_open:
            self._is_open = is_open
            if self._wanted is not None:
                self.show_narration(self._wanted)

    def stop(self) -> None:
        """Set nothing more: nobody looks."""
        self._typesetter.stop()

    # Layout and painting.

    @Slot()
    def _on_formulas_ready(self) -> None:
        self._narration, self._is_settled = self._wanted, True
        self._lay_out()
        self.shown.emit()

    def _lay_out(self) -> None:
        if self._narration is None:
            return
        viewport = self.parentWidget()
        size = QSizeF(self.width(), (viewport or self).height())
        self._page = lay_out_page(self._narration, self._typesetter.formula, self._style, size, self._is_open)
        self.setMinimumHeight(math.ceil(self._page.height) if self._page.height > size.height() else 0)
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PageStyle.of(self._theme_controller)
        self._lay_out()
        self.update()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the page, or the message."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._theme_controller.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme_controller.theme
        if self._page is None or self._narration is None:
            painter.setFont(self._style.sentence_font)
            painter.setPen(theme.text2)
            margin = round(self._style.px(28))
            box = self.rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        marks = (self.columns_of(self._session.cursor.hovered), self.columns_of(self._session.cursor.selected))
        paint_page(painter, self._page, self._style, theme, self._narration, self.width(), marks)

    # The pointer.

    def columns_of(self, mark: Mark | None) -> tuple[Column, ...]:
        """Return the columns that show what a mark is about."""
        if mark is None or self._page is None:
            return ()
        columns = self._page.grid.columns
        return tuple(column for column in columns if self._mark_of(column) == mark)

    def column_at(self, position: QPointF) -> Column | None:
        """Return the column below a point of this widget."""
        return self._page.grid.column_at(position - self._page.grid_at) if self._page is not None else None

    def _mark_of(self, column: Column) -> Mark | None:
        quantity, trace = column.entry.quantity, self._session.stepping.trace
        if quantity is None:
            return None
        return mark_of_quantity(quantity, trace.samples.tolist() if trace is not None else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the term below the pointer is about, in every view."""
        column = self.column_at(event.position())
        self._session.cursor.set_hovered(self._mark_of(column) if column is not None else None)
        is_button = self._is_chip(event.position()) or self._is_fewer(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_button else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a long sum; select what a term is about."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        if self._is_chip(event.position()):
            self.set_open(True)
        elif self._is_fewer(event.position()):
            self.set_open(False)
        else:
            column = self.column_at(event.position())
            mark = self._mark_of(column) if column is not None else None
            if mark is not None:
                self._session.cursor.set_selected(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    def event(self, event: QEvent) -> bool:
        """Tell in a tool-tip what a number is, and all its digits."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self.column_at(QPointF(event.pos()))
            text = describe(column.entry) if column is not None else ""
            if column is not None and column.entry.left_out:
                text = "Click to show every term of this sum."
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _is_chip(self, position: QPointF) -> bool:
        if self._page is None:
            return False
        at = position - self._page.grid_at
        chips = (gap_chip(column, self._style) for column in self._page.grid.columns if column.entry.left_out)
        return any(chip.contains(at) for chip in chips)

    def _is_fewer(self, position: QPointF) -> bool:
        return self._page is not None and self._page.fewer.contains(position)
