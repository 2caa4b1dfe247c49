"""Sums in a chain: over the units above, over whole paths, over the batch; each factor has its number below it."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.tracer.chain_row import NUMBER_PX, REUSED, TITLE_ROOM
from tests.gui.views.equations.stages import trace_of
from tests.gui.views.tracer.test_tracer_view import gradient_of, show_done, value_of

if TYPE_CHECKING:
    from mlp_gui.views.tracer import TracerView
    from mlp_gui.views.tracer.chain_row import ChainRow, FactorColumn
    from tests.gui.views.equations.stages import Stage

MARK = Mark("weight", 0, 1, 0)
SIZES = [(2, 2, 2), (2, 5, 3), (2, 2, 2, 1), (2, 5, 5, 3), (4, 8, 8, 3)]


def row_of(stage: Stage[TracerView]) -> ChainRow:
    """Return the chain as it is laid out."""
    stage.settle()
    row = stage.view.canvas.row
    assert row is not None
    return row


def choose(stage: Stage[TracerView], part: str) -> None:
    """Click sample, paths or batch."""
    stage.view.part.setParent(stage.view)
    stage.view.part.show()
    stage.view.part.raise_()
    segment = stage.view.part.findChild(QWidget, f"segment_{part}")
    assert segment is not None
    stage.qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    stage.settle()


def button_of(stage: Stage[TracerView]) -> FactorColumn:
    """Return the button of what is left out."""
    return next(column for column in row_of(stage).columns if not column.button.isNull())


def added(columns: list[FactorColumn]) -> float:
    """Return what terms of two factors, and behind them perhaps what is left out, add up to."""
    rest = 0.0
    if columns[-1].factor.words:
        rest = value_of(columns.pop().factor.number)
    numbers = [value_of(column.factor.number) for column in columns]
    return math.fsum(one * other for one, other in zip(numbers[::2], numbers[1::2], strict=True)) + rest


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_every_factor_has_its_number_below_it(stage: Stage[TracerView], sizes: tuple[int, ...], notation: str) -> None:
    """Whatever has a symbol has a number under its middle, in letters that can be read."""
    show_done(stage, trace_of(sizes))
    stage.session.stepping.set_notation(notation)
    stage.session.cursor.set_selected(MARK)
    for column in row_of(stage).columns:
        formulas = {formula.latex: (formula, origin, px) for formula, origin, px in column.parts}
        number, origin, px = formulas[column.factor.number]
        assert px >= 0.74 * NUMBER_PX
        assert origin.x() + number.advance * px / 2.0 == pytest.approx(column.rect.center().x())
        assert column.factor.symbol in formulas or column.factor.words


@pytest.mark.parametrize("sizes", [(2, 3, 3, 1), (2, 5, 5, 1), (4, 8, 8, 3)])
def test_terms_add_up_to_the_factor_that_they_are(stage: Stage[TracerView], sizes: tuple[int, ...]) -> None:
    """What is drawn in the second equation, computed, is the number on its left; and the first is the gradient."""
    trace = trace_of(sizes)
    show_done(stage, trace)
    stage.session.stepping.set_decimals(6)
    stage.session.cursor.set_selected(MARK)
    columns = list(row_of(stage).columns)
    derivative, *factors = (value_of(column.factor.number) for column in columns[:4])
    assert math.prod(factors) == pytest.approx(gradient_of(trace, MARK, 0), abs=1e-5)
    assert derivative == pytest.approx(gradient_of(trace, MARK, 0), abs=1e-6)
    assert columns[4].factor.symbol == columns[1].factor.symbol
    assert added(columns[5:]) == pytest.approx(value_of(columns[4].factor.number), abs=1e-5)


def test_two_units_above_stand_in_brackets(stage: Stage[TracerView]) -> None:
    """A short sum stays in its product: (d1 w1 + d2 w2) f' x, its error signals in boxes."""
    trace = trace_of((2, 2, 2, 1))
    show_done(stage, trace)
    stage.session.stepping.set_decimals(6)
    stage.session.cursor.set_selected(MARK)
    row = row_of(stage)
    derivative, *numbers = (value_of(column.factor.number) for column in row.columns)
    assert [opens for _, opens in row.brackets] == [True, False]
    assert len(row.boxes) == 2
    one, other = row.boxes[0][0], row.boxes[1][0]
    assert one.contains(row.columns[1].rect)
    assert other.contains(row.columns[3].rect)
    assert row.brackets[0][0].right() <= one.left() + 1.0
    assert row.brackets[1][0].left() >= row.columns[4].rect.right()
    whole = (numbers[0] * numbers[1] + numbers[2] * numbers[3]) * numbers[4] * numbers[5]
    assert whole == pytest.approx(derivative, abs=1e-5)


def test_what_is_left_out_is_shown_by_click_by_key_and_by_menu(stage: Stage[TracerView]) -> None:
    """Of eight units above four are shown; each of the three ways shows all of them, or four again."""
    show_done(stage, trace_of((4, 8, 8, 3)))
    stage.session.cursor.set_selected(MARK)
    assert button_of(stage).factor.words == "4 more"
    place = button_of(stage).button.center() + stage.view.canvas.row_at
    assert "Return" in stage.view.canvas.text_at(place)
    stage.qtbot.mouseClick(stage.view.canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())
    columns = row_of(stage).columns
    assert button_of(stage).factor.words == "Fewer"
    assert len(columns) == 4 + 1 + 2 * 8 + 1
    stage.view.setFocus()
    stage.qtbot.keyClick(stage.view, Qt.Key.Key_Return)
    assert button_of(stage).factor.words == "4 more"
    at = stage.view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, stage.view.mapToGlobal(at))
    QApplication.sendEvent(stage.view, event)
    menu = stage.view.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Every term of a long sum").trigger()
    menu.close()
    assert button_of(stage).factor.words == "Fewer"


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_paths_are_followed_one_by_one(stage: Stage[TracerView], notation: str) -> None:
    """Each path from the loss to the parameter with its factors and their product; all of them add up."""
    trace = trace_of((2, 3, 2, 2))
    show_done(stage, trace)
    stage.session.stepping.set_decimals(6)
    stage.session.stepping.set_notation(notation)
    stage.session.cursor.set_selected(MARK)
    choose(stage, "paths")
    derivative, *columns = row_of(stage).columns
    assert len(columns) == 4 * 8, "seven factors and their product"
    products = []
    for start in range(0, len(columns), 8):
        numbers = [value_of(column.factor.number) for column in columns[start : start + 8]]
        assert math.prod(numbers[:-1]) == pytest.approx(numbers[-1], abs=2e-5)
        products.append(numbers[-1])
    assert products == sorted(products, key=abs, reverse=True)
    assert math.fsum(products) == pytest.approx(value_of(derivative.factor.number), abs=1e-5)


def test_of_many_paths_the_rest_is_one_number(stage: Stage[TracerView]) -> None:
    """24 paths: the four that carry most, and what the other 20 add up to; Return shows all of them."""
    trace = trace_of((4, 8, 8, 3))
    show_done(stage, trace)
    stage.session.stepping.set_decimals(6)
    stage.session.cursor.set_selected(MARK)
    choose(stage, "paths")
    assert button_of(stage).factor.words == "20 paths"
    ends = [value_of(column.factor.number) for column in row_of(stage).columns if not column.factor.symbol]
    assert len(ends) == 5
    assert math.fsum(ends) == pytest.approx(gradient_of(trace, MARK, 0), abs=1e-5)
    stage.view.setFocus()
    stage.qtbot.keyClick(stage.view, Qt.Key.Key_Return)
    ends = [value_of(column.factor.number) for column in row_of(stage).columns[:-1] if not column.factor.symbol]
    assert len(ends) == 24
    assert math.fsum(ends) == pytest.approx(gradient_of(trace, MARK, 0), abs=1e-5)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_batch_is_the_sum_of_its_samples(stage: Stage[TracerView], reduction: str) -> None:
    """Each sample's derivative has its number; with the mean 1/n stands before them."""
    trace = trace_of((2, 2, 1), reduction=reduction)
    show_done(stage, trace)
    stage.session.stepping.set_decimals(6)
    stage.session.cursor.set_selected(MARK)
    choose(stage, "batch")
    samples = [
        value_of(column.factor.number)
        for column in row_of(stage).columns
        if column.factor.quantity is not None and column.factor.quantity.sample >= 0
    ]
    assert samples == pytest.approx([gradient_of(trace, MARK, sample) for sample in range(4)], abs=1e-6)
    scale = 0.25 if reduction == "mean" else 1.0
    assert scale * math.fsum(samples) == pytest.approx(gradient_of(trace, MARK, -1), abs=1e-5)
    names = [column.factor.name for column in row_of(stage).columns]
    assert ("n = 4" in names) == (reduction == "mean")


@pytest.mark.parametrize("part", ["sample", "paths"])
def test_no_term_is_told_before_its_time(stage: Stage[TracerView], part: str) -> None:
    """At each line a factor shows its number exactly if that is known, and what is left out waits for the sum."""
    trace = trace_of((2, 8, 8, 2), 1)
    lines = stage.show_trace(trace)
    stage.session.cursor.set_selected(MARK)
    choose(stage, part)
    stepping = stage.session.stepping
    whole = trace.quantity(mlp.Kind.DELTA_SUM if part == "sample" else mlp.Kind.WEIGHT_GRADIENT, 0, 1, -1, 0)
    if part == "paths":
        whole = trace.quantity(mlp.Kind.WEIGHT_GRADIENT, 0, 1, 0, 0)
    told = set()
    for position in range(0, len(lines), 5):
        stage.go_to(position)
        row = row_of(stage)
        for column in row.columns:
            quantity = column.factor.quantity
            if quantity is not None:
                assert column.factor.shows_number == stepping.is_known(quantity)
        assert button_of(stage).factor.shows_number == stepping.is_known(whole)
        told.add(button_of(stage).factor.shows_number)
    assert told == {False, True}


def test_a_long_chain_is_scrolled_by_keys(stage: Stage[TracerView]) -> None:
    """The arrow keys alone go to another parameter; with Shift they move the page."""
    show_done(stage, trace_of((4, 8, 8, 3)))
    stage.session.cursor.set_selected(MARK)
    choose(stage, "paths")
    stage.view.setFocus()
    bar = stage.view.scroll_area.verticalScrollBar()
    stage.qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=20_000)
    stage.qtbot.keyClick(stage.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() > 0
    assert stage.view.traced == MARK
    stage.qtbot.keyClick(stage.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("part", ["sample", "paths", "batch"])
def test_nothing_overlaps_at_any_size_of_the_dock(stage: Stage[TracerView], sizes: tuple[int, ...], part: str) -> None:
    """Columns stand clear of one another and of the check, and inside the page."""
    show_done(stage, trace_of(sizes))
    stage.session.cursor.set_selected(MARK)
    choose(stage, part)
    for size in ((601, 204), (538, 167), (400, 300), (1000, 130)):
        stage.view.resize(*size)
        stage.settle()
        page, row = stage.view.canvas.page, row_of(stage)
        assert page is not None
        assert row.width <= size[0]
        assert not any(one.rect.intersects(other.rect) for one, other in combinations(row.columns, 2))
        line = page.hairline.adjusted(-1, -1, 1, 1)
        for column in row.columns:
            drawn = column.rect.translated(page.row_at)
            assert not drawn.intersects(line)
            assert not any(drawn.intersects(each) for part_ in page.check for each in (part_.caption, part_.number))


@pytest.mark.parametrize("notation", ["chain", "hidden"])
def test_each_of_several_boxes_says_that_it_is_reused(stage: Stage[TracerView], notation: str) -> None:
    """Where a derivative has no letter of its own each box has room for the word, the narrowest one too."""
    show_done(stage, trace_of((4, 8, 8, 3)))
    stage.session.stepping.set_notation(notation)
    stage.session.cursor.set_selected(MARK)
    for size in ((601, 204), (538, 172), (372, 205)):
        stage.view.resize(*size)
        row = row_of(stage)
        assert len(row.boxes) > 1
        room = TITLE_ROOM * row.style.title_scale
        for box, title in row.boxes:
            assert title or row.style.words.horizontalAdvance(REUSED) <= box.width() - room


def test_a_chain_over_many_samples_is_computed_beside_the_window(stage: Stage[TracerView]) -> None:
    """The last chain stays until it is there; of what is asked for meanwhile the newest is shown."""
    trace = trace_of((30, 40, 20, 2), 200)
    show_done(stage, trace)
    stage.session.cursor.set_selected(MARK)
    choose(stage, "batch")
    others = [Mark("weight", 1, unit, 3) for unit in range(4)]
    for mark in others:
        stage.session.cursor.set_selected(mark)
    assert not stage.view.canvas.is_settled
    stage.qtbot.waitUntil(lambda: stage.view.canvas.is_settled, timeout=20_000)
    expected = gradient_of(trace, others[-1], -1)
    assert float(stage.view.shown_check()[0].replace("−", "-")) == pytest.approx(expected, abs=1e-8)
    assert "unit 4 of layer 2" in stage.view.subtitle


def test_a_hidden_tracer_computes_nothing(stage: Stage[TracerView]) -> None:
    """Hidden while a chain is computed it lets go of it; shown again it goes on."""
    trace = trace_of((30, 40, 20, 2), 200)
    show_done(stage, trace)
    stage.session.cursor.set_selected(MARK)
    choose(stage, "batch")
    stage.session.cursor.set_selected(Mark("weight", 1, 2, 3))
    stage.view.hide()
    stage.view.show()
    stage.qtbot.waitUntil(lambda: stage.view.canvas.is_settled, timeout=20_000)
    assert "unit 3 of layer 2" in stage.view.subtitle


@pytest.mark.parametrize("width", [520, 601, 700])
def test_the_check_is_in_sight_of_a_chain_that_is_scrolled(stage: Stage[TracerView], width: int) -> None:
    """Beside it or, where that costs it lines, above it: not at the end of the page."""
    stage.view.resize(width, 190)
    show_done(stage, trace_of((2, 3, 3, 3, 1), 1))
    stage.session.cursor.set_selected(Mark("weight", layer=0, unit=1, input=0))
    stage.settle()
    page, seen = stage.view.canvas.page, stage.view.scroll_area.viewport().height()
    assert page is not None
    assert page.height > seen
    assert all(part.number.bottom() <= seen for part in page.check)
    chain = QRectF(page.row_at, QSizeF(page.row.width, page.row.height))
    assert not any(part.number.intersects(chain) for part in page.check)


def test_a_sum_that_is_all_of_a_side_needs_no_brackets(stage: Stage[TracerView]) -> None:
    """Of two samples that are added up: the derivative is their sum, and nothing multiplies it."""
    lines = stage.show_trace(trace_of((2, 2, 1), 2, reduction="sum"))
    stage.view.part.chosen.emit("batch")
    stage.view.part.set_value("batch")
    stage.go_to(len(lines) - 1)
    story = stage.view.canvas.story
    assert story is not None
    (line,) = story.lines
    assert [group.sign for group in line.groups] == ["=", "+"]
    assert not any(group.opens or group.closes for group in line.groups)
