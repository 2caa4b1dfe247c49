"""A small label that is on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.widgets.drawing import RING_ROOM, RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController

HEIGHT = 24
RADIUS = 9
PADDING = 8


class ToggleChip(QAbstractButton):
    """A chip that is pressed to switch something on or off; ink filled while on.

    Parameters
    ----------
    text : str
        What it shows; may hold mathematical letters.
    name : str
        What a screen reader calls it.
    tip : str
        One sentence on what it switches.
    """

    def __init__(
        self, theme_controller: ThemeController, text: str, name: str, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._ring = False
        self.setText(text)
        self.setAccessibleName(name)
        self.setToolTip(tip or name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return room for the text."""
        self.setFont(self._controller.maths_font(14))
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._controller.px(PADDING)
        return QSize(width, self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: the text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        box = QRectF(self.rect())
        radius = float(self._controller.px(RADIUS))
        if self._ring:
            # The ring takes the chip's edge, so that chips stand in line with the fields around them.
            draw_box(painter, box, radius, None, theme.cursor_line, RING_WIDTH)
            box.adjust(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
            radius -= RING_ROOM
        if self.isChecked():
            draw_box(painter, box, radius, theme.ink, None)
        else:
            draw_box(painter, box, radius, theme.hover if self.underMouse() else theme.field, theme.line2)
        painter.setFont(self._controller.maths_font(14))
        painter.setPen(theme.on_ink if self.isChecked() else theme.text2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keys."""
        self._ring = is_keyboard_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self._ring = False
        super().focusOutEvent(event)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()
