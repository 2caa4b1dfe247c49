"""One formula in a bar: set beside the GUI thread, made smaller or shorter where there is no room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.look.maths import Typesetter

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController

SMALLEST: Final = 0.7
"""Part of its size down to which a formula is made smaller before a shorter form is taken."""


class MathsLabel(QWidget):
    """Shows the longest of some forms of a formula that fits.

    Parameters
    ----------
    px : float
        Size of its letters in pixels at 100 %.
    fills : bool
        Whether it takes what width is left; else as much as its formula needs.
    """

    def __init__(
        self, theme_controller: ThemeController, px: float, parent: QWidget | None = None, *, fills: bool = False
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._px = px
        self._fills = fills
        self._forms: tuple[str, ...] = ()
        self._typesetter = Typesetter(self)
        self._typesetter.ready.connect(self._on_ready)
        across = QSizePolicy.Policy.Ignored if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def shown(self) -> str:
        """LaTeX of the form that is drawn; "" for none."""
        formula, _ = self._fitting()
        return "" if formula is None else formula.latex

    def show_forms(self, *forms: str) -> None:
        """Show one of these forms in LaTeX, from the longest to the shortest; none for nothing."""
        self._forms = forms
        if self._typesetter.request(forms):
            self._on_ready()

    def sizeHint(self) -> QSize:
        """Return what the longest form needs."""
        formula = self._formulas()[:1]
        size = self._px * self._controller.scale
        width = math.ceil(formula[0].advance * size) + 2 if formula else 0
        return QSize(width, math.ceil(2.4 * size))

    def minimumSizeHint(self) -> QSize:
        """Return nothing where it takes what is left, else the size hint."""
        return QSize(0, 0) if self._fills else self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the form that fits, in the middle of the height."""
        formula, size = self._fitting()
        if formula is None:
            return
        with QPainter(self) as painter:
            baseline = (self.height() + (formula.ascent - formula.descent) * size) / 2.0
            formula.paint(painter, QPointF(1.0, baseline), size, self._controller.theme.text)

    def showEvent(self, event: QShowEvent) -> None:
        """Set what could not be set while hidden."""
        super().showEvent(event)
        self.show_forms(*self._forms)

    def hideEvent(self, event: QHideEvent) -> None:
        """Set nothing that nobody sees."""
        super().hideEvent(event)
        self._typesetter.stop()

    def _formulas(self) -> list[Formula]:
        found = map(self._typesetter.formula, self._forms)
        return [formula for formula in found if formula is not None]

    def _fitting(self) -> tuple[Formula | None, float]:
        """Return the form that is drawn and its size: the last form is made as small as it must be."""
        formulas = self._formulas()
        for formula in formulas:
            wanted = self._px * self._controller.scale
            room = min(
                (self.width() - 2.0) / max(formula.advance, 1e-6), (self.height() - 2.0) / max(formula.height, 1e-6)
            )
            if room >= SMALLEST * wanted or formula is formulas[-1]:
                return formula, max(min(wanted, room), 1.0)
        return None, 0.0

    @Slot()
    def _on_ready(self) -> None:
        self.updateGeometry()
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._on_ready()
