"""The upper part of the page: the line before and the sentence, one below the other or, on a low page, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.equations.line import Line, in_one_row, line_of
from mlp_gui.views.equations.page_style import MARGIN, PREVIOUS_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.equations.narration import Narration
    from mlp_gui.views.equations.page_style import PageStyle

    Lookup = Callable[[str], Formula | None]

WIDE: Final = 3.0
"""From so many times its height a page counts as low: what else stands in rows stands side by side."""
_INDENT: Final = 12
"""Room before the sentence, for its yellow bar."""
_GAP: Final = 32
_PAD: Final = 12
_TIGHT_PAD: Final = 5
"""Room above and below the line before, where it stands in a row of its own."""
_TOP: Final = 7
_BELOW: Final = 6
_COLUMN: Final = 0.46
"""Part of the page's width."""
_PLAIN: Final = 1.0
"""Ascent of a line without fractions in em: index and exponent."""
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """What stands above the pair, in logical pixels.

    Attributes
    ----------
    previous : Line or None
        The line before; None where there is none or no room.
    previous_at, previous_px : QPointF, float
        Left end of its baseline, and its size.
    hairline : float
        Height of the line below it; negative for none.
    sentence : QRectF
        Where the sentence stands; empty where it has no room.
    height : float
        Where a pair of any width may begin.
    aside : QRectF
        Where the line before stands beside the sentence; a pair that ends before it may begin at `beside`.
    beside : float
        Where such a pair may begin; the same as `height` where nothing stands aside.
    is_column : bool
        Whether all of it stands aside, in a column on the right.
    is_tight : bool
        Whether it stands close, with a pair whose rows do the same.
    """

    previous: Line | None
    previous_at: QPointF
    previous_px: float
    hairline: float
    sentence: QRectF
    height: float
    aside: QRectF
    beside: float
    is_column: bool = False
    is_tight: bool = False


def is_wide(size: QSizeF) -> bool:
    """Return whether a page is so low that what it says stands side by side."""
    return size.width() >= WIDE * size.height()


def headings(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Iterator[Heading]:
    """Yield headings with sentence and line before, from the most spacious to the lowest one."""
    width = size.width() - 2 * style.px(MARGIN)
    high = _Maker(narration, lookup, style, width, narration.previous)
    low = _Maker(narration, lookup, style, width, (in_one_row(form) for form in narration.previous))
    beside = list(low.side_by_side())
    if is_wide(size):
        beside.append(low.column(size.height()))
        yield from beside
    else:
        whole, lower = high.stacked(), low.stacked()
        if lower.height < whole.height:
            yield whole
        yield lower
        yield low.stacked(is_tight=True)
    yield from (replace(heading, is_tight=True) for heading in beside)
    if is_wide(size):
        yield low.stacked(is_tight=True)


def lone_sentence(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Heading:
    """Return the heading of a page that has no room for the line before."""
    return _Maker(narration, lookup, style, size.width() - 2 * style.px(MARGIN), ()).stacked(is_tight=True)


class _Maker:
    def __init__(
        self,
        narration: Narration,
        lookup: Lookup,
        style: PageStyle,
        width: float,
        forms: Iterable[Sequence[str]],
    ) -> None:
        lines = (line_of(form, lookup) for form in forms)
        self._forms = [line for line in lines if line is not None]
        self._sentence = narration.sentence
        self._style = style
        self._width = width
        # An opened sum can be shortened by a button at the right end.
        self._button = style.fewer_width() + style.px(_GAP) if narration.is_open else 0.0
        self._metrics = QFontMetricsF(style.sentence_font)

    def side_by_side(self) -> Iterator[Heading]:
        """Yield the sentence on the left and the line before on the right in one row, if they have room."""
        px = self._style.px
        words = self._metrics.horizontalAdvance(self._sentence) + px(2)
        size = px(PREVIOUS_PX)
        right = px(MARGIN) + self._width - self._button
        forms: list[Line | None] = [*self._forms] or [None]
        for form in forms:
            width = form.advance * size if form is not None else 0.0
            if px(MARGIN + _INDENT) + words + (px(_GAP) if form is not None else 0.0) + width > right:
                continue
            ascent, descent = (form.ascent * size, form.descent * size) if form is not None else (0.0, 0.0)
            baseline = px(_TOP) + max(self._metrics.ascent(), ascent)
            # Words of plain height stand at the top, however high the fractions beside them are.
            top = min(baseline, px(_TOP) + _PLAIN * size) - self._metrics.ascent()
            top = max(top, px(_TOP))
            sentence = QRectF(px(MARGIN + _INDENT), top, words, self._metrics.height())
            aside = QRectF(right - width, baseline - ascent, width, ascent + descent)
            bottom = px(_BELOW) + max(sentence.bottom(), aside.bottom())
            at = QPointF(right - width, baseline)
            yield Heading(form, at, size, -1.0, sentence, bottom, aside, sentence.bottom() + px(_BELOW))
            return

    def column(self, height: float) -> Heading:
        """Return the sentence and below it the line before, on the right of a narrow pair that needs all the height."""
        px = self._style.px
        width = _COLUMN * self._width
        left = px(MARGIN) + self._width - width
        words = self._height_of_sentence(width - px(_INDENT) - self._button)
        sentence = QRectF(left + px(_INDENT), px(_TOP), width - px(_INDENT) - self._button, words)
        previous, size = self._fitting(width)
        baseline = sentence.bottom() + px(12) + (previous.ascent * size if previous is not None else 0.0)
        bottom = baseline + previous.descent * size if previous is not None else sentence.bottom()
        aside = QRectF(left, px(_TOP), width, bottom - px(_TOP))
        at = QPointF(left, baseline)
        return Heading(previous, at, size, -1.0, sentence, height, aside, px(_TOP), is_column=True)

    def stacked(self, *, is_tight: bool = False) -> Heading:
        """Return the line before with a hairline below it, and then the sentence; `is_tight` with less room between."""
        px = self._style.px
        pad, below = (px(_TIGHT_PAD), px(_TIGHT_PAD / 2)) if is_tight else (px(_PAD), px(_PAD * 2 / 3))
        previous, size = self._fitting(self._width)
        top = 2 * pad + previous.height * size if previous is not None else 0.0
        previous_at = QPointF(px(MARGIN), pad + (previous.ascent * size if previous is not None else 0.0))
        hairline = top if previous is not None else -1.0
        if not self._sentence:
            begin = top + pad
            return Heading(previous, previous_at, size, hairline, QRectF(), begin, QRectF(), begin, is_tight=is_tight)
        width = self._width - px(_INDENT) - self._button
        sentence = QRectF(px(MARGIN + _INDENT), top + pad, width, self._height_of_sentence(width))
        begin = sentence.bottom() + below
        return Heading(previous, previous_at, size, hairline, sentence, begin, QRectF(), begin, is_tight=is_tight)

    def _height_of_sentence(self, width: float) -> float:
        return self._metrics.boundingRect(QRectF(0, 0, width, 10_000), _WRAP, self._sentence).height()

    def _fitting(self, width: float) -> tuple[Line | None, float]:
        """Return the longest form of the line before that fits a width, a little smaller if need be."""
        for line in self._forms:
            for size in (self._style.px(PREVIOUS_PX), self._style.px(PREVIOUS_PX - 2)):
                if line.advance * size <= width:
                    return line, size
        return None, 0.0
