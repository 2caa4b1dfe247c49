"""A line of text that ends in "…" where there is no room for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


_CUT: Final = "…"


class ElidingLabel(QLabel):
    """A label that takes what room is left; its tool-tip has the whole text where that is cut.

    A text may come in several forms, one a line, the longest first: the first that has room is shown, and where none
    has the last is cut.

    Notes
    -----
    A label of Qt has the whole window laid out anew for another text. This one needs the same room for any, so it
    keeps the text from Qt.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CUT, parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """Return the whole text, in its longest form."""
        return self._text.partition("\n")[0]

    def setText(self, text: str) -> None:  # noqa: N802 (Qt calls it so)
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(self.text())
            self._tell_what_is_cut()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for the "…" alone."""
        return QSize(self.fontMetrics().horizontalAdvance(_CUT), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole text in the tool-tip where it is now cut."""
        super().resizeEvent(event)
        self._tell_what_is_cut()

    @property
    def shown_text(self) -> str:
        """What there is room for."""
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        *others, last = self._text.split("\n")
        whole = (form for form in others if metrics.horizontalAdvance(form) <= width)
        return next(whole, None) or metrics.elidedText(last, Qt.TextElideMode.ElideRight, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown_text)
        painter.end()

    def _tell_what_is_cut(self) -> None:
        self.setToolTip(self.text() if self.shown_text != self.text() else "")
