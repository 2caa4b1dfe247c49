"""A small matrix in brackets, its numbers in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mlp_gui.look.numbers import fixed

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.views.axes import PlotStyle

MOST_ROWS: Final = 5
MOST_COLUMNS: Final = 4
"""Of larger matrices the first rows and columns are written, and dots for the rest."""
_ROW: Final = 19
_CELL: Final = 62
_DOTS: Final = "⋯"


def shown_cells(values: np.ndarray) -> list[list[str]]:
    """Return the texts of a matrix row by row, the values of shape (n_rows, n_columns)."""
    rows = [_texts(row) for row in values[:MOST_ROWS]]
    if len(values) > MOST_ROWS:
        rows.append([_DOTS] * len(rows[0]))
    return rows


def _texts(row: np.ndarray) -> list[str]:
    texts = [fixed(float(value), 4) for value in row[:MOST_COLUMNS]]
    return [*texts, _DOTS] if len(row) > MOST_COLUMNS else texts


def matrix_size(style: PlotStyle, cells: list[list[str]]) -> tuple[float, float]:
    """Return width and height of a matrix in pixels, brackets included."""
    return len(cells[0]) * style.px(_CELL) + style.px(12), len(cells) * style.px(_ROW) + style.px(4)


def paint_matrix(painter: QPainter, style: PlotStyle, corner: QPointF, cells: list[list[str]]) -> None:
    """Paint a matrix from its upper left corner on."""
    width, height = matrix_size(style, cells)
    box = QRectF(corner.x(), corner.y(), width, height)
    theme, hook = style.theme, style.px(4)
    painter.setPen(QPen(theme.text2, 1.5))
    for edge, direction in ((box.left(), 1.0), (box.right(), -1.0)):
        painter.drawPolyline(
            [
                QPointF(edge + direction * hook, box.top()),
                QPointF(edge, box.top()),
                QPointF(edge, box.bottom()),
                QPointF(edge + direction * hook, box.bottom()),
            ]
        )
    painter.setFont(style.value_font)
    painter.setPen(theme.text)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            left = box.left() + style.px(6) + column * style.px(_CELL)
            place = QRectF(left, box.top() + style.px(2) + row * style.px(_ROW), style.px(_CELL), style.px(_ROW))
            painter.drawText(place.adjusted(0, 0, -style.px(6), 0), Qt.AlignmentFlag.AlignRight | _MIDDLE, text)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
