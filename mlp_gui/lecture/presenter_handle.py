"""A small handle at an edge of the presented window: it shows that there is more, and lets it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton

from mlp_gui.look.icons import pixmap
from mlp_gui.widgets.drawing import RING_WIDTH, draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController

THICKNESS, LENGTH, ICON, RADIUS = 16, 64, 12, 7
TOP_LENGTH = 40
"""Of the one at the top, which stands in the corner: no column of the graph has its title there."""
ARROWS: Final = {
    ("left", False): "chevron-right",
    ("left", True): "chevron-left",
    ("right", False): "chevron-left",
    ("right", True): "chevron-right",
    ("top", False): "chevron-down",
    ("top", True): "chevron-up",
}
QUIET: Final = 0.7
"""Opacity while the pointer is elsewhere."""


class EdgeHandle(QAbstractButton):
    """A tab in the middle of an edge, at the top in its corner; or at the drawer's edge when that is in.

    Parameters
    ----------
    side : str
        "left", "right" or "top".
    title : str
        What is behind it.
    parent : QWidget
        The window.
    """

    def __init__(self, side: str, title: str, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._controller = theme_controller
        self._is_in = False
        self.setObjectName(f"{side}_handle")
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.hide()

    def stand_at(self, area: QRect, drawer: QRect, is_in: bool) -> None:
        """Stand at the edge of `area`, or at the inner edge of the drawer."""
        self._is_in = is_in
        thick, long = self._controller.px(THICKNESS), self._controller.px(LENGTH)
        if self._side == "top":
            long = self._controller.px(TOP_LENGTH)
            left = area.left() + area.width() - long - self._controller.px(4)
            box = QRect(left, max(drawer.bottom(), area.top() - 1), long, thick)
        else:
            top = area.top() + (area.height() - long) // 2
            left = min(drawer.left(), area.right() + 1) - thick + 1
            if self._side == "left":
                left = max(drawer.right(), area.left() - 1)
            box = QRect(left, top, thick, long)
        self.setGeometry(box)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a tab that is open towards the edge, with an arrow."""
        theme, px = self._controller.theme, self._controller.px
        outside = px(RADIUS) + 2
        grown = {"left": (-outside, 0, 0, 0), "right": (0, 0, outside, 0), "top": (0, -outside, 0, 0)}[self._side]
        box = QRectF(self.rect().adjusted(*grown))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self._is_in or self.underMouse() or self.hasFocus() else QUIET)
            border, width = (theme.cursor_line, RING_WIDTH) if self.hasFocus() else (theme.line2, 1.0)
            draw_box(painter, box, px(RADIUS), theme.hover if self.underMouse() else theme.panel, border, width)
            side = px(ICON)
            arrow = pixmap(ARROWS[self._side, self._is_in], theme.text2, side, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, arrow)
