"""A round button in the colour of a class: which class the brush paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from mlp_gui.widgets.drawing import RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController

SIDE = 24
RADIUS = 6.0
CHOSEN_RADIUS = 9.0


class ClassSwatch(QAbstractButton):
    """One class; ringed while it is the one that is painted.

    Parameters
    ----------
    label : int
        Number of the class.
    name : str
        Name of the class, for the tool-tip.

    Signals
    -------
    chosen : int
        The user wants this class.
    """

    chosen = Signal(int)

    def __init__(self, theme_controller: ThemeController, label: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._label = label
        self._ring = False
        self.setObjectName(f"paint_class_{label}")
        self.setAccessibleName(f"Paint {name}")
        self.setToolTip(f"Paint points of {name}.")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Return room for the colour and its ring."""
        return QSize(self._controller.px(SIDE), self._controller.px(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the colour, in a ring where it is chosen or pointed at."""
        theme, scale = self._controller.theme, self._controller.scale
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            centre = QPointF(self.width() / 2.0, self.height() / 2.0)
            if self._ring:
                draw_box(painter, QRectF(self.rect()), 6.0 * scale, None, theme.cursor_line, RING_WIDTH)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.isChecked() or self.underMouse():
                painter.setPen(QPen(theme.ink if self.isChecked() else theme.line2, 2.0 * scale))
                painter.drawEllipse(centre, CHOSEN_RADIUS * scale, CHOSEN_RADIUS * scale)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.classes[self._label % len(theme.classes)])
            painter.drawEllipse(centre, RADIUS * scale, RADIUS * scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keys."""
        self._ring = is_keyboard_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self._ring = False
        super().focusOutEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._label)
