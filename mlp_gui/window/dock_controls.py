"""A view's own controls in its dock's title bar, or behind a button where the title bar is too narrow for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController

GAP = 8


class DockControls(QWidget):
    """The controls side by side, which stand in a row of the title bar or in a pop-up.

    Parameters
    ----------
    title : str
        What the dock shows.
    """

    def __init__(self, theme_controller: ThemeController, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._row = QHBoxLayout(self)
        self.more_button = IconButton(
            theme_controller, f"{title}: options", "ellipsis", "Shows the options of this panel.", parent, side=24,
            icon_side=16,
        )  # fmt: skip
        self.more_button.setObjectName("dock_options")
        self._popup = QFrame(parent, Qt.WindowType.Popup)
        self._popup.setProperty("floats", True)
        self._popup_row = QHBoxLayout(self._popup)
        self._is_apart = False
        self.more_button.hide()
        self.more_button.clicked.connect(self._on_more_clicked)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def add(self, control: QWidget) -> None:
        """Put a control at the end."""
        self._row.addWidget(control)

    @property
    def is_apart(self) -> bool:
        """Whether they are in the pop-up."""
        return self._is_apart

    def set_apart(self, apart: bool, row: QHBoxLayout) -> None:
        """Move all of them behind the button, or back into the row, before it."""
        if apart == self._is_apart:
            return
        self._is_apart = apart
        if apart:
            self._popup_row.addWidget(self)
        else:
            self._popup.hide()
            row.insertWidget(row.indexOf(self.more_button), self)
        self.show()
        self.more_button.setVisible(apart)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._popup.adjustSize()
        corner = self.more_button.mapToGlobal(QPoint(self.more_button.width(), self.more_button.height()))
        room = self.more_button.screen().availableGeometry()
        left = min(max(corner.x() - self._popup.width(), room.left()), room.right() + 1 - self._popup.width())
        self._popup.move(left, min(corner.y(), room.bottom() + 1 - self._popup.height()))
        self._popup.show()
        self.focusNextChild()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(GAP))
        self._popup_row.setContentsMargins(px(10), px(8), px(10), px(8))
