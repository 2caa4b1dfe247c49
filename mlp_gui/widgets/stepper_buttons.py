"""A whole number between a minus and a plus button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.look.numbers import grouped
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController


class StepperButtons(QWidget):
    """Fewer, a number, more; it shows a value and asks for another, and never changes it by itself.

    Parameters
    ----------
    name : str
        What is counted, e.g. "Units of hidden layer 1".
    low, high : int
        Where its buttons stop.
    """

    #: int: the user asks for one more (+1) or one fewer (-1).
    stepped = Signal(int)

    def __init__(
        self, theme_controller: ThemeController, name: str, low: int, high: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._name = name
        self._low = low
        self._high = high
        self._value = low
        self.setAccessibleName(name)
        self.minus = IconButton(theme_controller, f"{name}: one fewer", "minus", parent=self, side=24, boxed=True)
        self.plus = IconButton(theme_controller, f"{name}: one more", "plus", parent=self, side=24, boxed=True)
        self._label = QLabel(self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.minus, self._label, self.plus):
            layout.addWidget(part)
        self.minus.clicked.connect(self._on_minus_clicked)
        self.plus.clicked.connect(self._on_plus_clicked)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self.set_value(low)

    @property
    def value(self) -> int:
        """The number shown."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show another number; nothing is emitted."""
        self._value = value
        self._label.setText(grouped(value))
        self._label.setAccessibleName(f"{self._name}: {value}")
        self.minus.setEnabled(value > self._low)
        self.plus.setEnabled(value < self._high)

    @Slot()
    def _on_minus_clicked(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_plus_clicked(self) -> None:
        self.stepped.emit(1)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self._label.setFont(self._controller.font(14, 600))
        self._label.setMinimumWidth(self._controller.px(36))
