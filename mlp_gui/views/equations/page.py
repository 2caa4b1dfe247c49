"""The page of the equations view: the line before, the sentence, the pair of symbols and numbers, and the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.equations.fitting import PairFitter
from mlp_gui.views.equations.line import Line, line_of
from mlp_gui.views.equations.page_style import CAPTION, SYMBOL_PX, PageStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.grid import Grid, GridStyle
    from mlp_gui.views.equations.narration import Narration

    Lookup = Callable[[str], Formula | None]

MARGIN: Final = 16
PREVIOUS_PX: Final = 17
RULE_PX: Final = 16

# Parts of the pair's full size: the line before, and then the sentence, give way before it gets smaller.
_LEAST_WITH_PREVIOUS: Final = 0.85
_LEAST_WITH_SENTENCE: Final = 0.78


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Everything at its place, in logical pixels.

    Attributes
    ----------
    previous : Line or None
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
        Where the words under the current term stand; empty for none.
    term_value : Formula or None
        Value of the current term, behind those words.
    term_value_at : QPointF
        Left end of its baseline.
    fewer : QRectF
        Button that leaves terms out again; empty where none can be.
    rule : Formula or None
        The rule; None where there is none or no room.
    rule_at : QPointF
        Left end of its baseline.
    height : float
        What all of it needs.
    """

    previous: Line | None
    previous_at: QPointF
    previous_px: float
    upper_line: float
    lower_line: float
    sentence: QRectF
    grid: Grid
    grid_at: QPointF
    grid_style: GridStyle
    caption: QRectF
    term_value: Formula | None
    term_value_at: QPointF
    fewer: QRectF
    rule: Formula | None
    rule_at: QPointF
    height: float


def lay_out_page(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Page:
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
    value = lookup(narration.term_value) if narration.term_value else None
    least = style.px(12 + 8 + 6)
    fitter = PairFitter(narration, lookup, style, value)
    # The line before stays in sight if the pair need not become much smaller for it, and so does the sentence.
    for taken, least_size in (
        (least + sentence_height + previous_height, _LEAST_WITH_PREVIOUS),
        (least + sentence_height, _LEAST_WITH_SENTENCE),
    ):
        grid, grid_style = fitter.fit(QSizeF(width, size.height() - taken))
        is_large = grid_style.symbol_px >= style.px(SYMBOL_PX * least_size) - 0.01
        if is_large and grid.height <= size.height() - taken:
            break
    else:
        alone, alone_style = fitter.fit(QSizeF(width, size.height() - least))
        if alone_style.symbol_px > grid_style.symbol_px or alone.height < grid.height:
            grid, grid_style, sentence_height = alone, alone_style, 0.0
    is_open = narration.is_open
    rest = least + sentence_height
    spare = size.height() - rest - grid.height
    if previous is not None and spare < previous_height:
        previous, previous_height = None, 0.0
    spare -= previous_height
    if rule is not None and spare < rule_height:
        rule, rule_height = None, 0.0
    spare = max(spare - rule_height, 0.0)

    # What room is left goes around the pair, most of it below.
    top = previous_height + style.px(12)
    sentence = QRectF(margin + style.px(12), top, width - style.px(12), sentence_height)
    grid_top = (sentence.bottom() + style.px(8) if sentence_height else top) + min(0.35 * spare, style.px(40))
    bottom = grid_top + grid.height
    caption, value_at = _caption((grid, grid_style), value, style, QPointF(margin, grid_top), width)
    height = max(bottom + rule_height + style.px(6), size.height())
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
        term_value=value if not caption.isEmpty() else None,
        term_value_at=value_at,
        fewer=_fewer(style, sentence, is_open),
        rule=rule,
        rule_at=QPointF(
            margin + style.px(40),
            height - rule_height + style.px(9) + (rule.ascent * style.px(RULE_PX) if rule is not None else 0.0),
        ),
        height=height,
    )


def _caption(
    pair: tuple[Grid, GridStyle], value: Formula | None, style: PageStyle, origin: QPointF, width: float
) -> tuple[QRectF, QPointF]:
    """Return where "current term" stands, and its value: under the frame's middle, or beside a pair without room."""
    grid, grid_style = pair
    if value is None or not grid.frames:
        return QRectF(), QPointF()
    words = QFontMetricsF(style.caption_font).horizontalAdvance(CAPTION) + style.px(6)
    whole = style.note_width(value.advance)
    if grid_style.note_height:
        frame = grid.frames[-1].translated(origin)
        left = max(min(frame.center().x() - whole / 2.0, origin.x() + width - whole), origin.x())
        top = frame.bottom() + style.px(3)
        baseline = top + style.px(16)
    else:
        left = origin.x() + grid.width + style.px(24)
        baseline = origin.y() + max(column.number_at.y() for column in grid.columns)
        top = baseline - style.px(16)
    return QRectF(left, top, words, style.px(22)), QPointF(left + words, baseline)


def _fewer(style: PageStyle, sentence: QRectF, is_open: bool) -> QRectF:
    if not is_open:
        return QRectF()
    width = QFontMetricsF(style.caption_font).horizontalAdvance("Fewer terms") + style.px(18)
    return QRectF(sentence.right() - width, sentence.top() - style.px(2), width, style.px(22))


def _fitting(
    forms: Sequence[Sequence[str]], lookup: Lookup, style: PageStyle, width: float
) -> tuple[Line | None, float]:
    """Return the longest form of the line before that fits, a little smaller if need be."""
    for form in forms:
        line = line_of(form, lookup)
        if line is None:
            continue
        for px in (style.px(PREVIOUS_PX), style.px(PREVIOUS_PX - 2)):
            if line.advance * px <= width:
                return line, px
    return None, 0.0
