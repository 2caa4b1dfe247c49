"""The keys of the step-through: what clickers send, and digits for the grain; only in step mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from mlp_gui.state.walk import GRAINS
from mlp_gui.window.answer_keys import AnswerKeys

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.session import Session

FORWARD: Final = (Qt.Key.Key_PageDown,)
BACK: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)

#: Keys, each with what it does, for the list of shortcuts.
KEYS: Final = (
    ("Space, Page Down", "In step mode: forward by one step."),
    ("Shift+Space, Backspace, Page Up", "In step mode: back by one step."),
    ("Home, End", "In step mode: to the start, to the end of the training step."),
    ("Ctrl+Up, Ctrl+Down", "In step mode: play twice, or half, as fast, from 0.25 to 16 steps a second."),
    ("1 to 7", "In step mode, how far a step goes: epoch, batch, sample, phase, layer, unit, term."),
    ("Ctrl+1 to Ctrl+7", "The same, also while numbers are predicted: digits alone are then those of an answer."),
    ("Arrow keys, Return", "In the tracer: another weight or bias (with Shift: scroll), every term of a long sum."),
    ("Ctrl+C", "In equations, tracer and derivation: copy as LaTeX. In the matrices: copy as text."),
)


class StepKeys(QObject):
    """Shortcuts that move the step-through wherever the focus is, unless a field takes the key for typing.

    Space is not among them: it presses a button that has the focus, and reaches the window otherwise, which hands it
    to `press_space`. Digits choose the grain, unless numbers are predicted: then they are `answers`.

    Parameters
    ----------
    session : Session
        Whose step-through moves.
    window : QWidget
        Inside which the keys work; also the owner.

    Attributes
    ----------
    answers : AnswerKeys
        What is typed while numbers are predicted.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._stepping = session.stepping
        self.answers = AnswerKeys(session.stepping, window)
        self._shortcuts: list[QShortcut] = []
        for key in FORWARD:
            self._add(key, window).activated.connect(self._on_forward)
        for key in BACK:
            self._add(key, window).activated.connect(self._on_back)
        self._add(Qt.Key.Key_Home, window).activated.connect(self._on_home)
        self._add(Qt.Key.Key_End, window).activated.connect(self._on_end)
        for digit in range(1, len(GRAINS) + 1):
            for keys, slot in ((f"{digit}", self._on_digit), (f"Ctrl+{digit}", self._on_grain_chosen)):
                shortcut = self._add(keys, window)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(slot)
        self.set_enabled(self._stepping.active)

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """Listen or not."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    def press_space(self, event: QKeyEvent) -> None:
        """Go forward, or with Shift back."""
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stepping.back()
        else:
            self._stepping.forward()

    def _add(self, key: Qt.Key | str, window: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), window)
        self._shortcuts.append(shortcut)
        return shortcut

    @Slot()
    def _on_forward(self) -> None:
        self._stepping.forward()

    @Slot()
    def _on_back(self) -> None:
        self._stepping.back()

    @Slot()
    def _on_home(self) -> None:
        self._stepping.to_start()

    @Slot()
    def _on_end(self) -> None:
        self._stepping.to_end()

    @Slot()
    def _on_digit(self) -> None:
        if not self.answers.take(self._digit()):
            self._on_grain_chosen()

    @Slot()
    def _on_grain_chosen(self) -> None:
        self._stepping.set_granularity(GRAINS[int(self._digit()) - 1])

    def _digit(self) -> str:
        """Return the digit of the shortcut that has been pressed."""
        shortcut = self.sender()
        assert isinstance(shortcut, QShortcut)
        return shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)[-1]
