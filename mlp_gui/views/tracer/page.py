"""The page of the tracer: the chain, and the gradient check below it or beside it, as large as both fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.paper import box_width
from mlp_gui.views.tracer.chain_layout import lay_out_chain
from mlp_gui.views.tracer.chain_row import WORDS_PX, ChainRow, ChainStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.tracer.story import Story

    Lookup = Callable[[str], Formula | None]

MARGIN: Final = 16
CAPTION_PX: Final = 12
NUMBER_PX: Final = 14
_CAPTION_HEIGHT, _NUMBER_HEIGHT = 18, 20
_GAP: Final = 8
# Sizes that are tried, and where the check stands at each: roomy before dense. At the last one numbers are 11 pixels
# high; what does not fit then is scrolled, at a size that is read with ease.
_SIZES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
_SCROLLED: Final = 0.85
_READABLE_TITLE: Final = 0.9
# Chains of more factors than this are scrolled anyway, and no smaller size is tried.
_MANY: Final = 60
# Part of its height to which a chain shrinks where it has fewer lines, and not only smaller letters.
_SPARES_LINES: Final = 0.8
# Width of a scrolled chain that the check may stand beside, so that it is in sight at once.
_LEAST_BESIDE: Final = 360


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One number of the gradient check with its caption, in logical pixels.

    Attributes
    ----------
    words : str
        The caption, shorter where everything stands in one line.
    caption, number : QRectF
        Where they stand, both from the left.
    """

    words: str
    caption: QRectF
    number: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class TracerPage:
    """Everything at its place, in logical pixels.

    Attributes
    ----------
    row : ChainRow
        The chain.
    row_at : QPointF
        Where its upper left corner stands.
    check : tuple of CheckPart
        Derivative, central difference and relative difference.
    hairline : QRectF
        Of no width or no height: what divides the two.
    height : float
        What all of it needs.
    """

    row: ChainRow
    row_at: QPointF
    check: tuple[CheckPart, ...]
    hairline: QRectF
    height: float


def lay_out_page(story: Story, lookup: Lookup, controller: ThemeController, room: QSizeF) -> TracerPage:
    """Lay the chain out as large as it fits with its check; where nothing fits, the page is higher than the room."""
    check = _Check(story, controller)
    widths = (room.width(), room.width(), room.width() - check.beside_width)
    heights = (check.roomy_height, check.dense_height, 0.0)
    places = (check.roomy, check.dense, check.beside)
    allowed = (True, check.dense_width <= room.width(), room.height() >= check.beside_height)
    margin = controller.px(MARGIN)
    for size in _SIZES if sum(1 for _ in story.factors()) <= _MANY else ():
        rows: dict[float, ChainRow] = {}
        for width, height, place, is_allowed in zip(widths, heights, places, allowed, strict=True):
            inner = width - 2 * margin
            if not is_allowed or inner <= 0:
                continue
            if inner not in rows:
                rows[inner] = _row(story, lookup, controller, size, inner)
            row = rows[inner]
            if row.width <= inner and row.height + height + controller.px(_GAP) <= room.height():
                return _placed(row, place(room), controller, height, room.height())
    return _scrolled(story, lookup, controller, room, check)


def _scrolled(story: Story, lookup: Lookup, controller: ThemeController, room: QSizeF, check: _Check) -> TracerPage:
    """Return a page that is higher than the room: the check beside its upper end, in sight, or else at its end."""
    margin, gap = controller.px(MARGIN), controller.px(_GAP)
    whole = room.width() - 2 * margin
    beside = whole - check.beside_width
    row = _scrolled_row(story, lookup, controller, whole)
    if beside >= controller.px(_LEAST_BESIDE) and room.height() >= check.beside_height:
        narrow = _scrolled_row(story, lookup, controller, beside)
        if narrow.width <= beside and row.height >= _SPARES_LINES * narrow.height:
            parts, line = check.beside(room)
            needed = max(narrow.height + gap, room.height())
            line.setHeight(needed - 2.0 * line.top())
            return _placed(narrow, (parts, line), controller, 0.0, needed)
    needed = max(row.height + check.roomy_height + gap, room.height())
    place = check.roomy(QSizeF(room.width(), needed))
    return _placed(row, place, controller, check.roomy_height, needed)


def _scrolled_row(story: Story, lookup: Lookup, controller: ThemeController, width: float) -> ChainRow:
    """Return a chain at a size that is read with ease, or at the least one where it then needs fewer lines."""
    row = _row(story, lookup, controller, _SCROLLED, width)
    smaller = _row(story, lookup, controller, _SIZES[-1], width)
    return smaller if row.width > width or smaller.height < _SPARES_LINES * row.height else row


def _row(story: Story, lookup: Lookup, controller: ThemeController, size: float, width: float) -> ChainRow:
    scale = size * controller.scale
    readable = max(size, _READABLE_TITLE)
    words = QFontMetricsF(controller.font(WORDS_PX * readable))
    style = ChainStyle(scale, readable * controller.scale, box_width(controller.font(12 * max(size, 0.8))), words)
    return lay_out_chain(story.lines, lookup, style, width)


def _placed(
    row: ChainRow,
    check: tuple[tuple[CheckPart, ...], QRectF],
    controller: ThemeController,
    check_height: float,
    height: float,
) -> TracerPage:
    px = controller.px
    spare = height - check_height - row.height
    parts, hairline = check
    return TracerPage(row, QPointF(px(MARGIN), min(max(spare / 3.0, px(2)), px(28))), parts, hairline, height)


class _Check:
    """The gradient check in three forms: captions above numbers, beside them, or all of it beside the chain."""

    def __init__(self, story: Story, controller: ThemeController) -> None:
        self._px = controller.px
        captions, numbers = (QFontMetricsF(f) for f in (controller.font(CAPTION_PX), controller.font(NUMBER_PX, 600)))
        texts = story.check_texts()
        self._texts = [caption for caption, _ in texts]
        self._short = [caption.removesuffix(" difference") for caption in self._texts]
        self._captions = [captions.horizontalAdvance(caption) + 2.0 for caption in self._texts]
        self._short_captions = [captions.horizontalAdvance(caption) + 2.0 for caption in self._short]
        # What a number may need once it is known, so that nothing jumps when it comes.
        least = numbers.horizontalAdvance("−0.00000000")
        self._numbers = [max(numbers.horizontalAdvance(number), least) + 2.0 for _, number in texts]
        self._margin = self._px(MARGIN)
        self.roomy_height = float(self._px(58))
        self.dense_height = float(self._px(34))
        self.beside_width = max(*self._captions, *self._numbers) + self._px(MARGIN)
        self.beside_height = 3.0 * self._px(_CAPTION_HEIGHT + _NUMBER_HEIGHT + 4) + self._px(_GAP)
        self.dense_width = (
            sum(self._short_captions) + sum(self._numbers) + 2.0 * self._margin + self._px(3 * 6 + 2 * 16)
        )

    def roomy(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return captions above numbers, in thirds of the width."""
        px, top = self._px, room.height() - self.roomy_height
        third = (room.width() - 2 * self._margin) / 3.0
        lefts = [self._margin + place * third for place in range(3)]
        parts = tuple(
            CheckPart(
                words,
                QRectF(left, top + px(8), third, px(_CAPTION_HEIGHT)),
                QRectF(left, top + px(27), third, px(_NUMBER_HEIGHT)),
            )
            for words, left in zip(self._texts, lefts, strict=True)
        )
        return parts, QRectF(self._margin, top, room.width() - 2 * self._margin, 0.0)

    def dense(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return everything in one line."""
        px, top = self._px, room.height() - self.dense_height
        spare = (room.width() - self.dense_width) / 2.0
        parts, left = [], float(self._margin)
        for text, caption, number in zip(self._short, self._short_captions, self._numbers, strict=True):
            words = QRectF(left, top + px(5), caption, px(24))
            digits = QRectF(words.right() + px(6), top + px(4), number, px(24))
            parts.append(CheckPart(text, words, digits))
            left = digits.right() + px(16) + spare
        return tuple(parts), QRectF(self._margin, top, room.width() - 2 * self._margin, 0.0)

    def beside(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return everything in a column on the right."""
        px, left = self._px, room.width() - self.beside_width
        pitch = px(_CAPTION_HEIGHT + _NUMBER_HEIGHT + 4)
        top = max((room.height() - 3 * pitch) / 2.0, px(4))
        parts = tuple(
            CheckPart(
                words,
                QRectF(left, top + place * pitch, self.beside_width, px(_CAPTION_HEIGHT)),
                QRectF(left, top + place * pitch + px(_CAPTION_HEIGHT), self.beside_width, px(_NUMBER_HEIGHT)),
            )
            for place, words in enumerate(self._texts)
        )
        line = left - px(MARGIN) / 2.0
        return parts, QRectF(line, px(10), 0.0, room.height() - px(20))
