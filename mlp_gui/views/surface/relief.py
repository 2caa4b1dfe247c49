"""The relief: the plane in three dimensions, turned by dragging, drawn without OpenGL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Slot

from mlp_gui.views.surface.drawing import SurfaceDrawing
from mlp_gui.views.surface.relief_picture import ReliefPicture

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface.camera import Camera
    from mlp_gui.views.surface.viewpoint import Viewpoint

NOTE: Final = "drawn without OpenGL"
REST_MS: Final = 150
"""After so long without a turn it is drawn finely."""
_NOTCH: Final = 1.15
_KEY_PIXELS: Final = 20.0
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class SurfaceRelief(SurfaceDrawing):
    """The loss over a plane as a relief: drag to turn, wheel to zoom, double-click to reset.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    viewpoint : Viewpoint
        Where it is seen from.
    reading : str
        The error measure that is drawn; "" for the loss.
    """

    def __init__(
        self,
        surface: Surface,
        theme_controller: ThemeController,
        viewpoint: Viewpoint,
        parent: QWidget | None = None,
        reading: str = "",
    ) -> None:
        super().__init__(surface, theme_controller, "Relief of the loss", parent, reading)
        self.setObjectName("surface_relief")
        self.setAccessibleDescription(
            "Drag or use the arrow keys to turn it, the wheel, plus or minus to zoom, double-click or 0 to reset."
        )
        self._viewpoint = viewpoint
        self._picture: ReliefPicture | None = None
        self._dragged_from: QPointF | None = None
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST_MS)
        self._rest_timer.timeout.connect(self._on_rested)
        viewpoint.changed.connect(self._on_viewpoint_changed)

    @property
    def camera(self) -> Camera:
        """Where it is seen from."""
        return self._viewpoint.camera

    @property
    def picture(self) -> ReliefPicture | None:
        """What was last painted."""
        return self._picture

    @property
    def note(self) -> str:
        """How it is drawn; of three small ones beside one another none says it."""
        return "" if self.reading else NOTE

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(200, 150)

    def shows(self, picture: SurfacePicture) -> bool:
        """Whether it is of a plane."""
        return not picture.is_line

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint; quickly while it is turned or training moves it."""
        quick = not picture.is_fine or self._rest_timer.isActive()
        heights, size = self.heights(picture), QSizeF(self.size())
        self._picture = ReliefPicture(
            picture, heights, self.style_, self.camera, size, quick=quick, selected=self.surface.racing.selected
        )

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what was laid out, and in the corner how."""
        if self._picture is not None:
            self._picture.paint(painter)
        if self.note:
            px = self.style_.px
            painter.setFont(self.style_.tick_font)
            painter.setPen(self.style_.theme.text3)
            corner = QRectF(px(14), px(2), self.width() - px(28), self.height())
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.note)

    def position_of(self, probe: tuple[float, ...]) -> QPointF | None:
        """Return where a point is drawn."""
        return None if self._picture is None else self._picture.place(probe)

    def point_at(self, position: QPointF) -> tuple[float, ...] | None:
        """Return the visible point below a position."""
        if self._picture is None or self.shown_picture is None:
            return None
        return self._picture.point_at(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self.surface.set_probe(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn, or read out the point below the pointer."""
        if self._dragged_from is None:
            self.surface.set_probe(self.point_at(event.position()))
            return
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        self._viewpoint.look_from(self.camera.turned(moved.x(), moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop turning."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look from where it was at first."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._viewpoint.look_from(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer or go away; with Ctrl the window makes its text larger or smaller."""
        turned = event.angleDelta().y()
        if not turned or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self._viewpoint.look_from(self.camera.zoomed(_NOTCH ** (turned / 120.0)))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, zoom or reset by keys."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None:
            self._viewpoint.look_from(self.camera.turned(way[0] * _KEY_PIXELS, way[1] * _KEY_PIXELS))
        elif event.text() in ("+", "-"):
            self._viewpoint.look_from(self.camera.zoomed(_NOTCH if event.text() == "+" else 1.0 / _NOTCH))
        elif event.text() == "0":
            self._viewpoint.look_from(None)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_viewpoint_changed(self) -> None:
        if self.isVisible():
            self._rest_timer.start()
        self.redraw()

    @Slot()
    def _on_rested(self) -> None:
        self.redraw()
