"""The page of the equations view: the line before, the sentence, the pair of symbols and numbers, and the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration

    Lookup = Callable[[str], Formula | None]

MARGIN: Final = 16
SYMBOL_PX: Final = 27
NUMBER_PX: Final = 23
PREVIOUS_PX: Final = 17
RULE_PX: Final = 16

# A sum of more terms than this shows some of them until it is opened; opened, it shows at most so many.
FEW_TERMS: Final = 14
MANY_TERMS: Final = 200

# Sizes that are tried: first in one line, then in several.
_SIZES: Final = (1.0, 0.9, 0.8)
_SMALLER: Final = (1.0, 0.9, 0.8, 0.7, 0.6)
_COUNTS: Final = (12, 10, 8, 7, 6, 5, 4, 3)


@dataclass(frozen=True, slots=True, eq=False)
class PageStyle:
    """Fonts and measures of the page at one size.

    Attributes
    ----------
    scale : float
        1.0 for 100 %.
    sentence_font, caption_font : QFont
        Of the sentence, and of captions and chips.
    """

    scale: float
    sentence_font: QFont
    caption_font: QFont

    @classmethod
    def of(cls, controller: ThemeController) -> PageStyle:
        """Return the style of the size in use."""
        return cls(controller.scale, controller.font(14), controller.font(12))

    def px(self, length: float) -> float:
        """Return a length at 100 % in logical pixels."""
        return length * self.scale

    def gap_text(self, count: int) -> str:
        """Return what the chip of terms left out says."""
        return f"… + {count} terms"

    def gap_width(self, count: int) -> float:
        """Return the width of that chip."""
        return QFontMetricsF(self.caption_font).horizontalAdvance(self.gap_text(count)) + self.px(18)

    def grid(self, size: float) -> GridStyle:
        """Return the style of the pair at a size, 1.0 for the usual."""
        box = QFontMetricsF(self.caption_font).horizontalAdvance("next") + self.px(14)
        return GridStyle(
            self.px(SYMBOL_PX * size), self.px(NUMBER_PX * size), box, self.px(NUMBER_PX * size + 7), self.gap_width
        )


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Everything at its place, in logical pixels.

    Attributes
    ----------
    previous : Formula or None
        The line before, and where it stands; None where there is none or no room.
    previous_at, previous_px : QPointF, float
        Left end of its baseline, and its size.
    upper_line, lower_line : float
        Heights of the hairlines; negative for none.
    sentence : QRectF
        Where the sentence stands.
    grid : Grid
        The pair.
    grid_at : QPointF
        Where the pair's upper left corner stands.
    grid_style : GridStyle
        Its sizes.
    caption : QRectF
        Where the caption of the current term stands; empty for none.
    fewer : QRectF
        Button that leaves terms out again; empty where none can be.
    rule : Formula or None
        The rule; None where there is none or no room.
    rule_at : QPointF
        Left end of its baseline.
    height : float
        What all of it needs.
    """

    previous: Formula | None
    previous_at: QPointF
    previous_px: float
    upper_line: float
    lower_line: float
    sentence: QRectF
    grid: Grid
    grid_at: QPointF
    grid_style: GridStyle
    caption: QRectF
    fewer: QRectF
    rule: Formula | None
    rule_at: QPointF
    height: float


def wanted_formulas(narration: Narration, is_open: bool) -> Iterator[str]:
    """Yield the LaTeX of everything that the page may show."""
    yield from narration.previous
    if narration.rule:
        yield narration.rule
    for entry in shown_entries(narration.entries, is_open):
        if entry.symbol and not entry.left_out:
            yield entry.symbol
        if entry.shows_number:
            yield entry.number


def shown_entries(entries: tuple[Entry, ...], is_open: bool) -> tuple[Entry, ...]:
    """Return what of an equation is worth laying out: a sum of hundreds of terms is cut before, not after."""
    return condensed(entries, MANY_TERMS if is_open else FEW_TERMS)


def lay_out_page(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF, is_open: bool) -> Page:
    """Lay the page out; what does not fit is left out from the rule upwards, the pair last of all."""
    margin = style.px(MARGIN)
    width = size.width() - 2 * margin
    metrics = QFontMetricsF(style.sentence_font)
    flags = int(Qt.TextFlag.TextWordWrap)
    text = QRectF(0, 0, width - style.px(12), 10_000)
    sentence_height = metrics.boundingRect(text, flags, narration.sentence).height() if narration.sentence else 0.0
    previous, previous_px = _fitting(narration.previous, lookup, style, width)
    rule = lookup(narration.rule) if narration.rule else None
    if rule is not None and rule.advance * style.px(RULE_PX) + style.px(48) > width:
        rule = None
    previous_height = style.px(24) + previous.height * previous_px if previous is not None else 0.0
    rule_height = style.px(18) + rule.height * style.px(RULE_PX) if rule is not None else 0.0
    rest = sentence_height + style.px(22)
    grid, grid_style = _fit_pair(narration.entries, lookup, style, (width, size.height() - rest), is_open)
    caption_height = style.px(20) if grid.frames else 0.0
    spare = size.height() - rest - grid.height - style.px(6)
    if previous is not None and spare < previous_height:
        previous, previous_height = None, 0.0
    spare -= previous_height
    if rule is not None and spare < rule_height:
        rule, rule_height = None, 0.0
    spare -= rule_height
    if spare < caption_height:
        caption_height = 0.0
    spare = max(spare - caption_height, 0.0)

    # What room is left goes around the pair, most of it below.
    top = previous_height + style.px(12)
    sentence = QRectF(margin + style.px(12), top, width - style.px(12), sentence_height)
    grid_top = (sentence.bottom() + style.px(8) if sentence_height else top) + min(0.35 * spare, style.px(40))
    bottom = grid_top + grid.height
    caption = QRectF()
    if caption_height:
        frame = grid.frames[-1].translated(margin, grid_top)
        caption = QRectF(frame.center().x() - style.px(80), bottom, style.px(160), caption_height)
    height = max(bottom + caption_height + rule_height + style.px(6), size.height())
    return Page(
        previous=previous,
        previous_at=QPointF(margin, style.px(12) + (previous.ascent * previous_px if previous is not None else 0.0)),
        previous_px=previous_px,
        upper_line=previous_height if previous is not None else -1.0,
        lower_line=height - rule_height if rule is not None else -1.0,
        sentence=sentence,
        grid=grid,
        grid_at=QPointF(margin, grid_top),
        grid_style=grid_style,
        caption=caption,
        fewer=_fewer(style, sentence, is_open),
        rule=rule,
        rule_at=QPointF(
            margin + style.px(40),
            height - rule_height + style.px(9) + (rule.ascent * style.px(RULE_PX) if rule is not None else 0.0),
        ),
        height=height,
    )


def _fewer(style: PageStyle, sentence: QRectF, is_open: bool) -> QRectF:
    if not is_open:
        return QRectF()
    width = QFontMetricsF(style.caption_font).horizontalAdvance("Fewer terms") + style.px(18)
    return QRectF(sentence.right() - width, sentence.top() - style.px(2), width, style.px(22))


def _fitting(forms: Sequence[str], lookup: Lookup, style: PageStyle, width: float) -> tuple[Formula | None, float]:
    """Return the longest form of the line before that fits, a little smaller if need be."""
    for latex in forms:
        formula = lookup(latex)
        if formula is None:
            continue
        for px in (style.px(PREVIOUS_PX), style.px(PREVIOUS_PX - 2)):
            if formula.advance * px <= width:
                return formula, px
    return None, 0.0


def _fit_pair(
    entries: tuple[Entry, ...], lookup: Lookup, style: PageStyle, room: tuple[float, float], is_open: bool
) -> tuple[Grid, GridStyle]:
    """Return the pair as large as it fits: in one line, in several, then with terms left out."""
    width, height = room
    shown = shown_entries(entries, is_open)
    for size in _SIZES:
        grid = lay_out(shown, lookup, style.grid(size), width)
        if grid.line_count == 1 and grid.width <= width:
            return grid, style.grid(size)
    if is_open:
        return lay_out(shown, lookup, style.grid(_SIZES[-1]), width), style.grid(_SIZES[-1])
    n_terms = len(split_terms(shown))
    for count in (n_terms, *(count for count in _COUNTS if count < n_terms)):
        cut = condensed(shown, count) if count < n_terms else shown
        for size in _SMALLER:
            grid = lay_out(cut, lookup, style.grid(size), width)
            if grid.height <= height and grid.width <= width:
                return grid, style.grid(size)
    return grid, style.grid(_SMALLER[-1])
