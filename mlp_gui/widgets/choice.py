"""A drop-down list of named values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

# The standard library's own escaping brings the names of all letters along, which the start would wait for.
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


class Choice(QComboBox):
    """Choose one of some values by their titles; a value is a name that lasts, never a place in the list.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    """

    #: str: the user chose this value.
    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short: dict[str, str] = {}
        self._tip = ""
        self.setAccessibleName(name)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(20)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> str:
        """The chosen value, "" for none."""
        return str(self.currentData() or "")

    @property
    def values(self) -> tuple[str, ...]:
        """All values in their order."""
        return tuple(str(self.itemData(index)) for index in range(self.count()))

    def set_items(self, items: Iterable[tuple[str, str, str]], short: dict[str, str] | None = None) -> None:
        """Offer other values, each as (value, title, sentence for its tool-tip).

        Parameters
        ----------
        items : iterable of (str, str, str)
            What is offered, in order.
        short : dict of str to str, optional
            Shorter titles by value, for the closed field.
        """
        keep = self.value
        self.blockSignals(True)
        self.clear()
        self._short = short or {}
        for value, title, tip in items:
            self.addItem(title, value)
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(self.findData(keep))
        self.blockSignals(False)
        self._show_tip()

    @property
    def tip(self) -> str:
        """One sentence on what is chosen here."""
        return self._tip

    def set_tip(self, tip: str) -> None:
        """Say in a sentence what is chosen here; the tool-tip goes on with what the chosen value is."""
        self._tip = tip
        self._show_tip()

    def set_value(self, value: str) -> None:
        """Show `value`; nothing is emitted. A value that is not offered shows the placeholder."""
        index = self.findData(value)
        if index != self.currentIndex():
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)
            self._show_tip()
            self.update()

    @property
    def shown_text(self) -> str:
        """What the closed field says."""
        return self._short.get(self.value, self.currentText() or self.placeholderText())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the closed field with the short title."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(self.shown_text, Qt.TextElideMode.ElideRight, room.width())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        """Open the list as wide as its longest title."""
        view = self.view()
        view.setMinimumWidth(max(view.sizeHintForColumn(0) + 2 * self.fontMetrics().averageCharWidth(), self.width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only while focused, so that scrolling a form changes nothing by accident."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _show_tip(self) -> None:
        about = str(self.currentData(Qt.ItemDataRole.ToolTipRole) or "")
        chosen = f"<b>{_escape(self.currentText())}</b>: {_escape(about)}" if about else ""
        self.setToolTip("<br>".join(part for part in (_escape(self._tip), chosen) if part))

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self._show_tip()
        if index >= 0:
            self.chosen.emit(str(self.itemData(index)))


def _escape(text: str) -> str:
    return text.translate(_ESCAPED)
