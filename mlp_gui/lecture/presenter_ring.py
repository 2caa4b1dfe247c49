"""A soft ring around the pointer, so that a class sees where the lecturer points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController

SIDE: Final = 56
"""Width and height of the ring with its glow, pixels at 100 %."""
RADIUS: Final = 19.0
PRESSED_RADIUS: Final = 14.0
WIDTH: Final = 2.5
GLOW: Final = 70
"""Alpha of the glow in its middle, of 255."""


class PointerRing(QWidget):
    """Lies over everything, lets every click through, and closes a little while a button is held.

    Parameters
    ----------
    parent : QWidget
        The window that it moves over.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._is_on = False
        self._is_pressed = False
        self.setObjectName("pointer_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)

    def set_on(self, on: bool) -> None:
        """Follow the pointer, or leave it alone."""
        self._is_on = on
        if not on:
            self.hide()

    @Slot(QPoint)
    def follow(self, place: QPoint) -> None:
        """Stand around `place`, in the window's coordinates; outside the window there is no ring."""
        window = self.parentWidget()
        if not self._is_on or window is None or not window.rect().contains(place):
            self.hide()
            return
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pressed != self._is_pressed:
            self._is_pressed = pressed
            self.update()
        corner = place - self.rect().center()
        if corner != self.pos():
            self.move(corner)
        if self.isHidden():
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the glow, and over it the ring with a fine dark edge, which is seen on any ground."""
        theme, scale = self._controller.theme, self._controller.scale
        middle = QPointF(self.width() / 2, self.height() / 2)
        glow = QRadialGradient(middle, self.width() / 2)
        for stop, share in ((0.0, 1.0), (0.62, 0.75), (1.0, 0.0)):
            colour = QColor(theme.cursor)
            colour.setAlpha(round(GLOW * share))
            glow.setColorAt(stop, colour)
        radius = (PRESSED_RADIUS if self._is_pressed else RADIUS) * scale
        edge = QColor(theme.canvas if theme.dark else theme.ink)
        edge.setAlpha(150)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(middle, self.width() / 2, self.width() / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((edge, (WIDTH + 1.2) * scale), (theme.cursor, WIDTH * scale)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(middle, radius, radius)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        side = self._controller.px(SIDE)
        self.setFixedSize(side, side)
        self.update()
