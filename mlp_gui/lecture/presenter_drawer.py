"""A drawer at an edge of the presented window: it slides in over the graph and out again, and a small handle stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEasingCurve, QRect, QVariantAnimation, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlp_gui.lecture.presenter_handle import EdgeHandle

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.presentation import Presentation

SLIDE_MILLISECONDS: Final = 180


class Drawer(QWidget):
    """Holds the panels of one edge; it is in the window while the presentation says so.

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
    parent : QWidget
        The window.
    """

    def __init__(
        self,
        side: str,
        title: str,
        presentation: Presentation,
        theme_controller: ThemeController,
        content: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.side = side
        self._presentation = presentation
        self._controller = theme_controller
        self._area = QRect()
        self._length = 0
        self._share = 0.0
        self.setObjectName(f"presenter_{side}")
        self.setAccessibleName(title)
        self.handle = EdgeHandle(side, title, theme_controller, parent)
        self.handle.clicked.connect(self._on_handle_clicked)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*(1 if side == edge else 0 for edge in ("right", "", "left", "top")))
        self._layout.setSpacing(0)
        self._layout.addWidget(content)
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.setDuration(SLIDE_MILLISECONDS)
        self._slide.valueChanged.connect(self._on_slid)
        self._slide.finished.connect(self._on_arrived)
        self.hide()
        presentation.active_changed.connect(self._on_active_changed)
        presentation.side_changed.connect(self._on_side_changed)

    @property
    def is_in(self) -> bool:
        """Whether it is in the window, or on its way in."""
        return self._presentation.side == self.side

    def place(self, area: QRect, length: int) -> None:
        """Belong to an edge of `area`.

        Parameters
        ----------
        area : QRect
            Where the drawers may be, in the window's coordinates.
        length : int
            How far the drawer comes in, pixels.
        """
        self._area, self._length = area, length
        self._move()

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a place of the window is on the drawer, or so near to it that it is meant."""
        near = self._controller.px(24)
        return self.isVisible() and self.geometry().adjusted(-near, -near, near, near).contains(x, y)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the edge towards the graph."""
        theme = self._controller.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.line2)
            inner = {"left": (0, 0, -1, 0), "right": (1, 0, 0, 0), "top": (0, 0, 0, -1)}[self.side]
            painter.fillRect(self.rect().adjusted(*inner), theme.panel)

    def _move(self) -> None:
        area, length = self._area, self._length
        out = round(length * (1.0 - self._share))
        if self.side == "top":
            box = QRect(area.left(), area.top() - out, area.width(), length)
        elif self.side == "left":
            box = QRect(area.left() - out, area.top(), length, area.height())
        else:
            box = QRect(area.left() + area.width() - length + out, area.top(), length, area.height())
        self.setGeometry(box)
        self.handle.stand_at(area, box, self.is_in)

    @Slot()
    def _on_handle_clicked(self) -> None:
        self._presentation.toggle_side(self.side)

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self.handle.setVisible(active)
        self._slide.stop()
        self._share = 0.0
        self.hide()

    @Slot(str)
    def _on_side_changed(self, _side: str) -> None:
        goal = 1.0 if self.is_in else 0.0
        if goal == self._share:
            return
        if self.is_in:
            self.show()
            self.raise_()
            self.handle.raise_()
        self._slide.stop()
        if not self._controller.motion:
            self._share = goal
            self._on_arrived()
            return
        self._slide.setStartValue(self._share)
        self._slide.setEndValue(goal)
        self._slide.start()

    @Slot(object)
    def _on_slid(self, share: float) -> None:
        self._share = share
        self._move()

    @Slot()
    def _on_arrived(self) -> None:
        self._move()
        if not self.is_in:
            self.hide()
