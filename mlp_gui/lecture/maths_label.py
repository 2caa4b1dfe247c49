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

SMALLEST: Final = 0.65
"""Part of its size down to which a formula is made smaller before the next form is taken, at a desk."""
GAP: Final = 0.35
"""Room between two lines of a form, in em."""

Form = tuple[str, ...]


class MathsLabel(QWidget):
    """Shows the first of some forms of a formula that fits; a form is one line of LaTeX, or several.

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
        self._smallest = SMALLEST
        self._forms: tuple[Form, ...] = ()
        self._typesetter = Typesetter(self)
        self._typesetter.ready.connect(self._on_ready)
        across = QSizePolicy.Policy.Ignored if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def shown(self) -> str:
        """LaTeX of the form that is drawn, its lines joined by spaces; "" for none."""
        return " ".join(line.latex for line in self._fitting()[0])

    @property
    def letters(self) -> float:
        """Size of its letters as they are drawn, pixels; 0 for none."""
        return self._fitting()[1]

    def show_forms(self, *forms: Form) -> None:
        """Show one of these forms, the first that fits; none for nothing."""
        self._forms = forms
        if self._typesetter.request(line for form in forms for line in form):
            self._on_ready()

    def set_smallest(self, share: float) -> None:
        """Take the next form before letters are smaller than a part of their size, as the last row wants it."""
        self._smallest = share
        self._on_ready()

    def sizeHint(self) -> QSize:
        """Return the width of the first form, and the height of a fraction."""
        size = self._px * self._controller.scale
        first = next(iter(self._set_forms()), ())
        width = math.ceil(max((line.advance for line in first), default=-2.0 / size) * size) + 2
        return QSize(width, math.ceil(2.4 * size))

    def minimumSizeHint(self) -> QSize:
        """Return nothing where it takes what is left, else the size hint."""
        return QSize(0, 0) if self._fills else self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the form that fits, in the middle of the height."""
        lines, size = self._fitting()
        with QPainter(self) as painter:
            top = (self.height() - _height(lines) * size) / 2.0
            for line in lines:
                line.paint(painter, QPointF(1.0, top + line.ascent * size), size, self._controller.theme.text)
                top += (line.height + GAP) * size

    def showEvent(self, event: QShowEvent) -> None:
        """Set what could not be set while hidden."""
        super().showEvent(event)
        self.show_forms(*self._forms)

    def hideEvent(self, event: QHideEvent) -> None:
        """Set nothing that nobody sees."""
        super().hideEvent(event)
        self._typesetter.stop()

    def _set_forms(self) -> list[tuple[Formula, ...]]:
        """Return the forms whose lines have all been set."""
        found = [tuple(map(self._typesetter.formula, form)) for form in self._forms]
        return [tuple(line for line in form if line is not None) for form in found if None not in form]

    def _fitting(self) -> tuple[tuple[Formula, ...], float]:
        """Return the lines that are drawn and their size: the last form is made as small as it must be."""
        forms, wanted = self._set_forms(), self._px * self._controller.scale
        for form in forms:
            width, height = max(line.advance for line in form), _height(form)
            room = min((self.width() - 2.0) / max(width, 1e-6), (self.height() - 2.0) / max(height, 1e-6))
            if room >= self._smallest * wanted or form is forms[-1]:
                return form, max(min(wanted, room), 1.0)
        return (), 0.0

    @Slot()
    def _on_ready(self) -> None:
        self.updateGeometry()
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._on_ready()


def _height(lines: tuple[Formula, ...]) -> float:
    """Return the height of lines one below the other, in em."""
    return sum(line.height for line in lines) + GAP * max(len(lines) - 1, 0)
