"""A field for one number that never keeps a bad one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mlp_gui.look.numbers import MINUS, compact, fixed, grouped, parse_number

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Which numbers a field takes, and how it writes them.

    Attributes
    ----------
    low, high : float
        Least and greatest value, both allowed.
    decimals : int or None
        Decimals shown and kept; 0 for whole numbers; None for about three significant digits.
    percent : bool
        Whether 0.7 is shown and typed as "70 %".
    step : float
        Change by an arrow key; with `factor` the value is multiplied instead.
    factor : float
        Above 1 for values on a logarithmic scale.
    """

    low: float
    high: float
    decimals: int | None = None
    percent: bool = False
    step: float = 1.0
    factor: float = 0.0

    def text(self, value: float) -> str:
        """Return how `value` is written."""
        if self.percent:
            return f"{fixed(100.0 * value, self.decimals or 0)} %"
        if self.decimals is None:
            return _short(value)
        return str(round(value)) if self.decimals == 0 else fixed(value, self.decimals)

    def read(self, text: str) -> float:
        """Return the number that was typed.

        Raises
        ------
        ValueError
            With a sentence for the user.
        """
        value = parse_number(text.replace("%", ""))
        if self.percent:
            value /= 100.0
        if self.decimals == 0 and not self.percent and value != round(value):
            raise ValueError("Type a whole number.")
        if not self.low <= value <= self.high:
            raise ValueError(f"Type a number {self.span_text()}.")
        return value

    def span_text(self) -> str:
        """Return "from 0 to 1", for tool-tips and messages."""
        low, high = (self.text(end) if self.percent else _end_text(end) for end in (self.low, self.high))
        return f"from {low} to {high}"

    def stepped(self, value: float, steps: float) -> float:
        """Return `value` so many arrow keys further, inside the range."""
        if self.factor > 1.0:
            moved = max(value, self.low, 1e-12) * self.factor**steps
            moved = round(moved, 1 - math.floor(math.log10(moved)))
        else:
            moved = value + steps * self.step
            moved = round(moved, 10)
        return float(min(max(moved, self.low), self.high))


def _short(value: float) -> str:
    """Return `value` in at most three digits, small ones with an exponent that a narrow field has room for."""
    if 0.0 < abs(value) < 1e-3:
        mantissa, power = f"{value:.2e}".split("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(power)}".replace("-", MINUS)
    return compact(value)


def _end_text(value: float) -> str:
    return grouped(round(value)) if value == round(value) and abs(value) < 1e10 else _short(value)


# By number: keyboards send codes that Qt has no name for.
_STEPS: dict[int, float] = {
    Qt.Key.Key_Up: 1.0,
    Qt.Key.Key_Down: -1.0,
    Qt.Key.Key_PageUp: 10.0,
    Qt.Key.Key_PageDown: -10.0,
}


class NumberField(QLineEdit):
    """One number, right-aligned: Enter or leaving takes it, Escape gives the old one back, arrow keys step it.

    What cannot be taken is said by `rejected` and replaced by the last good value.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    number_range : NumberRange
        Which numbers it takes.
    width : int
        Its width in pixels at 100 %.
    """

    #: float: the user gave another value.
    value_changed = Signal(float)
    #: str: what was wrong with what was typed; the last good value is back.
    rejected = Signal(str)
    #: The complaint is settled: a good value was typed or shown.
    accepted = Signal()
    #: The user gave a good value, which may be the one that was there.
    confirmed = Signal()

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        number_range: NumberRange,
        parent: QWidget | None = None,
        *,
        width: int = 60,
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._range = number_range
        self._value = number_range.low
        self._width = width
        # A file that is dropped here is meant for the window.
        self.setAcceptDrops(False)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setText(number_range.text(self._value))
        self.editingFinished.connect(self._on_editing_finished)
        self.textEdited.connect(self._on_text_edited)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def value(self) -> float:
        """The last good value."""
        return self._value

    @property
    def number_range(self) -> NumberRange:
        """Which numbers it takes."""
        return self._range

    def set_range(self, number_range: NumberRange) -> None:
        """Take other numbers; the shown value stays until another is set."""
        self._range = number_range
        if not self.isModified():
            self.setText(number_range.text(self._value))

    def set_value(self, value: float) -> None:
        """Show `value`, unless the user is in the middle of typing another."""
        if value != self._value:
            self.accepted.emit()
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._show_value()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts while there is something to give up."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._gives_up(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by arrow and page keys; Escape gives the last good value back."""
        steps = _STEPS.get(event.key())
        if steps is not None:
            self._step(steps)
        elif self._gives_up(event):
            self._show_value()
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step while focused; otherwise leave the wheel to the form's scrolling."""
        if self.hasFocus() and event.angleDelta().y():
            self._step(1.0 if event.angleDelta().y() > 0 else -1.0)
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces the value."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed; leaving a good value as it is settles what was said of a bad one."""
        if not self.isModified():
            self.accepted.emit()
        super().focusOutEvent(event)

    def _gives_up(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.isModified()

    def _step(self, steps: float) -> None:
        value = self._range.stepped(self._value, steps)
        self._take(value)

    def _take(self, value: float) -> None:
        changed = value != self._value
        self._value = value
        self._show_value()
        self.accepted.emit()
        self.confirmed.emit()
        if changed:
            self.value_changed.emit(value)

    def _show_value(self) -> None:
        self._set_invalid(False)
        text = self._range.text(self._value)
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def _set_invalid(self, invalid: bool) -> None:
        if self.property("invalid") != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        try:
            self._range.read(text)
        except ValueError:
            self._set_invalid(True)
        else:
            self._set_invalid(False)

    @Slot()
    def _on_editing_finished(self) -> None:
        if not self.isModified():
            return
        try:
            value = self._range.read(self.text())
        except ValueError as error:
            self._show_value()
            self.rejected.emit(str(error))
        else:
            self._take(value)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.setFixedWidth(self._controller.letters_px(self._width))
