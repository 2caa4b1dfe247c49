"""The paper of a worksheet: its size and letters in dots, and how blocks that stand on it fill its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize

from mlp_gui.look.fonts import INTERFACE_FAMILY, MATHS_FAMILY, load_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

DPI: Final = 600
MM: Final = DPI / 25.4
PT: Final = DPI / 72.0
"""Lengths on paper are in dots: so many to the millimetre, and to the printer's point."""

INK: Final = QColor("#000000")
SOFT: Final = QColor("#4d4d4d")
RULE: Final = QColor("#808080")
"""Letters, lesser letters, and lines to write on: all of them come out of a printer that has no colours."""

MARGIN: Final = 18.0 * MM
FOOT: Final = 9.0 * MM
"""Room below the text for the number of the page."""
LEAST_SHARE: Final = 0.2
"""Of its height that the last page has at least: no line stands alone there."""
BODY: Final = 10.0 * PT
SMALL: Final = 8.5 * PT
MATHS: Final = 11.5 * PT

_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of paper.

    Attributes
    ----------
    size : QPageSize.PageSizeId
        As Qt calls it.
    width, height : float
        In millimetres.
    """

    size: QPageSize.PageSizeId
    width: float
    height: float

    @property
    def text_width(self) -> float:
        """Between the margins, in dots."""
        return self.width * MM - 2.0 * MARGIN

    @property
    def text_height(self) -> float:
        """Between the margins and above the foot, in dots."""
        return self.height * MM - 2.0 * MARGIN - FOOT


PAPERS: Final = {
    "A4": Paper(QPageSize.PageSizeId.A4, 210.0, 297.0),
    "US letter": Paper(QPageSize.PageSizeId.Letter, 215.9, 279.4),
}


def paper_font(px: float, weight: int = 400) -> QFont:
    """Return the bundled letters: they look the same from every machine, and are read again when words are copied.

    Parameters
    ----------
    px : float
        Size in dots.
    weight : int
        400 or 600.
    """
    return _font([INTERFACE_FAMILY, MATHS_FAMILY], px, weight)


def result_font(px: float) -> QFont:
    """Return the letters of mathematics, for numbers that stand alone."""
    return _font([MATHS_FAMILY], px, 400)


def _font(families: list[str], px: float, weight: int) -> QFont:
    load_fonts()
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(round(px))
    font.setWeight(QFont.Weight(weight))
    # The window's tabular figures are other shapes, of which a PDF does not know what they say. Not cleared but off: a
    # painter would take the window's again.
    font.setFeature(QFont.Tag("tnum"), 0)
    return font


class Block(Protocol):
    """Something that stands on one page.

    Attributes
    ----------
    height : float
        In dots, the room below it too.
    keeps_next : bool
        Whether the block behind it must stand on the same page.
    """

    height: float
    keeps_next: bool

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""


class Words:
    """A paragraph, or a heading.

    Parameters
    ----------
    text : str
        Plain words.
    width : float
        Of the text.
    px : float
        Size of the letters.
    above, below : float
        Room there.
    weight : int
        400 or 600.
    colour : QColor
        Of the letters.
    keeps_next : bool
        As a heading does.
    """

    def __init__(
        self,
        text: str,
        width: float,
        *,
        px: float = BODY,
        above: float = 0.0,
        below: float = 2.0 * MM,
        weight: int = 400,
        colour: QColor = INK,
        keeps_next: bool = False,
    ) -> None:
        self._text, self._width, self._above, self._colour = text, width, above, colour
        self._font = paper_font(px, weight)
        rect = QFontMetricsF(self._font).boundingRect(QRectF(0.0, 0.0, width, 1e6), _WRAPPED, text)
        self._text_height = rect.height()
        self.height = above + self._text_height + below
        self.keeps_next = keeps_next

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw the words."""
        write(painter, self._text, QRectF(x, y + self._above, self._width, self._text_height), self._font, self._colour)


def write(
    painter: QPainter,
    text: str,
    rect: QRectF,
    font: QFont,
    colour: QColor = INK,
    flags: int = _WRAPPED,
) -> None:
    """Draw words into a box."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, flags, text)


def on_pages(blocks: Sequence[Block], height: float) -> list[list[tuple[Block, float]]]:
    """Return what stands on each page and how far down; what keeps the next block takes it along.

    The last page gets some of what would fill the one before, where only a few lines were left for it.

    Parameters
    ----------
    blocks : sequence of Block
        In their order; one that is higher than a page has a page of its own.
    height : float
        Of the text of a page.
    """
    pages: list[list[list[Block]]] = [[]]
    for together in _kept_together(blocks):
        if pages[-1] and sum(map(_height, [*pages[-1], together])) > height:
            pages.append([])
        pages[-1].append(together)
    if len(pages) > 1:
        before, last = pages[-2:]
        while len(before) > 1 and sum(map(_height, last)) < LEAST_SHARE * height:
            last.insert(0, before.pop())
    return [_placed([block for together in page for block in together]) for page in pages]


def _kept_together(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    keeps = False
    for block in blocks:
        if not keeps:
            groups.append([])
        groups[-1].append(block)
        keeps = block.keeps_next
    return groups


def _height(together: list[Block]) -> float:
    return sum(block.height for block in together)


def _placed(blocks: list[Block]) -> list[tuple[Block, float]]:
    y, placed = 0.0, []
    for block in blocks:
        placed.append((block, y))
        y += block.height
    return placed
