"""The equations: the line that the step-through is at, in symbols and in numbers, with the line before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from mlp_gui.state.snapshot import Notice
from mlp_gui.views.equations.canvas import EquationsCanvas
from mlp_gui.views.equations.controls import EquationControls
from mlp_gui.views.equations.copying import as_latex, as_picture
from mlp_gui.views.equations.page import PageStyle
from mlp_gui.views.equations.telling import tell

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

_IDLE = "Step through the training to see each line of it, in symbols and in numbers."
_WAITING = "The step is being traced."
_AHEAD = "Forward shows the first line of this training step."


class EquationsView(QWidget):
    """Previous line, sentence, the pair of symbols and numbers, and the rule.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Not used; every view has the same constructor.
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
        self.setObjectName("equations_view")
        self.setAccessibleName("Equations")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._stepping = session.stepping
        self._theme_controller = theme_controller
        self._is_stale = True
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas = EquationsCanvas(session, theme_controller, self._scroll)
        self._scroll.setWidget(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.controls = EquationControls(self._stepping, theme_controller, self)
        self.controls.latex_wanted.connect(self.copy_as_latex)
        self.controls.picture_wanted.connect(self.copy_as_picture)
        self.canvas.shown.connect(self._on_page_shown)
        self._stepping.active_changed.connect(self._on_stepping_changed)
        self._stepping.trace_changed.connect(self._on_stepping_changed)
        self._stepping.position_changed.connect(self._on_stepping_changed)
        self._stepping.options_changed.connect(self._on_stepping_changed)
        self._stepping.question_changed.connect(self._on_stepping_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar."""
        for widget in self.controls.widgets:
            widget.show()  # whoever takes them, layouts leave alone what was hidden on purpose
        return self.controls.widgets

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title: nothing, the sentence says it all."""
        return ""

    @property
    def message(self) -> str:
        """What is written in place of equations, or ""."""
        return self.canvas.message

    def shown_numbers(self) -> tuple[str, ...]:
        """Return the LaTeX of the numbers that are really drawn, from left to right; the current term's value last."""
        page = self.canvas.page
        if page is None:
            return ()
        value = () if page.term_value is None else (page.term_value.latex.removeprefix("= "),)
        return (*(column.entry.number for column in page.grid.columns if column.number is not None), *value)

    def shown_symbols(self) -> tuple[str, ...]:
        """Return the LaTeX of the symbols that are really drawn, from left to right."""
        page = self.canvas.page
        columns = page.grid.columns if page is not None else ()
        return tuple(column.entry.symbol for column in columns if column.symbol is not None)

    def shown_sentence(self) -> str:
        """Return the sentence above the pair."""
        return self.canvas.narration.sentence if self.canvas.narration is not None else ""

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 294)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which a line can be read."""
        return QSize(self._theme_controller.px(260), self._theme_controller.px(130))

    # From the step-through.

    @Slot()
    def _on_stepping_changed(self) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        self._is_stale = False
        stepping = self._stepping
        if not stepping.active:
            self.canvas.show_message(_IDLE)
        elif stepping.trace is None:
            self.canvas.show_message(_WAITING)
        else:
            narration = tell(stepping)
            if narration is None:
                self.canvas.show_message(_AHEAD)
            else:
                self.canvas.show_narration(narration)

    @Slot()
    def _on_page_shown(self) -> None:
        self.setAccessibleDescription(self.shown_sentence())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale or not self.canvas.is_settled:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Set no more formulas."""
        super().hideEvent(event)
        self.canvas.stop()

    # Taking the line away.

    @Slot()
    def copy_as_latex(self) -> None:
        """Put the line on the clipboard as LaTeX, in symbols and in numbers."""
        if self.canvas.narration is not None:
            QGuiApplication.clipboard().setText(as_latex(self.canvas.narration))
            self._session.post(Notice("The line is on the clipboard as LaTeX."))

    @Slot()
    def copy_as_picture(self) -> None:
        """Put the pair of symbols and numbers on the clipboard as a picture on white."""
        if self.canvas.page is not None:
            data = QMimeData()
            data.setImageData(as_picture(self.canvas.page, PageStyle.of(self._theme_controller)))
            QGuiApplication.clipboard().setMimeData(data)
            self._session.post(Notice("The line is on the clipboard as a picture."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as LaTeX by the system's key for copying."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_as_latex()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the line, and all terms of a long sum or only some."""
        menu = self.build_menu()
        menu.popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, slot in (("Copy as LaTeX", self.copy_as_latex), ("Copy as picture", self.copy_as_picture)):
            action = menu.addAction(text)
            action.triggered.connect(slot)
            action.setEnabled(self.canvas.page is not None)
        menu.addSeparator()
        every = menu.addAction("Every term of a long sum")
        every.setCheckable(True)
        every.setChecked(self.canvas.is_open)
        every.toggled.connect(self.canvas.set_open)
        return menu
