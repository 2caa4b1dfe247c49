"""The one button of the transport that stands out: play, or pause while it plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mlp_gui.look.icons import DISABLED_OPACITY, icon
from mlp_gui.widgets.drawing import RING_WIDTH, draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController

WIDTH, HEIGHT, ICON, RADIUS = 44, 34, 18, 8


class PlayButton(QAbstractButton):
    """A box of ink with an icon on it."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._playing = False
        self._speed_text = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_playing(False)

    def set_playing(self, playing: bool) -> None:
        """Show what a press does: pause while it plays, else play."""
        self._playing = playing
        self.setAccessibleName("Pause" if playing else "Play")
        self._show_tip()
        self.update()

    def set_speed_text(self, text: str) -> None:
        """Say how fast it goes forward."""
        self._speed_text = text
        self._show_tip()

    def _show_tip(self) -> None:
        what = "Stop here" if self._playing else f"Go forward by itself, {self._speed_text}"
        self.setToolTip(f"{what} (Ctrl+Up, Ctrl+Down or a right click: another speed)")

    def sizeHint(self) -> QSize:
        """Return the size of a primary button."""
        return QSize(self._controller.px(WIDTH), self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, and the icon in what is written on ink."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        border = theme.cursor_line if self.hasFocus() else theme.ink
        draw_box(painter, QRectF(self.rect()), float(self._controller.px(RADIUS)), theme.ink, border, RING_WIDTH)
        side = self._controller.px(ICON)
        picture = icon("pause" if self._playing else "play", theme, side, "on_ink")
        picture.paint(painter, (self.width() - side) // 2, (self.height() - side) // 2, side, side)
        painter.end()
