"""The page of the equations view: the line before, the sentence, the pair of symbols and numbers, and the rule."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.equations.fitting import EFFORTS, KEEPING, Fitted, PairFitter
from mlp_gui.views.equations.heading import Heading, closest_headings, headings, is_wide, lone_sentence
from mlp_gui.views.equations.line import Line, line_of
from mlp_gui.views.equations.page_style import CAPTION, MARGIN, NOTE_GAP, RULE, RULE_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.fitting import Effort
    from mlp_gui.views.equations.grid import Grid, GridStyle
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]

_BELOW: Final = 4
"""Room below the pair."""
_ASIDE_GAP: Final = 36


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Everything at its place, in logical pixels.

    Attributes
    ----------
    heading : Heading
        The line before, and the sentence.
    grid : Grid
        The pair.
    grid_at : QPointF
        Where the pair's upper left corner stands.
    grid_style : GridStyle
        Its sizes.
    caption : QRectF
        Where the words under the current term stand; empty for none.
    term_value : Line or None
        Equals sign and value of the current term, behind those words.
    term_value_at : QPointF
        Left end of its baseline.
    fewer : QRectF
        Button that leaves terms out again; empty where none can be.
    rule : Formula or None
        The rule; None where there is none or no room.
    rule_words, rule_at : QRectF, QPointF
        Where the word before it stands, and the left end of its own baseline.
    lower_line : float
        Height of the hairline above the rule; negative for none.
    width, height : float
        The page's width, and what height all of it needs.
    """

    heading: Heading
    grid: Grid
    grid_at: QPointF
    grid_style: GridStyle
    caption: QRectF
    term_value: Line | None
    term_value_at: QPointF
    fewer: QRectF
    rule: Formula | None
    rule_words: QRectF
    rule_at: QPointF
    lower_line: float
    width: float
    height: float

    @property
    def current(self) -> QRectF:
        """Where the current term stands, with the words about it; empty for none."""
        frames = [frame.translated(self.grid_at) for frame in self.grid.frames]
        return functools.reduce(QRectF.united, [*frames, self.caption], QRectF())


def lay_out_page(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Page:
    """Lay the page out: what does not fit stands closer, or goes without rule and line before; then it scrolls."""
    return _Arrangement(narration, lookup, style, size).page()


class _Arrangement:
    def __init__(self, narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> None:
        self._narration = narration
        self._lookup = lookup
        self._style = style
        self._size = size
        self._left = style.px(MARGIN)
        self._width = size.width() - 2 * self._left
        value = ("=", narration.term_value) if narration.term_value else ()
        self._value = line_of(value, lookup) if value else None
        self._note_width = style.note_width(self._value.advance) if self._value is not None else 0.0
        self._fitter = PairFitter(narration, lookup, style, self._note_width)
        rule = lookup(narration.rule) if narration.rule else None
        self._rule_width = style.rule_width(rule.advance) if rule is not None else 0.0
        self._rule = rule if rule is not None and self._rule_width <= self._width else None

    def page(self) -> Page:
        """Return the page with all its words above a pair of good size; without the line before only if need be."""
        told = (self._narration, self._lookup, self._style, self._size)
        full, closest = list(headings(*told)), list(closest_headings(*told))
        tries = ((full, EFFORTS[:KEEPING]), (closest, EFFORTS[:KEEPING]), ([*full, *closest], EFFORTS[KEEPING:]))
        for choice, efforts in (*tries, ([lone_sentence(*told)], EFFORTS)):
            for effort in efforts:
                for heading in choice:
                    found = self._fitted(heading, effort)
                    if found is not None:
                        return self._placed(heading, *found)
        lowest = full[-1]
        return self._placed(lowest, self._fitter.overflowing(QSizeF(self._width, self._size.height())), "below")

    def _fitted(self, heading: Heading, effort: Effort) -> tuple[Fitted, str] | None:
        """Return the pair below a heading, and where the rule may stand: "aside", "beside" or "below" it."""
        height = self._size.height() - self._style.px(_BELOW)
        room = QSizeF(self._width, height - heading.height)
        if not is_wide(self._size):
            found = self._fitter.fit((room,), effort, closeness=heading.closeness)
            return (found[0], "below") if found is not None else None
        gap = self._style.px(_ASIDE_GAP)
        rule_width = self._rule_width + gap if self._rule is not None else 0.0
        aside = max(heading.aside.width() + gap if heading.aside.width() else 0.0, rule_width)
        rooms = (
            QSizeF(self._width - aside, height - heading.beside),
            QSizeF(self._width - rule_width, room.height()),
            room,
        )
        found = self._fitter.fit(rooms, effort, closeness=heading.closeness)
        return (found[0], ("aside", "beside", "below")[found[1]]) if found is not None else None

    def _placed(self, heading: Heading, fitted: Fitted, rule: str) -> Page:
        style, grid = self._style, fitted.grid
        begin = heading.beside if rule == "aside" else heading.height
        spare = self._size.height() - begin - style.px(_BELOW) - grid.height
        rule_height = style.px(18) + self._rule.height * style.px(RULE_PX) if self._rule is not None else 0.0
        below = rule_height if rule == "below" and spare >= rule_height else 0.0
        spare = max(spare - below, 0.0)
        # What room is left goes around the pair, most of it below.
        top = begin + min(0.35 * spare, style.px(40))
        grid_at = QPointF(self._left, top)
        height = max(top + grid.height + below + style.px(_BELOW), self._size.height())
        caption, value_at = self._caption(fitted, grid_at)
        rule_at = None
        if self._rule is not None and rule != "below":
            middle = top + (grid.height - fitted.style.note_height) / 2.0
            if rule == "aside":
                lowest = heading.aside.bottom() if heading.aside.width() else 0.0
                highest = lowest + style.px(10) + self._rule.height * style.px(RULE_PX) / 2.0
                middle = highest if heading.is_column else max(middle, highest)
            # A rule may be wider than the column that it stands in, never than what the pair leaves.
            left = self._left + self._width - self._rule_width
            left = min(left, heading.aside.left()) if heading.is_column else left
            rule_at = self._rule_at(left, middle)
            if rule_at.y() + self._rule.descent * style.px(RULE_PX) > height:
                rule_at = None
        elif below:
            rule_at = self._rule_at(self._left, height - rule_height / 2.0)
        return Page(
            heading=heading,
            grid=grid,
            grid_at=grid_at,
            grid_style=fitted.style,
            caption=caption,
            term_value=self._value if not caption.isEmpty() else None,
            term_value_at=value_at,
            fewer=self._fewer(heading),
            rule=self._rule if rule_at is not None else None,
            rule_words=self._rule_words(rule_at) if rule_at is not None else QRectF(),
            rule_at=rule_at if rule_at is not None else QPointF(),
            lower_line=height - rule_height if below else -1.0,
            width=self._size.width(),
            height=height,
        )

    def _rule_at(self, left: float, middle: float) -> QPointF:
        """Return where the rule's baseline begins, its word standing at `left` and its ink around `middle`."""
        assert self._rule is not None
        px = self._style.px(RULE_PX)
        baseline = middle + (self._rule.ascent - self._rule.descent) * px / 2.0
        return QPointF(left + self._style.words_width(RULE), baseline)

    def _rule_words(self, rule_at: QPointF) -> QRectF:
        width = self._style.words_width(RULE)
        return QRectF(rule_at.x() - width, rule_at.y() - self._style.px(16), width, self._style.px(22))

    def _caption(self, fitted: Fitted, origin: QPointF) -> tuple[QRectF, QPointF]:
        """Return where "current term" stands, and its value: under the frame's middle, or beside the pair."""
        style, grid = self._style, fitted.grid
        if self._value is None or not grid.frames:
            return QRectF(), QPointF()
        words = style.words_width(CAPTION)
        if fitted.style.note_height:
            frame = grid.frames[-1].translated(origin)
            right = origin.x() + self._width - self._note_width
            left = max(min(frame.center().x() - self._note_width / 2.0, right), origin.x())
            top, height = frame.bottom() + style.px(2), fitted.style.note_height - style.px(3)
            baseline = top + style.px(16)
        else:
            line = next(column for column in reversed(grid.columns) if column.rect.intersects(grid.frames[-1]))
            beside = [column for column in grid.columns if column.number_at.y() == line.number_at.y()]
            left = origin.x() + max(column.rect.right() for column in beside) + style.px(NOTE_GAP)
            baseline = origin.y() + line.number_at.y()
            top, height = baseline - style.px(16), style.px(21)
        return QRectF(left, top, words, height), QPointF(left + words, baseline)

    def _fewer(self, heading: Heading) -> QRectF:
        if not self._narration.is_open:
            return QRectF()
        width = self._style.fewer_width()
        top = heading.sentence.top() if not heading.sentence.isEmpty() else max(heading.hairline, 0.0) + 12.0
        return QRectF(self._left + self._width - width, top - self._style.px(2), width, self._style.px(22))
