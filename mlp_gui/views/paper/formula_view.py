"""A view of formulas that can be taken away as LaTeX."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu

from mlp_gui.look.icons import icon
from mlp_gui.state.snapshot import Notice
from mlp_gui.views.paper.formula_paper import FormulaPaper
from mlp_gui.views.paper.scrolled_view import ScrolledView

Page = TypeVar("Page", bound=FormulaPaper[Any, Any])


class FormulaView(ScrolledView[Page]):
    """A page of formulas as wide as the view; the system's key for copying and a menu put them on the clipboard."""

    def _furnish(self) -> None:
        """Make the page."""
        super()._furnish()
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._canvas.shown.connect(self._on_page_shown)

    def latex(self) -> str:
        """Return what is shown as LaTeX, or ""."""
        raise NotImplementedError

    def spoken(self) -> str:
        """Return what is shown in words, for who cannot see it."""
        raise NotImplementedError

    @Slot()
    def _on_page_shown(self) -> None:
        # What is behind by now is told when it has caught up.
        if not self._is_stale:
            self.setAccessibleDescription(self.spoken())

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what was given up when the view was hidden."""
        self._is_stale = self._is_stale or not self._canvas.is_settled
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Set no more formulas."""
        super().hideEvent(event)
        self._canvas.stop()

    @Slot()
    def copy_as_latex(self) -> None:
        """Put what is shown on the clipboard as LaTeX."""
        latex = self.latex()
        if latex:
            QGuiApplication.clipboard().setText(latex)
            self._session.post(Notice("The formula is on the clipboard as LaTeX."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as LaTeX by the system's key for copying."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_as_latex()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy, and what else the view offers."""
        self.build_menu().popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copying = icon("copy", self._theme_controller.theme, self._theme_controller.px(20))
        action = menu.addAction(copying, "Copy as LaTeX")
        action.triggered.connect(self.copy_as_latex)
        action.setEnabled(bool(self.latex()))
        return menu
