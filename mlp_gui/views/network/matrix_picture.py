"""The weights between two layers as one picture, for networks whose edges cannot be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from mlp_gui.look.icons import icon
from mlp_gui.look.numbers import compact, counted, signed
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.legend import map_image

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    import mlp_core as mlp
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.matrix_plot import MatrixPlot
    from mlp_gui.views.network.structure import Structure

MARGIN, TOP, BOTTOM, AXES = 18, 62, 60, 46
LARGEST_BLOCK = 40.0
ZOOM, PAN = 0.8, 0.15
HINT = "Wheel zooms, drag moves, double-click shows all"
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class MatrixPicture(QWidget):
    """A sheet over the canvas: one block a weight; zoomed and moved by mouse or keys, Escape or its button closes it.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("weight_picture")
        self.setAccessibleName("Weights as a picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas = parent
        self._gap = 0
        self._weights: np.ndarray = np.zeros((1, 1))
        self._largest = 0.0
        self._pointed = (-1, -1)
        self._structure: Structure | None = None
        self._style: CanvasStyle | None = None
        self._plot: MatrixPlot | None = None
        self._close = QToolButton(self)
        self._close.setObjectName("close_weight_picture")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close the picture of weights")
        self._close.setToolTip("Close (Esc)")
        self._close.clicked.connect(self._on_close_clicked)
        self.hide()

    @property
    def plot(self) -> MatrixPlot | None:
        """The plot, from the first opening on."""
        return self._plot

    @property
    def readout(self) -> str:
        """What is written below the plot: the weight under the pointer, or what can be done."""
        row, column = self._pointed
        rows, columns = self._weights.shape
        if self._structure is None or not (0 <= row < rows and 0 <= column < columns):
            return HINT
        source = self._structure.source_title(self._gap, column)
        target = self._structure.unit_title(self._gap, row)
        return f"{source} → {target}  {signed(float(self._weights[row, column]), 4)}"

    def open(self, gap: int, network: mlp.Network, structure: Structure, style: CanvasStyle) -> None:
        """Show the weights between column `gap` and the next."""
        from mlp_gui.views.network.matrix_plot import MatrixPlot

        self._gap, self._structure = gap, structure
        self._pointed = (-1, -1)
        if self._plot is None:
            self._plot = MatrixPlot(self)
            self._plot.pointed.connect(self._on_pointed)
        self.set_style(style)
        self.set_network(network)
        self._plot.show_all()
        self.place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_style(self, style: CanvasStyle) -> None:
        """Take other colours and fonts; before the first opening there is nothing that has any."""
        if self._plot is None or self._structure is None:
            return
        self._style = style
        before, after = (self._structure.column_title(self._gap + step) for step in (0, 1))
        self._plot.set_style(style, f"to unit of {after}", f"from {'input' if self._gap == 0 else f'unit of {before}'}")
        self._close.setIcon(icon("x", style.theme, 16))
        self.update()

    def set_network(self, network: mlp.Network) -> None:
        """Take the weights of a newer moment."""
        if self._plot is None or self._gap >= len(network.weights):
            return
        self._weights = network.weights[self._gap]
        self._largest = float(np.abs(self._weights).max(initial=0.0))
        shares = self._weights / (self._largest or 1.0)
        self._plot.set_places(np.clip(np.nan_to_num(shares) * 127.5 + 128.0, 0.0, 255.0).astype(np.uint8))
        self.update()

    def place(self) -> None:
        """Stand in the middle of the canvas."""
        room = self._canvas.rect()
        rows, columns = self._weights.shape
        width = min(round(room.width() * 0.86), 760)
        block = min((width - 2 * MARGIN - AXES) / columns, LARGEST_BLOCK)
        height = min(max(round(rows * block), 160) + AXES + TOP + BOTTOM, round(room.height() * 0.86))
        self.setGeometry(QRect(0, 0, width, height))
        self.move((room.width() - width) // 2, (room.height() - height) // 2)

    def close_picture(self) -> None:
        """Hide; the keyboard goes back to the canvas if it was here."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self or self.isAncestorOf(focus)):
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet, its titles, the scale and the readout."""
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
        self._paint_scale(painter, style)
        painter.end()

    def _paint_scale(self, painter: QPainter, style: CanvasStyle) -> None:
        theme = style.theme
        y = self.height() - 34.0
        bar = QRectF(MARGIN, y - 5.0, 150.0, 10.0)
        painter.drawImage(bar, map_image(theme.weight_map))
        largest = compact(self._largest, 3)
        for x, text in ((bar.left(), f"−{largest}"), (bar.center().x(), "0"), (bar.right(), f"+{largest}")):
            side = "left" if x == bar.left() else "right" if x == bar.right() else "centre"
            draw_text(painter, QPointF(x, y + 17.0), text, style.small, theme.text3, side)
        draw_text(painter, QPointF(self.width() - MARGIN, y), self.readout, style.caption, theme.text2, "right")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the plot between titles and scale."""
        super().resizeEvent(event)
        if self._plot is not None:
            room = self.rect().adjusted(MARGIN - 6, TOP, -MARGIN, -BOTTOM)
            self._plot.setGeometry(room)
        side = 28
        self._close.setGeometry(self.width() - side - 10, 10, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press from the canvas below."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keep the wheel from the canvas below; with Ctrl it is for the size of text."""
        event.setAccepted(not event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, zoom by plus and minus, move by the arrows, show all by F."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.close_picture()
        elif self._plot is not None and step is not None:
            self._plot.move(PAN * step[0], PAN * step[1])
        elif self._plot is not None and event.text() in ("+", "=", "-", "−"):
            self._plot.zoom(ZOOM if event.text() in ("+", "=") else 1.0 / ZOOM)
        elif self._plot is not None and event.key() == Qt.Key.Key_F:
            self._plot.show_all()
        else:
            super().keyPressEvent(event)

    @Slot(int, int)
    def _on_pointed(self, row: int, column: int) -> None:
        if (row, column) != self._pointed:
            self._pointed = (row, column)
            self.update(QRect(0, self.height() - BOTTOM, self.width(), BOTTOM))

    @Slot()
    def _on_close_clicked(self) -> None:
        self.close_picture()
