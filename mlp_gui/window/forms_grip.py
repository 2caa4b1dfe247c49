"""The strip above the forms by which they are moved: a row of dots, since the forms have titles of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController

HEIGHT: Final = 12
DOTS: Final = 5
DOT: Final = 1.25
GAP: Final = 5.0


class FormsGrip(QWidget):
    """The title bar of a dock, without words; a drag on it moves the dock, as Qt does.

    Parameters
    ----------
    what : str
        What is moved by it, for the tool-tip.
    """

    def __init__(self, theme_controller: ThemeController, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.setObjectName("forms_grip")
        self.setAccessibleName(f"Move {what}")
        self.setToolTip(f"Drag to move {what} to the other side, or double-click to let them float.")
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return a low strip."""
        return QSize(self._controller.px(HEIGHT), self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the strip's height."""
        return QSize(0, self._controller.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the forms' ground, and dots in the middle."""
        theme, px = self._controller.theme, self._controller.px
        gap, radius = px(1) * GAP, px(1) * DOT
        middle = QRectF(self.rect()).center() + QPointF(0.0, px(2))
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text3)
        for place in range(DOTS):
            painter.drawEllipse(middle + QPointF((place - (DOTS - 1) / 2.0) * gap, 0.0), radius, radius)
        painter.end()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.updateGeometry()
        self.update()
