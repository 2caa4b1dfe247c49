"""The legend of the losses: strokes with names, and where there is room the value and the slope at the prediction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from mlp_gui.look.numbers import fixed_or_power
from mlp_gui.views.galleries.plot import Curve, paint_stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from mlp_gui.views.axes import PlotStyle

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LossRow:
    """One line of the legend.

    Attributes
    ----------
    name, title : str
        Of the loss.
    value, slope : float or None
        At the prediction; None where that is not known, nan where the loss is not defined there.
    is_current : bool
        Whether the network is trained with it.
    """

    name: str
    title: str
    value: float | None
    slope: float | None
    is_current: bool


def paint_rows(
    painter: QPainter, style: PlotStyle, box: QRectF, rows: Sequence[LossRow], curves: Sequence[Curve], letter: str
) -> None:
    """Paint a line for each loss: its stroke, its name, and where known its value and slope.

    Parameters
    ----------
    letter : str
        Of the loss.
    """
    theme = style.theme
    line = min(style.px(21), (box.height() - style.px(4)) / (len(rows) + 1))
    written = [(_text(row.value, with_sign=False), _text(row.slope, with_sign=True)) for row in rows]
    number = max(style.tick_metrics.horizontalAdvance(text) for text in ("+00.000", *chain(*written)))
    ends = (box.right() - number - style.px(6), box.right())
    painter.setFont(style.symbol_font)
    painter.setPen(theme.text2)
    for end, title, numbers in zip(ends, (letter, f"{letter}′"), zip(*written, strict=True), strict=True):
        # The column keeps its room for the numbers that come.
        if any(numbers):
            painter.drawText(QRectF(end - number, box.top(), number, line), _RIGHT, title)
    by_name = {curve.name: curve for curve in curves}
    for place, row in enumerate(rows, start=1):
        at = QRectF(box.left(), box.top() + place * line, box.width(), line)
        _paint_entry(painter, style, QRectF(at.left(), at.top(), ends[0] - number - at.left(), line), row, by_name)
        painter.setPen(theme.text if row.is_current else theme.text2)
        for end, text in zip(ends, written[place - 1], strict=True):
            painter.drawText(QRectF(end - number, at.top(), number, line), _RIGHT, text)


def paint_names(painter: QPainter, style: PlotStyle, box: QRectF, curves: Sequence[Curve], columns: int = 1) -> None:
    """Paint stroke and name of each curve, column by column."""
    rows = math.ceil(len(curves) / columns)
    line, width = box.height() / rows, box.width() / columns
    for place, curve in enumerate(curves):
        column, row = divmod(place, rows)
        _paint_name(painter, style, QRectF(box.left() + column * width, box.top() + row * line, width, line), curve)


def _paint_entry(painter: QPainter, style: PlotStyle, box: QRectF, row: LossRow, curves: dict[str, Curve]) -> None:
    if row.is_current:
        # The one in use is told by weight: yellow is the cursor.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.theme.hover)
        painter.drawRoundedRect(box.adjusted(-4, 0, 0, 0), 4, 4)
    _paint_name(painter, style, box, curves[row.title], is_strong=row.is_current)


def _paint_name(painter: QPainter, style: PlotStyle, box: QRectF, curve: Curve, *, is_strong: bool = False) -> None:
    paint_stroke(painter, curve, QPointF(box.left(), box.center().y()), style.px(14))
    painter.setFont(style.tick_font)
    painter.setPen(style.theme.text if is_strong else style.theme.text2)
    name = box.adjusted(style.px(20), 0, -style.px(2), 0)
    short = style.tick_metrics.elidedText(_short(curve.name), Qt.TextElideMode.ElideRight, name.width())
    painter.drawText(name, _LEFT, short)


def _text(value: float | None, *, with_sign: bool) -> str:
    """Return a number of the legend: nothing where it is not known, a dash where there is none."""
    if value is None:
        return ""
    if math.isnan(value):
        return "–"
    return fixed_or_power(value, 3, with_sign=with_sign)


def _short(title: str) -> str:
    """Return a loss's title in fewer letters."""
    return title.replace("Categorical", "Cat.").replace("cross-entropy", "cross-ent.")
