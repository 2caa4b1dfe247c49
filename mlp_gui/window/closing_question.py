"""The question before changes are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

LONGEST_NAME: Final = 60
CONSEQUENCE: Final = "Without saving, the network as it is now and the way to it are lost."


class ClosingQuestion(QDialog):
    """Asks whether the run is to be saved before the window closes; Escape is the same as to cancel.

    Parameters
    ----------
    name : str
        What is to be saved.
    parent : QWidget
        The window.

    Attributes
    ----------
    buttons : QDialogButtonBox
        Save, Discard and Cancel.

    Signals
    -------
    save_wanted
        Save, then close.
    loss_accepted
        Close without saving.
    """

    save_wanted = Signal()
    loss_accepted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("closing_question")
        self.setWindowTitle("Save changes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        title = QLabel(f"Save the changes to “{shown}”?", self)
        title.setProperty("role", "title")
        consequence = QLabel(CONSEQUENCE, self)
        consequence.setProperty("role", "label")
        for label in (title, consequence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Discard | kinds.Cancel, self)
        self.buttons.button(kinds.Discard).setText("&Don’t save")
        self.buttons.button(kinds.Save).setDefault(True)
        self.buttons.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(consequence)
        layout.addSpacing(16)
        layout.addWidget(self.buttons)

    @Slot(object)
    def _on_clicked(self, button: QAbstractButton) -> None:
        kind = self.buttons.standardButton(button)
        self.close()
        if kind == QDialogButtonBox.StandardButton.Save:
            self.save_wanted.emit()
        elif kind == QDialogButtonBox.StandardButton.Discard:
            self.loss_accepted.emit()
