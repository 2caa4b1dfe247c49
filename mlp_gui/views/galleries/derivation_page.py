"""The page of a derivation: numbered lines aligned at their equals signs, each with the rule that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from mlp_gui.views.galleries.derivation_story import left_side
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.galleries.derivation_story import DerivationStory

    Lookup = Callable[[str], Formula | None]

# Pixels at 100 %.
MARGIN: Final = 16
FORMULA_PX: Final = 17
RULE_PX: Final = 12
HEADING_PX: Final = 12
_NUMBER_WIDTH: Final = 18
_NUMBER_GAP: Final = 18
_RULE_WIDTH: Final = 190
_COLUMN_GAP: Final = 24
_LINE_GAP: Final = 12
_LINE_GAP_BELOW_RULE: Final = 18
_HEADING_GAP: Final = 12
_SECTION_GAP: Final = 18
_RULE_GAP: Final = 4
_PAD: Final = 5
# Part of their full size down to which formulas leave room for the rules beside them, and down to which all of them
# get smaller together; a line that is then still too wide gets smaller alone.
_LEAST_BESIDE: Final = 0.85
_LEAST_TOGETHER: Final = 0.75

_WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TO_THE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True, eq=False)
class DerivationRow:
    """One line at its place, in logical pixels.

    Attributes
    ----------
    number : int
        1 for the first.
    number_box : QRectF
        Where the number stands.
    formula : Formula
        The line.
    origin, px : QPointF, float
        Left end of its baseline, and its size.
    rule : str
        What makes it.
    rule_box : QRectF
        Where that is written.
    is_result : bool
        Whether the section ends here.
    """

    number: int
    number_box: QRectF
    formula: Formula
    origin: QPointF
    px: float
    rule: str
    rule_box: QRectF
    is_result: bool

    @property
    def box(self) -> QRectF:
        """Where the formula stands."""
        return self.formula.rect(self.origin, self.px)


@dataclass(frozen=True, slots=True, eq=False)
class DerivationPage:
    """Everything at its place, in logical pixels.

    Attributes
    ----------
    headings : tuple of (QRectF, str)
        The sections' titles, and where they stand.
    rows : tuple of DerivationRow
        The lines, first to last.
    height : float
        What all of it needs.
    """

    headings: tuple[tuple[QRectF, str], ...]
    rows: tuple[DerivationRow, ...]
    height: float


def lay_out_page(
    story: DerivationStory, lookup: Lookup, theme_controller: ThemeController, width: float
) -> DerivationPage:
    """Return the page: the rules stand in a column of their own, or below their lines where there is no room.

    Parameters
    ----------
    story : DerivationStory
        What is derived; its formulas are set.
    lookup : Callable
        Gives the set formula of a LaTeX text.
    theme_controller : ThemeController
        Fonts and scale.
    width : float
        That there is, in logical pixels.
    """
    return _Layout(story, lookup, theme_controller, width).page()


class _Layout:
    """Puts line below line."""

    def __init__(self, story: DerivationStory, lookup: Lookup, theme_controller: ThemeController, width: float) -> None:
        self._story = story
        self._lookup = lookup
        self._scale = scale = theme_controller.scale
        self._rule_metrics = QFontMetricsF(theme_controller.font(RULE_PX))
        self._heading_height = QFontMetricsF(theme_controller.font(HEADING_PX, 600)).height()
        self._margin = MARGIN * scale
        self._left = self._margin + (_NUMBER_WIDTH + _NUMBER_GAP) * scale
        self._room = max(width - self._left - self._margin, 1.0)
        self._width = width
        lefts = [formula.advance for formula in map(lookup, map(left_side, self._latex())) if formula is not None]
        self._equals = max(lefts, default=0.0)
        widest = max((self._shift(latex) + self._advance(latex) for latex in self._latex()), default=1.0)
        full = FORMULA_PX * scale
        longest = max((self._rule_metrics.horizontalAdvance(line.rule) for line in story.whole.lines), default=0.0)
        rule_width = min(longest + 2.0, _RULE_WIDTH * scale)
        gap = _COLUMN_GAP * scale
        size = min(full, (self._room - rule_width - gap) / widest)
        self._is_beside = size >= _LEAST_BESIDE * full
        self._px = size if self._is_beside else min(full, max(self._room / widest, _LEAST_TOGETHER * full))
        self._rule_left = self._left + widest * size + gap if self._is_beside else self._left
        self._rule_width = max(width - self._margin - self._rule_left, 1.0)

    def page(self) -> DerivationPage:
        """Return everything at its place."""
        scale, top = self._scale, 10.0 * self._scale
        line_gap = (_LINE_GAP if self._is_beside else _LINE_GAP_BELOW_RULE) * scale
        headings, rows = [], []
        number = 0
        for section in self._story.sections:
            heading = QRectF(self._margin, top, self._width - 2 * self._margin, self._heading_height)
            headings.append((heading, section.title))
            top += self._heading_height + _HEADING_GAP * scale
            for line in section.lines:
                number += 1
                formula = self._lookup(line.latex)
                if formula is None:
                    continue
                row, bottom = self._row(number, formula, line.rule, top, is_result=line is section.lines[-1])
                rows.append(row)
                top = bottom + line_gap
            top += (_SECTION_GAP + _PAD) * scale - line_gap
        return DerivationPage(tuple(headings), tuple(rows), top)

    def _row(
        self, number: int, formula: Formula, rule: str, top: float, *, is_result: bool
    ) -> tuple[DerivationRow, float]:
        """Return a line whose upper end is at `top`, and its lower end."""
        metrics, px, shift = self._rule_metrics, self._px, self._shift(formula.latex)
        if (shift + formula.advance) * px > self._room:
            px = min(px, self._room / formula.advance)
            shift = min(shift, max(self._room / px - formula.advance, 0.0))
        top += _PAD * self._scale if is_result else 0.0
        baseline = top + max(formula.ascent * px, metrics.ascent())
        below = baseline + formula.descent * px
        words_top = baseline - metrics.ascent() if self._is_beside else below + _RULE_GAP * self._scale
        words_top += _PAD * self._scale if is_result and not self._is_beside else 0.0
        needed = metrics.boundingRect(QRectF(0.0, 0.0, self._rule_width, 1e4), int(_WRAPPED), rule).height()
        words = QRectF(self._rule_left, words_top, self._rule_width, needed + 1.0)
        number_box = QRectF(self._margin, baseline - metrics.ascent(), _NUMBER_WIDTH * self._scale, metrics.height())
        origin = QPointF(self._left + shift * px, baseline)
        row = DerivationRow(number, number_box, formula, origin, px, rule, words, is_result)
        return row, max(below, words.bottom())

    def _latex(self) -> list[str]:
        return [line.latex for line in self._story.whole.lines]

    def _advance(self, latex: str) -> float:
        formula = self._lookup(latex)
        return formula.advance if formula is not None else 0.0

    def _shift(self, latex: str) -> float:
        """Return how far a line is moved to the right for its equals sign to stand below the others, in em."""
        return max(self._equals - self._advance(left_side(latex)), 0.0)


def paint_page(painter: QPainter, page: DerivationPage, theme_controller: ThemeController, exposed: QRectF) -> None:
    """Paint what lies in the exposed area; results are boxed."""
    theme, scale = theme_controller.theme, theme_controller.scale
    painter.setFont(theme_controller.font(HEADING_PX, 600))
    metrics = QFontMetricsF(painter.font())
    for box, title in page.headings:
        painter.setPen(theme.text2)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        start = box.left() + metrics.horizontalAdvance(title) + 10.0 * scale
        painter.setPen(QPen(theme.line, 1.0))
        y = round(box.center().y()) + 0.5
        painter.drawLine(QLineF(start, y, box.right(), y))
    painter.setFont(theme_controller.font(RULE_PX))
    pad = _PAD * scale
    for row in page.rows:
        whole = row.box.united(row.rule_box)
        if whole.bottom() + pad < exposed.top() or whole.top() - pad > exposed.bottom():
            continue
        if row.is_result:
            draw_box(painter, row.box.adjusted(-pad, -pad, pad, pad), 7.0 * scale, theme.hover, theme.line2)
        painter.setPen(theme.text3)
        painter.drawText(row.number_box, _TO_THE_RIGHT, str(row.number))
        row.formula.paint(painter, row.origin, row.px, theme.text)
        painter.setPen(theme.text2)
        painter.drawText(row.rule_box, _WRAPPED, row.rule)
