"""The matrices of a training step: X, W, b, sums, activations, error signals and gradients of each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from mlp_core import Phase
from mlp_gui.look.icons import icon
from mlp_gui.state.sample_place import place_in_batch
from mlp_gui.state.snapshot import Notice
from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.matrices.canvas import MatricesCanvas
from mlp_gui.views.matrices.choosing import phase_of
from mlp_gui.views.matrices.coming import Coming
from mlp_gui.views.matrices.copying import as_text
from mlp_gui.views.matrices.knowledge import CellState, Knowledge
from mlp_gui.views.matrices.painting import TEXTS
from mlp_gui.views.matrices.sheets import Sheets
from mlp_gui.views.paper import ScrolledView, identity, scroll_by_key
from mlp_gui.views.paper.descriptions import describe
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QScrollBar, QWidget

    import mlp_core as mlp
    from mlp_gui.views.matrices.sheet import Placed, Sheet


_ROWS = (
    ("sample", "Sample", "Show the numbers of one sample: vectors stand upright."),
    ("batch", "Batch", "Show all samples of the batch as rows, and the gradient of them together."),
)


# Pixels that an arrow key scrolls by, at 100 %.
_STEP = 44


class MatricesView(ScrolledView[MatricesCanvas]):
    """Tables of a training step, with the cells in play framed; larger ones are scrolled, the largest are maps.

    The arrow keys scroll, the system's key for copying and a menu put the tables on the clipboard as text.
    """

    object_name = "matrices_view"
    spoken_name = "Matrices"
    page_type = MatricesCanvas

    def _furnish(self) -> None:
        """Make the sheet and its control."""
        super()._furnish()
        self._style = PlotStyle.of(self._theme_controller)
        self._sheets: Sheets | None = None
        self._new_step, self._next_phase = Coming(self._turns, self._lay_out), Coming(self._turns, self._lay_out_next)
        self._trace: mlp.Trace | None = None
        self._shown_for: tuple[object, ...] = ()
        self._wants_batch = False
        self._control = SegmentedControl(self._theme_controller, "Show the numbers of", _ROWS, self)
        self._control.setObjectName("matrices_rows")
        self._control.hide()
        self._control.chosen.connect(self._on_rows_chosen)
        for bar in self._bars():
            bar.valueChanged.connect(self._on_scrolled)
        self._theme_controller.theme_changed.connect(self._on_theme_changed)

    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.scroll_area.horizontalScrollBar(), self.scroll_area.verticalScrollBar()

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: one sample or the batch."""
        self._control.show()
        return [self._control]

    @property
    def shows_batch(self) -> bool:
        """Whether rows are samples."""
        return self._wants_batch or self._stepping.sample is None

    @property
    def tables(self) -> tuple[Placed, ...]:
        """The tables with their places on the sheet."""
        return () if self.canvas.sheet is None else self.canvas.sheet.placed

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
        """Return what a cell says: its number, or what stands in its place until that is known."""
        state = self.cell_state(name, layer, row, column)
        if state in TEXTS:
            return TEXTS[state]
        assert self.canvas.tables is not None
        placed = self.placed(name, layer)
        return self.canvas.tables.text(placed.table, row, column, placed.density)

    def cell_state(self, name: str, layer: int, row: int, column: int) -> CellState:
        """Return how a cell is drawn."""
        assert self.canvas.knowledge is not None
        return self.canvas.knowledge.state(self.placed(name, layer).table, row, column)

    def cell_rect(self, name: str, layer: int, row: int, column: int) -> QRectF:
        """Return where a cell lies on the canvas."""
        return self.placed(name, layer).cell(row, column)

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(838, 218)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which something can be read."""
        return QSize(220, 110)

    @Slot()
    def copy_as_text(self) -> None:
        """Put the tables on the clipboard, as far as they are known."""
        text = self.text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self._session.post(Notice("The matrices are on the clipboard as text."))

    def text(self) -> str:
        """Return the tables as text with tabs between the columns, "" where there are none."""
        canvas, stepping = self.canvas, self._stepping
        if canvas.sheet is None or canvas.knowledge is None or self._trace is None:
            return ""
        return as_text(canvas.sheet, self._trace, canvas.knowledge, stepping.notation, stepping.decimals)

    def build_menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copying = icon("copy", self._theme_controller.theme, self._theme_controller.px(20))
        action = menu.addAction(copying, "Copy as text")
        action.triggered.connect(self.copy_as_text)
        action.setEnabled(bool(self.tables))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        self.build_menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the arrow keys, copy by the system's key for it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_as_text()
        elif not scroll_by_key(self.scroll_area, event):
            super().keyPressEvent(event)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        # The headings stay in sight: what was painted is no picture to be moved.
        self._canvas.update()

    # From the step-through.

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._trace = None
        self._refresh_now()

    @Slot(str)
    def _on_rows_chosen(self, rows: str) -> None:
        self._wants_batch = rows == "batch"
        self._refresh_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lay nothing out ahead while nobody looks."""
        super().hideEvent(event)
        self._forget_coming()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._refresh_now()

    def _refresh(self) -> None:
        stepping = self._stepping
        trace = stepping.trace
        if trace is None:
            self._trace = self._sheets = None
            self._forget_coming()
            self.canvas.know(None)
            self.canvas.show_sheet(None, None)
            self._say("")
            return
        batch = self.shows_batch
        sample = None if batch else stepping.sample
        self._show_sheet(self._sheets_of(trace))
        n = trace.n_samples
        self._control.set_value("batch" if batch else "sample")
        if sample is None:
            self._say(f"all {n} samples", "")
        else:
            self._say(place_in_batch(trace, sample), trace.sample_name(sample), "")
        self.canvas.know(Knowledge(stepping))
        self._describe_cell()
        self._bring_into_sight()

    def _fall_behind(self) -> None:
        """Catch up when it is this view's turn; the tables of a new training step are laid out in one before it."""
        super()._fall_behind()
        if self.isVisible() and self._stepping.trace is not self._trace:
            self._new_step.want(first=True)

    def _forget_coming(self) -> None:
        for each in (self._new_step, self._next_phase):
            each.forget()

    def _sheets_of(self, trace: mlp.Trace) -> Sheets:
        """Return the sheets of a training step, made anew where it is another one or is told in another way."""
        stepping = self._stepping
        sample = None if self.shows_batch else stepping.sample
        wanted = (sample, stepping.notation, stepping.decimals)
        if self._sheets is None or trace is not self._trace or wanted != self._shown_for:
            self._trace, self._shown_for = trace, wanted
            self._sheets = Sheets(trace, sample, self._style, stepping.decimals, stepping.notation)
        return self._sheets

    def _lay_out(self) -> None:
        """Lay out the sheet that stands next."""
        trace = self._stepping.trace
        if trace is not None:
            self._sheet_in(self._sheets_of(trace), phase_of(self._stepping))

    def _lay_out_next(self) -> None:
        """Lay out the sheet of the step that comes next."""
        step, sheets = self._stepping.next_step, self._sheets
        if sheets is not None and step is not None and step.trace is self._trace:
            self._sheet_in(sheets, step.phase)

    def _sheet_in(self, sheets: Sheets, phase: Phase) -> Sheet:
        bar_width = self.scroll_area.verticalScrollBar().sizeHint().width()
        return sheets.sheet(phase, self.scroll_area.maximumViewportSize(), bar_width)

    def _show_sheet(self, sheets: Sheets) -> None:
        sheet = self._sheet_in(sheets, phase_of(self._stepping))
        step = self._stepping.next_step
        if step is not None and not sheets.has_laid_out(step.phase, self.scroll_area.maximumViewportSize()):
            self._next_phase.want()
        if sheet is self.canvas.sheet:
            return
        for bar in self._bars():
            bar.setSingleStep(round(self._style.px(_STEP)))
        self.canvas.show_sheet(sheet, sheets.painter)

    def _describe_cell(self) -> None:
        """Say which number is made, for who cannot see its frame."""
        step, asked = self._stepping.step, self._stepping.awaited_step
        told = asked or step
        said = "" if told is None else describe(told.makes, told.trace, is_known=asked is None)
        self.setAccessibleDescription(said)

    def _bring_into_sight(self) -> None:
        """Scroll to the cells in play: all of them where they fit, and at least to what is made."""
        step = self._stepping.awaited_step or self._stepping.step
        if step is None:
            return
        around = QRectF()
        room = self.scroll_area.viewport().size()
        for rect in self._rects_in_play(step):
            wider = around.united(rect)
            if wider.width() <= room.width() and wider.height() <= room.height():
                around = wider
        if around.isNull():
            # A moment of the optimizer stands in no table; its parameter does.
            for rect in self.canvas.cell_rects(mark_of_quantity(step.makes))[:1]:
                around = rect
        if not around.isNull():
            margin = self._style.px(24)
            self._scroll_to(around.adjusted(-margin, -margin, margin, margin))
            self._show_whole_rows(around)

    def _rects_in_play(self, step: mlp.Step) -> Iterator[QRectF]:
        """Yield where what the step is about lies: what its last line makes and reads, then each table's part of it."""
        for quantity in (step.makes, *step.reads):
            key = identity(quantity)
            cells = ((placed, placed.table.cell_of(key)) for placed in self.tables)
            found = next((placed.cell(*cell) for placed, cell in cells if cell is not None), None)
            if found is not None:
                yield found
        knowledge = self.canvas.knowledge
        if knowledge is None:
            return
        for placed in reversed(self.tables):
            block = knowledge.block_in_play(placed.table)
            if block is not None:
                yield placed.block(*block)
        if step.phase is Phase.UPDATE:
            # What becomes of the parameter, while the optimizer's moments are made, which stand in no table.
            yield from reversed(self.canvas.cell_rects(mark_of_quantity(step.makes)))

    def _scroll_to(self, rect: QRectF) -> None:
        for bar, low, high in (
            (self.scroll_area.horizontalScrollBar(), rect.left(), rect.right()),
            (self.scroll_area.verticalScrollBar(), rect.top(), rect.bottom()),
        ):
            if high > bar.value() + bar.pageStep():
                bar.setValue(round(high - bar.pageStep()))
            if low < bar.value():
                bar.setValue(round(low))

    def _show_whole_rows(self, rect: QRectF) -> None:
        """Scroll a little, so that the headings cut no row, where a part of the sheet stays in sight."""
        sheet, bar = self.canvas.sheet, self.scroll_area.verticalScrollBar()
        if sheet is None or not bar.value():
            return
        if rect.bottom() <= bar.pageStep():
            bar.setValue(0)  # the brackets' upper ends are in sight too
            return
        heading = self._style.px(sheet.density.heading)
        tops = [round(top) for top in sheet.whole_row_tops(bar.value(), heading) if 0.0 <= top <= bar.maximum()]
        in_sight = [top for top in tops if top + heading <= rect.top() and rect.bottom() <= top + bar.pageStep()]
        is_too_high = rect.height() > bar.pageStep() - heading
        for top in (in_sight or (tops if is_too_high else []))[-1:]:
            bar.setValue(top)
