"""A few named values side by side, one of them chosen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.widgets.drawing import RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from mlp_gui.look import Theme, ThemeController

HEIGHT = 28
INSET = 2
PADDING = 13


class _Segment(QAbstractButton):
    """One of the values."""

    def __init__(self, theme_controller: ThemeController, value: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self._controller = theme_controller
        self._ring = False
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return room for the title in its heavier weight, so that choosing it moves nothing."""
        self.setFont(self._controller.font(12, 600))
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._controller.px(PADDING)
        return QSize(width, self._controller.px(HEIGHT - 2 * INSET))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a title is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title, on a raised box where it is chosen."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        box = QRectF(self.rect())
        radius = float(self._controller.px(6))
        if self._ring:
            draw_box(painter, box, radius, theme.field if self.isChecked() else None, theme.cursor_line, RING_WIDTH)
        elif self.isChecked():
            draw_box(painter, box, radius, theme.field, theme.line2)
        painter.setFont(self._controller.font(12, 600 if self.isChecked() else 400))
        painter.setPen(theme.text if self.isChecked() or self.underMouse() else theme.text2)
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


class SegmentedControl(QWidget):
    """Choose one of a few values; arrow keys go from one to the next.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    items : iterable of (str, str, str)
        Each value with its title and a sentence for its tool-tip.
    """

    #: str: the user chose this value.
    chosen = Signal(str)

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        items: Iterable[tuple[str, str, str]],
        parent: QWidget | None = None,
        *,
        rows: int = 1,
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._n_rows = rows
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self._value = ""
        self.setAccessibleName(name)
        layout = QGridLayout(self)
        layout.setSpacing(0)
        entries = tuple(items)
        per_row = math.ceil(len(entries) / rows)
        for place, (value, title, tip) in enumerate(entries):
            segment = _Segment(theme_controller, value, title, self)
            segment.setToolTip(tip)
            segment.setObjectName(f"segment_{value}")
            self._segments[value] = segment
            self._group.addButton(segment)
            layout.addWidget(segment, place // per_row, place % per_row)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_value(next(iter(self._segments)))
        self._show_tab_stop()
        self._group.buttonToggled.connect(self._on_button_toggled)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show another value; nothing is emitted."""
        if value in self._segments:
            self._value = value
            self._segments[value].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground that holds the segments together."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, QRectF(self.rect()), self._controller.px(8), theme.hover, theme.line)
        painter.end()

    def _show_tab_stop(self) -> None:
        """Let Tab stop at the chosen segment alone, wherever it comes from."""
        for segment in self._segments.values():
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if segment.isChecked() else Qt.FocusPolicy.NoFocus)

    @Slot(QAbstractButton, bool)
    def _on_button_toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._show_tab_stop()
        if checked and isinstance(button, _Segment) and button.value != self._value:
            self._value = button.value
            self.chosen.emit(button.value)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        inset = self._controller.px(INSET)
        self.setFixedHeight(self._controller.px(HEIGHT) * self._n_rows)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(inset, inset, inset, inset)
        for segment in self._segments.values():
            segment.updateGeometry()
        self.updateGeometry()
        self.update()
