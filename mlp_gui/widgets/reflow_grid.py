"""A grid of small widgets that takes fewer columns where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class ReflowGrid(QWidget):
    """Widgets row by row, in as many columns as there is room for.

    Parameters
    ----------
    most_columns : int
        Columns where there is room for all.
    """

    def __init__(self, most_columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_columns = most_columns
        self._columns = most_columns
        self._cells: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(most_columns, 1)

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return self._columns

    def set_gap(self, gap: int) -> None:
        """Leave so many pixels between neighbours."""
        self._grid.setSpacing(gap)
        self.reflow()

    def add_cell(self, cell: QWidget) -> None:
        """Put a widget at the end."""
        place = len(self._cells)
        self._cells.append(cell)
        self._grid.addWidget(cell, place // self._columns, place % self._columns)

    def minimumSizeHint(self) -> QSize:
        """Return the width of one column, and the height of the rows that there are."""
        return QSize(self._widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the columns for which there is room."""
        super().resizeEvent(event)
        self.reflow()

    @property
    def _widest(self) -> int:
        return max((cell.minimumSizeHint().width() for cell in self._cells if not cell.isHidden()), default=0)

    def reflow(self) -> None:
        """Take the columns for which there is room now: others may be shown, or say other things."""
        pitch = self._widest + self._grid.spacing()
        columns = min(max((self.width() + self._grid.spacing()) // max(pitch, 1), 1), self._most_columns)
        if columns != self._columns:
            self._columns = columns
            for place, cell in enumerate(self._cells):
                self._grid.addWidget(cell, place // columns, place % columns)
            self.updateGeometry()
