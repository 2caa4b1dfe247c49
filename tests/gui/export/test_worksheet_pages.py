"""How exercises fill the pages of a worksheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_core.explain.worksheet import worksheet
from mlp_gui.export.worksheet_paper import on_pages
from mlp_gui.export.worksheet_pdf import worksheet_pdf

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

LARGEST = 500_000


@dataclass(slots=True)
class Strip:
    """A block of a height."""

    height: float
    keeps_next: bool = False

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw nothing."""


def heights(pages: list[list[tuple[Strip, float]]]) -> list[float]:
    """Return how far down each page is filled."""
    return [page[-1][1] + page[-1][0].height for page in pages]


def test_no_line_stands_alone_on_the_last_page() -> None:
    """It takes some of the page before along, and a heading with what it heads; order and places stay right."""
    blocks = [*(Strip(10.0) for _ in range(8)), Strip(5.0, keeps_next=True), Strip(10.0), Strip(10.0)]
    pages = on_pages(blocks, 100.0)
    assert [block for page in pages for block, _ in page] == blocks
    assert heights(pages) == [80.0, 25.0]
    assert on_pages(blocks[:8], 100.0) == [[(block, 10.0 * place) for place, block in enumerate(blocks[:8])]]
    huge = [Strip(10.0), Strip(250.0), Strip(10.0)]
    assert heights(on_pages(huge, 100.0)) == [10.0, 250.0, 10.0]


def test_a_worksheet_of_many_exercises_is_a_small_file(qapp: object) -> None:
    """Of the 200 exercises that it may have nearly all, each letter of each formula an outline."""
    _, _, trainer = mlp.EXAMPLES["circle"].build()
    sheet = worksheet(mlp.trace_next(trainer), 0, "delta", decimals=3, fractions=False)
    assert len(sheet.exercises) > 150
    assert len(worksheet_pdf(sheet, "Circle", "A4")) < LARGEST
