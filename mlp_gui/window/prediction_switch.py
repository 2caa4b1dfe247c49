"""The switch of predict, then reveal: its action in the menu and on the keyboard, at one with the step-through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from mlp_gui.state.stepping import Stepping


class PredictionSwitch(QObject):
    """Offers the switch in step mode only, where there is something to predict.

    Parameters
    ----------
    stepping : Stepping
        Which asks, or does not.
    action : QAction
        The switch; checkable.
    parent : QObject
        Owner.
    """

    def __init__(self, stepping: Stepping, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._stepping = stepping
        self._action = action
        action.triggered.connect(stepping.set_predict)
        stepping.options_changed.connect(self._on_option_changed)
        stepping.active_changed.connect(action.setEnabled)
        action.setEnabled(stepping.active)
        self._on_option_changed("predict")

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name == "predict":
            self._action.setChecked(self._stepping.predict)
