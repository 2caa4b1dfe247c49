"""A small label that is on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.widgets.drawing import RING_ROOM, RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QFont, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController

HEIGHT = 24
RADIUS = 9
PADDING = 8
MOST_WIDTH = 112

_FIRST_SYMBOL = 0x2000


class ToggleChip(QAbstractButton):
    """A chip that is pressed to switch something on or off; ink filled while on.

    Parameters
    ----------
    text : str
        What it shows: mathematics, or a word, of which as much as fits.
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
        self.setFont(self._text_font())
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._controller.px(PADDING)
        return QSize(min(width, self._controller.px(MOST_WIDTH)), self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a symbol is never cut."""
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
        painter.setFont(self._text_font())
        painter.setPen(theme.on_ink if self.isChecked() else theme.text2)
        room = int(box.width()) - self._controller.px(PADDING)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()

    def _text_font(self) -> QFont:
        """Return the font of mathematics, or that of words where the text is one."""
        is_word = len(self.text()) > 1 and all(ord(letter) < _FIRST_SYMBOL for letter in self.text()[:2])
        return self._controller.font(12) if is_word else self._controller.maths_font(14)

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
