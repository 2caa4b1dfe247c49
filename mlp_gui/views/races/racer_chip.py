"""A racer to let in or leave out: the sample of its line and its name; pale while it stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mlp_gui.views.races.racer_look import draw_key
from mlp_gui.widgets.drawing import RING_ROOM, RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.races.racer_look import RacerLook

HEIGHT: Final = 26
_KEY: Final = 30
_PADDING: Final = 9
_DISABLED: Final = 0.38


class RacerChip(QAbstractButton):
    """A button that is down while its racer races.

    Parameters
    ----------
    theme_controller : ThemeController
        Colours and fonts.
    name : str
        The racer's.
    look : RacerLook
        Of its line.
    tip : str
        One sentence on who it is.
    """

    def __init__(
        self, theme_controller: ThemeController, name: str, look: RacerLook, tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._look = look
        self._ring = False
        self.setText(name)
        self.setAccessibleName(f"{name} races")
        self.setToolTip(tip)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return room for line and name."""
        px = self._controller.px
        width = QFontMetrics(self._controller.font(12)).horizontalAdvance(self.text())
        return QSize(width + px(_KEY) + 3 * px(_PADDING), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: the name is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        theme, px = self._controller.theme, self._controller.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = float(px(9))
        if self._ring:
            draw_box(painter, box, radius, None, theme.cursor_line, RING_WIDTH)
            box.adjust(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
            radius -= RING_ROOM
        on = self.isChecked()
        ground = theme.hover if (self.underMouse() and self.isEnabled()) or on else theme.panel
        draw_box(painter, box, radius, ground, theme.text3 if on else theme.line2)
        key = QRectF(px(_PADDING), 0.0, px(_KEY), self.height())
        clear = 1.0 if self.isEnabled() else _DISABLED
        painter.setOpacity(clear if on else 0.45 * clear)
        draw_key(painter, theme, self._look, key, self._controller.scale)
        painter.setOpacity(clear)
        painter.setFont(self._controller.font(12))
        painter.setPen(theme.text if on else theme.text3)
        text = QRectF(key.right() + px(_PADDING), 0.0, self.width(), self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
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
    def _on_theme_changed(self, _theme: object) -> None:
        self.updateGeometry()
        self.update()
