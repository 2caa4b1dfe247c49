"""The page of the equations view: the line before, the sentence, the pair of symbols and numbers, and the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.equations.entries import condensed, split_terms
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out
from mlp_gui.views.equations.line import Line, line_of
from mlp_gui.views.paper import box_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.equations.entries import Entry
    from mlp_gui.views.equations.narration import Narration

    Lookup = Callable[[str], Formula | None]

LARGE: Final = 1.2
MARGIN: Final = 16
SYMBOL_PX: Final = 27
NUMBER_PX: Final = 23
PREVIOUS_PX: Final = 17
RULE_PX: Final = 16
VALUE_PX: Final = 18
NOTE_HEIGHT: Final = 27
CAPTION: Final = "current term"

# Sizes that are tried: terms are left out before letters get smaller than the first three.
_SIZES: Final = (1.0, 0.9, 0.8)
_SMALLER: Final = (0.7, 0.6, 0.5)
_LEAST: Final = 0.3
# A sum in brackets of more terms than this may be shortened.
_LONG: Final = 6
_LEAST_WITH_PREVIOUS: Final = 0.7
_COUNTS: Final = (12, 10, 8, 7, 6, 5, 4)


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
    def of(cls, controller: ThemeController, *, large: bool = False) -> PageStyle:
        """Return the style of the size in use; `large` for a page that the last row of a class can read."""
        factor = LARGE if large else 1.0
        return cls(factor * controller.scale, controller.font(14 * factor), controller.font(12 * factor))

    def px(self, length: float) -> float:
        """Return a length at 100 % in logical pixels."""
        return length * self.scale

    def gap_text(self, count: int) -> str:
        """Return what the chip of terms left out says."""
        return f"… + {count} terms"

    def gap_width(self, count: int) -> float:
        """Return the width of that chip."""
        return QFontMetricsF(self.caption_font).horizontalAdvance(self.gap_text(count)) + self.px(18)

    def grid(self, size: float, note_height: float = 0.0) -> GridStyle:
        """Return the style of the pair at a size, 1.0 for the usual, with room for words under the current term."""
        box = box_width(self.caption_font)
        symbol_px, number_px = self.px(SYMBOL_PX * size), self.px(NUMBER_PX * size)
        return GridStyle(symbol_px, number_px, box, self.px(NUMBER_PX * size + 7), self.gap_width, note_height)


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
    rest = sentence_height + style.px(28)
    note_height = style.px(NOTE_HEIGHT) if value is not None else 0.0
    shown, is_open = narration.shown_entries(), narration.is_open
    # The line before stays in sight if the pair need not become much smaller for it.
    for taken, least in ((rest + previous_height, _LEAST_WITH_PREVIOUS), (rest, 0.0)):
        room = QSizeF(width, size.height() - taken)
        grid, grid_style = _fit_pair(shown, lookup, style, (room, note_height), is_open)
        if value is not None and grid_style.symbol_px < style.px(SYMBOL_PX):
            # In a low dock the words go beside the pair, where it can then be larger.
            beside, beside_style = _fit_pair(shown, lookup, style, (room, 0.0), is_open)
            has_room = beside.line_count == 1 and beside.width + _note_width(value, style) + style.px(24) <= width
            if has_room and beside_style.symbol_px > grid_style.symbol_px:
                grid, grid_style = beside, beside_style
        if grid.height <= room.height() and grid_style.symbol_px >= style.px(SYMBOL_PX * least) - 0.01:
            break
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
    whole = _note_width(value, style)
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


def _note_width(value: Formula, style: PageStyle) -> float:
    """Return the width of "current term" with its value."""
    words = QFontMetricsF(style.caption_font).horizontalAdvance(CAPTION) + style.px(6)
    return words + value.advance * style.px(VALUE_PX)


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


def _fit_pair(
    shown: tuple[Entry, ...], lookup: Lookup, style: PageStyle, room: tuple[QSizeF, float], is_open: bool
) -> tuple[Grid, GridStyle]:
    """Return the pair as large as it fits: in one line, in several, then with terms left out.

    Parameters
    ----------
    room : tuple of QSizeF and float
        Width and height that there are, and the height of the words under the current term.
    """
    space, note_height = room
    for size in _SIZES:
        grid = lay_out(shown, lookup, style.grid(size, note_height), space.width())
        if grid.line_count == 1 and grid.width <= space.width() and grid.height <= space.height():
            return grid, style.grid(size, note_height)
    if is_open:
        return _shrunk(shown, lookup, style, _SIZES[-1], room)
    # Sums in brackets are torn apart before letters get small.
    for sizes in (_SIZES, _SMALLER):
        for inside in (False, True):
            n_terms = len(split_terms(shown, inside=inside))
            fewer = [count for count in _COUNTS if count < n_terms] if n_terms > _LONG or not inside else []
            for size, count in _tries(sizes, [n_terms, *fewer]):
                entries = condensed(shown, count, inside=inside)
                grid = lay_out(entries, lookup, style.grid(size, note_height), space.width(), inside=inside)
                if grid.height <= space.height() and grid.width <= space.width():
                    return grid, style.grid(size, note_height)
    return _shrunk(entries, lookup, style, size, room)


def _shrunk(
    entries: Sequence[Entry], lookup: Lookup, style: PageStyle, size: float, room: tuple[QSizeF, float]
) -> tuple[Grid, GridStyle]:
    """Return the pair so small that its widest term fits: higher than the page it may be, wider never."""
    space, note_height = room
    while True:
        grid_style = style.grid(size, note_height)
        grid = lay_out(entries, lookup, grid_style, space.width(), inside=True)
        if grid.width <= space.width() or size <= _LEAST:
            return grid, grid_style
        size *= min(space.width() / grid.width, 0.97)


def _tries(sizes: Sequence[float], counts: Sequence[int]) -> Iterator[tuple[float, int]]:
    """Yield every size with every count of terms, more terms before larger letters."""
    for count in counts:
        for size in sizes:
            yield size, count
