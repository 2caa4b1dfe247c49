"""A slider in the program's own shape: a thin groove, filled with ink up to a round knob."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.widgets.drawing import RING_GAP, RING_ROOM, RING_WIDTH, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController

GROOVE = 4
KNOB = 14


class Slider(QSlider):
    """A horizontal slider; a press anywhere takes the knob there, the wheel turns it only when it has the focus."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._controller = theme_controller
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return a width for a form row, and the height of a field."""
        return QSize(self._controller.px(88), self._controller.px(26))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the knob can still be moved."""
        return QSize(self._controller.px(48), self._controller.px(KNOB) + 2 * int(RING_ROOM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw groove, fill, knob and, with the keyboard's focus, the ring."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        thick = float(self._controller.px(GROOVE))
        middle = self.height() / 2.0
        centre = self._knob_centre()
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, middle - thick / 2, self.width(), thick)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(groove, thick / 2, thick / 2)
        if self.sliderPosition() > self.minimum():
            painter.setBrush(theme.ink)
            painter.drawRoundedRect(QRectF(0, groove.top(), centre, thick), thick / 2, thick / 2)
        radius = self._controller.px(KNOB) / 2.0
        painter.setBrush(theme.hover if self.underMouse() and self.isEnabled() else theme.panel)
        painter.setPen(QPen(theme.ink, 2.0))
        painter.drawEllipse(QRectF(centre - radius + 1, middle - radius + 1, 2 * radius - 2, 2 * radius - 2))
        if self._ring:
            out = radius + RING_GAP + RING_WIDTH / 2
            painter.setPen(QPen(theme.cursor_line, RING_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(centre - out, middle - out, 2 * out, 2 * out))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob to the pointer and hold it."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the knob."""
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the value only while focused, so that scrolling a form changes nothing by accident."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keys."""
        self._ring = is_keyboard_focus(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring, and let go of the knob."""
        self._ring = False
        self.setSliderDown(False)
        super().focusOutEvent(event)
        self.update()

    def _ends(self) -> tuple[float, float]:
        """Return the knob's centre at the lowest and the highest value."""
        reach = RING_ROOM + self._controller.px(KNOB) / 2.0
        return reach, max(self.width() - reach, reach + 1.0)

    def _knob_centre(self) -> float:
        low, high = self._ends()
        span = max(self.maximum() - self.minimum(), 1)
        return low + (self.sliderPosition() - self.minimum()) / span * (high - low)

    def _value_at(self, x: float) -> int:
        low, high = self._ends()
        part = min(max((x - low) / (high - low), 0.0), 1.0)
        return round(self.minimum() + part * (self.maximum() - self.minimum()))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()
