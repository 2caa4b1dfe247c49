"""The forms on the left: data, network and training in one column that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from mlp_gui.look.theme_controller import ThemeController

WIDTH = 264


class FormsColumn(QScrollArea):
    """The forms one under the other, hairlines between them, scrolled as one."""

    def __init__(self, panels: Sequence[QWidget], theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self.setObjectName("forms")
        self.setProperty("surface", "panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget(self)
        column.setProperty("surface", "panel")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for panel in panels:
            if layout.count():
                layout.addWidget(self._hairline(column))
            layout.addWidget(panel)
        layout.addStretch(1)
        self.setWidget(column)

    def sizeHint(self) -> QSize:
        """Return the column's width at the current scale."""
        return QSize(self._theme_controller.px(WIDTH), 600)

    def minimumSizeHint(self) -> QSize:
        """Return the same width: the forms cannot be cut off, only scrolled or hidden."""
        widget = self.widget()
        least = widget.minimumSizeHint().width() if widget is not None else 0
        return QSize(max(self._theme_controller.px(WIDTH), least), 120)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave Ctrl and the wheel to the window, which changes the size of the text."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    @staticmethod
    def _hairline(parent: QWidget) -> QFrame:
        line = QFrame(parent)
        line.setObjectName("hairline")
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFixedHeight(1)
        return line


class FormsDock(QDockWidget):
    """Holds the forms at the left edge; it can be hidden, but not moved."""

    def __init__(self, forms: FormsColumn, parent: QWidget) -> None:
        super().__init__("Forms", parent)
        self.setObjectName("forms_dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea)
        # An empty title bar: the sections have titles of their own.
        self.setTitleBarWidget(QWidget(self))
        self.setWidget(forms)
        self.toggleViewAction().setStatusTip("Show or hide the forms for data, network and training.")
        self.toggleViewAction().setShortcut("F9")
