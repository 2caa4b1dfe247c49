"""Fonts and measures of the page of the equations at one size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.equations.grid import GridStyle
from mlp_gui.views.paper import box_width

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController

LARGE: Final = 1.2
SYMBOL_PX: Final = 27
NUMBER_PX: Final = 23
VALUE_PX: Final = 18
NOTE_HEIGHT: Final = 27
CAPTION: Final = "current term"


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

    def note_width(self, advance: float) -> float:
        """Return the width of "current term" with a value of some em behind it."""
        words = QFontMetricsF(self.caption_font).horizontalAdvance(CAPTION) + self.px(6)
        return words + advance * self.px(VALUE_PX)
