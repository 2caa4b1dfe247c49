"""The question before changes are lost: it is asked once, and leaves the window usable by not being modal to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget


class ClosingQuestion(QMessageBox):
    """Asks whether the run is to be saved before the window closes.

    Parameters
    ----------
    name : str
        What is to be saved.
    parent : QWidget
        The window.

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
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setText(f"Save the changes to “{name}”?")
        self.setInformativeText("Without saving, the network as it is now and the way to it are lost.")
        kinds = QMessageBox.StandardButton
        self.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
        self.button(kinds.Discard).setText("&Don’t save")
        self.setDefaultButton(kinds.Save)
        self.buttonClicked.connect(self._on_button_clicked)

    @Slot(object)
    def _on_button_clicked(self, button: QAbstractButton) -> None:
        kind = self.standardButton(button)
        if kind == QMessageBox.StandardButton.Save:
            self.save_wanted.emit()
        elif kind == QMessageBox.StandardButton.Discard:
            self.loss_accepted.emit()
