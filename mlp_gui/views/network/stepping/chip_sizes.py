"""How large the numbers on edges are: smaller type in a narrow gap, and only in the smallest type fewer digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.network.stepping.chip_lines import ARROW, ASKED
from mlp_gui.views.network.stepping.writing import number_texts, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QColor

    from mlp_gui.views.network.stepping.chip_lines import ChipLine
    from mlp_gui.views.network.stepping.style import StepStyle

AIR = 4.0
"""Least distance of a chip to the cards at its sides, pixels."""

LINE_GAP = 2.0
"""Pixels between the lines of a chip."""

LINE_HEIGHT = 1.65
"""Height of a chip with one line, in heights of its type."""

NAME_GAP = 0.35
"""Between the name of an edge and its number, in heights of type."""

PADDING, LEAST_PADDING = 1.15, 0.6
"""Room beside a number, in heights of its type: where there is enough, and in the narrowest gaps."""


@dataclass(frozen=True, slots=True)
class ChipText:
    """One line of a chip as it is written.

    Attributes
    ----------
    text : str
        The number behind its mark, or "?", or a dash.
    colour : QColor
        By its sign.
    font : QFont
        In which it has room.
    is_asked : bool
        Whether the user is to predict it.
    is_gradient : bool
        Whether it is a derivative, which has a border of dots even where there is no room for its mark.
    """

    text: str
    colour: QColor
    font: QFont
    is_asked: bool = False
    is_gradient: bool = False


@dataclass(frozen=True, slots=True)
class ChipSize:
    """Type and padding of a gap's chips.

    Attributes
    ----------
    font : QFont
        Of the numbers.
    decimals : int
        Digits behind the point.
    padding : float
        Room beside the number, both sides together, pixels.
    room : float
        Width of the gap for the text, pixels.
    has_arrows, has_marks : bool
        Whether there is room to point from an old number to the new one below it, and for other marks on each chip.
    """

    font: QFont
    decimals: int
    padding: float
    room: float
    has_arrows: bool
    has_marks: bool

    def write(self, line: ChipLine, style: StepStyle) -> ChipText:
        """Return a line with as many digits as it has room for."""
        has_mark = self.has_arrows if line.mark == ARROW else self.has_marks
        if line.value is None and not line.is_asked:
            return ChipText(line.mark, line.colour, self.font)
        mark = line.mark if has_mark else ""
        if line.value is None:
            text = mark + ASKED
            return ChipText(text, line.colour, self.font, line.is_asked, line.is_gradient)
        texts = [mark + text for text in number_texts(line.value, self.decimals)]
        text, font = write(texts, self.font, self.room, min(style.least, self.font.pixelSize()), style.floor)
        return ChipText(text, line.colour, font, is_gradient=line.is_gradient)

    def name_width(self, name: str) -> float:
        """Return what a name before a number takes, pixels."""
        if not name:
            return 0.0
        return QFontMetricsF(self.font).horizontalAdvance(name) + NAME_GAP * self.font.pixelSize()

    def box(self, texts: Sequence[ChipText]) -> tuple[float, float]:
        """Return width and height of a chip with some lines."""
        widest = max(QFontMetricsF(each.font).horizontalAdvance(each.text) for each in texts)
        return widest + self.padding, round(LINE_HEIGHT * self.font.pixelSize()) * len(texts) + LINE_GAP * (
            len(texts) - 1
        )


def fitting_size(
    lines: Sequence[ChipLine], room: float, style: StepStyle, *, names: Sequence[str] = (), small: bool = False
) -> ChipSize:
    """Return the largest type in which some lines have room with all decimals, or the smallest with fewer.

    Parameters
    ----------
    lines : sequence of ChipLine
        All of a gap.
    room : float
        Pixels between the cards.
    style : StepStyle
        Type at its largest and at its smallest, and how many decimals are chosen.
    names : sequence of str
        What stands before their first lines.
    small : bool
        Begin with the smallest type: there is no height for more.
    """
    marks = [line.mark for line in lines if line.value is not None]
    arrow = ARROW if ARROW in marks else ""
    other = max((mark for mark in marks if mark != ARROW), key=len, default="")
    large = style.tight.pixelSize()
    for pixels, padding, decimals, has_arrows, has_marks in _choices(large, min(style.least, large), style, small):
        font = QFont(style.tight)
        font.setPixelSize(pixels)
        named = max((QFontMetricsF(font).horizontalAdvance(name) for name in names if name), default=0.0)
        named += NAME_GAP * pixels if named else 0.0
        free = room - 2 * AIR - padding * pixels - named
        size = ChipSize(font, decimals, padding * pixels, free, has_arrows, has_marks)
        widest = f"{max(arrow * has_arrows, other * has_marks, key=len)}+0.{'0' * decimals}"
        if QFontMetricsF(font).horizontalAdvance(widest) <= size.room:
            break
    return size


def _choices(large: int, least: int, style: StepStyle, small: bool) -> Iterator[tuple[int, float, int, bool, bool]]:
    """Yield type, padding, decimals, and whether there are arrows and marks: from the most legible to the narrowest."""
    decimals = style.decimals
    if not small:
        yield large, PADDING, decimals, True, True
        yield (large + least) // 2, 0.9, decimals, True, True
    yield least, 0.8, decimals, True, True
    yield least, LEAST_PADDING, decimals, True, True
    yield least, LEAST_PADDING, decimals, False, True
    yield least, LEAST_PADDING, decimals, False, False
    for digits in range(decimals, 0, -1):
        yield min(style.squeezed, least), LEAST_PADDING, digits, False, False
