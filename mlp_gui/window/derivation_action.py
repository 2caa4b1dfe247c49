"""The derivation of the step that has just been done, to the clipboard from the menu; only in step mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.window.actions import Actions

NAME: Final = "copy_derivation"
BEFORE_FIRST: Final = "Nothing is computed yet: go one step forward, then its lines can be had as LaTeX."


def offer(action: QAction, usual_tip: str, stepping: Stepping) -> None:
    """Enable what takes the lines of the current step along, and let its tip say why where there are none yet."""
    action.setEnabled(stepping.active and stepping.position >= 0)
    tip = BEFORE_FIRST if stepping.active and stepping.position < 0 else usual_tip
    action.setStatusTip(tip)
    action.setToolTip(tip)


class DerivationAction(QObject):
    """Connects the action with the step-through.

    Parameters
    ----------
    session : Session
        Whose step is copied.
    actions : Actions
        Of the window.
    parent : QObject
        Owner.
    """

    def __init__(self, session: Session, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._action = actions[NAME]
        self._usual_tip = self._action.statusTip()
        self._action.triggered.connect(self._on_triggered)
        stepping = session.stepping
        stepping.active_changed.connect(self._on_changed)
        stepping.position_changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_triggered(self) -> None:
        from mlp_gui.views.equations.document import copy_derivation

        copy_derivation(self._session)

    @Slot()
    def _on_changed(self) -> None:
        offer(self._action, self._usual_tip, self._session.stepping)
