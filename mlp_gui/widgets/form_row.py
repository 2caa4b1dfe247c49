"""A row of a form: a label, its control beside or below it, and at the end what was wrong with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.widgets.number_field import NumberField
from mlp_gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look import Theme, ThemeController

ROW = 32
LABEL = 94
LABEL_ABOVE = 22
QWIDGETSIZE_MAX = 16_777_215
CONTROL = 114
"""Least width of what stands beside a label; in a narrower row it stands below."""
COMPLAINT_SECONDS = 6.0


class FormRow(QWidget):
    """A label and one or more controls in a line; where that is too narrow for both, in two lines.

    Parameters
    ----------
    label : str
        What the control is called, shown before it.
    controls : QWidget
        The controls, left to right; the first one takes what room is left. Any number field among them or inside
        them tells its complaints under the row.
    """

    #: QWidget: this row has a complaint to show, and the room for it.
    complained = Signal(QWidget)
    #: One of its number fields got a good value from the user, which may be the one that was there.
    confirmed = Signal()

    def __init__(
        self,
        theme_controller: ThemeController,
        label: str,
        *controls: QWidget,
        parent: QWidget | None = None,
        label_button: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.label = QLabel(label, self)
        self.label.setProperty("role", "label")
        self.label.setBuddy(controls[0])
        self._complaint: WrappedLabel | None = None
        self._line = QHBoxLayout()
        for position, control in enumerate(controls):
            stays_small = control.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum
            self._line.addWidget(control, 0 if position or stays_small else 1)
            if stays_small and position == len(controls) - 1:
                self._line.addStretch(1)
        self._is_stacked = False
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addLayout(self._line)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._head = QWidget(self)
        head_line = QHBoxLayout(self._head)
        head_line.setContentsMargins(0, 0, 6, 0)
        head_line.setSpacing(0)
        head_line.addWidget(self.label, 1)
        if label_button is not None:
            head_line.addWidget(label_button)
        self._grid.addWidget(self._head, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(self._column, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(round(1000 * COMPLAINT_SECONDS))
        self._forget.timeout.connect(self.settle)
        for control in controls:
            fields = [control] if isinstance(control, NumberField) else control.findChildren(NumberField)
            for field in fields:
                field.rejected.connect(self._on_rejected)
                field.accepted.connect(self.settle)
                field.confirmed.connect(self.confirmed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def complaint(self) -> str:
        """What is wrong at the moment, "" for nothing."""
        return "" if self._complaint is None else self._complaint.text()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the controls alone: the label can stand above them."""
        return QSize(self._line.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the label above the controls where both have no room in a line; tell when a complaint has got its own."""
        super().resizeEvent(event)
        self._stack(self.width() < self._controller.letters_px(LABEL + CONTROL))
        if self.complaint:
            self.complained.emit(self)

    def _stack(self, stacked: bool) -> None:
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            self._grid.removeItem(self._column)
            self._grid.addWidget(self._head, 0, 0, 1, 2 if stacked else 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(self._column, *((1, 0, 1, 2) if stacked else (0, 1, 1, 1)))
            self._size_label()

    def _size_label(self) -> None:
        px = self._controller.px
        label = self._controller.letters_px(LABEL)
        self._head.setFixedHeight(px(LABEL_ABOVE if self._is_stacked else ROW))
        self._head.setMinimumWidth(0 if self._is_stacked else label)
        self._head.setMaximumWidth(QWIDGETSIZE_MAX if self._is_stacked else label)

    @Slot()
    def settle(self) -> None:
        """Let go of the complaint: what it was about is no more."""
        self._forget.stop()
        if self._complaint is not None:
            self._complaint.clear()
            self._complaint.hide()

    @Slot(str)
    def _on_rejected(self, text: str) -> None:
        if self._complaint is None:
            self._complaint = WrappedLabel("complaint", self)
            self._column.addWidget(self._complaint)
        self._complaint.setText(text)
        self._complaint.setAccessibleName(text)
        self._complaint.show()
        self._complaint.updateGeometry()
        self._forget.start()
        self.complained.emit(self)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self._size_label()
        self._line.setSpacing(px(8))
        self._line.setContentsMargins(0, (px(ROW) - px(26)) // 2, 0, px(ROW) - px(26) - (px(ROW) - px(26)) // 2)
