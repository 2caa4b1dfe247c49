"""The keys of presenting, beside those of the step-through; they work only while the window is presented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

#: Keys, each with what it does, for the list of shortcuts.
KEYS: Final = (
    ("Esc", "While presenting: put the panels away, then end presenting."),
    ("Right, Left", "While presenting: forward and back, as Page Down and Page Up, which clickers send."),
    ("L, F9 and R, T", "While presenting: let the panels in from the left, from the right, from the top."),
    ("H", "While presenting: a ring around the pointer, or none."),
    ("B, .", "While presenting: a black screen, until any key is pressed; while numbers are predicted only by B."),
)


class PresenterKeys(QObject):
    """Shortcuts that work wherever the focus is, unless a field takes the key for typing.

    Parameters
    ----------
    session : Session
        Whose presentation it is; while it asks for numbers, a point is that of an answer.
    window : QWidget
        Inside which the keys work; also the owner.
    """

    def __init__(self, session: Session, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._presentation = presentation = session.presentation
        self._stepping = session.stepping
        self._preferences = preferences
        self._shortcuts: list[QShortcut] = []
        for keys, slot in (
            ((Qt.Key.Key_Escape,), presentation.step_out),
            ((Qt.Key.Key_L, Qt.Key.Key_F9), self._on_left),
            ((Qt.Key.Key_R,), self._on_right),
            ((Qt.Key.Key_T,), self._on_top),
            ((Qt.Key.Key_H,), self._on_ring),
            ((Qt.Key.Key_B,), self._on_blank),
            ((Qt.Key.Key_Period,), self._on_point),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), window)
                shortcut.setAutoRepeat(False)
                shortcut.setEnabled(False)
                shortcut.activated.connect(slot)
                self._shortcuts.append(shortcut)

    def set_enabled(self, enabled: bool) -> None:
        """Listen or not."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    @Slot()
    def _on_left(self) -> None:
        self._presentation.toggle_side("left")

    @Slot()
    def _on_right(self) -> None:
        self._presentation.toggle_side("right")

    @Slot()
    def _on_top(self) -> None:
        self._presentation.toggle_side("top")

    @Slot()
    def _on_ring(self) -> None:
        self._preferences.set_value("pointer_ring", not self._preferences.pointer_ring)

    @Slot()
    def _on_point(self) -> None:
        if not self._stepping.predict:
            self._on_blank()

    @Slot()
    def _on_blank(self) -> None:
        self._presentation.set_blank(True)
