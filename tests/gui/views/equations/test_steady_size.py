"""From line to line of a step letters keep about their size, and the line before stays, in the dock as it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSizeF

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.entries import Entry
from mlp_gui.views.equations.narration import Narration
from mlp_gui.views.equations.page import Page, lay_out_page
from mlp_gui.views.equations.page_style import NUMBER_PX, SYMBOL_PX, VALUE_PX, PageStyle
from tests.gui.views.equations.stages import trace_of
from tests.gui.views.equations.test_presented_page import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

DOCKS = (QSizeF(601.0, 294.0), QSizeF(538.0, 243.0))
"""In windows of 1440 x 900 and 1280 x 800."""


@pytest.fixture
def style(qapp: QApplication) -> Iterator[PageStyle]:
    """Return the page's style at 100 %."""
    controller = ThemeController(qapp)
    yield PageStyle.of(controller)
    controller.deleteLater()


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize(("sizes", "n_samples"), [((2, 2, 1), 4), ((2, 3, 3), 4), ((4, 8, 8, 3), 30)])
def test_no_line_is_much_smaller_than_another_or_goes_without_words(
    qtbot: QtBot, style: PageStyle, notation: str, sizes: tuple[int, ...], n_samples: int
) -> None:
    """Every kind of line keeps its sentence and letters of 85 % at least, in a dense network too.

    The line before stays too. In the usual dock nothing scrolls; in the small one a line of many fractions may have to.
    """
    usual, small = DOCKS
    for line, page in pages(trace_of(sizes, n_samples), notation, style, usual):
        assert_readable(page, style, line)
        assert page.heading.previous is not None or line.index == 0, line
        assert page.height <= usual.height() + 0.01, line
    for line, page in pages(trace_of(sizes, n_samples), notation, style, small):
        assert_readable(page, style, line)
        assert page.heading.previous is not None or line.index == 0, line
        assert page.height <= small.height() * 1.2, line


def assert_readable(page: Page, style: PageStyle, line: mlp.Step) -> None:
    """Hold the least size of letters and numbers, and that the sentence is there."""
    assert page.grid_style.symbol_px >= style.px(0.85 * SYMBOL_PX) - 0.01, line
    assert page.grid_style.number_px >= style.px(0.85 * NUMBER_PX) - 0.01, line
    assert not page.heading.sentence.isEmpty(), line
    assert page.grid_at.x() + page.grid.width <= page.width, line
    if page.term_value is not None:
        at, px = page.term_value_at, style.px(VALUE_PX)
        value = QRectF(at.x(), at.y() - 0.7 * px, page.term_value.advance * px, 0.7 * px)
        assert value.right() <= page.width, line
        for column in page.grid.columns:
            rect = column.rect.translated(page.grid_at)
            assert not rect.intersects(value), line
            assert not rect.intersects(page.caption), line


def test_bars_of_fractions_give_way_before_the_sentence(qtbot: QtBot, style: PageStyle) -> None:
    """In a low dock the line before is written with strokes, which is half as high, and says as much."""
    previous = ((r"\frac{\partial E}{\partial w_{1}}", "=", "0.25"),)
    told = {
        height: lay_out_page(
            Narration("It moves.", (Entry("w", "0.5"),), previous), set_formula, style, QSizeF(500.0, height)
        )
        for height in (300.0, 100.0)
    }
    high, low = told[300.0].heading, told[100.0].heading
    assert high.previous is not None
    assert low.previous is not None
    assert low.previous.height < 0.6 * high.previous.height
    assert not low.sentence.isEmpty()
