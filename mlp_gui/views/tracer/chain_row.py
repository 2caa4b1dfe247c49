"""A chain at its place: columns of symbol, name and number, signs, boxes around what is used again, brackets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF

    from mlp_gui.look.formula import Formula
    from mlp_gui.views.tracer.story import FactorText

SYMBOL_PX: Final = 20
NAME_PX: Final = 15
NUMBER_PX: Final = 15
TITLE_PX: Final = 14
WORDS_PX: Final = 12
WORDS_MIDDLE: Final = 0.36
REUSED: Final = "reused"
TITLE_ROOM: Final = 16
"""Of a box's upper edge beside its title, at the full size."""
"""How far the middle of words lies above their baseline, in em: there the box's upper edge goes through them."""


@dataclass(frozen=True, slots=True, eq=False)
class ChainStyle:
    """Sizes of a chain.

    Attributes
    ----------
    scale : float
        Of everything, 1.0 for 100 %.
    title_scale : float
        Of the words on boxes and buttons, which stay readable where the chain gets small.
    box_width : float
        Least width of what stands in place of a number, in logical pixels.
    words : QFontMetricsF
        Of the buttons' font.
    """

    scale: float
    title_scale: float
    box_width: float
    words: QFontMetricsF


@dataclass(frozen=True, slots=True, eq=False)
class FactorColumn:
    """A factor at its place.

    Attributes
    ----------
    factor : FactorText
        What it shows.
    parts : tuple of (Formula, QPointF, float)
        Symbol, name and number as they are set: each with the left end of its baseline and its size in pixels.
    box : QRectF
        Where something stands in place of a number that is not known.
    button : QRectF
        The button in place of its symbol; null where there is none.
    rect : QRectF
        All of the column.
    """

    factor: FactorText
    parts: tuple[tuple[Formula, QPointF, float], ...]
    box: QRectF
    button: QRectF
    rect: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class ChainRow:
    """A chain laid out.

    Attributes
    ----------
    columns : tuple of FactorColumn
        From left to right, line by line; the derivative itself is the first.
    signs : tuple of (str, QPointF)
        Equals signs, plus signs and dots, with the middles where they stand.
    boxes : tuple of (QRectF, str)
        Boxes around what is reused, with their titles.
    brackets : tuple of (QRectF, bool)
        Brackets around sums, and whether each opens.
    width, height : float
        Of everything.
    style : ChainStyle
        Sizes that it was laid out at.
    """

    columns: tuple[FactorColumn, ...]
    signs: tuple[tuple[str, QPointF], ...]
    boxes: tuple[tuple[QRectF, str], ...]
    brackets: tuple[tuple[QRectF, bool], ...]
    width: float
    height: float
    style: ChainStyle

    def frames(self) -> list[QRectF]:
        """Return one frame around each run of current factors of a line."""
        frames: list[QRectF] = []
        former: FactorColumn | None = None
        for column in self.columns:
            if column.factor.is_current:
                goes_on = former is not None and former.factor.is_current and former.rect.top() == column.rect.top()
                frames.append(frames.pop().united(column.rect) if goes_on else QRectF(column.rect))
            former = column
        return frames
