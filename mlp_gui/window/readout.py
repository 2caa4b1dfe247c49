"""A caption and a number that changes often, without moving what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController


class Readout(QWidget):
    """A caption beside or above a value; the value keeps the room of `widest`, so a new number costs no layout.

    Parameters
    ----------
    theme_controller : ThemeController
        Fonts and sizes.
    caption : str
        What the number is.
    widest : str
        The widest value that room is kept for.
    above : bool
        Whether the caption stands above the value, as in the toolbar, or before it.
    value_px : int
        Size of the value's letters at 100 %.
    """

    def __init__(
        self,
        theme_controller: ThemeController,
        caption: str,
        widest: str,
        parent: QWidget | None = None,
        *,
        above: bool = False,
        value_px: int = 12,
    ) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._widest = widest
        self._value_px = value_px
        self._caption = QLabel(caption, self)
        self._value = QLabel(self)
        self._value.setProperty("role", "value")
        direction = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0 if above else theme_controller.px(4))
        layout.addWidget(self._caption)
        layout.addWidget(self._value, 0, Qt.AlignmentFlag.AlignLeft)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def text(self) -> str:
        """The value shown."""
        return self._value.text()

    def set_text(self, text: str) -> None:
        """Show another value."""
        if text != self._value.text():
            self._value.setText(text)
            self.setAccessibleName(f"{self._caption.text()} {text}")

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self._caption.setFont(self._theme_controller.font(12))
        font = self._theme_controller.font(self._value_px, 600)
        self._value.setFont(font)
        self._value.ensurePolished()
        metrics = self._value.fontMetrics()
        self._value.setFixedSize(metrics.horizontalAdvance(self._widest) + 2, metrics.height())
