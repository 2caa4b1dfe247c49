"""Paints the tracer: the chain, and the gradient check below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from mlp_gui.look.numbers import fixed
from mlp_gui.views.equations.colours import colour_of
from mlp_gui.views.tracer.chain_row import SYMBOL_PX
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QColor, QPainter

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.tracer.chain_row import ChainRow, FactorColumn
    from mlp_gui.views.tracer.story import Story

    Lookup = Callable[[str], Formula | None]

CHECK_HEIGHT: Final = 58
CHECK_DECIMALS: Final = 8
# Beyond this the two derivatives disagree by more than rounding explains.
GOOD_RELATIVE: Final = 1e-5


def check_texts(story: Story) -> tuple[tuple[str, str], ...]:
    """Return the gradient check as captions with their numbers, as they are painted."""
    return (
        ("Chain", fixed(story.chain, CHECK_DECIMALS)),
        ("Central difference", fixed(story.central, CHECK_DECIMALS)),
        ("Relative difference", f"{story.relative:.1e}".replace("-", "−")),
    )


def paint_chain(
    painter: QPainter,
    row: ChainRow,
    lookup: Lookup,
    controller: ThemeController,
    hovered: Collection[FactorColumn],
    current: Collection[FactorColumn],
) -> None:
    """Paint the chain from (0, 0)."""
    theme, px = controller.theme, controller.px
    for column in (*current, *hovered):
        box = column.rect.adjusted(-px(7), -px(7), px(7), px(7))
        draw_box(painter, box, px(8), theme.cursor_soft, theme.cursor_line, 1.75)
    for box, title in row.boxes:
        draw_box(painter, box, px(8), None, theme.text2, 1.75)
        _paint_title(painter, box, title, lookup, controller)
    for sign, middle in row.signs:
        formula = lookup(sign)
        if formula is not None:
            size = SYMBOL_PX * row.scale
            left = middle.x() - formula.advance * size / 2.0
            formula.paint(painter, QPointF(left, middle.y() + 0.26 * size), size, theme.text2)
    for column in row.columns:
        colours = (theme.text, theme.text2, colour_of(column.factor.quantity, theme))
        for index, (formula, origin, size) in enumerate(column.parts):
            colour = colours[2] if formula.latex == column.factor.number else colours[min(index, 1)]
            formula.paint(painter, origin, size, colour)


def _paint_title(painter: QPainter, box: QRectF, title: str, lookup: Lookup, controller: ThemeController) -> None:
    """Write on the upper edge of a box which error signal it is."""
    theme = controller.theme
    formula = lookup(title)
    font = controller.font(12)
    metrics = QFontMetricsF(font)
    words = "computed once, reused"
    size = 14.0 * controller.scale
    symbol = formula.advance * size + controller.px(5) if formula is not None else 0.0
    width = metrics.horizontalAdvance(words) + symbol
    if width > box.width() - controller.px(16):
        words = "reused"
        width = metrics.horizontalAdvance(words) + symbol
    left = max(box.center().x() - width / 2.0, box.left() + controller.px(8))
    ground = QRectF(left - controller.px(5), box.top() - 2.0, width + controller.px(10), 4.0)
    painter.fillRect(ground, theme.panel)
    baseline = box.top() + metrics.ascent() / 2.0 - 1.0
    if formula is not None:
        formula.paint(painter, QPointF(left, baseline), size, theme.text2)
    painter.setFont(font)
    painter.setPen(theme.text2)
    painter.drawText(QPointF(left + symbol, baseline), words)


def paint_check(painter: QPainter, story: Story, area: QRectF, controller: ThemeController) -> None:
    """Paint derivative, central difference and relative difference side by side."""
    theme, px = controller.theme, controller.px
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(area.left(), round(area.top()) + 0.5, area.right(), round(area.top()) + 0.5))
    error = theme.positive_error if story.chain > 0.0 else theme.negative_error
    agrees = theme.good if story.relative <= GOOD_RELATIVE else theme.error
    colours: tuple[QColor, ...] = (error if story.chain else theme.text, error if story.central else theme.text, agrees)
    part = area.width() / 3.0
    for place, ((caption, number), colour) in enumerate(zip(check_texts(story), colours, strict=True)):
        left = area.left() + place * part
        painter.setFont(controller.font(12))
        painter.setPen(theme.text3)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, area.top() + px(8), part, px(18)), flags, caption)
        painter.setFont(controller.font(14, 600))
        painter.setPen(colour)
        painter.drawText(QRectF(left, area.top() + px(27), part, px(20)), flags, number)
