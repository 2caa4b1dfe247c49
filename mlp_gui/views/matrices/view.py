"""The matrices of a training step: X, W, b, sums, activations, error signals and gradients of each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from mlp_gui.look.numbers import compact
from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.axes import PlotStyle, ReadoutRow, draw_readout_card
from mlp_gui.views.matrices.knowledge import CellState, Knowledge
from mlp_gui.views.matrices.painting import DASH, TablePainter
from mlp_gui.views.matrices.sheet import Placed, Sheet, lay_out
from mlp_gui.views.matrices.symbols import said
from mlp_gui.views.matrices.tables import tables_of
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

_WAITING = "The matrices of a training step stand here while you step through it."
_ROWS = (
    ("sample", "Sample", "Show the numbers of one sample: vectors stand upright."),
    ("batch", "Batch", "Show all samples of the batch as rows, and the gradient of them together."),
)


class MatricesView(QAbstractScrollArea):
    """Tables of a training step, with the cells in play framed; larger ones are scrolled, the largest are maps.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Taken as every view takes it.
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
        preferences: Preferences,  # noqa: ARG002
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("matrices_view")
        self.setAccessibleName("Matrices")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._session, self._theme_controller = session, theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._sheet: Sheet | None = None
        self._painter: TablePainter | None = None
        self._knowledge: Knowledge | None = None
        self._hovered: tuple[Placed, int, int] | None = None
        self._subtitle = ""
        self._wants_batch = False
        self._is_stale = True
        self._control = SegmentedControl(theme_controller, "Show the numbers of", _ROWS, self)
        self._control.setObjectName("matrices_rows")
        self._control.hide()
        self._control.chosen.connect(self._on_rows_chosen)

        stepping = session.stepping
        stepping.trace_changed.connect(self._on_trace_changed)
        stepping.sample_changed.connect(self._on_trace_changed)
        stepping.position_changed.connect(self._on_position_changed)
        stepping.granularity_changed.connect(self._on_position_changed)
        stepping.options_changed.connect(self._on_options_changed)
        stepping.active_changed.connect(self._on_trace_changed)
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: one sample or the batch."""
        self._control.show()
        return [self._control]

    @property
    def subtitle(self) -> str:
        """Which sample is shown."""
        return self._subtitle

    @property
    def message(self) -> str:
        """What is written in place of tables, or ""."""
        return "" if self._sheet is not None else _WAITING

    @property
    def shows_batch(self) -> bool:
        """Whether rows are samples."""
        return self._wants_batch or self._session.stepping.sample is None

    @property
    def tables(self) -> tuple[Placed, ...]:
        """The tables with their places on the sheet."""
        return () if self._sheet is None else self._sheet.placed

    def placed(self, name: str, layer: int = 0) -> Placed:
        """Return one table.

        Raises
        ------
        KeyError
            If it is not shown.
        """
        for placed in self.tables:
            if placed.table.name == name and placed.table.layer == layer:
                return placed
        raise KeyError((name, layer))

    def shown_text(self, name: str, layer: int, row: int, column: int) -> str:
        """Return what a cell says: its number, a dash where it is not known yet, or nothing where it comes next."""
        state = self.cell_state(name, layer, row, column)
        if state in (CellState.NEXT, CellState.LATER):
            return "" if state is CellState.NEXT else DASH
        assert self._painter is not None
        return self._painter.text(self.placed(name, layer).table, row, column)

    def cell_state(self, name: str, layer: int, row: int, column: int) -> CellState:
        """Return how a cell is drawn."""
        assert self._knowledge is not None
        return self._knowledge.state(self.placed(name, layer).table, row, column)

    def cell_rect(self, name: str, layer: int, row: int, column: int) -> QRectF:
        """Return where a cell lies in the viewport."""
        return self.placed(name, layer).cell(row, column).translated(-self._offset)

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(838, 218)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which something can be read."""
        return QSize(220, 110)

    # From the session.

    @Slot(object)
    def _on_trace_changed(self, _trace: object) -> None:
        self._catch_up()

    @Slot(object)
    def _on_position_changed(self, _step: object) -> None:
        if not self.isVisible() or self._sheet is None:
            self._is_stale = True
            return
        self._know()

    @Slot(str)
    def _on_options_changed(self, name: str) -> None:
        if name in ("notation", "decimals"):
            self._catch_up()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        self.viewport().update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._catch_up()

    @Slot(str)
    def _on_rows_chosen(self, rows: str) -> None:
        self._wants_batch = rows == "batch"
        self._catch_up()

    def _catch_up(self) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        """Lay the tables out anew."""
        self._is_stale = False
        stepping = self._session.stepping
        trace = stepping.trace
        self._hovered = None
        if trace is None:
            self._sheet = self._painter = self._knowledge = None
            self._say("")
        else:
            batch = self.shows_batch
            self._control.set_value("batch" if batch else "sample")
            tables = tables_of(trace, None if batch else stepping.sample)
            self._painter = TablePainter(trace, self._style, stepping.decimals, stepping.notation, batch=batch)
            self._sheet = lay_out(tables, self._style, stepping.decimals, self.width())
            self._know()
            of = f"of {trace.n_samples}"
            self._say(f"all {trace.n_samples} samples" if batch else f"sample {(stepping.sample or 0) + 1} {of}")
        self._set_scroll_bars()
        self.viewport().update()

    def _say(self, subtitle: str) -> None:
        if subtitle != self._subtitle:
            self._subtitle = subtitle
            self.subtitle_changed.emit(subtitle)

    def _know(self) -> None:
        """Take where the step-through stands, and bring what it makes into sight."""
        stepping = self._session.stepping
        self._knowledge = Knowledge(stepping)
        step = stepping.step
        if step is not None:
            self._bring_into_sight((step.makes, *step.reads))
        self.viewport().update()

    def _bring_into_sight(self, quantities: tuple[mlp.Quantity, ...]) -> None:
        """Scroll to the first of some numbers that stands in a table."""
        for quantity in quantities:
            key = (quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample)
            for placed in self.tables:
                cell = placed.table.cell_of(key)
                if cell is not None:
                    self._scroll_to(placed.cell(*cell))
                    return

    def _scroll_to(self, cell: QRectF) -> None:
        margin = self._style.px(30)
        rect = cell.adjusted(-margin, -margin, margin, margin)
        for bar, low, high, room in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + room:
                bar.setValue(int(high - room))

    # Geometry and painting.

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _set_scroll_bars(self) -> None:
        size = self._sheet.size if self._sheet is not None else self.viewport().size()
        room = self.viewport().size()
        for bar, need, have in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(int(need) - have, 0))
            bar.setPageStep(have)
            bar.setSingleStep(round(self._style.px(31)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the tables is seen."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self._style.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._sheet is None:
                painter.setFont(self._style.label_font)
                painter.setPen(self._style.theme.text2)
                box = QRectF(self.viewport().rect()).adjusted(28, 8, -28, -8)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _WAITING)
            else:
                self._paint_sheet(painter, self._sheet, QRectF(event.rect()))
        finally:
            painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: Sheet, exposed: QRectF) -> None:
        assert self._painter is not None
        assert self._knowledge is not None
        area = exposed.translated(self._offset)
        painter.translate(-self._offset)
        for text, rect in sheet.labels:
            painter.setFont(self._style.tick_font)
            painter.setPen(self._style.theme.text3)
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        reach = self._style.px(28)
        for placed in sheet.placed:
            if placed.box.adjusted(-reach, -reach, reach, 0).intersects(area):
                self._painter.paint(painter, placed, area, self._knowledge)
                self._paint_cursor(painter, placed, area)
        painter.resetTransform()
        self._paint_readout(painter)

    def _paint_cursor(self, painter: QPainter, placed: Placed, area: QRectF) -> None:
        cursor = self._session.cursor
        marks = {mark for mark in (cursor.hovered, cursor.selected) if mark is not None}
        if not marks or self._painter is None:
            return
        if not placed.has_numbers:
            return
        rows, columns = placed.within(area)
        for row in rows:
            for column in columns:
                if self._mark_of(placed, row, column) in marks:
                    self._painter.paint_hover(painter, placed.cell(row, column))

    def _paint_readout(self, painter: QPainter) -> None:
        """Tell the number of a cell that is too small to show it."""
        if self._hovered is None or self._hovered[0].has_numbers or self._knowledge is None:
            return
        placed, row, column = self._hovered
        known = bool(self._knowledge.known_cells(placed.table)[row, column])
        quantity = placed.table.quantity(row, column)
        rows = [ReadoutRow(said(placed.table.name), compact(quantity.value, 5) if known else "not yet known")]
        if quantity.unit >= 0:
            rows.append(ReadoutRow("input" if quantity.layer < 0 else "unit", str(quantity.unit + 1)))
        if quantity.input >= 0:
            rows.append(ReadoutRow("from", str(quantity.input + 1)))
        if quantity.sample >= 0:
            rows.append(ReadoutRow("sample", str(quantity.sample + 1)))
        at = placed.cell(row, column).center() - self._offset
        draw_readout_card(painter, self._style, QRectF(self.viewport().rect()), at, tuple(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    # Gestures.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the cell under the pointer is about, in every view."""
        self._hovered = self._cell_at(event.position())
        self._session.cursor.set_hovered(None if self._hovered is None else self._mark_of(*self._hovered))
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what the cell is about; beside one, let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            cell = self._cell_at(event.position())
            self._session.cursor.set_selected(None if cell is None else self._mark_of(*cell))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what follows a press here."""
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Let go of the cell when the pointer leaves."""
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self._session.cursor.set_hovered(None)
            self.viewport().update()
        return super().viewportEvent(event)

    def _cell_at(self, position: QPointF) -> tuple[Placed, int, int] | None:
        for placed in self.tables:
            cell = placed.at(position + self._offset)
            if cell is not None:
                return placed, *cell
        return None

    def _mark_of(self, placed: Placed, row: int, column: int) -> Mark | None:
        trace = self._session.stepping.trace
        samples = [] if trace is None else trace.samples.tolist()
        return mark_of_quantity(placed.table.quantity(row, column), samples)
