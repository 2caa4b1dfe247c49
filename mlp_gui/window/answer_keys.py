"""What is typed while numbers are predicted: it belongs to the answer, wherever the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.stepping import Stepping

BEGINNINGS: Final = ("0", "-", "+", ".", ",")
"""What a number may begin with or hold, beside the digits that choose the grain else."""


class AnswerKeys(QObject):
    """Takes digits and signs for the open question, and loses those that come when none is open.

    A digit that is typed a moment too early, after the verdict or before the question is there, must do nothing else.

    Parameters
    ----------
    stepping : Stepping
        Which asks, or does not.
    window : QWidget
        Inside which the keys work; also the owner.
    """

    #: str: a digit or sign of an answer, typed elsewhere than in its field.
    typed = Signal(str)

    def __init__(self, stepping: Stepping, window: QWidget) -> None:
        super().__init__(window)
        self._stepping = stepping
        self._shortcuts: list[QShortcut] = []
        for key in BEGINNINGS:
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.activated.connect(self._on_key)
            self._shortcuts.append(shortcut)
        stepping.question_changed.connect(self._on_question_changed)
        self._on_question_changed(stepping.awaiting)

    def take(self, letter: str) -> bool:
        """Take a digit or sign of an answer; return whether it is one, as all are while numbers are predicted."""
        if self._stepping.question is not None:
            self.typed.emit(letter)
        return self._stepping.predict

    @Slot(object)
    def _on_question_changed(self, quantity: object) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(quantity is not None)

    @Slot()
    def _on_key(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self.take(shortcut.key().toString(QKeySequence.SequenceFormat.PortableText))
