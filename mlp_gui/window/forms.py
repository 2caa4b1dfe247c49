"""The forms on the left, in a dock that can be hidden but not moved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget


class FormsDock(QDockWidget):
    """Holds the forms at the left edge.

    Parameters
    ----------
    forms : QWidget
        The column of forms.
    """

    def __init__(self, forms: QWidget, parent: QWidget) -> None:
        super().__init__("Forms", parent)
        self.setObjectName("forms_dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea)
        # An empty title bar: the sections have titles of their own.
        self.setTitleBarWidget(QWidget(self))
        self.setWidget(forms)
        self.toggleViewAction().setStatusTip("Show or hide the forms for data, network and training.")
        self.toggleViewAction().setShortcut("F9")
