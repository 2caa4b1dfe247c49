"""The pointer as a brush: while points are painted, drags over the plot are strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap

from mlp_gui.state.painting import ERASE
from mlp_gui.views.decision.picture import inside
from mlp_gui.views.decision.plane import PlanePicture

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.views.decision.canvas import RegionCanvas
    from mlp_gui.views.decision.picture import Picture

BRUSH_RADIUS = 12.0
"""Pixels: within these points are erased and taken hold of, and points of one stroke are so far apart."""

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class PaintGestures(QObject):
    """Sits before the canvas and takes its pointer while the brush is out.

    Parameters
    ----------
    session : Session
        Owner of the brush.
    preferences : Preferences
        Whether validation and test points are seen.
    canvas : RegionCanvas
        Where is painted; also the owner.
    """

    def __init__(self, session: Session, preferences: Preferences, canvas: RegionCanvas) -> None:
        super().__init__(canvas)
        self._painting = session.own_data.painting
        self._preferences = preferences
        self._canvas = canvas
        self._is_down = False
        canvas.installEventFilter(self)
        self._painting.active_changed.connect(self._on_active_changed)
        self._painting.changed.connect(self._on_brush_changed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Turn presses, drags and releases into strokes; everything else goes on to the canvas."""
        picture = self._canvas.picture
        if not self._painting.active or picture is None or picture.frame is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._take_pointer(picture, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(picture, event)
        return False

    def _take_key(self, picture: Picture, event: QKeyEvent) -> bool:
        """Put the brush away by Escape; paint by Return where the arrow keys have led."""
        readout = self._canvas.readout
        if event.key() == Qt.Key.Key_Escape:
            self._painting.set_active(False)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and readout is not None:
            self._painting.begin(*_brush(picture, picture.position_of(readout)), sees_held_out=self._sees_held_out)
            self._painting.end()
            return True
        return False

    @property
    def _sees_held_out(self) -> bool:
        return self._preferences.show_test_points

    def _take_pointer(self, picture: Picture, event: QMouseEvent) -> bool:
        assert picture.frame is not None
        is_left = event.button() == Qt.MouseButton.LeftButton
        if event.type() in _PRESSES and is_left:
            if inside(picture.frame, event.position()):
                self._is_down = True
                self._painting.begin(*_brush(picture, event.position()), sees_held_out=self._sees_held_out)
        elif event.type() == QEvent.Type.MouseMove and self._is_down:
            self._painting.stroke_to(*_brush(picture, event.position()))
        elif event.type() == QEvent.Type.MouseButtonRelease and is_left:
            self._lift()
        return is_left or event.type() == QEvent.Type.MouseMove

    def _lift(self) -> None:
        self._is_down = False
        self._painting.end()

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self._lift()
        if active:
            # The card of the point that was read out would cover what is painted.
            QCoreApplication.sendEvent(self._canvas, QEvent(QEvent.Type.Leave))
        self._on_brush_changed()

    @Slot()
    def _on_brush_changed(self) -> None:
        if not self._painting.active:
            self._canvas.unsetCursor()
        elif self._painting.tool == ERASE:
            self._canvas.setCursor(_eraser(self._canvas.devicePixelRatioF()))
        else:
            is_adding = self._painting.tool == "add"
            self._canvas.setCursor(Qt.CursorShape.CrossCursor if is_adding else Qt.CursorShape.OpenHandCursor)


def _brush(picture: Picture, position: QPointF) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where on the two axes the brush is, held within the plot, and how far it reaches there."""
    frame = picture.frame
    assert frame is not None
    plot = frame.plot
    x = min(max(position.x(), plot.left()), plot.right())
    y = min(max(position.y(), plot.top()), plot.bottom())
    across = abs(frame.x.value(x + BRUSH_RADIUS) - frame.x.value(x))
    up = abs(frame.y.value(y + BRUSH_RADIUS) - frame.y.value(y))
    if isinstance(picture, PlanePicture):
        at = picture.point_at(QPointF(x, y))
        return (float(at[0]), float(at[1])), (across, up)
    return (frame.x.value(x), frame.y.value(y)), (across, up)


def _eraser(device_ratio: float) -> QCursor:
    """Return a ring of the eraser's size, dark within light, which is seen on every colour."""
    side = 2 * BRUSH_RADIUS + 4.0
    pixmap = QPixmap(round(side * device_ratio), round(side * device_ratio))
    pixmap.setDevicePixelRatio(device_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(255, 255, 255), 3.0), (QColor(0, 0, 0), 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(QPointF(side / 2.0, side / 2.0), BRUSH_RADIUS, BRUSH_RADIUS)
    return QCursor(pixmap)
