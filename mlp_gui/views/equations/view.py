"""The equations: the line that the step-through is at, in symbols and in numbers, with the line before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Slot
from PySide6.QtGui import QGuiApplication

from mlp_gui.look.numbers import grouped
from mlp_gui.state.snapshot import Notice
from mlp_gui.views.equations.canvas import EquationsCanvas
from mlp_gui.views.equations.controls import EquationControls
from mlp_gui.views.equations.copying import as_picture
from mlp_gui.views.equations.document import copy_derivation
from mlp_gui.views.equations.telling import tell, told_latex
from mlp_gui.views.paper import FormulaView, Standing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


_SCROLL_MARGIN = 6
_IDLE = "Step through the training to see each line of it, in symbols and in numbers."
_WAITING = "The step is being traced."
_AHEAD = "Forward shows the first line of this training step."
_SAMPLES_DONE = "Each of the {} samples has gone through the network. Forward puts together what they give."


class EquationsView(FormulaView[EquationsCanvas]):
    """Previous line, sentence, the pair of symbols and numbers, and the rule."""

    object_name = "equations_view"
    spoken_name = "Equations"
    page_type = EquationsCanvas

    def _furnish(self) -> None:
        """Make the page and its controls."""
        super()._furnish()
        self.controls = EquationControls(self._stepping, self._theme_controller, self)
        self.controls.latex_wanted.connect(self.copy_as_latex)
        self.controls.picture_wanted.connect(self.copy_as_picture)
        self._canvas.shown.connect(self._bring_current_term)
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._bring_current_term)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar."""
        for widget in self.controls.widgets:
            widget.show()  # whoever takes them, layouts leave alone what was hidden on purpose
        return self.controls.widgets

    def shown_numbers(self) -> tuple[str, ...]:
        """Return the LaTeX of the numbers that are really drawn, from left to right; the current term's value last."""
        page, narration = self.canvas.page, self.canvas.narration
        if page is None or narration is None:
            return ()
        has_value = page.term_value is not None and narration.term_standing is not Standing.NEXT
        value = (narration.term_value,) if has_value else ()
        return (*(column.entry.number for column in page.grid.columns if column.number is not None), *value)

    def shown_symbols(self) -> tuple[str, ...]:
        """Return the LaTeX of the symbols that are really drawn, from left to right."""
        page = self.canvas.page
        columns = page.grid.columns if page is not None else ()
        return tuple(column.entry.symbol for column in columns if column.symbol is not None)

    def shown_sentence(self) -> str:
        """Return the sentence above the pair, "" where there is no room for one."""
        page = self.canvas.page
        return self.spoken() if page is not None and not page.heading.sentence.isEmpty() else ""

    def spoken(self) -> str:
        """Return the sentence."""
        return self.canvas.narration.sentence if self.canvas.narration is not None else ""

    def latex(self) -> str:
        """Return the line in symbols and in numbers as LaTeX, or ""."""
        return told_latex(self._stepping) if self.canvas.narration is not None else ""

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 294)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which a line can be read."""
        return QSize(self._theme_controller.px(260), self._theme_controller.px(130))

    def _refresh(self) -> None:
        stepping = self._stepping
        if not stepping.active:
            self.canvas.show_message(_IDLE)
        elif stepping.trace is None:
            self.canvas.show_message(_WAITING)
        else:
            snapshot = self._session.snapshot
            narration = tell(stepping, None if snapshot is None else snapshot.dataset)
            if narration is None:
                is_of_batch = stepping.walk is not None and stepping.walk.is_of_batch
                self.canvas.show_message(
                    _SAMPLES_DONE.format(grouped(stepping.trace.n_samples)) if is_of_batch else _AHEAD
                )
            else:
                self.canvas.show_content(narration)

    @Slot()
    def copy_as_picture(self) -> None:
        """Put the pair of symbols and numbers on the clipboard as a picture on white."""
        if self.canvas.page is not None:
            data = QMimeData()
            data.setImageData(as_picture(self.canvas.page, self.canvas.page_style))
            QGuiApplication.clipboard().setMimeData(data)
            self._session.post(Notice("The line is on the clipboard as a picture."))

    @Slot()
    def _bring_current_term(self) -> None:
        """Scroll a page that is higher than the view to its current term; one without begins at its top."""
        page = self._canvas.page
        if page is None:
            return
        current = page.current
        for y in (current.bottom(), current.top()):
            self.scroll_area.ensureVisible(0, round(y), 0, _SCROLL_MARGIN)

    @Slot()
    def copy_derivation(self) -> None:
        """Put all lines of the step on the clipboard, as a LaTeX document."""
        copy_derivation(self._session)

    def build_menu(self) -> QMenu:
        """Return the context menu: the line as LaTeX or as a picture, and all terms of a long sum or only some."""
        menu = super().build_menu()
        picture = menu.addAction("Copy as picture")
        picture.triggered.connect(self.copy_as_picture)
        picture.setEnabled(self.canvas.page is not None)
        derivation = menu.addAction("Copy derivation as LaTeX")
        derivation.triggered.connect(self.copy_derivation)
        derivation.setEnabled(self.canvas.narration is not None)
        menu.addSeparator()
        every = menu.addAction("Every term of a long sum")
        every.setCheckable(True)
        every.setChecked(self._stepping.every_term)
        every.toggled.connect(self._stepping.set_every_term)
        return menu
