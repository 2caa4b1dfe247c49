"""The page that the tables are painted on, and where the pointer meets their cells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QRegion

from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.axes import PlotStyle, ReadoutRow, draw_readout_card
from mlp_gui.views.matrices.sheet import ROOMY
from mlp_gui.views.matrices.symbols import said
from mlp_gui.views.paper import Paper
from mlp_gui.views.paper.descriptions import describe, place_rows

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.views.matrices.knowledge import Knowledge, States
    from mlp_gui.views.matrices.painting import TablePainter
    from mlp_gui.views.matrices.sheet import Placed, Sheet
    from mlp_gui.views.matrices.tables import Table

_WAITING = "The matrices of a training step stand here while you step through it."


class MatricesCanvas(Paper):
    """Paints one sheet and marks what is pointed at.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        What scrolls it.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("matrices_canvas")
        self._sheet: Sheet | None = None
        self._tables: TablePainter | None = None
        self._knowledge: Knowledge | None = None
        self._hovered: tuple[Placed, int, int] | None = None
        # What the tables in sight say on the screen, or will when what has changed there is painted.
        self._told: dict[Table, States] = {}
        self._exposed = QRegion()

    @property
    def sheet(self) -> Sheet | None:
        """What is shown; None where the message stands."""
        return self._sheet

    @property
    def tables(self) -> TablePainter | None:
        """What paints them, and writes their numbers."""
        return self._tables

    @property
    def knowledge(self) -> Knowledge | None:
        """How far the step-through is with the cells."""
        return self._knowledge

    @property
    def message(self) -> str:
        """What is written in place of tables, or ""."""
        return "" if self._sheet is not None else _WAITING

    def show_sheet(self, sheet: Sheet | None, tables: TablePainter | None) -> None:
        """Show other tables, or the message."""
        self._sheet, self._tables, self._hovered = sheet, tables, None
        self._told = {}
        width, height = (sheet.size.width(), sheet.size.height()) if sheet is not None else (0.0, 0.0)
        self.setMinimumSize(math.floor(width), math.floor(height))
        self.update()

    def know(self, knowledge: Knowledge | None) -> None:
        """Show the cells as far as they are known now; only those that are drawn in another way are painted anew."""
        self._knowledge = knowledge
        if knowledge is None or self._sheet is None:
            self.update()
            return
        seen = QRectF(self.visibleRegion().boundingRect())
        shown = [placed for placed in self._sheet.placed if placed.box.intersects(seen)]
        if not all(placed.has_numbers for placed in shown):
            # Beside the cells of a map stands the number of one of them.
            self._told = {}
            self.update()
            return
        told = {placed.table: knowledge.states(placed.table) for placed in shown}
        for placed in shown:
            self._update_cells(placed, self._told.get(placed.table), told[placed.table])
        self._told = told

    def _update_cells(self, placed: Placed, before: States | None, now: States) -> None:
        """Have those cells painted anew that are drawn in another way than before; all of which that is not known."""
        if before == now:
            return
        for row, states in enumerate(now):
            for column, state in enumerate(states):
                if before is None or before[row][column] is not state:
                    self.update(placed.reach_of(row, column)[1])

    def cell_rects(self, mark: Mark | None) -> list[QRectF]:
        """Return where the cells lie that are about a mark, one rectangle a table."""
        trace = self._session.stepping.trace
        if mark is None or trace is None or self._sheet is None:
            return []
        samples = tuple(trace.samples.tolist())
        found = ((placed, *placed.table.cells_of(mark, samples)) for placed in self._sheet.placed)
        return [placed.block(rows, columns) for placed, rows, columns in found if rows and columns]

    # Painting.

    def _restyle(self) -> None:
        """Take nothing: the view lays out anew for another theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint of the page what is exposed, which may be single cells."""
        self._exposed = event.region()
        super().paintEvent(event)

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        sheet, tables, knowledge = self._sheet, self._tables, self._knowledge
        if sheet is None or tables is None or knowledge is None:
            return
        controller = self._theme_controller
        for text, rect in sheet.labels:
            painter.setFont(controller.font(11))
            painter.setPen(controller.theme.text3)
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        reach = controller.px(28)
        seen = QRectF(self.visibleRegion().boundingRect())
        shown = [each for each in sheet.placed if each.box.adjusted(-reach, -reach, reach, 0).intersects(exposed)]
        for placed in shown:
            tables.paint(painter, placed, self._exposed, knowledge)
            if placed.table.name == "new_weights":
                tables.paint_arrow(painter, placed)
        for placed in shown:
            tables.paint_note(painter, placed, knowledge)
            tables.paint_heading(painter, placed, seen)
        for mark in {self._session.cursor.hovered, self._session.cursor.selected}:
            for rect in self.cell_rects(mark):
                tables.paint_mark(painter, rect)
        self._paint_readout(painter, knowledge)

    def _paint_readout(self, painter: QPainter, knowledge: Knowledge) -> None:
        """Tell the number of a cell that is too small to show it, or some of its digits."""
        if self._hovered is None or self._tables is None:
            return
        placed, row, column = self._hovered
        known = bool(knowledge.known_cells(placed.table)[row, column])
        text = self._tables.text(placed.table, row, column, ROOMY) if known else "not yet known"
        if placed.has_numbers and (not known or text == self._tables.text(placed.table, row, column, placed.density)):
            return
        quantity = placed.table.quantity(row, column)
        trace = self._session.stepping.trace
        if trace is None:
            return
        rows = [ReadoutRow(said(placed.table.name, trace), text)]
        rows += [ReadoutRow(*each) for each in place_rows(quantity, trace)]
        at = placed.cell(row, column).center()
        seen = QRectF(self.visibleRegion().boundingRect())
        draw_readout_card(painter, PlotStyle.of(self._theme_controller), seen, at, tuple(rows))

    # The pointer.

    def cell_at(self, position: QPointF) -> tuple[Placed, int, int] | None:
        """Return the table, row and column at a point of this widget."""
        for placed in self._sheet.placed if self._sheet is not None else ():
            cell = placed.at(position)
            if cell is not None:
                return placed, *cell
        return None

    def mark_at(self, position: QPointF) -> Mark | None:
        """Return what the cell at a point is about."""
        cell, trace = self.cell_at(position), self._session.stepping.trace
        if cell is None or trace is None:
            return None
        placed, row, column = cell
        return mark_of_quantity(placed.table.quantity(row, column), trace.samples.tolist())

    def text_at(self, position: QPointF) -> str:
        """Return what the number at a point is, and all its digits once it is known."""
        cell = self.cell_at(position)
        if cell is None or self._knowledge is None or not cell[0].has_numbers:
            return ""
        placed, row, column = cell
        is_known = bool(self._knowledge.known_cells(placed.table)[row, column])
        return describe(placed.table.quantity(row, column), self._session.stepping.trace, is_known=is_known)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the cell below the pointer is about, in every view."""
        self._hovered = self.cell_at(event.position())
        super().mouseMoveEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing more."""
        self._hovered = None
        super().leaveEvent(event)
        self.update()
