"""A line-up to start with one click: what its racers differ in, and who they would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton

from mlp_gui.look.icons import pixmap
from mlp_gui.widgets.drawing import RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController

HEIGHT: Final = 52
_TWO_LINES: Final = 42
"""Pixels at 100 % of the height from which there is room for who would race under the title."""
_ICON: Final = 14
_PADDING: Final = 11


class LineUpCard(QAbstractButton):
    """Starts one kind of race.

    Parameters
    ----------
    theme_controller : ThemeController
        Colours and fonts.
    varied : str
        What the racers differ in, as `RaceSetup` has it.
    title, tip : str
        How it is called, and a sentence on it.

    Signals
    -------
    wanted : str
        Somebody wants to see this kind of race.
    """

    wanted = Signal(str)

    def __init__(
        self, theme_controller: ThemeController, varied: str, title: str, tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._varied = varied
        self._racers = ""
        self._ring = False
        self.setObjectName(f"race_try_{varied}")
        self.setText(title)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        self.show_racers("")

    def show_racers(self, racers: str) -> None:
        """Say who would race."""
        self._racers = racers
        self.setAccessibleName(f"Race {self.text().lower()}: {racers}" if racers else f"Race {self.text().lower()}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(self._controller.px(210), self._controller.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the sign to start, the title and who would race."""
        px, theme = self._controller.px, self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        is_over = self.underMouse() or self.isDown()
        border = theme.cursor_line if self._ring else theme.line2
        width = RING_WIDTH if self._ring else 1.0
        draw_box(painter, box, px(10), theme.hover if is_over else theme.field, border, width)
        side, left = px(_ICON), px(_PADDING)
        sign = pixmap("play", theme.text if is_over else theme.text2, side, self.devicePixelRatioF())
        has_two_lines = box.height() >= px(_TWO_LINES)
        line_height = box.height() / 2.0 if has_two_lines else box.height()
        room = QRectF(left + side + px(8), 0.0, box.width() - 2 * left - side - px(8), line_height)
        top = room.adjusted(0.0, px(6) if has_two_lines else 0.0, 0.0, 0.0)
        painter.drawPixmap(left, round(top.center().y() - side / 2.0), sign)
        painter.setFont(self._controller.font(13, 600))
        painter.setPen(theme.text)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if has_two_lines:
            font = self._controller.font(12)
            painter.setFont(font)
            painter.setPen(theme.text2)
            below = room.translated(0.0, line_height).adjusted(0.0, 0.0, 0.0, -px(6))
            shown = QFontMetricsF(font).elidedText(self._racers, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

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
        self.wanted.emit(self._varied)
