"""The confusion matrix with its margins: what is taken for what, and the recall and precision of each class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mlp_gui.look.numbers import counted, fixed, grouped

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.assessed import Cell
    from mlp_gui.views.axes import PlotStyle

_LEAST_CELL: Final = 11.0
_MOST_CELL: Final = 84.0
_MARGIN: Final = 58.0
_HEAD: Final = 40.0
_ROW: Final = 24.0
_MOST_OF_ROW: Final = 0.6
"""Height of a digit in a row."""
_LEAST_FONT: Final = 7
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class ConfusionTable:
    """Where the cells lie.

    Attributes
    ----------
    cells : QRectF
        All of them together, row by row, in the view's pixels.
    size : float
        Height of a cell; its width is that of `cells` over the number of classes.
    n_classes : int
        Classes, each a row and a column.
    """

    cells: QRectF
    n_classes: int

    @classmethod
    def fit(cls, style: PlotStyle, room: QRectF, class_names: tuple[str, ...]) -> ConfusionTable:
        """Lay the matrix into `room`, its rows' names to the left and its margins to the right and below."""
        count = len(class_names)
        left = room.left() + style.px(30) + min(_widest(style, (*class_names, "precision")), style.px(96))
        wide = (room.right() - style.px(_MARGIN) - left) / count
        high = (room.height() - style.px(_HEAD + _ROW)) / count
        width = min(max(wide, _LEAST_CELL), style.px(_MOST_CELL))
        height = min(max(high, _LEAST_CELL), width, style.px(_MOST_CELL))
        return cls(QRectF(left, room.top() + style.px(_HEAD), round(width) * count, round(height) * count), count)

    @property
    def bottom(self) -> float:
        """Where the cells end; the precisions stand below."""
        return self.cells.bottom()

    def cell_at(self, place: QPointF) -> Cell | None:
        """Return class and answer of the cell at a pixel; None beside all."""
        if not self.cells.contains(place):
            return None
        row = int((place.y() - self.cells.top()) * self.n_classes / self.cells.height())
        column = int((place.x() - self.cells.left()) * self.n_classes / self.cells.width())
        return min(row, self.n_classes - 1), min(column, self.n_classes - 1)

    def box(self, cell: Cell) -> QRectF:
        """Return where a cell lies."""
        width, height = self.cells.width() / self.n_classes, self.cells.height() / self.n_classes
        return QRectF(self.cells.left() + cell[1] * width, self.cells.top() + cell[0] * height, width, height)


def cell_text(assessment: mlp.ClassAssessment, names: tuple[str, ...], cell: Cell) -> str:
    """Return what a cell counts, in words."""
    label, answer = cell
    count = int(assessment.confusion[label, answer])
    of = int(assessment.support[label])
    if label == answer:
        return f"{counted(count, 'sample')} of {names[label]} right, of {grouped(of)}"
    return f"{counted(count, 'sample')} of {names[label]} taken for {names[answer]}, of {grouped(of)}"


def paint_confusion(
    painter: QPainter,
    style: PlotStyle,
    table: ConfusionTable,
    assessment: mlp.ClassAssessment,
    names: tuple[str, ...],
    marked: Cell | None,
    chosen: Cell | None,
) -> None:
    """Paint the cells, darker for a larger share of their row, with the margins that follow from them."""
    theme, counts = style.theme, assessment.confusion
    support = assessment.support
    painter.setFont(number_font(style, table))
    for label in range(table.n_classes):
        for answer in range(table.n_classes):
            box = table.box((label, answer))
            share = float(counts[label, answer]) / float(support[label]) if support[label] else 0.0
            colour = QColor(theme.good if label == answer else theme.error)
            colour.setAlphaF(0.04 + 0.5 * share if share else 0.0)
            painter.fillRect(box.adjusted(0.5, 0.5, -0.5, -0.5), colour)
            painter.setPen(theme.text if counts[label, answer] else theme.text3)
            painter.drawText(box, _CENTRE, _short(int(counts[label, answer]), box.width(), style))
    _paint_grid(painter, style, table)
    _paint_names(painter, style, table, names)
    _paint_margins(painter, style, table, assessment)
    for cell, width in ((marked, 1.0), (chosen, 2.0)):
        if cell is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.cursor, width))
            painter.drawRect(table.box(cell).adjusted(1.0, 1.0, -1.0, -1.0))


def _paint_grid(painter: QPainter, style: PlotStyle, table: ConfusionTable) -> None:
    painter.setPen(QPen(style.theme.line, 1.0))
    for index in range(table.n_classes + 1):
        x = table.cells.left() + index * table.cells.width() / table.n_classes
        y = table.cells.top() + index * table.cells.height() / table.n_classes
        painter.drawLine(QPointF(x, table.cells.top()), QPointF(x, table.cells.bottom()))
        painter.drawLine(QPointF(table.cells.left(), y), QPointF(table.cells.right(), y))


def _paint_names(painter: QPainter, style: PlotStyle, table: ConfusionTable, names: tuple[str, ...]) -> None:
    """Paint the classes at rows and columns, and what rows and columns are."""
    cells, theme = table.cells, style.theme
    painter.setFont(style.tick_font)
    painter.setPen(theme.text2)
    widest = cells.left() - style.px(30)
    short = _without_shared_word(names)
    room = cells.width() / table.n_classes - 4.0
    heads = names if _widest(style, names) <= room else short
    for index, (name, head) in enumerate(zip(names, heads, strict=True)):
        row, column = table.box((index, 0)), table.box((0, index))
        text = style.tick_metrics.elidedText(name, Qt.TextElideMode.ElideRight, widest)
        box = QRectF(style.px(22), row.top(), cells.left() - style.px(28), row.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        text = style.tick_metrics.elidedText(head, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(column.left(), cells.top() - style.px(20), column.width(), style.px(18)), _CENTRE, text)
    painter.setPen(theme.text3)
    above = QRectF(cells.left(), cells.top() - style.px(38), cells.width(), style.px(18))
    painter.drawText(above, _CENTRE, "taken for")
    painter.save()
    painter.translate(style.px(12), cells.center().y())
    painter.rotate(-90.0)
    painter.drawText(QRectF(-cells.height() / 2.0, -style.px(9), cells.height(), style.px(18)), _CENTRE, "class")
    painter.restore()


def _paint_margins(painter: QPainter, style: PlotStyle, table: ConfusionTable, assessment: mlp.ClassAssessment) -> None:
    """Paint recall at the end of each row, precision below each column, accuracy where they meet."""
    cells, theme = table.cells, style.theme
    right = QRectF(cells.right(), 0.0, style.px(_MARGIN), 0.0)
    painter.setFont(style.tick_font)
    painter.setPen(theme.text3)
    painter.drawText(QRectF(right.left(), cells.top() - style.px(20), right.width(), style.px(18)), _CENTRE, "recall")
    below = QRectF(style.px(6), cells.bottom() + style.px(2), cells.left() - style.px(12), style.px(20))
    painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "precision")
    painter.setPen(theme.text2)
    shares = [*assessment.recall.tolist(), *assessment.precision.tolist()]
    decimals, unit = share_form(style, shares, cells.width() / table.n_classes)
    for index, (recall, precision) in enumerate(
        zip(assessment.recall.tolist(), assessment.precision.tolist(), strict=True)
    ):
        row, column = table.box((index, 0)), table.box((0, index))
        box = QRectF(right.left(), row.top(), right.width(), row.height())
        painter.setFont(number_font(style, table, style.tick_font))
        painter.drawText(box, _CENTRE, percent(recall, decimals))
        painter.setFont(style.tick_font)
        place = QRectF(column.left(), cells.bottom() + style.px(2), column.width(), style.px(20))
        painter.drawText(place, _CENTRE, percent(precision, decimals, unit))
    painter.setFont(style.value_font)
    painter.setPen(theme.text)
    corner = QRectF(right.left(), cells.bottom() + style.px(2), right.width(), style.px(20))
    painter.drawText(corner, _CENTRE, percent(assessment.accuracy))


def number_font(style: PlotStyle, table: ConfusionTable, font: QFont | None = None) -> QFont:
    """Return the font of a row's numbers, by default of its counts: smaller ones in low rows, which have air too."""
    height = table.cells.height() / table.n_classes
    if font is None:
        font = style.tick_font if height < style.px(17) else style.value_font
    if QFontMetricsF(font).capHeight() <= _MOST_OF_ROW * height:
        return font
    font = QFont(font)
    font.setPixelSize(max(int(font.pixelSize() * _MOST_OF_ROW * height / QFontMetricsF(font).capHeight()), _LEAST_FONT))
    return font


def share_form(style: PlotStyle, shares: list[float], room: float) -> tuple[int, str]:
    """Return the decimals that all recalls and precisions have, and the unit below columns as wide as `room`."""
    for decimals, unit in ((1, " %"), (1, ""), (0, "")):
        texts = [percent(share, decimals, unit) for share in shares]
        if max(map(style.tick_metrics.horizontalAdvance, texts)) + 4.0 <= room:
            return decimals, unit
    return 0, ""


def percent(share: float, decimals: int = 1, unit: str = " %") -> str:
    """Return a share in per cents with so many decimals, but for all and nothing; a dash for nan."""
    if share != share:
        return "–"
    return f"{fixed(100.0 * share, 0 if share in (0.0, 1.0) else decimals)}{unit}"


def _short(count: int, width: float, style: PlotStyle) -> str:
    text = grouped(count)
    if style.value_metrics.horizontalAdvance(text) <= width - 2.0 or count < 1000:
        return text
    return f"{round(count / 1000)}k"


def _without_shared_word(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without the first word where all have the same: "0", "1" for "class 0", "class 1"."""
    first = names[0].split(" ", 1)[0] + " "
    return tuple(name.removeprefix(first) for name in names) if all(name.startswith(first) for name in names) else names


def _widest(style: PlotStyle, names: tuple[str, ...]) -> float:
    return max(style.tick_metrics.horizontalAdvance(name) for name in names)
