"""Gestures on the canvas: pointer, wheel and keys become hovering, clicks, panning, zooming and focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.views.network.focus import Focus, moved_focus, next_focus
from mlp_gui.views.network.scene import EMPTY, Hit

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

    from mlp_gui.views.network.controls import Button
    from mlp_gui.views.network.scene import Scene

DRAG_FROM = 4.0
"""Pixels from which a press is a drag."""

ZOOM_STEP = 1.25
PAN_STEP = 60.0
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class InteractiveCanvas(QWidget):
    """A canvas with a scene, buttons, a pointer and a keyboard focus; subclasses say what gestures mean.

    Parameters
    ----------
    scene : Scene
        What is on the canvas.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = scene
        self._hit = EMPTY
        self._button_hovered: Button | None = None
        self._button_pressed: Button | None = None
        self._pressed_at: QPointF | None = None
        self._pressed_hit = EMPTY
        self._is_panning = False
        self._last_position = QPointF()
        self._focus: Focus | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What gestures mean.

    def all_buttons(self) -> list[Button]:
        """Return the buttons on the canvas, from left to right, those of the zoom last."""
        raise NotImplementedError

    def press_button(self, button: Button) -> None:
        """Do what a button is for."""
        raise NotImplementedError

    def click(self, hit: Hit) -> None:
        """Take a click on something."""
        raise NotImplementedError

    def double_click(self, hit: Hit) -> None:
        """Take a double click on something."""
        raise NotImplementedError

    def hover(self, hit: Hit, button: Button | None) -> None:
        """Show that the pointer is over something else than before."""
        raise NotImplementedError

    def open_menu(self, hit: Hit, position: QPointF) -> None:
        """Offer what can be done with something."""
        raise NotImplementedError

    def move_camera(self) -> None:
        """Show that pan or zoom changed."""
        raise NotImplementedError

    def move_focus(self) -> None:
        """Show that the keyboard focus moved."""
        raise NotImplementedError

    def press_key(self, event: QKeyEvent) -> bool:
        """Take a key that has no meaning for navigation; tell whether it was taken."""
        raise NotImplementedError

    def escape(self) -> bool:
        """Leave what is open; tell whether anything was."""
        raise NotImplementedError

    # Pointer.

    def _button_at(self, position: QPointF) -> Button | None:
        return next((button for button in self.all_buttons() if button.rect.contains(position)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while dragging, hover otherwise."""
        position = event.position()
        moved = position - self._last_position
        if self._is_panning:
            self._last_position = position
            self.scene.pan(moved.x(), moved.y())
            self.move_camera()
            return
        if self._pressed_at is not None:
            far = (position - self._pressed_at).manhattanLength() >= DRAG_FROM
            if far and self._pressed_hit.kind in ("empty", "column"):
                self._start_panning(position)
            return
        self._point_at(position)

    def hit_at(self, position: QPointF) -> Hit:
        """Return what stands under a point that no button is at."""
        return self.scene.hit(position.x(), position.y())

    def _point_at(self, position: QPointF) -> None:
        button = self._button_at(position)
        hit = EMPTY if button is not None else self.hit_at(position)
        if button is not None and button.index >= 0 and button.action != "add_layer":
            hit = Hit("column", button.index + 1)
        old = self._button_hovered
        if hit == self._hit and (button and button.key) == (old and old.key):
            return
        self._hit, self._button_hovered = hit, button
        self._show_pointer(hit, button)
        self.setToolTip(button.text if button else "")
        self.hover(hit, button)

    def _show_pointer(self, hit: Hit, button: Button | None) -> None:
        clickable = (button is not None and button.enabled) or hit.kind in ("tile", "edge", "bias")
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def _start_panning(self, position: QPointF) -> None:
        self._is_panning = True
        self._last_position = position
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a button, or begin a click or a drag."""
        position = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._start_panning(position)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._point_at(position)
        self._button_pressed = self._button_at(position)
        self._pressed_at = self._last_position = position
        self._pressed_hit = self._hit
        if self._focus is not None:
            self._focus = None
            self.move_focus()
        if self._button_pressed is not None:
            self.hover(self._hit, self._button_hovered)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take the click."""
        position = event.position()
        pressed, button = self._pressed_at, self._button_pressed
        self._pressed_at = self._button_pressed = None
        if self._is_panning:
            self._is_panning = False
            self._show_pointer(EMPTY, None)
            self._point_at(position)
            return
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            return
        if button is not None:
            if button.enabled and button.rect.contains(position):
                self.press_button(button)
            self._after_click(position)
            return
        hit = self.hit_at(position)
        if hit == self._pressed_hit:
            self.click(hit)
            self._after_click(position)

    def _after_click(self, position: QPointF) -> None:
        """Look again what is under the pointer: the click may have changed the network."""
        self._hit = Hit("none")
        self._point_at(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what can be edited; a second quick click on a button is a click."""
        position = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.hit_at(position)
        if self._button_at(position) is not None or (hit.kind == "tile" and hit.column == 0):
            self.mousePressEvent(event)
        else:
            self.double_click(hit)

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was hovered."""
        super().leaveEvent(event)
        if self._hit != EMPTY or self._button_hovered is not None:
            self._hit, self._button_hovered = EMPTY, None
            self.hover(EMPTY, None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; with Ctrl the wheel is for the size of text."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        notches = event.angleDelta().y() / 120.0
        if notches:
            position = event.position()
            self.scene.zoom(ZOOM_STEP ** max(-4.0, min(4.0, notches)), position.x(), position.y())
            self.move_camera()
            self._point_at(position)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what is under the pointer, or has the focus."""
        position = QPointF(event.pos())
        hit = self.scene.hit(position.x(), position.y())
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._focus and self._focus.column >= 0:
            hit = Hit("tile", self._focus.column, self._focus.row)
            left, top, side, _ = self.scene.camera.rect_to_canvas(
                self.scene.layout.columns[hit.column].tile_rect(hit.row)
            )
            position = QPointF(left + side / 2, top + side / 2)
        self.open_menu(hit, position)

    # Keyboard.

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus within the canvas; leave it after the last stop."""
        buttons = [button for button in self.all_buttons() if button.enabled]
        header = [button.key for button in buttons if button.index >= 0]
        zoom = [button.key for button in buttons if button.index < 0]
        self._focus = next_focus(self._focus, header, zoom, 1 if forward else -1)
        self.move_focus()
        return True if self._focus is not None else super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first stop when the canvas is entered by Tab, at the last by Shift+Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._focus = None
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.move_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus, press what has it, fit and zoom."""
        if not (self._press_arrow(event) or self._press_view_key(event) or self._press_enter(event)):
            if event.key() == Qt.Key.Key_Escape and self.escape():
                return
            if not self.press_key(event):
                super().keyPressEvent(event)

    def _press_arrow(self, event: QKeyEvent) -> bool:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.scene.pan(-step[0] * PAN_STEP, -step[1] * PAN_STEP)
            self.move_camera()
        else:
            start = self._focus if self._focus and self._focus.column >= 0 else Focus()
            self._focus = moved_focus(start, self.scene.layout, *step)
            self.move_focus()
        return True

    def _press_view_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() == Qt.Key.Key_F:
            self.scene.fit()
        elif event.text() in ("+", "="):
            self.scene.zoom(ZOOM_STEP, self.width() / 2, self.height() / 2)
        elif event.text() in ("-", "−"):
            self.scene.zoom(1 / ZOOM_STEP, self.width() / 2, self.height() / 2)
        else:
            return False
        self.move_camera()
        return True

    def _press_enter(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) or self._focus is None:
            return False
        if self._focus.button is not None:
            button = next((one for one in self.all_buttons() if one.key == self._focus.button), None)
            if button is not None and button.enabled:
                self.press_button(button)
        else:
            hit = Hit("tile", self._focus.column, self._focus.row)
            is_unit = hit.column > 0 and self.scene.layout.columns[hit.column].is_single(hit.row)
            if is_unit and event.key() != Qt.Key.Key_Space:
                self.double_click(hit)
            else:
                self.click(hit)
        return True
