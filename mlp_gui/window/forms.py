"""The forms, in a dock at the left or the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

from mlp_gui.panels import FormColumn
from mlp_gui.window.dock_sizes import SIDES
from mlp_gui.window.dock_tips import describe
from mlp_gui.window.forms_grip import FormsGrip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController

LEAST_SHARE: Final = 0.6
"""Of the height between the bars, below which the forms take a column of their own."""


class FormsDock(QDockWidget):
    """Holds the forms at one side of the window, or floats beside it.

    Attributes
    ----------
    column : FormColumn
        Where the forms are added.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__("Forms", parent)
        self.setObjectName("forms_dock")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setTitleBarWidget(FormsGrip(theme_controller, "the forms", self))
        self.column = FormColumn(theme_controller, self)
        self.setWidget(self.column)
        self.toggleViewAction().setShortcut("F9")
        describe(self)
        # Later: while it is being dropped, Qt has not yet laid it out, nor may it be put elsewhere.
        self.dockLocationChanged.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _on_moved(self) -> None:
        """Take a column beside the docks of a side: between two of them the forms are a slit."""
        window = self.parentWidget()
        if not isinstance(window, QMainWindow) or self.isFloating() or not self.isVisible():
            return
        area = window.dockWidgetArea(self)
        centre = window.centralWidget()
        if centre is None or area not in SIDES or window.tabifiedDockWidgets(self):
            return
        if self.height() < LEAST_SHARE * centre.height():
            window.addDockWidget(area, self, Qt.Orientation.Horizontal)
            window.resizeDocks([self], [self.column.sizeHint().width()], Qt.Orientation.Horizontal)
