"""The page of the tracer: the chain, and the gradient check below it or beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.tracer.chain_row import ChainRow
    from mlp_gui.views.tracer.story import Story

MARGIN: Final = 16
CAPTION_PX: Final = 12
NUMBER_PX: Final = 14
_CAPTION_HEIGHT, _NUMBER_HEIGHT = 18, 20
GAP: Final = 8


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
        Derivative, central difference and relative difference; or the sentence why there are none.
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


class CheckPlaces:
    """The gradient check in its forms: captions above numbers or beside them, all of it beside or above the chain."""

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
        self.beside_height = 3.0 * self._px(_CAPTION_HEIGHT + _NUMBER_HEIGHT + 4) + self._px(GAP)
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

    def above(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return everything in one line at the top."""
        parts, line = self.dense(QSizeF(room.width(), self.dense_height))
        return parts, line.translated(0.0, self.dense_height)

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
