"""Fonts and measures of the page of the equations at one size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.equations.grid import BOX_GAP, FRAME_GAP, FRAME_SIDE, GridStyle
from mlp_gui.views.paper import box_width

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController

LARGE: Final = 1.3
SENTENCE_PX: Final = 14
CAPTION_PX: Final = 12
LARGE_WORDS_PX: Final = 13
"""From the last row nothing below 20 pixels is read, of a screen 720 high."""
SYMBOL_PX: Final = 27
NUMBER_PX: Final = 23
VALUE_PX: Final = 18
NOTE_HEIGHTS: Final = (24, 20, 18)
NOTE_GAP: Final = 16
LEAST_SIZE: Final = 0.85
"""Part of the full size that letters keep: before they get smaller than this, a page scrolls."""
LEAST_LARGE_PX: Final = 18
"""What a page for the last row has no smaller letters than: there the screen is as small as it is."""
CAPTION: Final = "current term"
RULE: Final = "Rule"
FEWER: Final = "Fewer terms"
MARGIN: Final = 16
PREVIOUS_PX: Final = 17
RULE_PX: Final = 16


class Closeness(IntEnum):
    """How close rows, lines and at last columns stand, which they do before letters get smaller."""

    OPEN = 0
    TIGHT = 1
    CLOSEST = 2

    @property
    def share(self) -> float:
        """Part of the room between rows and lines that is left."""
        return (1.0, 0.55, 0.3)[self]

    @property
    def spread(self) -> float:
        """Part of the distances between columns that is left."""
        return (1.0, 1.0, 0.75)[self]


@dataclass(frozen=True, slots=True, eq=False)
class PageStyle:
    """Fonts and measures of the page at one size.

    Attributes
    ----------
    scale : float
        1.0 for 100 %.
    sentence_font, caption_font : QFont
        Of the sentence, and of captions and chips.
    row_gap, line_gap : float
        Room between symbols and numbers, and between lines, in em.
    least_size : float
        Part of the full size that letters have at least.
    """

    scale: float
    sentence_font: QFont
    caption_font: QFont
    row_gap: float = 0.52
    line_gap: float = 0.75
    least_size: float = LEAST_SIZE

    @classmethod
    def of(cls, controller: ThemeController, *, large: bool = False) -> PageStyle:
        """Return the style of the size in use; `large` for a page that the last row of a class can read."""
        if not large:
            return cls(controller.scale, controller.font(SENTENCE_PX), controller.font(CAPTION_PX))
        words = controller.font(LARGE_WORDS_PX * LARGE)
        scale = LARGE * controller.scale
        least = min(LEAST_LARGE_PX / (NUMBER_PX * scale), LEAST_SIZE)
        return cls(scale, words, words, row_gap=0.42, least_size=least)

    def px(self, length: float) -> float:
        """Return a length at 100 % in logical pixels."""
        return length * self.scale

    def gap_text(self, count: int) -> str:
        """Return what the chip of terms left out says."""
        return f"… + {count} terms"

    def gap_width(self, count: int) -> float:
        """Return the width of that chip."""
        return QFontMetricsF(self.caption_font).horizontalAdvance(self.gap_text(count)) + self.px(18)

    def grid(self, size: float, *, has_note: bool = False, closeness: Closeness = Closeness.OPEN) -> GridStyle:
        """Return the style of the pair at a size, 1.0 for the usual.

        Parameters
        ----------
        size : float
            Part of the full size.
        has_note : bool
            Whether words stand under the current term.
        closeness : Closeness
            How close rows and lines stand.
        """
        box = box_width(self.caption_font)
        symbol_px, number_px = self.px(SYMBOL_PX * size), self.px(NUMBER_PX * size)
        height = self.px((NUMBER_PX + (0 if closeness else 3)) * size)
        note = self.px(NOTE_HEIGHTS[closeness]) if has_note else 0.0
        gaps = (self.row_gap, self.line_gap, FRAME_GAP, FRAME_SIDE, BOX_GAP)
        closer = (*(gap * closeness.share for gap in gaps), closeness.spread)
        return GridStyle(symbol_px, number_px, box, height, self.gap_width, note, *closer)

    def words_width(self, words: str) -> float:
        """Return the width of a caption with the room behind it."""
        return QFontMetricsF(self.caption_font).horizontalAdvance(words) + self.px(8)

    def fewer_width(self) -> float:
        """Return the width of the button that shortens an opened sum."""
        return self.words_width(FEWER) + self.px(10)

    def note_width(self, advance: float) -> float:
        """Return the width of "current term" with a value of some em behind it."""
        return self.words_width(CAPTION) + advance * self.px(VALUE_PX)

    def rule_width(self, advance: float) -> float:
        """Return the width of "Rule" with a rule of some em behind it."""
        return self.words_width(RULE) + advance * self.px(RULE_PX)
