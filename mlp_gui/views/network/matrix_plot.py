"""A plot of a weight matrix: one block a weight, with axes that count units, zoomed and moved by the mouse.

This is what pyqtgraph is for, and it is imported when the first matrix is opened: the views that change with every step
are painted directly, several times faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.views.network.canvas_style import CanvasStyle

AXIS = 44.0
"""Pixels for the numbers and the name of an axis, at 100 %."""

FEWEST_SHOWN = 2
"""Rows and columns that stay in sight, however far one zooms in."""


class UnitAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis with whole numbers only."""

    def tickSpacing(  # noqa: N802  (pyqtgraph's name)
        self, low: float, high: float, size: float
    ) -> list[tuple[float, float]]:
        """Return pyqtgraph's spacings without those between two units."""
        spacings = super().tickSpacing(low, high, size)
        return [(spacing, offset) for spacing, offset in spacings if spacing >= 1.0] or [(1.0, 0.0)]


class MatrixPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """The weights as coloured blocks, row 1 at the top.

    Parameters
    ----------
    parent : QWidget
        The sheet.
    """

    #: int, int: row and column of the weight under the pointer, both -1 beside the matrix.
    pointed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("weight_plot")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.ci.layout.setSpacing(0)
        self._shape = (0, 0)
        self._box = pg.ViewBox(enableMenu=False, invertY=True)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._box.addItem(self._image)
        self._rows = UnitAxis("left")
        self._columns = UnitAxis("bottom")
        for axis in (self._rows, self._columns):
            axis.enableAutoSIPrefix(False)
            axis.linkToView(self._box)
        self.addItem(self._rows, 0, 0)
        self.addItem(self._box, 0, 1)
        self.addItem(self._columns, 1, 1)
        self._box.sigRangeChanged.connect(self._on_range_changed)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)

    @property
    def visible_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """First and last column, first and last row in sight; block n goes from n - 0.5 to n + 0.5."""
        (left, right), (top, bottom) = self._box.viewRange()
        return (left, right), (top, bottom)

    def set_style(self, style: CanvasStyle, row_title: str, column_title: str) -> None:
        """Take colours and fonts, and say what rows and columns are."""
        theme = style.theme
        self.setBackground(theme.panel)
        self._image.setLookupTable(np.ascontiguousarray(theme.weight_map.lut[:, [2, 1, 0]]))
        for axis, title in ((self._rows, row_title), (self._columns, column_title)):
            axis.setPen(theme.line2)
            axis.setTextPen(theme.text3)
            axis.setTickFont(style.small)
            axis.setLabel(title, color=theme.text2.name())
            axis.label.setFont(style.small)
        # Of one size from the start, so that the plot does not move when its first numbers are painted.
        self._rows.setWidth(AXIS * style.scale)
        self._columns.setHeight(AXIS * style.scale)

    def set_places(self, places: np.ndarray) -> None:
        """Take newer weights; a matrix of another shape is shown whole.

        Parameters
        ----------
        places : ndarray, shape (n_rows, n_columns), uint8
            Places in the colour map, 128 for a weight of 0.
        """
        self._image.setImage(places, levels=(0, 255))
        if places.shape == self._shape:
            return
        self._shape = places.shape
        rows, columns = places.shape
        self._image.setRect(QRectF(0.5, 0.5, columns, rows))
        self._box.setLimits(
            xMin=0.5, xMax=columns + 0.5, yMin=0.5, yMax=rows + 0.5,
            minXRange=min(FEWEST_SHOWN, columns), minYRange=min(FEWEST_SHOWN, rows),
        )  # fmt: skip
        self.show_all()

    def show_all(self) -> None:
        """Show the whole matrix."""
        rows, columns = self._shape
        self._box.setRange(QRectF(0.5, 0.5, columns, rows), padding=0.0)

    def zoom(self, factor: float) -> None:
        """Show `factor` times as many rows and columns around the middle."""
        self._box.scaleBy((factor, factor))

    def move(self, right: float, down: float) -> None:
        """Move what is seen by parts of its width and height."""
        (left, edge), (top, bottom) = self.visible_range
        self._box.translateBy(x=right * (edge - left), y=down * (bottom - top))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole matrix."""
        event.accept()
        self.show_all()

    @Slot(object)
    def _on_mouse_moved(self, position: QPointF) -> None:
        rows, columns = self._shape
        at = self._box.mapSceneToView(position)
        column, row = round(at.x()) - 1, round(at.y()) - 1
        is_inside = self._box.sceneBoundingRect().contains(position) and 0 <= row < rows and 0 <= column < columns
        self.pointed.emit(*((row, column) if is_inside else (-1, -1)))

    @Slot(object)
    def _on_range_changed(self, _box: object) -> None:
        """Blend blocks that are smaller than a pixel, so that none is left out; keep larger ones sharp."""
        width, height = self._box.viewPixelSize()
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, max(width, height) > 1.0)
