"""A line too wide for the page goes on in the next one: at a plus sign first, and after a factor where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_core import Kind, Quantity
from mlp_gui.look import ThemeController
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.entries import Entry, Shape
from mlp_gui.views.equations.grid import Grid, GridStyle, lay_out
from mlp_gui.views.equations.page_style import PageStyle
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QApplication

    from mlp_gui.views.equations import EquationsView
    from tests.gui.views.equations.stages import Stage


@pytest.fixture
def style(qapp: QApplication) -> Iterator[GridStyle]:
    """Return the style of a pair at its full size."""
    controller = ThemeController(qapp)
    yield PageStyle.of(controller).grid(1.0)
    controller.deleteLater()


def product(*names: str) -> list[Entry]:
    """Return numbers multiplied with one another."""
    entries: list[Entry] = []
    for place, name in enumerate(names):
        if place:
            entries.append(Entry("", r"\cdot"))
        entries.append(Entry(name, "({-}0.1234)", Quantity(Kind.WEIGHT, -0.1234, 0, 0, place)))
    return entries


def lines_of(grid: Grid) -> list[list[Entry]]:
    """Return the columns of each line."""
    tops = sorted({round(column.symbol_at.y()) for column in grid.columns})
    return [[column.entry for column in grid.columns if round(column.symbol_at.y()) == top] for top in tops]


def words(entries: Sequence[Entry]) -> str:
    """Return a line as it reads, symbols and dots."""
    return "".join(entry.symbol or "." for entry in entries)


def test_a_chain_of_factors_is_broken_behind_a_factor(style: GridStyle) -> None:
    """The next line begins with the dot, stands behind the left side, and no line is too wide."""
    entries = [Entry("g", "0.5"), Entry("=", "="), *product("a", "b", "c", "d", "e")]
    grid = lay_out(entries, set_formula, style, 400.0)
    lines = lines_of(grid)
    assert len(lines) > 1
    assert words(lines[0]).startswith("g=a.b")
    assert all(line[0].shape is Shape.DOT for line in lines[1:])
    assert grid.width <= 400.0
    assert "".join(map(words, lines)) == "g=a.b.c.d.e"


def test_a_product_goes_whole_into_the_next_line_where_it_has_room_there(style: GridStyle) -> None:
    """A plus sign is the better place: "w x" is not torn apart only because it does not fit any more."""
    entries = [Entry("a", "0.5"), Entry("=", "="), *product("w", "x"), Entry("+", "+"), *product("u", "v")]
    for width in range(300, 700, 20):
        for line in lines_of(lay_out(entries, set_formula, style, float(width))):
            assert words(line) in ("a=w.x", "+u.v", "a=w.x+u.v")


def test_a_factor_in_brackets_is_not_torn_off(style: GridStyle) -> None:
    """In "1/n (p + q + r)" the line breaks inside the brackets and not in front of them."""
    sums = [entry for name in "pqr" for entry in (*product(name), Entry("+", "+"))][:-1]
    entries = [Entry("m", "1"), Entry("=", "="), *product("n"), Entry("", r"\cdot"), Entry("(", "(")]
    grid = lay_out([*entries, *sums, Entry(")", ")")], set_formula, style, 420.0, inside=True)
    assert [words(line) for line in lines_of(grid)] == ["m=n.(p+q", "+r)"]


def test_a_page_that_scrolls_shows_the_current_term(stage: Stage[EquationsView]) -> None:
    """In a dock too low for all of it, what is stepped is scrolled to; a line without a term begins at its top."""
    view = stage.view
    view.resize(420, 150)
    lines = stage.show_trace(trace_of((2, 3, 3)))
    stage.session.stepping.set_notation("chain")
    products = [line for line in lines if line.operation is mlp.Operation.DELTA_PRODUCT][:3]
    bar = view.scroll_area.verticalScrollBar()
    for line in products:
        stage.go_to(line.index)
        page = view.canvas.page
        assert page.height > view.height()

        def is_in_sight() -> bool:
            top = bar.value()
            return top <= view.canvas.page.current.top() and view.canvas.page.current.bottom() <= top + view.height()

        stage.qtbot.waitUntil(is_in_sight, timeout=20_000)
    stage.go_to(products[-1].index + 1)
    stage.qtbot.waitUntil(lambda: bar.value() == 0, timeout=20_000)
