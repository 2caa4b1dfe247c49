"""A value under its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look import Theme, ThemeController


class Readout(QWidget):
    """A caption in small letters and below it a value, as wide as the widest value told in advance.

    Parameters
    ----------
    caption : str
        What the value is.
    widest : str
        A text as wide as any value to come, so that nothing moves when the value changes.
    px : int
        Size of the value's letters at 100 %.
    """

    def __init__(
        self,
        theme_controller: ThemeController,
        caption: str,
        widest: str = "000,000",
        parent: QWidget | None = None,
        *,
        px: int = 17,
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._caption = caption
        self._widest = widest
        self._px = px
        self._text = ""
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def text(self) -> str:
        """The value shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another value."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the caption and the widest value."""
        small, large = self._metrics()
        width = max(small.horizontalAdvance(self._caption), large.horizontalAdvance(self._widest))
        return QSize(width + self._controller.px(4), small.height() + large.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a value is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both lines."""
        theme = self._controller.theme
        small, _ = self._metrics()
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._controller.font(12))
        painter.setPen(theme.text2)
        painter.drawText(QRectF(0, 0, self.width(), small.height()), left, self._caption)
        painter.setFont(self._controller.font(self._px, 600))
        painter.setPen(theme.text)
        painter.drawText(QRectF(0, small.height(), self.width(), self.height() - small.height()), left, self._text)
        painter.end()

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(self._controller.font(12)), QFontMetrics(self._controller.font(self._px, 600))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()
