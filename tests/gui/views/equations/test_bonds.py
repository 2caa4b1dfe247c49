"""Brackets, exponents and comparisons keep to what they belong to, however wide the numbers below are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_core import Kind, Quantity
from mlp_gui.look import ThemeController
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.entries import Entry
from mlp_gui.views.equations.grid import Column, GridStyle, lay_out
from mlp_gui.views.equations.page_style import PageStyle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

SUM = Quantity(Kind.PRE_ACTIVATION, -1.0144, 0, 0)
ANSWER = Quantity(Kind.ACTIVATION, 0.7676, 0, 0)


@pytest.fixture
def style(qapp: QApplication) -> Iterator[GridStyle]:
    """Return the style of a pair at its full size."""
    controller = ThemeController(qapp)
    yield PageStyle.of(controller).grid(1.0)
    controller.deleteLater()


def columns(style: GridStyle, *entries: Entry) -> dict[str, Column]:
    """Return the columns of one line by their symbols."""
    return {column.entry.symbol: column for column in lay_out(entries, set_formula, style, 2000.0).columns}


def plain(*texts: str) -> list[Entry]:
    """Return columns that are alike in both rows."""
    return [Entry(text, text) for text in texts]


def gaps(style: GridStyle, left: Column, right: Column) -> tuple[float, float]:
    """Return the room between two columns' symbols, and between their numbers."""
    assert left.symbol is not None
    assert right.symbol is not None
    assert left.number is not None
    assert right.number is not None
    return (
        right.symbol_at.x() - left.symbol_at.x() - left.symbol.advance * style.symbol_px,
        right.number_at.x() - left.number_at.x() - left.number.advance * style.number_px,
    )


def touch(style: GridStyle, left: Column, right: Column) -> bool:
    """Return whether nothing parts two columns in either row but a hair's breadth."""
    return all(-1e-6 <= gap <= 0.06 * style.symbol_px for gap in gaps(style, left, right))


def stands_under(style: GridStyle, column: Column) -> bool:
    """Return whether a symbol stands within the width of its number."""
    assert column.symbol is not None
    assert column.number is not None
    middle = column.symbol_at.x() + column.symbol.advance * style.symbol_px / 2.0
    return column.number_at.x() < middle < column.number_at.x() + column.number.advance * style.number_px


def test_brackets_close_right_behind_a_symbol(style: GridStyle) -> None:
    """In "1/2 (1 − z)²" no gap parts z, bracket and exponent, and z stays above its wide number."""
    found = columns(style, *plain("(", "1", "-"), Entry("z", "0.7676", ANSWER), *plain(")", "{}^{2}"))
    assert touch(style, found["("], found["1"])
    assert touch(style, found["z"], found[")"])
    assert touch(style, found[")"], found["{}^{2}"])
    assert stands_under(style, found["z"])


def test_an_exponent_with_a_number_of_its_own_keeps_to_its_base(style: GridStyle) -> None:
    """In Adam's "1 − β^t" the number of the step stands at the base, in symbols as in "1 − 0.999³"."""
    beta, count = Quantity(Kind.BETA_2, 0.999), Quantity(Kind.STEP_NUMBER, 3.0)
    found = columns(
        style, *plain("(", "1", "-"), Entry(r"\beta", "0.999", beta), Entry("{}^{t}", "{}^{3}", count), *plain(")")
    )
    assert touch(style, found[r"\beta"], found["{}^{t}"])
    assert touch(style, found["{}^{t}"], found[")"])
    assert stands_under(style, found[r"\beta"])


def test_a_function_keeps_to_its_bracket(style: GridStyle) -> None:
    """The name, the bracket and what is in it stand as one word above "tanh(−1.0144)"."""
    found = columns(style, *plain(r"\tanh", "("), Entry("a", "{-}1.0144", SUM), *plain(")"))
    for left, right in ((r"\tanh", "("), ("(", "a"), ("a", ")")):
        assert touch(style, found[left], found[right])
    assert stands_under(style, found["a"])


def test_a_comparison_keeps_its_own_distances(style: GridStyle) -> None:
    """In "a ≤ 0" both sides are equally near in either row."""
    found = columns(style, Entry("a", "{-}1.0144", SUM), *plain(r"\le", "0"))
    before, behind = gaps(style, found["a"], found[r"\le"]), gaps(style, found[r"\le"], found["0"])
    assert before == pytest.approx(behind)
    assert 0.0 < before[0] < 0.5 * style.symbol_px
    assert stands_under(style, found["a"])


def test_no_bond_reaches_over_a_frame_or_to_another_number(style: GridStyle) -> None:
    """The bracket beside the current term stays outside of its frame, and each number stays below its own symbol."""
    weight, source = Quantity(Kind.WEIGHT, 0.5, 0, 0, 0), Quantity(Kind.INPUT, 0.25, -1, 0)
    found = columns(
        style,
        *plain("("),
        Entry("w", "({-}0.5000)", weight, is_current=True),
        Entry("x", "1.2500", source, is_current=True),
        *plain(")"),
    )
    assert found["("].symbol_at.x() < found["w"].rect.left()
    assert found[")"].symbol_at.x() >= found["x"].rect.right()
    assert stands_under(style, found["w"])
    assert stands_under(style, found["x"])
