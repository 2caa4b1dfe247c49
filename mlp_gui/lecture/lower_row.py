"""What stands between the network and the timeline: the question, and beside it the equations while presenting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController

QWIDGETSIZE_MAX: Final = (1 << 24) - 1
EQUATIONS_HEIGHT: Final = 184
"""Height while presenting, pixels at 100 %: sentence and line before, and symbols over numbers with a fraction."""


class LowerRow(QWidget):
    """As high as the question needs, or while presenting as the equations do; without either it takes no room.

    Attributes
    ----------
    equations : QVBoxLayout
        Where the equations go while presenting; takes what width the question leaves.
    question : QVBoxLayout
        Where the bar goes that asks for a number before it is shown.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._is_presenting = False
        self.setObjectName("lower_row")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.equations = QVBoxLayout()
        self.question = QVBoxLayout()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self.equations, 1)
        self._row.addLayout(self.question)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self.set_presenting(False)

    def set_presenting(self, presenting: bool) -> None:
        """Make room for the equations, or take it back."""
        self._is_presenting = presenting
        # The question has the whole width where it is alone.
        self._row.setStretch(1, 0 if presenting else 1)
        self._row.setStretch(0, 1 if presenting else 0)
        self._on_theme_changed(None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground, and a hairline towards the network."""
        theme = self._controller.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.panel)
            painter.fillRect(0, 0, self.width(), 1, theme.line)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        height = self._controller.px(EQUATIONS_HEIGHT)
        self.setMinimumHeight(height if self._is_presenting else 0)
        self.setMaximumHeight(height if self._is_presenting else QWIDGETSIZE_MAX)
        self._row.setContentsMargins(0, 1 if self._is_presenting else 0, 0, 0)
