"""A drawer at an edge of the presented graph, which leaves it the room; a small handle stays where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlp_gui.lecture.presenter_handle import EdgeHandle

if TYPE_CHECKING:
    from PySide6.QtGui import QMoveEvent, QPaintEvent, QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.presentation import Presentation


class Drawer(QWidget):
    """Holds the panels of one edge; it stands beside the graph while the presentation says so.

    Parameters
    ----------
    side : str
        "left", "right" or "top".
    title : str
        What is in it, in a few words, with the key that lets it in.
    presentation : Presentation
        Says which side is in.
    content : QWidget
        What it holds; the drawer becomes its parent.
    window : QWidget
        The window; its layout has the drawer beside the graph.
    """

    def __init__(
        self,
        side: str,
        title: str,
        presentation: Presentation,
        theme_controller: ThemeController,
        content: QWidget,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self.side = side
        self._presentation = presentation
        self._controller = theme_controller
        self._area = QRect()
        self.setObjectName(f"presenter_{side}")
        self.setAccessibleName(title)
        self.handle = EdgeHandle(side, title, theme_controller, window)
        self.handle.clicked.connect(self._on_handle_clicked)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*(1 if side == edge else 0 for edge in ("right", "", "left", "top")))
        self._layout.setSpacing(0)
        self._layout.addWidget(content)
        self.hide()
        presentation.active_changed.connect(self._on_active_changed)
        presentation.side_changed.connect(self._on_side_changed)

    @property
    def is_in(self) -> bool:
        """Whether it is in the window, or on its way in."""
        return self._presentation.side == self.side

    def place(self, area: QRect, length: int) -> None:
        """Take so much of the graph's room when it comes in; its handle stands at an edge of `area` until then.

        Parameters
        ----------
        area : QRect
            What the window shows beside the transport, in the window's coordinates.
        length : int
            Width of the drawer, or height of the one at the top, pixels.
        """
        self._area = area
        if self.side == "top":
            self.setFixedHeight(length)
        else:
            self.setFixedWidth(length)
        self._stand_handle()

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a place of the window is on the drawer, or so near to it that it is meant."""
        near = self._controller.px(24)
        return self.isVisible() and self._box().adjusted(-near, -near, near, near).contains(x, y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the handle along."""
        super().resizeEvent(event)
        self._stand_handle()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the handle along."""
        super().moveEvent(event)
        self._stand_handle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the edge towards the graph."""
        theme = self._controller.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.line2)
            inner = {"left": (0, 0, -1, 0), "right": (1, 0, 0, 0), "top": (0, 0, 0, -1)}[self.side]
            painter.fillRect(self.rect().adjusted(*inner), theme.panel)

    def _box(self) -> QRect:
        """Return where it stands in the window, without any extent while it is out."""
        if self.is_in and self.isVisible():
            return QRect(self.mapTo(self._window, QPoint()), self.size())
        area = self._area
        left = area.right() + 1 if self.side == "right" else area.left()
        return QRect(left, area.top(), 0, 0)

    def _stand_handle(self) -> None:
        self.handle.stand_at(self._area, self._box(), self.is_in)
        self.handle.raise_()

    @Slot()
    def _on_handle_clicked(self) -> None:
        self._presentation.toggle_side(self.side)

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self.handle.setVisible(active)
        self.hide()

    @Slot(str)
    def _on_side_changed(self, _side: str) -> None:
        self.setVisible(self.is_in)
        self._stand_handle()
