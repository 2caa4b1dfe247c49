"""The button that lets choose which numbers are asked for before they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from mlp_gui.widgets import IconButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.stepping import Stepping

ASKED: Final = (
    ("every", "Every number", "Each line's number, the given ones too"),
    ("worked_out", "What is worked out", "Each number but those that stand on the screen, and sums of over 16 terms"),
    ("main", "The main result", "Of a layer or phase one number; of a unit its sum and its activation"),
)
"""Each choice with its title and one sentence on it."""


class AskedMenu(IconButton):
    """Shows the choices on a click, with a mark at what is asked for."""

    def __init__(self, stepping: Stepping, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(theme_controller, "What is asked for", "ellipsis", "Which numbers are asked for", parent)
        self._stepping = stepping
        self.setObjectName("prediction_asks")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        self.choices: dict[str, QAction] = {}
        for name, title, tip in ASKED:
            action = menu.addAction(title)
            action.setData(name)
            action.setToolTip(tip)
            action.setCheckable(True)
            group.addAction(action)
            self.choices[name] = action
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        stepping.options_changed.connect(self._on_option_changed)
        self._on_option_changed("asks")

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._stepping.set_asks(str(action.data()))

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name == "asks":
            self.choices[self._stepping.asks].setChecked(True)
