"""What a lecturer may want while presenting, in the drawer at the top: the pointer's ring, a black screen, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mlp_gui.lecture.presented_type import SMALLEST

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.presentation import Presentation


class PresenterControls(QWidget):
    """A row of buttons, with room before them for the equations' own controls.

    Attributes
    ----------
    place : QVBoxLayout
        Where the equations' controls go.
    """

    def __init__(
        self,
        presentation: Presentation,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self._controller = theme_controller
        self._preferences = preferences
        self.place = QVBoxLayout()
        self.ring = QCheckBox("Ring around the pointer", self)
        self.ring.setToolTip("A ring that follows the pointer (H)")
        self.ring.setObjectName("presenter_ring")
        self.ring.toggled.connect(self._on_ring_toggled)
        self.blank = QPushButton("Black screen", self)
        self.blank.setObjectName("presenter_blank")
        self.blank.setToolTip("Turn the screen black until a key is pressed (B)")
        self.blank.clicked.connect(self._on_blank_clicked)
        self.leave = QPushButton("End presenting", self)
        self.leave.setObjectName("presenter_leave")
        self.leave.setToolTip("Bring the window back as it was (Esc)")
        self.leave.clicked.connect(presentation.stop)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self.place, 1)
        for button in (self.ring, self.blank, self.leave):
            self._row.addWidget(button)
        preferences.changed.connect(self._on_preference_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_preference_changed("pointer_ring")
        self._on_theme_changed(None)

    @Slot(bool)
    def _on_ring_toggled(self, on: bool) -> None:
        self._preferences.set_value("pointer_ring", on)

    @Slot()
    def _on_blank_clicked(self) -> None:
        self._presentation.set_blank(True)

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "pointer_ring":
            self.ring.setChecked(self._preferences.pointer_ring)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._controller.px
        for button in (self.ring, self.blank, self.leave):
            button.setFont(self._controller.font(SMALLEST))
        self._row.setContentsMargins(0, px(8), px(14), px(8))
        self._row.setSpacing(px(8))
