"""A field on the canvas in which one number is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from mlp_gui.look.numbers import MINUS, grouped, parse_number

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from mlp_gui.look import Theme
    from mlp_gui.state.cursor import Mark

LARGEST: Final = 1_000_000
"""No weight or bias larger than this can be typed: every sum behind it would overflow or saturate."""


class NumberEditor(QLineEdit):
    """Takes a number: Enter accepts it, Escape and leaving cancel; what it cannot be is explained and stays.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    #: object: the Mark edited; float: the number typed.
    accepted = Signal(object, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("number_editor")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._canvas = parent
        self._mark: Mark | None = None
        self._name = ""
        self._complaint = QLabel(parent)
        self._complaint.setObjectName("number_editor_complaint")
        self._complaint.hide()
        self.hide()
        self.textEdited.connect(self._on_text_edited)

    @property
    def mark(self) -> Mark | None:
        """What is being edited, or None."""
        return self._mark

    @property
    def complaint(self) -> str:
        """What is wrong with the text typed, or ""."""
        return "" if self._complaint.isHidden() else self._complaint.text()

    def open(self, mark: Mark, value: float, name: str, centre: QPointF, scale: float) -> None:
        """Show the field around a point of the canvas, with `value` selected.

        Parameters
        ----------
        mark : Mark
            The weight or bias.
        value : float
            Its number now.
        name : str
            What it is called, for messages and for screen readers.
        centre : QPointF
            Canvas pixels.
        scale : float
            Type scale.
        """
        self._mark, self._name = mark, name
        width, height = round(96 * scale), round(26 * scale)
        rect = QRect(round(centre.x()) - width // 2, round(centre.y()) - height // 2, width, height)
        bounds = self._canvas.rect().adjusted(4, 4, -4, -4)
        rect.moveLeft(min(max(rect.left(), bounds.left()), bounds.right() - width))
        rect.moveTop(min(max(rect.top(), bounds.top()), bounds.bottom() - height))
        self.setGeometry(rect)
        self.setAccessibleName(name)
        self.setText(f"{value:.6g}".replace("-", "−"))
        self._complaint.hide()
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Hide the field without a word; the keyboard goes back to the canvas."""
        self._mark = None
        self._complaint.hide()
        if self.hasFocus():
            # A field that is hidden with the focus would hand it on as Tab does, to the first button of the canvas.
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.setStyleSheet(
            f"QLineEdit#number_editor {{ background: {theme.field.name()}; color: {theme.text.name()};"
            f" border: 2px solid {theme.ink.name()}; border-radius: 6px; padding: 0 4px; }}"
        )
        self._complaint.setStyleSheet(
            f"QLabel#number_editor_complaint {{ background: {theme.panel.name()}; color: {theme.error.name()};"
            f" border: 1px solid {theme.error.name()}; border-radius: 6px; padding: 3px 7px; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept on Enter, cancel on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cancel: a click elsewhere changes nothing."""
        super().focusOutEvent(event)
        if self._mark is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_editor()

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self._complaint.hide()

    def _accept(self) -> None:
        if not self.isModified():
            # What is shown is rounded: taking it would change the number.
            self.close_editor()
            return
        try:
            value = self._read()
        except ValueError as error:
            self._complain(str(error))
            return
        mark = self._mark
        self.close_editor()
        self.accepted.emit(mark, value)

    def _read(self) -> float:
        """Return the number typed; ValueError with a sentence for the user where it cannot be a weight or bias."""
        value = parse_number(self.text())
        if abs(value) > LARGEST:
            raise ValueError(f"{self._name} can be from {MINUS}{grouped(LARGEST)} to {grouped(LARGEST)}.")
        return value

    def _complain(self, text: str) -> None:
        bounds = self._canvas.rect().adjusted(4, 4, -4, -4)
        self._complaint.setText(text)
        self._complaint.setWordWrap(False)
        size = self._complaint.sizeHint()
        if size.width() > bounds.width():
            self._complaint.setWordWrap(True)
            size = QSize(bounds.width(), self._complaint.heightForWidth(bounds.width()))
        self._complaint.resize(size)
        x = min(max(self.geometry().center().x() - self._complaint.width() // 2, bounds.left()), bounds.right())
        x = min(x, max(bounds.left(), bounds.right() - self._complaint.width()))
        y = self.geometry().bottom() + 4
        if y + self._complaint.height() > bounds.bottom():
            y = self.geometry().top() - 4 - self._complaint.height()
        self._complaint.move(x, y)
        self._complaint.show()
        self._complaint.raise_()
        self.selectAll()
