"""The weights between two layers as one picture, for networks whose edges cannot be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from mlp_gui.look.numbers import compact, counted, signed
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import map_image

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    import mlp_core as mlp
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.structure import Structure

MARGIN, TOP, BOTTOM = 22, 62, 66
LARGEST_IMAGE = 1024
"""Rows or columns beyond this many are thinned for the picture; the number read out is always the exact one."""


class MatrixPicture(QWidget):
    """A sheet over the canvas: one pixel block a weight; hovering reads it out, a click or Escape closes it.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("weight_picture")
        self.setAccessibleName("Weights as a picture")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas = parent
        self._gap = 0
        self._weights: np.ndarray = np.zeros((1, 1))
        self._largest = 0.0
        self._pixels: np.ndarray = np.zeros((1, 1), dtype=np.uint32)
        self._structure: Structure | None = None
        self._style: CanvasStyle | None = None
        self._readout = ""
        self.hide()

    def open(self, gap: int, network: mlp.Network, structure: Structure, style: CanvasStyle) -> None:
        """Show the weights between column `gap` and the next."""
        self._gap, self._structure, self._style = gap, structure, style
        self._readout = ""
        self.set_network(network)
        self.place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_network(self, network: mlp.Network) -> None:
        """Take the weights of a newer moment."""
        if self._style is None or self._gap >= len(network.weights):
            return
        self._weights = network.weights[self._gap]
        self._largest = float(np.abs(self._weights).max(initial=0.0))
        rows, columns = (max(1, -(-size // LARGEST_IMAGE)) for size in self._weights.shape)
        shares = self._weights[::rows, ::columns] / (self._largest or 1.0)
        places = np.clip(np.nan_to_num(shares) * 127.5 + 128.0, 0.0, 255.0).astype(np.uint8)
        self._pixels = np.take(self._style.theme.weight_map.packed, places)
        self.update()

    def place(self) -> None:
        """Stand in the middle of the canvas."""
        room = self._canvas.rect()
        rows, columns = self._weights.shape
        width = min(round(room.width() * 0.86), 760)
        block = min((width - 2 * MARGIN) / columns, 40.0)
        height = min(max(round(rows * block), 100) + TOP + BOTTOM, round(room.height() * 0.8))
        self.setGeometry(QRect(0, 0, width, height))
        self.move((room.width() - width) // 2, (room.height() - height) // 2)

    def _image_rect(self) -> QRectF:
        room = QRectF(MARGIN, TOP, self.width() - 2 * MARGIN, self.height() - TOP - BOTTOM)
        rows, columns = self._weights.shape
        # Blocks are square where that leaves them visible, and stretched where one side is very short.
        block = min(room.width() / columns, room.height() / rows, 40.0)
        width = max(columns * block, min(room.width(), 160.0))
        height = max(rows * block, min(room.height(), 80.0))
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet."""
        if self._style is None or self._structure is None:
            return
        style, theme = self._style, self._style.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line2, 1.0))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10.0, 10.0)
        before, after = (self._structure.column_title(self._gap + step) for step in (0, 1))
        rows, columns = self._weights.shape
        draw_text(painter, QPointF(MARGIN, 24.0), f"Weights {before} → {after}", style.title, theme.text, "left")
        caption = f"{counted(rows, 'row')}, one a unit of {after}; {counted(columns, 'column')}, one a unit of {before}"
        draw_text(painter, QPointF(MARGIN, 44.0), caption, style.caption, theme.text3, "left")
        height, width = self._pixels.shape
        image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        rect = self._image_rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, rect.width() < width)
        painter.drawImage(rect, image)
        self._paint_scale(painter, style)
        painter.end()

    def _paint_scale(self, painter: QPainter, style: CanvasStyle) -> None:
        theme = style.theme
        y = self.height() - 38.0
        bar = QRectF(MARGIN, y - 5.0, 150.0, 10.0)
        painter.drawImage(bar, map_image(theme.weight_map))
        largest = compact(self._largest, 3)
        for x, text in ((bar.left(), f"−{largest}"), (bar.center().x(), "0"), (bar.right(), f"+{largest}")):
            side = "left" if x == bar.left() else "right" if x == bar.right() else "centre"
            draw_text(painter, QPointF(x, y + 17.0), text, style.small, theme.text3, side)
        text = self._readout or "Point at a weight; click or Esc closes"
        draw_text(painter, QPointF(self.width() - MARGIN, y), text, style.caption, theme.text2, "right")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the weight under the pointer."""
        rect = self._image_rect()
        readout = ""
        if rect.contains(event.position()) and self._structure is not None:
            rows, columns = self._weights.shape
            row = min(int((event.position().y() - rect.top()) / rect.height() * rows), rows - 1)
            column = min(int((event.position().x() - rect.left()) / rect.width() * columns), columns - 1)
            source = self._structure.source_title(self._gap, column)
            target = self._structure.unit_title(self._gap, row)
            readout = f"{source} → {target}  {signed(float(self._weights[row, column]), 4)}"
        if readout != self._readout:
            self._readout = readout
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close."""
        event.accept()
        self.hide()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
