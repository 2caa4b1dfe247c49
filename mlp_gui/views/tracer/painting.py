"""Paints the tracer: the chain, and the gradient check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPen

from mlp_gui.views.paper import Standing, paint_unknown
from mlp_gui.views.paper.colours import colour_of
from mlp_gui.views.tracer.chain_row import REUSED, SYMBOL_PX, TITLE_PX, TITLE_ROOM, WORDS_MIDDLE, WORDS_PX
from mlp_gui.views.tracer.page import CAPTION_PX, NUMBER_PX
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QColor, QPainter

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.tracer.chain_row import ChainRow, ChainStyle, FactorColumn
    from mlp_gui.views.tracer.page import TracerPage
    from mlp_gui.views.tracer.story import Story

    Lookup = Callable[[str], Formula | None]


def paint_chain(
    painter: QPainter,
    row: ChainRow,
    lookup: Lookup,
    controller: ThemeController,
    marks: tuple[Collection[FactorColumn], Collection[FactorColumn]],
    exposed: QRectF,
) -> None:
    """Paint what lies in the exposed area of the chain, which begins at (0, 0).

    Parameters
    ----------
    marks : (collection of FactorColumn, collection of FactorColumn)
        The factors hovered, in whichever view, and those selected.
    """
    theme, scale = controller.theme, row.style.scale
    # Less beside than above: the dots between factors keep clear of a frame.
    across, pad = 3.5 * scale, 5.0 * scale
    for frame in row.frames():
        draw_box(
            painter, frame.adjusted(-across, -pad, across, pad), 7 * scale, theme.cursor_soft, theme.cursor_line, 2.0
        )
    hovered, selected = marks
    for column in hovered:
        box = column.rect.adjusted(-across, -pad, across, pad)
        draw_box(painter, box, 7 * scale, theme.cursor_soft, theme.cursor, 1.75)
    for column in selected:
        y = column.rect.bottom() + 3.0 * scale
        painter.setPen(QPen(theme.cursor, 3.0 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(column.rect.left(), y, column.rect.right(), y))
    for box, title in row.boxes:
        draw_box(painter, box, 8 * scale, None, theme.text2, 1.75)
        _paint_title(painter, box, title, lookup, controller, row.style.title_scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.text2, 1.5 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for bracket, opens in row.brackets:
        painter.drawPath(_bracket(bracket, opens=opens))
    for sign, middle in row.signs:
        formula = lookup(sign)
        if formula is not None:
            size = SYMBOL_PX * scale
            left = middle.x() - formula.advance * size / 2.0
            formula.paint(painter, QPointF(left, middle.y() + 0.26 * size), size, theme.text2)
    for column in row.columns:
        if column.rect.intersects(exposed):
            _paint_column(painter, column, controller, row.style)


def _bracket(box: QRectF, *, opens: bool) -> QPainterPath:
    """Return a round bracket as high as a box, in the half of it that is next to what it holds."""
    inner, outer = (0.85, 0.25) if opens else (0.15, 0.75)
    x, bulge = box.left() + inner * box.width(), box.left() + outer * box.width()
    path = QPainterPath(QPointF(x, box.top()))
    third = box.height() / 4.0
    path.cubicTo(QPointF(bulge, box.top() + third), QPointF(bulge, box.bottom() - third), QPointF(x, box.bottom()))
    return path


def _paint_column(painter: QPainter, column: FactorColumn, controller: ThemeController, style: ChainStyle) -> None:
    theme, factor, scale = controller.theme, column.factor, style.scale
    colours = {factor.symbol: theme.text, factor.name: theme.text2}
    if factor.shows_number:
        colours[factor.number] = colour_of(factor.quantity, theme)
    for formula, origin, size in column.parts:
        formula.paint(painter, origin, size, colours[formula.latex])
    if not column.button.isNull():
        draw_box(painter, column.button, column.button.height() / 2.0, theme.hover, theme.line2)
        painter.setFont(controller.font(WORDS_PX * style.title_scale / controller.scale))
        painter.setPen(theme.text2)
        painter.drawText(column.button, Qt.AlignmentFlag.AlignCenter, factor.words)
    small = max(scale / controller.scale, 0.8)
    font = controller.font((14 if factor.standing is Standing.ASKED else 12) * small)
    paint_unknown(painter, column.box, factor.standing, font, theme, 6 * scale)


def _paint_title(
    painter: QPainter, box: QRectF, title: str, lookup: Lookup, controller: ThemeController, scale: float
) -> None:
    """Write on the upper edge of a box which error signal it is, or only that it is used again."""
    theme = controller.theme
    formula = lookup(title) if title else None
    font = controller.font(WORDS_PX * scale / controller.scale)
    metrics = QFontMetricsF(font)
    size = TITLE_PX * scale
    symbol = formula.advance * size + 5.0 * scale if formula is not None else 0.0
    words = next(
        (
            text
            for text in (f"computed once, {REUSED}", REUSED)
            if symbol + metrics.horizontalAdvance(text) <= box.width() - TITLE_ROOM * scale
        ),
        "",
    )
    if not words and formula is None:
        return
    width = metrics.horizontalAdvance(words) + (symbol if words else symbol - 5.0 * scale)
    left = max(box.center().x() - width / 2.0, box.left() + 6.0 * scale)
    baseline = box.top() + WORDS_MIDDLE * WORDS_PX * scale
    gap = 4.0 * scale
    painter.fillRect(QRectF(left - gap, box.top() - 2.0, width + 2.0 * gap, 4.5), theme.panel)
    if formula is not None:
        formula.paint(painter, QPointF(left, baseline), size, theme.text2)
    painter.setFont(font)
    painter.setPen(theme.text2)
    painter.drawText(QPointF(left + symbol, baseline), words)


def paint_check(painter: QPainter, story: Story, page: TracerPage, controller: ThemeController) -> None:
    """Paint derivative, central difference and relative difference; or why there is no derivative."""
    theme, line = controller.theme, page.hairline
    painter.setPen(QPen(theme.line, 1.0))
    at = QPointF(round(line.left()) + 0.5, round(line.top()) + 0.5)
    painter.drawLine(QLineF(at, at + QPointF(line.width(), line.height())))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if story.reason:
        painter.setFont(controller.font(CAPTION_PX))
        painter.setPen(theme.text2)
        for part in page.check:
            painter.drawText(part.caption, flags | Qt.TextFlag.TextWordWrap, part.words)
        return
    texts = zip(page.check, story.check_texts(), _check_colours(story, controller), strict=True)
    for part, (_, number), colour in texts:
        painter.setFont(controller.font(CAPTION_PX))
        painter.setPen(theme.text3)
        painter.drawText(part.caption, flags, part.words)
        painter.setFont(controller.font(NUMBER_PX, 600))
        painter.setPen(colour)
        painter.drawText(part.number, flags, number)


def _check_colours(story: Story, controller: ThemeController) -> tuple[QColor, QColor, QColor]:
    theme = controller.theme
    if not story.left.shows_number:
        return theme.text3, theme.text3, theme.text3
    error = theme.positive_error if story.chain > 0.0 else theme.negative_error
    agrees = theme.good if story.agrees else theme.error
    return error if story.chain else theme.text, error if story.central else theme.text, agrees
