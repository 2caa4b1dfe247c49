"""The map: the plane from above. A click gives the network the weights of that point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt

from mlp_gui.views.surface.drawing import SurfaceDrawing
from mlp_gui.views.surface.map_picture import MapPicture

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture

NOTCH: Final = 1.25
"""Factor of a notch of the wheel."""
_KEY_STEPS: Final = 40.0
_CLICK: Final = 4.0
"""Pixels that a click may move."""
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class FlatDrawing(SurfaceDrawing):
    """What map and curve share: a click takes weights, the wheel shows more or less, arrow keys read out."""

    def __init__(
        self,
        surface: Surface,
        theme_controller: ThemeController,
        name: str,
        parent: QWidget | None = None,
        reading: str = "",
    ) -> None:
        super().__init__(surface, theme_controller, name, parent, reading)
        self.setAccessibleDescription(
            "A click gives the network the weights of that point. The wheel shows more or less; arrow keys read out a "
            "point, Enter takes it."
        )
        self._pressed_at: QPointF | None = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the point below the pointer."""
        self.surface.set_probe(self.point_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Give the network the weights of the point that was clicked."""
        pressed_at, self._pressed_at = self._pressed_at, None
        if event.button() != Qt.MouseButton.LeftButton or pressed_at is None:
            return
        moved = event.position() - pressed_at
        point = self.point_at(event.position())
        if point is not None and max(abs(moved.x()), abs(moved.y())) <= _CLICK:
            self.surface.take(*point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show more or less of the plane; with Ctrl the window makes its text larger or smaller."""
        turned = event.angleDelta().y()
        if not turned or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self.surface.zoom(NOTCH ** (-turned / 120.0))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point that is read out, take it, or let go of it."""
        picture = self.shown_picture
        probe = self.surface.probe
        way = _WAYS.get(Qt.Key(event.key()))
        if picture is None:
            super().keyPressEvent(event)
        elif way is not None:
            start = probe or tuple(picture.here.tolist())
            step = 2.0 * picture.half / _KEY_STEPS
            pairs = zip(start, way, picture.centre, strict=False)
            half = picture.half
            moved = (min(max(at + one * step, mid - half), mid + half) for at, one, mid in pairs)
            self.surface.set_probe(tuple(moved))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and probe is not None:
            self.surface.take(*probe)
        elif event.key() == Qt.Key.Key_Escape and probe is not None:
            self.surface.set_probe(None)
        else:
            super().keyPressEvent(event)


class SurfaceMap(FlatDrawing):
    """The loss over a plane as a map with level lines.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    reading : str
        The error measure that is drawn; "" for the loss.
    """

    def __init__(
        self, surface: Surface, theme_controller: ThemeController, parent: QWidget | None = None, reading: str = ""
    ) -> None:
        super().__init__(surface, theme_controller, "Map of the loss", parent, reading)
        self.setObjectName("surface_map")
        self.laid_out: MapPicture | None = None

    @property
    def picture(self) -> MapPicture | None:
        """What was last painted."""
        return self.laid_out

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(200, 150)

    def shows(self, picture: SurfacePicture) -> bool:
        """Whether it is of a plane."""
        return not picture.is_line

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint."""
        self.laid_out = MapPicture(
            picture, self.heights(picture), self.style_, QSizeF(self.size()), self.surface.racing.selected
        )

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what was laid out."""
        if self.laid_out is not None:
            self.laid_out.paint(painter)

    def position_of(self, probe: tuple[float, ...]) -> QPointF | None:
        """Return where a point lies."""
        return None if self.laid_out is None else self.laid_out.frame.position(*probe)

    def marked_places(self, picture: SurfacePicture) -> list[QRectF]:
        """Return the current point, and the arrow with its name."""
        places = super().marked_places(picture)
        if self.laid_out is not None and self.laid_out.arrow is not None:
            foot, tip = self.laid_out.arrow
            places += [QRectF(foot, tip).normalized(), self.laid_out.label_box(foot, tip)]
        return places

    def point_at(self, position: QPointF) -> tuple[float, ...] | None:
        """Return the point below a position."""
        if self.laid_out is None or self.shown_picture is None:
            return None
        frame = self.laid_out.frame
        if not frame.plot.contains(position):
            return None
        return frame.x.value(position.x()), frame.y.value(position.y())
