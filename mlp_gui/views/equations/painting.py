"""Paints the page of the equations view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from mlp_gui.views.equations.entries import Shape
from mlp_gui.views.equations.page_style import CAPTION, FEWER, RULE, RULE_PX, VALUE_PX
from mlp_gui.views.paper import Standing, paint_unknown
from mlp_gui.views.paper.colours import colour_of
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QColor, QPainter

    from mlp_gui.look.theme import Theme
    from mlp_gui.views.equations.appearing import Appearing
    from mlp_gui.views.equations.grid import Column, Grid, GridStyle
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page import Page
    from mlp_gui.views.equations.page_style import PageStyle


_AXIS: Final = 0.258
"""Height of the mathematical axis above the baseline in em."""


def paint_page(
    painter: QPainter,
    page: Page,
    style: PageStyle,
    theme: Theme,
    narration: Narration,
    appearing: Appearing,
    marks: tuple[Collection[Column], Collection[Column]],
) -> None:
    """Paint everything but the ground.

    Parameters
    ----------
    narration : Narration
        What the page was laid out from.
    appearing : Appearing
        What has just arrived.
    marks : tuple of two collections of Column
        What is hovered, in whichever view, and what is selected.
    """
    heading = page.heading
    if heading.previous is not None and narration.previous_standing is Standing.KNOWN:
        painter.setOpacity(appearing.opacity_of(narration.previous_quantity))
        heading.previous.paint(painter, heading.previous_at, heading.previous_px, theme.text2)
        painter.setOpacity(1.0)
    painter.setPen(QPen(theme.line, 1.0))
    for y in (heading.hairline, page.lower_line):
        if y >= 0.0:
            painter.drawLine(QLineF(0.0, round(y) + 0.5, page.width, round(y) + 0.5))
    if not heading.sentence.isEmpty():
        _paint_sentence(painter, heading.sentence, style, theme, narration.sentence)
    if not page.fewer.isEmpty():
        _paint_chip(painter, page.fewer, FEWER, style, theme)
    painter.save()
    painter.translate(page.grid_at)
    paint_grid(painter, page.grid, page.grid_style, style, theme, marks, appearing=appearing)
    painter.restore()
    if not page.caption.isEmpty():
        _paint_caption(painter, page.caption, CAPTION, style, theme)
    if page.term_value is not None and narration.term_standing is not Standing.NEXT:
        painter.setOpacity(appearing.opacity_of(narration.term_quantity))
        colour = colour_of(narration.term_quantity, theme)
        page.term_value.paint(painter, page.term_value_at, style.px(VALUE_PX), colour)
        painter.setOpacity(1.0)
    if page.rule is not None:
        _paint_caption(painter, page.rule_words, RULE, style, theme)
        page.rule.paint(painter, page.rule_at, style.px(RULE_PX), theme.text2)


def paint_grid(
    painter: QPainter,
    grid: Grid,
    grid_style: GridStyle,
    style: PageStyle,
    theme: Theme,
    marks: tuple[Collection[Column], Collection[Column]],
    *,
    framed: bool = True,
    appearing: Appearing | None = None,
) -> None:
    """Paint the pair from (0, 0); without frames, and all that is there, for a picture to take away."""
    hovered, selected = marks
    if framed:
        for frame in grid.frames:
            draw_box(painter, frame, style.px(8), theme.cursor_soft, theme.cursor_line, 2.0)
    for column in hovered:
        _paint_hover(painter, column, style, theme)
    for column in selected:
        _underline(painter, column, style, theme)
    for column in grid.columns:
        opacity = appearing.opacity_of(column.entry.quantity) if appearing is not None else 1.0
        _paint_column(painter, column, (grid_style, style), theme, opacity)


def _paint_column(
    painter: QPainter, column: Column, styles: tuple[GridStyle, PageStyle], theme: Theme, opacity: float
) -> None:
    grid_style, style = styles
    entry = column.entry
    if entry.left_out:
        _paint_chip(painter, _gap_chip(column, grid_style, style), style.gap_text(entry.left_out), style, theme)
        _paint_dots(painter, QPointF(column.rect.center().x(), column.number_at.y()), grid_style.number_px, theme)
        return
    if entry.is_reused:
        # Within the frame of the current term, which may stand close.
        across, above = (min(style.px(3), 0.55 * room) for room in (grid_style.padding, grid_style.padding_above))
        frame = column.rect.adjusted(-across, -above, across, above)
        draw_box(painter, frame, style.px(6), None, theme.text2, 1.75)
    if column.symbol is not None:
        column.symbol.paint(painter, column.symbol_at, grid_style.symbol_px, theme.text)
    if column.number is not None:
        colour = colour_of(entry.quantity, theme) if entry.shape is Shape.VALUE else theme.text
        painter.setOpacity(opacity)
        column.number.paint(painter, column.number_at, grid_style.number_px, colour)
        painter.setOpacity(1.0)
    elif entry.number:
        font = style.sentence_font if entry.standing is Standing.ASKED else style.caption_font
        paint_unknown(painter, column.box, entry.standing, font, theme, style.px(6))


def _gap_chip(column: Column, grid_style: GridStyle, style: PageStyle) -> QRectF:
    """Return where the chip of terms left out stands: in the row of symbols, where a minus sign would."""
    height = style.px(24)
    middle = column.symbol_at.y() - _AXIS * grid_style.symbol_px
    return QRectF(column.rect.left(), middle - height / 2.0, column.rect.width(), height)


def _paint_dots(painter: QPainter, middle: QPointF, px: float, theme: Theme) -> None:
    """Paint an ellipsis in the row of numbers, below the chip."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.text2)
    for place in (-1.0, 0.0, 1.0):
        painter.drawEllipse(middle + QPointF(place * 0.3 * px, -_AXIS * px), 0.055 * px, 0.055 * px)


def _paint_chip(painter: QPainter, chip: QRectF, text: str, style: PageStyle, theme: Theme) -> None:
    draw_box(painter, chip, chip.height() / 2.0, theme.hover, theme.line2)
    painter.setFont(style.caption_font)
    painter.setPen(theme.text2)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _paint_hover(painter: QPainter, column: Column, style: PageStyle, theme: Theme) -> None:
    pad = style.px(4)
    box = column.rect.adjusted(-pad, -pad, pad, pad)
    draw_box(painter, box, style.px(6), theme.cursor_soft, theme.cursor, 1.75)


def _underline(painter: QPainter, column: Column, style: PageStyle, theme: Theme) -> None:
    y = column.rect.bottom() + style.px(3)
    painter.setPen(_bar(theme.cursor, style.px(3)))
    painter.drawLine(QLineF(QPointF(column.rect.left(), y), QPointF(column.rect.right(), y)))


def _paint_caption(painter: QPainter, box: QRectF, words: str, style: PageStyle, theme: Theme) -> None:
    painter.setFont(style.caption_font)
    painter.setPen(theme.text3)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_sentence(painter: QPainter, box: QRectF, style: PageStyle, theme: Theme, sentence: str) -> None:
    bar = QRectF(box.left() - style.px(12), box.top() + 1.0, style.px(3), box.height() - 2)
    painter.fillRect(bar, theme.cursor)
    painter.setFont(style.sentence_font)
    painter.setPen(theme.text)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box.adjusted(0, -4, 4, 4), int(flags), sentence)


def _bar(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
