"""The forms on the left, in a dock that can be hidden but not moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from mlp_gui.panels import FormColumn
from mlp_gui.window.dock_tips import describe

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController


class FormsDock(QDockWidget):
    """Holds the forms at the left edge.

    Attributes
    ----------
    column : FormColumn
        Where the forms are added.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__("Forms", parent)
        self.setObjectName("forms_dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea)
        # An empty title bar: the sections have titles of their own.
        self.setTitleBarWidget(QWidget(self))
        self.column = FormColumn(theme_controller, self)
        self.setWidget(self.column)
        self.toggleViewAction().setShortcut("F9")
        describe(self)
