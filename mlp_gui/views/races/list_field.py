"""A field for a few numbers, with spaces or semicolons between them, that never keeps bad ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.widgets.number_field import NumberRange

_BETWEEN: Final = re.compile(r"[;\s]+|,\s+")
"""A comma alone may be a decimal one."""


class NumberListField(QLineEdit):
    """A list of numbers: Enter or leaving takes it, Escape gives the old one back.

    Parameters
    ----------
    theme_controller : ThemeController
        Sizes.
    name : str
        What a screen reader calls it.
    number_range : NumberRange
        Which numbers it takes, and how it writes them.
    most : int
        How many of them.
    width : int
        Its width in pixels at 100 %.
    """

    #: tuple of float: the user gave other values.
    values_changed = Signal(object)
    #: str: what was wrong with what was typed; the last good list is back.
    rejected = Signal(str)
    #: The user gave a good list, or gave up typing: which may leave what was there.
    confirmed = Signal()

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        number_range: NumberRange,
        most: int,
        parent: QWidget | None = None,
        *,
        width: int = 200,
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._range = number_range
        self._most = most
        self._width = width
        self._values: tuple[float, ...] = ()
        self.setAccessibleName(name)
        self.editingFinished.connect(self._on_editing_finished)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def values(self) -> tuple[float, ...]:
        """The last good values."""
        return self._values

    def set_values(self, values: tuple[float, ...]) -> None:
        """Show other values; nothing is emitted."""
        self._values = values
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the old values back on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write()
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        self.setText("  ".join(self._range.text(value) for value in self._values))
        self.setModified(False)

    @Slot()
    def _on_editing_finished(self) -> None:
        if not self.isModified():
            return
        try:
            values = self._read(self.text())
        except ValueError as error:
            self._write()
            self.rejected.emit(f"{self.accessibleName()}: {error}")
            return
        changed = values != self._values
        self._values = values
        self._write()
        self.confirmed.emit()
        if changed:
            self.values_changed.emit(values)

    def _read(self, text: str) -> tuple[float, ...]:
        values = {self._range.read(part) for part in _BETWEEN.split(text.strip()) if part}
        if not values:
            raise ValueError("Type at least one number.")
        if len(values) > self._most:
            raise ValueError(f"Type at most {self._most} numbers.")
        return tuple(sorted(values))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.setFixedWidth(self._controller.px(self._width))
