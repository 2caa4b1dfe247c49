"""Cards of inputs, units and the loss, in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

import mlp_core as mlp
from mlp_gui.look.numbers import grouped
from mlp_gui.look.theme import blend
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.cut_names import LEFT_OUT
from mlp_gui.views.network.stepping.forms import SLIM
from mlp_gui.views.network.stepping.style import StepStyle, draw_frame, draw_value, sign_colour
from mlp_gui.views.network.stepping.writing import PLAIN, card_texts, column_font, shrunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from mlp_gui.views.network.stepping.numbers import Value

Kind = mlp.Kind
MOST_SYMBOL = 1.2
"""Size of a symbol beside its number: larger, it would only take its room."""

INDEX = 0.72
"""Size of an index beside its symbol."""

MOST_OF_PITCH = 0.9
"""Size of the letters of rows, beside the distance of these."""

LEAST_STACKED = 31.0
"""Height of an input's card from which on a long name stands above its number, pixels at 100 %."""

STACKED = 0.4
"""Size of the number below an input's name, beside the height of its card."""

NARROW = frozenset(("grid", "twin", "side", "line"))
"""Forms with as little air as can be: numbers need the room."""

BEFORE_NUMBER, LEAST_BEFORE = 5.0, 3.0
"""Between a symbol and its number at least, and in the narrowest forms, pixels at 100 %."""

ROOMY, ROOMY_LOSS = 86.0, 110.0
"""A narrower card of an input, or of the loss, has less air, pixels at 100 %."""

LETTERS = 3
"""Names with more letters are words, set smaller."""

_ERRORS = frozenset(
    (Kind.DELTA, Kind.LOSS_SLOPE, Kind.L2_SLOPE, Kind.L1_SLOPE, Kind.WEIGHT_GRADIENT, Kind.OBJECTIVE_GRADIENT)
)
_SIGNED = frozenset((Kind.ACTIVATION, Kind.BIAS, Kind.WEIGHT, Kind.PARAMETER_AFTER, Kind.PRODUCT))


class Row(NamedTuple):
    """One line of a card: a symbol, perhaps with an index, and a number."""

    symbol: str
    value: Value
    below: str = ""


def row_colour(value: Value, style: StepStyle) -> QColor:
    """Return the colour of a card's number: sums, targets and losses are plain."""
    kind = value.quantity.kind
    if kind in _ERRORS:
        return sign_colour(value.quantity.value, style.theme, error=True)
    if kind in _SIGNED:
        return sign_colour(value.quantity.value, style.theme)
    return style.theme.text


def paint_ground(painter: QPainter, rect: QRectF, style: StepStyle, *, current: bool) -> None:
    """Paint an empty card."""
    radius = 10.0 if rect.height() >= 60.0 * style.scale else min(7.0, rect.height() / 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.theme.panel)
    painter.drawRoundedRect(rect, radius, radius)
    draw_frame(painter, rect, radius, style.theme, current=current)


def paint_group(painter: QPainter, rect: QRectF, count: int, style: StepStyle, *, current: bool = False) -> None:
    """Paint what stands for units that have no room."""
    theme = style.theme
    painter.setBrush(theme.canvas)
    painter.setPen(QPen(theme.line2, 1.0, Qt.PenStyle.DashLine))
    radius = min(7.0, rect.height() / 3)
    painter.drawRoundedRect(rect, radius, radius)
    text = f"{grouped(count)} more" if rect.width() > 60.0 * style.scale else grouped(count)
    draw_text(painter, rect.center(), text, style.canvas.small, theme.text3)
    if current:
        draw_frame(painter, rect, radius, theme, current=True)


class InputType(NamedTuple):
    """How the cards of all inputs are written.

    Attributes
    ----------
    name, number : QFont
        Of the names and of the numbers.
    name_room, number_room : float
        Widths that they have, in pixels; longer names are cut short.
    is_stacked : bool
        Whether the name stands above the number instead of beside it.
    """

    name: QFont
    number: QFont
    name_room: float
    number_room: float
    is_stacked: bool


def input_type(rect: QRectF, labels: Sequence[str], values: Sequence[Value], style: StepStyle) -> InputType:
    """Return how all inputs are written: long names stand above their numbers, or give way to them.

    Parameters
    ----------
    rect : QRectF
        Any of their cards.
    labels : sequence of str
        Their names.
    values : sequence of Value
        Their numbers.
    """
    roomy = _is_roomy(rect, style)
    inner = _input_room(rect, style)
    texts = [card_texts(value.quantity, style.decimals)[0] for value in values]
    longest, widest = max(texts, key=len), max(labels, key=QFontMetricsF(style.letter).horizontalAdvance)
    wanted = QFontMetricsF(style.tight).horizontalAdvance(longest)
    font = style.letter if roomy else style.symbol
    if len(widest) > LETTERS:
        font = style.canvas.caption
    least = max(round(0.66 * font.pixelSize()), style.least)
    shrunken = shrunk(font, widest, inner - wanted, least)
    width = QFontMetricsF(shrunken).horizontalAdvance(widest)
    if rect.height() >= LEAST_STACKED * style.scale and width > inner - wanted:
        number = QFont(style.number)
        number.setPixelSize(min(number.pixelSize(), round(STACKED * rect.height())))
        number = shrunk(number, longest, inner, style.squeezed)
        return InputType(shrunk(font, widest, inner, least), number, inner + 5.0 * style.scale, inner, True)
    room = max(inner - width, min(wanted, inner / 2.0))
    number = shrunk(style.number if roomy else style.tight, longest, room, style.squeezed)
    return InputType(shrunken, number, inner - room + 1.0, room, False)


def _input_room(rect: QRectF, style: StepStyle) -> float:
    return rect.width() - 2 * _input_margin(rect, style) - (5.0 if _has_air(rect, style) else 4.0) * style.scale


def _input_margin(rect: QRectF, style: StepStyle) -> float:
    return (10.0 if _has_air(rect, style) else 6.0) * style.scale


def _has_air(rect: QRectF, style: StepStyle) -> bool:
    return _is_roomy(rect, style) and rect.width() >= ROOMY * style.scale


def _is_roomy(rect: QRectF, style: StepStyle) -> bool:
    return rect.height() >= 40.0 * style.scale


def paint_input(
    painter: QPainter,
    rect: QRectF,
    label: str,
    value: Value,
    kind: InputType,
    style: StepStyle,
    *,
    current: bool,
) -> None:
    """Paint an input: its name, as much of it as is said, and its number."""
    paint_ground(painter, rect, style, current=current)
    margin = _input_margin(rect, style)
    middle = rect.center().y()
    apart = 0.22 * rect.height() if kind.is_stacked else 0.0
    draw_text(painter, QPointF(rect.left() + margin, middle - apart), label, kind.name, style.theme.text, "left")
    right = QPointF(rect.right() - margin, middle + apart)
    draw_value(painter, right, value, style.theme.text, kind.number, style, kind.number_room)


def paint_unit(
    painter: QPainter,
    rect: QRectF,
    form: str,
    name: str,
    rows: list[Row],
    picture: QImage | QColor,
    style: StepStyle,
    *,
    current: bool,
) -> None:
    """Paint a unit with its heat map or colour, its name where there is room, and its rows."""
    paint_ground(painter, rect, style, current=current)
    scale = style.scale
    if form == "full":
        side = _heat_map_side(rect, style)
        top = rect.top() + (12.0 if side > 40.0 * scale else 7.0) * scale
        box = QRectF(rect.left() + 12.0 * scale, top, side, side)
        _paint_picture(painter, box, picture, 5.0, style)
        letter = QPointF(box.center().x(), (box.bottom() + rect.bottom()) / 2 - 2.0 * scale)
        if not _is_word(name):
            draw_text(painter, letter, name, style.letter, style.theme.text)
        else:
            font, room = name_room(rect, form, style)
            short = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
            draw_text(painter, letter, short, font, style.theme.text)
        margin = min(0.1 * rect.height(), 10.0 * scale)
        inner = QRectF(box.right() + 9.0 * scale, rect.top() + margin, 0.0, rect.height() - 2 * margin)
        inner.setRight(rect.right() - 11.0 * scale)
        _paint_rows(painter, inner, rows, style.number, style)
        return
    is_narrow = form in NARROW
    strip = QRectF(rect.left() + 3.0, rect.top() + 3.0, (5.0 if is_narrow else 7.0) * scale, rect.height() - 6.0)
    _paint_picture(painter, strip, picture, 2.5, style)
    left, right, top = (10.0 * scale, 4.0 * scale, 3.0) if is_narrow else (14.0 * scale, 7.0 * scale, 3.0)
    if _is_word(name) and form == "rows":
        font, room = name_room(rect, form, style)
        short = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        point = QPointF(rect.left() + left, rect.top() + 12.0 * scale)
        draw_text(painter, point, short, font, style.theme.text2, "left")
        top = 20.0 * scale
    elif form not in SLIM:
        font = style.symbol if form == "rows" else style.canvas.caption
        wide = max(QFontMetricsF(font).horizontalAdvance(name), 11.0 * scale)
        point = QPointF(rect.left() + left + wide / 2, rect.center().y())
        draw_text(painter, point, name, font, style.theme.text)
        left += wide + 6.0 * scale
    inner = rect.adjusted(left, top, -right, -3.0)
    if form in ("grid", "side"):
        _paint_side_by_side(painter, inner, rows, style, first=2 if form == "grid" else 1)
    else:
        _paint_rows(painter, inner, rows, style.tight, style, air=LEAST_BEFORE if is_narrow else BEFORE_NUMBER)


def name_room(rect: QRectF, form: str, style: StepStyle) -> tuple[QFont, float]:
    """Return type and room of a name of several letters in a card of form "full" or "rows"."""
    if form == "full":
        return style.canvas.small, _heat_map_side(rect, style) + 12.0 * style.scale
    return style.canvas.caption, rect.width() - 22.0 * style.scale


def _is_word(name: str) -> bool:
    return len(name) > LETTERS or name.startswith(LEFT_OUT)


def _heat_map_side(rect: QRectF, style: StepStyle) -> float:
    return min(48.0 * style.scale, rect.height() - 38.0 * style.scale)


def _paint_side_by_side(painter: QPainter, inner: QRectF, rows: list[Row], style: StepStyle, *, first: int) -> None:
    """Paint the first rows at the left, one under the other, and the others at the right, behind a hairline."""
    if len(rows) <= first:
        _paint_rows(painter, inner, rows, style.tight, style)
        return
    half, air = inner.width() / 2, 2.0 * style.scale
    at_left, at_right = inner.adjusted(0.0, 0.0, -half - air, 0.0), inner.adjusted(half + air, 0.0, 0.0, 0.0)
    _paint_rows(painter, at_left, rows[:first], style.tight, style, LEAST_BEFORE)
    _paint_rows(painter, at_right, rows[first:], style.tight, style, LEAST_BEFORE)
    painter.setPen(QPen(style.theme.line, 1.0))
    x = round(inner.center().x()) + 0.5
    painter.drawLine(QPointF(x, inner.top() + 2.0), QPointF(x, inner.bottom() - 2.0))


def _paint_picture(painter: QPainter, box: QRectF, picture: QImage | QColor, radius: float, style: StepStyle) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if isinstance(picture, QColor):
        painter.setBrush(picture)
        painter.drawRoundedRect(box, radius, radius)
    else:
        clip = QPainterPath()
        clip.addRoundedRect(box, radius, radius)
        painter.save()
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.drawImage(box, picture)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.theme.line2, 1.0))
    painter.drawRoundedRect(box, radius, radius)


def _paint_rows(
    painter: QPainter, inner: QRectF, rows: list[Row], font: QFont, style: StepStyle, air: float = BEFORE_NUMBER
) -> None:
    pitch = min(inner.height() / max(len(rows), 1), 29.0 * style.scale)
    top = inner.center().y() - pitch * len(rows) / 2
    symbol, number = QFont(style.symbol), QFont(font)
    symbol.setPixelSize(min(symbol.pixelSize(), round(MOST_SYMBOL * font.pixelSize())))
    if len(rows) > 1:
        for each in (symbol, number):
            each.setPixelSize(min(each.pixelSize(), max(int(MOST_OF_PITCH * pitch), 1)))
    index = QFont(style.canvas.small)
    index.setPixelSize(min(index.pixelSize(), _index_size(symbol, style)))
    space = inner.width() - air * style.scale
    wanted = _least_width(rows, number, style)
    least = min(symbol.pixelSize(), max(round(0.7 * style.least) + 2, style.floor))
    while space - _symbols_width(rows, symbol, index) < wanted and symbol.pixelSize() > least:
        symbol.setPixelSize(symbol.pixelSize() - 1)
        index.setPixelSize(min(index.pixelSize(), _index_size(symbol, style)))
    metrics = QFontMetricsF(symbol)
    room = space - _symbols_width(rows, symbol, index)
    if not all(row.value.quantity.kind in PLAIN for row in rows):
        number = column_font(number, style.decimals, room, style.squeezed)
    for place, row in enumerate(rows):
        y = top + pitch * (place + 0.5)
        draw_text(painter, QPointF(inner.left(), y), row.symbol, symbol, style.theme.text2, "left")
        if row.below:
            below = QPointF(inner.left() + metrics.horizontalAdvance(row.symbol), y + 0.26 * symbol.pixelSize())
            draw_text(painter, below, row.below, index, style.theme.text2, "left")
        right = QPointF(inner.right(), y)
        draw_value(painter, right, row.value, row_colour(row.value, style), number, style, room)


def _index_size(symbol: QFont, style: StepStyle) -> int:
    """Return the pixels of what stands below a symbol; before a class it is read from the last row too."""
    return max(round(INDEX * symbol.pixelSize()), style.least_index)


def _symbols_width(rows: list[Row], symbol: QFont, index: QFont) -> float:
    advance, below = QFontMetricsF(symbol).horizontalAdvance, QFontMetricsF(index).horizontalAdvance
    return max((advance(row.symbol) + below(row.below) for row in rows), default=0.0)


def _least_width(rows: list[Row], number: QFont, style: StepStyle) -> float:
    """Return the room that the rows' numbers want before symbols grow: with all decimals in the smallest type."""
    font = QFont(number)
    font.setPixelSize(min(number.pixelSize(), style.squeezed))
    advance = QFontMetricsF(font).horizontalAdvance
    known = [row.value.quantity for row in rows if row.value.is_known]
    return max((advance(card_texts(each, style.decimals)[0]) for each in known), default=0.0)


def paint_loss(painter: QPainter, rect: QRectF, rows: list[Row], style: StepStyle, *, current: bool) -> None:
    """Paint the loss with prediction, target and what they cost."""
    paint_ground(painter, rect, style, current=current)
    margin = (9.0 if rect.width() >= ROOMY_LOSS * style.scale else 6.0) * style.scale
    inner = rect.adjusted(margin, 8.0, -margin, -8.0)
    _paint_rows(painter, inner, rows, style.number, style)


def paint_dot(painter: QPainter, rect: QRectF, colour: QColor, style: StepStyle, *, current: bool) -> None:
    """Paint a unit that has no room for a number."""
    painter.setPen(QPen(blend(style.theme.line2, style.theme.canvas, 0.7), 0.8))
    painter.setBrush(colour)
    radius = min(3.0, rect.height() / 3)
    painter.drawRoundedRect(rect, radius, radius)
    if current:
        draw_frame(painter, rect, radius, style.theme, current=True)
