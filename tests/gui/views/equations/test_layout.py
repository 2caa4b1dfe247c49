"""The column grid: numbers under their symbols, long sums wrapped or shortened, and nothing outside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF

from mlp_core import Kind, Quantity
from mlp_gui.look import ThemeController
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.entries import Entry, Shape, condensed, split_terms
from mlp_gui.views.equations.grid import lay_out
from mlp_gui.views.equations.narration import Narration
from mlp_gui.views.equations.page import lay_out_page
from mlp_gui.views.equations.page_style import PageStyle
from mlp_gui.views.paper import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

SIZES = [(601, 294), (601, 204), (1440, 232), (420, 240)]


@pytest.fixture
def style(qapp: QApplication) -> Iterator[PageStyle]:
    """Return the page's style at 100 %."""
    controller = ThemeController(qapp)
    controller.set_mode("light")
    yield PageStyle.of(controller)
    controller.deleteLater()


def weighted_sum(n_terms: int, current: int = -1) -> tuple[Entry, ...]:
    """Return a = w1 x1 + w2 x2 + ... with one term marked."""
    entries = [Entry("a_{1}", "0.5", Quantity(Kind.PRE_ACTIVATION, 0.5, 0, 0), Standing.NEXT), Entry("=", "=")]
    for term in range(n_terms):
        if term:
            entries.append(Entry("+", "+"))
        mark = term == current
        weight = Quantity(Kind.WEIGHT, -0.5, 0, 0, term)
        entries.append(Entry(f"w_{{{term}}}", "({-}0.5000)", weight, is_current=mark))
        entries.append(Entry(r"\cdot", r"\cdot", is_current=mark))
        entries.append(Entry(f"x_{{{term}}}", "1.2500", Quantity(Kind.INPUT, 1.25, -1, term), is_current=mark))
    return tuple(entries)


def test_each_number_stands_under_its_symbol(style: PageStyle) -> None:
    """Symbol and number share the middle of their column, and columns do not touch."""
    grid = lay_out(weighted_sum(2), set_formula, style.grid(1.0), 1000.0)
    for column in grid.columns:
        if column.symbol is not None and column.number is not None:
            symbol = column.symbol_at.x() + column.symbol.advance * style.grid(1.0).symbol_px / 2
            number = column.number_at.x() + column.number.advance * style.grid(1.0).number_px / 2
            assert symbol == pytest.approx(number)
            assert column.number_at.y() > column.symbol_at.y()
    for left, right in zip(grid.columns, grid.columns[1:], strict=False):
        assert right.rect.left() > left.rect.right()


def test_a_number_not_yet_known_is_not_drawn(style: PageStyle) -> None:
    """Nothing later than the step is revealed: a box stands for it."""
    first = lay_out(weighted_sum(2), set_formula, style.grid(1.0), 1000.0).columns[0]
    assert first.number is None
    assert first.rect.width() >= style.grid(1.0).box_width


def test_a_long_sum_goes_on_in_the_next_line(style: PageStyle) -> None:
    """Lines break before a sign, go on behind the equals sign, and stay in the page."""
    grid = lay_out(weighted_sum(6), set_formula, style.grid(1.0), 500.0)
    assert grid.line_count > 1
    assert grid.width <= 500.0
    tops = sorted({round(column.rect.top()) for column in grid.columns})
    assert len(tops) == grid.line_count
    for top in tops[1:]:
        first = next(column for column in grid.columns if round(column.rect.top()) == top)
        assert first.entry.shape is Shape.SIGN
        assert first.rect.left() > grid.columns[0].rect.right()


def test_the_current_term_has_one_frame_around_it(style: PageStyle) -> None:
    """The frame holds the columns of the term and none of its neighbours."""
    grid = lay_out(weighted_sum(3, current=1), set_formula, style.grid(1.0), 1000.0)
    (frame,) = grid.frames
    inside = [column.entry.is_current for column in grid.columns if frame.contains(column.rect)]
    assert inside == [True, True, True]
    assert not any(frame.intersects(column.rect) for column in grid.columns if not column.entry.is_current)


def test_a_cut_sum_keeps_its_ends_and_the_current_term() -> None:
    """What is left out is counted, and each count is right."""
    entries = weighted_sum(60, current=30)
    cut = condensed(entries, 8)
    symbols = {entry.symbol for entry in cut}
    assert {"a_{1}", "w_{0}", "w_{30}", "w_{59}"} <= symbols
    assert sum(entry.left_out for entry in cut) + len(split_terms(cut)) - sum(e.left_out > 0 for e in cut) == 61


def test_cutting_a_cut_sum_counts_all_that_is_gone() -> None:
    """Terms left out twice are counted once each."""
    entries = weighted_sum(60, current=30)
    cut = condensed(condensed(entries, 14), 6)
    shown = sum(entry.symbol.startswith("w_") for entry in cut)
    assert shown + sum(entry.left_out for entry in cut) == 60


def test_a_short_sum_is_left_whole() -> None:
    """Nothing is cut from what fits."""
    entries = weighted_sum(3)
    assert condensed(entries, 10) == entries


def test_terms_in_brackets_stay_together() -> None:
    """A bracket is never torn apart."""
    entries = [Entry(text) for text in ("y", "=", "(", "z", "-", "t", ")", r"\cdot", "f", "+", "b")]
    assert ["".join(entry.symbol for entry in term) for term in split_terms(entries)] == ["y", r"=(z-t)\cdotf", "+b"]


def test_a_sum_in_brackets_that_is_too_wide_is_broken_inside(style: PageStyle) -> None:
    """A hidden unit's error signal over eight paths goes on in the next line before its letters get small."""
    products = list(weighted_sum(8, current=3)[2:])
    entries = (Entry(r"\delta", "0.5"), Entry("=", "="), Entry("f'(a)", "0.25"), Entry(r"\cdot", r"\cdot"))
    entries = (*entries, Entry("(", "("), *products, Entry(")", ")"))
    page = lay_out_page(Narration("Error signal.", entries), set_formula, style, QSizeF(601, 330))
    assert page.grid.line_count > 1
    assert page.grid_style.symbol_px >= style.px(0.79 * 27)
    assert page.grid_at.x() + page.grid.width <= 601
    assert page.height <= 330
    (frame,) = page.grid.frames
    assert sum(column.entry.is_current for column in page.grid.columns if frame.contains(column.rect)) == 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("n_terms", [1, 2, 8, 64])
def test_everything_stays_on_the_page(style: PageStyle, size: tuple[int, int], n_terms: int) -> None:
    """At every size of the dock: nothing beyond the edges, nothing over one another, the current term shown."""
    previous = (
        ("a_{2}", "=", "w_{1}", r"\cdot", "x_{1}", "=", "0.25", r"\cdot", "3", "=", "0.75"),
        ("a_{2}", "=", "0.75"),
    )
    narration = Narration(
        "Unit 1 adds up what comes in.",
        weighted_sum(n_terms, n_terms // 2),
        previous,
        term_value="{-}0.6250",
        rule=r"a=\sum_i w_i",
    )
    page = lay_out_page(narration, set_formula, style, QSizeF(*size))
    bottom = page.grid_at.y() + page.grid.height
    assert page.grid_at.x() + page.grid.width <= size[0]
    sentence = page.heading.sentence
    assert sentence.isEmpty() or sentence.top() >= page.heading.hairline
    assert page.grid_at.y() >= max(page.heading.hairline, sentence.bottom())
    assert bottom <= (page.lower_line if page.lower_line >= 0 else size[1])
    assert not page.caption.isEmpty()
    assert page.caption.bottom() <= bottom
    caption = page.caption.translated(-page.grid_at)
    assert not any(caption.intersects(column.rect) for column in page.grid.columns)
    if size == (601, 204) and n_terms < 8:
        assert page.heading.previous is not None
    assert page.grid.frames


def test_an_opened_sum_shows_every_term_and_may_be_higher_than_the_dock(style: PageStyle) -> None:
    """Opened, nothing is left out; the page then scrolls."""
    narration = Narration("", weighted_sum(64), is_open=True)
    page = lay_out_page(narration, set_formula, style, QSizeF(601, 294))
    assert not any(column.entry.left_out for column in page.grid.columns)
    assert page.height > 294
    assert not page.fewer.isEmpty()
