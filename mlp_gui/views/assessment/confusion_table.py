"""The confusion matrix with its margins: what is taken for what, and the recall and precision of each class."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mlp_gui.look.numbers import counted, fixed, grouped
from mlp_gui.views.short_names import told_apart

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.assessed import Cell
    from mlp_gui.views.axes import PlotStyle

_LEAST_CELL: Final = 11.0
_MOST_CELL: Final = 84.0
_MOST_NAME: Final = 96.0
_NAME_SHARE: Final = 0.2
"""Width of the rows' names at the most: pixels at 100 %, or that share of a large view."""
_LEFT: Final = 30.0
"""Left of the rows' names: what the rows are, and air."""
_AIR: Final = 4.0
"""Between two names above columns, in pixels of the screen."""
_MARGIN: Final = 58.0
_HEAD: Final = 40.0
_ROW: Final = 24.0
_MOST_OF_ROW: Final = 0.6
"""Height of a digit in a row."""
_LEAST_FONT: Final = 7
_LEAST_HEAD: Final = 8
"""Height in pixels of the smallest letters above columns."""
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
    names : tuple of str
        Of the classes, without what they begin with alike where they would have no room.
    common : str
        What was left out of them; "" for nothing.
    """

    cells: QRectF
    n_classes: int
    names: tuple[str, ...]
    common: str = ""

    @classmethod
    def fit(cls, style: PlotStyle, room: QRectF, class_names: tuple[str, ...]) -> ConfusionTable:
        """Lay the matrix into `room`, its rows' names to the left and its margins to the right and below."""
        table = cls._with_names(style, room, class_names)
        common, rests = told_apart(class_names)
        if not common or table.has_room_for_names(style):
            return table
        return cls._with_names(style, room, rests, common)

    @classmethod
    def _with_names(cls, style: PlotStyle, room: QRectF, names: tuple[str, ...], common: str = "") -> ConfusionTable:
        count = len(names)
        most_name = max(style.px(_MOST_NAME), _NAME_SHARE * room.width())
        left = room.left() + style.px(_LEFT) + min(_widest(style, (*names, "precision %")), most_name)
        wide = (room.right() - style.px(_MARGIN) - left) / count
        high = (room.height() - style.px(_HEAD + _ROW)) / count
        most = max(style.px(_MOST_CELL), ceil(_widest(style, names) + _AIR))
        width = min(max(wide, _LEAST_CELL), most)
        height = min(max(high, _LEAST_CELL), width, style.px(_MOST_CELL))
        cells = QRectF(left, room.top() + style.px(_HEAD), round(width) * count, round(height) * count)
        return cls(cells, count, names, common)

    @classmethod
    def wanted_width(cls, style: PlotStyle, class_names: tuple[str, ...]) -> float:
        """Return the width in pixels in which no name is cut."""
        left = style.px(_LEFT) + _widest(style, (*class_names, "precision %"))
        return left + len(class_names) * (_widest(style, class_names) + _AIR + 1.0) + style.px(_MARGIN)

    def has_room_for_names(self, style: PlotStyle) -> bool:
        """Whether no name is cut, beside its row and above its column."""
        return _widest(style, self.names) <= min(self.cells.left() - style.px(_LEFT), self.head_room)

    @property
    def head_room(self) -> float:
        """Pixels for a name above a column."""
        return self.cells.width() / self.n_classes - _AIR

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
    _paint_names(painter, style, table)
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


def _paint_names(painter: QPainter, style: PlotStyle, table: ConfusionTable) -> None:
    """Paint the classes at rows and columns, and what rows and columns are."""
    cells, theme = table.cells, style.theme
    painter.setFont(style.tick_font)
    painter.setPen(theme.text2)
    rows = _elided(style.tick_metrics, table.names, cells.left() - style.px(_LEFT))
    head_font = fitting_font(style, table.names, table.head_room)
    heads = _elided(QFontMetricsF(head_font), table.names, table.head_room)
    for index, (name, head) in enumerate(zip(rows, heads, strict=True)):
        row, column = table.box((index, 0)), table.box((0, index))
        box = QRectF(style.px(22), row.top(), cells.left() - style.px(28), row.height())
        painter.setFont(style.tick_font)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(head_font)
        painter.drawText(QRectF(column.left(), cells.top() - style.px(20), column.width(), style.px(18)), _CENTRE, head)
    painter.setFont(style.tick_font)
    painter.setPen(theme.text3)
    head = _fitting(style, f"taken for {table.common}".rstrip(), "taken for", cells.width())
    wide = max(cells.width(), style.tick_metrics.horizontalAdvance(head) + 2.0)
    above = QRectF(cells.center().x() - wide / 2.0, cells.top() - style.px(38), wide, style.px(18))
    painter.drawText(above, _CENTRE, head)
    painter.save()
    painter.translate(style.px(12), cells.center().y())
    painter.rotate(-90.0)
    beside = QRectF(-cells.height() / 2.0, -style.px(9), cells.height(), style.px(18))
    painter.drawText(beside, _CENTRE, _fitting(style, table.common or "class", "class", beside.width()))
    painter.restore()


def _elided(metrics: QFontMetricsF, names: tuple[str, ...], room: float) -> list[str]:
    """Return names cut at their end, or in the middle where they would all be alike then."""
    ends = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, room) for name in names]
    if len(set(ends)) == len(set(names)):
        return ends
    return [metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room) for name in names]


def fitting_font(style: PlotStyle, texts: tuple[str, ...], room: float) -> QFont:
    """Return the font of what stands in each column: smaller letters where all have room then, in so many pixels."""
    widest = _widest(style, texts)
    font = QFont(style.tick_font)
    if widest <= room or widest * _LEAST_HEAD > room * font.pixelSize():
        return font
    font.setPixelSize(max(int(font.pixelSize() * room / widest), _LEAST_HEAD))
    return font


def _fitting(style: PlotStyle, text: str, shorter: str, room: float) -> str:
    return text if style.tick_metrics.horizontalAdvance(text) <= room else shorter


def _paint_margins(painter: QPainter, style: PlotStyle, table: ConfusionTable, assessment: mlp.ClassAssessment) -> None:
    """Paint recall at the end of each row, precision below each column, accuracy where they meet."""
    cells, theme = table.cells, style.theme
    right = QRectF(cells.right(), 0.0, style.px(_MARGIN), 0.0)
    painter.setFont(style.tick_font)
    shares = [*assessment.recall.tolist(), *assessment.precision.tolist()]
    decimals, unit = share_form(style, shares, cells.width() / table.n_classes)
    painter.setPen(theme.text3)
    of_what = "" if unit else " %"
    head = QRectF(right.left(), cells.top() - style.px(20), right.width(), style.px(18))
    painter.drawText(head, _CENTRE, f"recall{of_what}")
    below = QRectF(style.px(6), cells.bottom() + style.px(2), cells.left() - style.px(12), style.px(20))
    painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"precision{of_what}")
    painter.setPen(theme.text2)
    precisions = tuple(percent(share, decimals, unit) for share in assessment.precision.tolist())
    below_font = fitting_font(style, precisions, table.head_room)
    for index, (recall, precision) in enumerate(zip(assessment.recall.tolist(), precisions, strict=True)):
        row, column = table.box((index, 0)), table.box((0, index))
        box = QRectF(right.left(), row.top(), right.width(), row.height())
        painter.setFont(number_font(style, table, style.tick_font))
        painter.drawText(box, _CENTRE, percent(recall, decimals, unit))
        painter.setFont(below_font)
        place = QRectF(column.left(), cells.bottom() + style.px(2), column.width(), style.px(20))
        painter.drawText(place, _CENTRE, precision)
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


def _widest(style: PlotStyle, names: tuple[str, ...]) -> float:
    return max(style.tick_metrics.horizontalAdvance(name) for name in names)
