"""The upper part of the page: the line before and the sentence, one below the other or, on a low page, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.equations.line import Line, in_one_row, line_of
from mlp_gui.views.equations.page_style import MARGIN, PREVIOUS_PX, Closeness

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
_PADS: Final = (12, 5, 3)
"""Room above and below the line before, where it stands in a row of its own, as close as it stands."""
_TOP: Final = 7
_BELOW: Final = 6
_CLOSEST_TOP: Final = 3
_CLOSEST_BELOW: Final = 2
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
    closeness : Closeness
        How close it stands, with a pair whose rows do the same.
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
    closeness: Closeness = Closeness.OPEN


def is_wide(size: QSizeF) -> bool:
    """Return whether a page is so low that what it says stands side by side."""
    return size.width() >= WIDE * size.height()


def headings(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Iterator[Heading]:
    """Yield headings with sentence and line before, from the most spacious to the lowest one."""
    high, low = _makers(narration, lookup, style, size)
    beside = _aside(low, size)
    if is_wide(size):
        yield from beside
    else:
        whole, lower = high.stacked(), low.stacked()
        if lower.height < whole.height:
            yield whole
        yield lower
        yield low.stacked(Closeness.TIGHT)
    yield from (replace(heading, closeness=Closeness.TIGHT) for heading in beside)
    if is_wide(size):
        yield low.stacked(Closeness.TIGHT)


def closest_headings(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Iterator[Heading]:
    """Yield headings with sentence and line before that stand as close as they can be read."""
    _, low = _makers(narration, lookup, style, size)
    yield from (replace(heading, closeness=Closeness.CLOSEST) for heading in _aside(low, size, Closeness.CLOSEST))
    yield low.stacked(Closeness.CLOSEST)


def lone_sentence(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> Heading:
    """Return the heading of a page that has no room for the line before."""
    return _Maker(narration, lookup, style, _width(style, size), ()).stacked(Closeness.TIGHT)


def _width(style: PageStyle, size: QSizeF) -> float:
    return size.width() - 2 * style.px(MARGIN)


def _makers(narration: Narration, lookup: Lookup, style: PageStyle, size: QSizeF) -> tuple[_Maker, _Maker]:
    """Return what makes headings with fractions in the line before, and with strokes in their place."""
    told = (narration, lookup, style, _width(style, size))
    return _Maker(*told, narration.previous), _Maker(*told, (in_one_row(form) for form in narration.previous))


def _aside(low: _Maker, size: QSizeF, closeness: Closeness = Closeness.OPEN) -> list[Heading]:
    """Return headings whose line before stands beside the sentence, or on a low page with it beside the pair."""
    return [*low.side_by_side(closeness), *([low.column(size.height())] if is_wide(size) else [])]


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

    def side_by_side(self, closeness: Closeness = Closeness.OPEN) -> Iterator[Heading]:
        """Yield the sentence on the left and the line before on the right in one row, if they have room."""
        px = self._style.px
        is_closest = closeness is Closeness.CLOSEST
        above, below = (px(_CLOSEST_TOP), px(_CLOSEST_BELOW)) if is_closest else (px(_TOP), px(_BELOW))
        words = self._metrics.horizontalAdvance(self._sentence) + px(2)
        size = px(PREVIOUS_PX)
        right = px(MARGIN) + self._width - self._button
        forms: list[Line | None] = [*self._forms] or [None]
        for form in forms:
            width = form.advance * size if form is not None else 0.0
            if px(MARGIN + _INDENT) + words + (px(_GAP) if form is not None else 0.0) + width > right:
                continue
            ascent, descent = (form.ascent * size, form.descent * size) if form is not None else (0.0, 0.0)
            baseline = above + max(self._metrics.ascent(), ascent)
            # Words of plain height stand at the top, however high the fractions beside them are.
            top = max(min(baseline, above + _PLAIN * size) - self._metrics.ascent(), above)
            sentence = QRectF(px(MARGIN + _INDENT), top, words, self._metrics.height())
            aside = QRectF(right - width, baseline - ascent, width, ascent + descent)
            bottom = below + max(sentence.bottom(), aside.bottom())
            at = QPointF(right - width, baseline)
            beside = sentence.bottom() + below
            yield Heading(form, at, size, -1.0, sentence, bottom, aside, beside, closeness=closeness)
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

    def stacked(self, closeness: Closeness = Closeness.OPEN) -> Heading:
        """Return the line before with a hairline below it, and then the sentence; close with less room between."""
        px = self._style.px
        pad = px(_PADS[closeness])
        below = pad / 2 if closeness else pad * 2 / 3
        previous, size = self._fitting(self._width, is_small=closeness is Closeness.CLOSEST)
        top = 2 * pad + previous.height * size if previous is not None else 0.0
        previous_at = QPointF(px(MARGIN), pad + (previous.ascent * size if previous is not None else 0.0))
        hairline = top if previous is not None else -1.0
        begin, sentence = top + pad, QRectF()
        if self._sentence:
            width = self._width - px(_INDENT) - self._button
            sentence = QRectF(px(MARGIN + _INDENT), top + pad, width, self._height_of_sentence(width))
            begin = sentence.bottom() + below
        return Heading(previous, previous_at, size, hairline, sentence, begin, QRectF(), begin, closeness=closeness)

    def _height_of_sentence(self, width: float) -> float:
        return self._metrics.boundingRect(QRectF(0, 0, width, 10_000), _WRAP, self._sentence).height()

    def _fitting(self, width: float, *, is_small: bool = False) -> tuple[Line | None, float]:
        """Return the longest form of the line before that fits a width, a little smaller if need be."""
        sizes = (PREVIOUS_PX - 2,) if is_small else (PREVIOUS_PX, PREVIOUS_PX - 2)
        for line in self._forms:
            for size in map(self._style.px, sizes):
                if line.advance * size <= width:
                    return line, size
        return None, 0.0
