"""The field that a class types its prediction into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController

WIDTH: Final = 112
LETTERS, LARGE_LETTERS = 15, 20
"""Size of what is typed in pixels at 100 %: at a desk, and while presenting."""
LONGEST: Final = 60
"""Letters that can be typed."""
_WINDOW_KEYS: Final = frozenset((Qt.Key.Key_Space, Qt.Key.Key_P))
"""Keys of prediction itself, to reveal and to ask no more, which an empty field leaves to the window. No other letter:
a slip of the finger must not turn the screen black."""

_ENTER: Final = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_WITH_ENTER: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class AnswerField(QLineEdit):
    """Takes anything, and marks what could not be read; what was typed stays until the next question."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._is_large = False
        self.setObjectName("prediction_field")
        self.setAccessibleName("Your prediction")
        self.setMaxLength(LONGEST)
        self.textEdited.connect(self._on_text_edited)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)

    def start_anew(self) -> None:
        """Empty it and take the keyboard."""
        self.clear()
        self.set_invalid(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_invalid(self, invalid: bool) -> None:
        """Mark what was typed as no number, or not."""
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_large(self, large: bool) -> None:
        """Show what is typed large enough for the last row, or for a desk."""
        self._is_large = large
        self._on_theme_changed(None)

    def event(self, event: QEvent) -> bool:
        """Leave the keys of the step mode to the window while nothing is typed."""
        if event.type() == QEvent.Type.ShortcutOverride and self._leaves(event):  # type: ignore[arg-type]
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or leave the key to the window."""
        if self._leaves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.key() in _ENTER:
                event.accept()  # the same key must not go on from the verdict at once

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            # With Shift it skips the number, with Ctrl all of the step: the bar takes it.
            return bool(event.modifiers() & _WITH_ENTER)
        return not self.text() and event.key() in _WINDOW_KEYS

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.set_invalid(False)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.setFont(self._controller.font(LARGE_LETTERS if self._is_large else LETTERS))
        self.setFixedWidth(self._controller.px(WIDTH))
