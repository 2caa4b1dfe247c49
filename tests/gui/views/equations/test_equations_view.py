"""The equations view: every number it draws is the trace's, and all five notations, the pointer and copying work."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.equations.canvas import EquationsCanvas
from tests.gui.views.equations.stages import Stage, trace_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.equations.grid import Column

NOTATIONS = ("error_signals", "lab", "hidden", "chain", "delta")


def drawn(stage: Stage[EquationsView]) -> list[Column]:
    """Return the columns whose number is really drawn and which stand for a quantity."""
    page = stage.view.canvas.page
    assert page is not None
    return [column for column in page.grid.columns if column.number is not None and column.entry.quantity is not None]


def value_of(latex: str) -> float:
    """Read a number of an equation back."""
    text = latex.replace("{-}", "-").replace(" ", "")
    text = re.sub(r"\\left|\\right|\\[,;!]", "", text)
    text = re.sub(r"^\((.*)\)$", r"\1", text)
    fraction = re.fullmatch(r"(-?)\\t?frac\{(\d+)\}\{(\d+)\}", text)
    if fraction:
        return float(f"{fraction[1]}1") * float(Fraction(int(fraction[2]), int(fraction[3])))
    power = re.fullmatch(r"(-?[\d.]+)\\(?:cdot|times)10\^\{(-?\d+)\}", text)
    return float(power[1]) * 10.0 ** int(power[2]) if power else float(text)


def point_of(stage: Stage[EquationsView], symbol_or_mark: Mark) -> QPoint:
    """Return the middle of the first column that is about a mark."""
    (column, *_) = stage.view.canvas.columns_of(symbol_or_mark)
    page = stage.view.canvas.page
    assert page is not None
    return (column.rect.center() + page.grid_at).toPoint()


def test_without_a_step_through_the_view_says_what_it_is_for(stage: Stage[EquationsView]) -> None:
    """An empty page is never left unexplained."""
    assert "Step through" in stage.view.message
    assert stage.view.shown_numbers() == ()


def test_before_the_first_line_the_view_says_how_to_begin(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """The position before the first line has no equation."""
    stage.show_trace(xor_trace)
    assert "Forward" in stage.view.message


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("sample", [1, None])
def test_every_number_of_every_line_is_the_traces(
    stage: Stage[EquationsView], xor_trace: mlp.Trace, notation: str, sample: int | None
) -> None:
    """Line by line through one training step: what is drawn reads as the trace's value, and the result is among it."""
    lines = stage.show_trace(xor_trace, sample)
    stage.session.stepping.set_notation(notation)
    for position in range(len(lines)):
        stage.go_to(position)
        columns = drawn(stage)
        assert columns
        for column in columns:
            quantity = column.entry.quantity
            assert quantity is not None
            at = (quantity.layer, quantity.unit, quantity.input, quantity.sample)
            expected = xor_trace.quantity(quantity.kind, *at).value
            if quantity.kind is mlp.Kind.BATCH_SIZE:
                expected = 1.0 / expected  # stands below a fraction's bar
            if notation == "lab" and value_of(column.entry.number) * expected < 0.0:
                expected = -expected  # the lab's error signals point the other way
            assert value_of(column.entry.number) == pytest.approx(expected, abs=0.51e-4), (position, column.entry)


def test_nothing_later_than_the_step_is_revealed(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """At each line, every number drawn is one that has been computed."""
    lines = stage.show_trace(xor_trace)
    stepping = stage.session.stepping
    for position in range(len(lines)):
        stage.go_to(position)
        for column in drawn(stage):
            assert column.entry.quantity is not None
            assert stepping.is_known(column.entry.quantity)


def test_a_term_stands_framed_in_its_sum_with_its_value(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """A product is shown inside the whole sum, whose own value is still to come."""
    lines = stage.show_trace(xor_trace)
    position = next(line.index for line in lines if line.operation is mlp.Operation.MULTIPLY_WEIGHT)
    stage.go_to(position)
    page = stage.view.canvas.page
    assert page is not None
    current = {column.entry.quantity for column in page.grid.columns if column.entry.is_current}
    assert set(lines[position].reads) <= current
    assert len(page.grid.frames) == 1
    assert page.term_value is not None
    value = value_of(stage.view.shown_numbers()[-1])
    assert value == pytest.approx(lines[position].makes.value, abs=0.51e-4)
    biases = [column for column in page.grid.columns if column.entry.quantity is not None]
    assert mlp.Kind.BIAS in {column.entry.quantity.kind for column in biases if column.entry.quantity}


def test_the_line_before_stays_in_sight(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Each line but the first shows the one before it."""
    lines = stage.show_trace(xor_trace)
    for position in range(1, len(lines)):
        stage.go_to(position)
        assert stage.view.canvas.page is not None
        assert stage.view.canvas.page.heading.previous is not None, position


@pytest.mark.parametrize("decimals", [1, 6])
def test_decimals_are_chosen_in_the_title(stage: Stage[EquationsView], xor_trace: mlp.Trace, decimals: int) -> None:
    """Typing another count shows every number with so many digits."""
    lines = stage.show_trace(xor_trace)
    field = stage.view.controls.decimals
    shown_in_a_row(stage, stage.view.title_controls())
    field.setFocus()
    field.selectAll()
    stage.qtbot.keyClicks(field, str(decimals))
    stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    texts = [column.entry.number for column in drawn(stage) if column.entry.quantity.kind is mlp.Kind.WEIGHT]  # type: ignore[union-attr]
    assert texts
    assert all(re.search(rf"\.\d{{{decimals}}}(?!\d)", text) for text in texts)


def test_fractions_are_written_where_they_are_exact(stage: Stage[EquationsView]) -> None:
    """Halves and quarters of a hand-made network become fractions; the chip switches it."""
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    network.set_weights([[[0.5, -0.75]]], [[0.25]])
    config = mlp.TrainingConfig(loss="squared_error", optimizer="sgd", learning_rate=0.5)
    lines = stage.show_trace(mlp.trace_step(network, [[1.0, 0.5]], [[1.0]], config))
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    assert not any("frac" in number for number in stage.view.shown_numbers())
    shown_in_a_row(stage, stage.view.title_controls())
    stage.qtbot.mouseClick(stage.view.controls.fractions, Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.session.stepping.fractions
    assert any("frac{1}{2}" in number for number in stage.view.shown_numbers())
    for column in drawn(stage):
        assert column.entry.quantity is not None
        assert value_of(column.entry.number) == pytest.approx(column.entry.quantity.value)


def test_the_notation_is_chosen_in_the_title(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Another notation is another set of symbols for the same numbers."""
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    before = stage.view.shown_symbols()
    choice = stage.view.controls.notation
    assert choice.values == NOTATIONS
    shown_in_a_row(stage, stage.view.title_controls())
    choice.setFocus()
    stage.qtbot.keyClick(choice, Qt.Key.Key_Home)
    stage.settle()
    assert stage.session.stepping.notation == "error_signals"
    assert stage.view.shown_symbols() != before


def test_hovering_a_term_marks_what_it_is_about(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """The pointer over a weight of an equation marks the edge everywhere; leaving lets go."""
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    mark = Mark("weight", layer=0, unit=0, input=1)
    stage.qtbot.mouseMove(stage.view.canvas, point_of(stage, mark))
    assert stage.session.cursor.hovered == mark
    stage.qtbot.mouseMove(stage.view.canvas, QPoint(2, 2))
    assert stage.session.cursor.hovered is None


def test_clicking_a_term_selects_what_it_is_about(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """A click on a weight selects it, for the tracer say."""
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    mark = Mark("weight", layer=0, unit=0, input=0)
    stage.qtbot.mouseClick(stage.view.canvas, Qt.MouseButton.LeftButton, pos=point_of(stage, mark))
    assert stage.session.cursor.selected == mark


def test_what_other_views_hover_is_marked_here(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """An edge under the pointer in the network lights its weight up in the equation."""
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    mark = Mark("weight", layer=0, unit=0, input=1)
    before = stage.view.grab().toImage()
    stage.session.cursor.set_hovered(mark)
    assert stage.view.grab().toImage() != before
    assert stage.view.canvas.columns_of(mark)


def test_a_long_sum_is_shortened_and_can_be_opened(stage: Stage[EquationsView], wide_trace: mlp.Trace) -> None:
    """Forty products: some are left out, a click on the chip shows them all, another click shortens again."""
    lines = stage.show_trace(wide_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    page = stage.view.canvas.page
    assert page is not None
    gap = next(column for column in page.grid.columns if column.entry.left_out)
    stage.qtbot.mouseClick(
        stage.view.canvas, Qt.MouseButton.LeftButton, pos=(gap.rect.center() + page.grid_at).toPoint()
    )
    stage.settle()
    page = stage.view.canvas.page
    assert page is not None
    weights = [c for c in page.grid.columns if c.entry.quantity and c.entry.quantity.kind is mlp.Kind.WEIGHT]
    assert len(weights) == 40
    stage.qtbot.mouseClick(stage.view.canvas, Qt.MouseButton.LeftButton, pos=page.fewer.center().toPoint())
    stage.settle()
    page = stage.view.canvas.page
    assert page is not None
    assert any(column.entry.left_out for column in page.grid.columns)


def test_the_line_is_copied_as_latex(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Button and key put symbols and numbers on the clipboard."""
    lines = stage.show_trace(xor_trace)
    line = next(line for line in lines if line.operation is mlp.Operation.SUM)
    stage.go_to(line.index)
    shown_in_a_row(stage, stage.view.title_controls())
    stage.qtbot.mouseClick(stage.view.controls.copy_latex, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    explanation = mlp.explain(line)
    assert text.replace("&", "").startswith("\\begin{aligned}")
    assert explanation.latex in text.replace("&", "")
    assert explanation.numbers in text.replace("&", "")
    QGuiApplication.clipboard().clear()
    stage.view.setFocus()
    stage.qtbot.keySequence(stage.view, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == text


def test_the_line_is_copied_as_a_picture_on_white(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Even in the dark theme the picture is on white, at three times the size of the screen's."""
    stage.theme_controller.set_mode("dark")
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    menu = stage.view.build_menu()
    next(action for action in menu.actions() if action.text() == "Copy as picture").trigger()
    image = QGuiApplication.clipboard().image()
    assert stage.view.canvas.page is not None
    assert image.width() >= 3 * stage.view.canvas.page.grid.width
    assert image.pixelColor(0, 0).name() == "#ffffff"
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 10
    menu.close()


def test_the_theme_and_the_size_change_the_page_at_once(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Dark ground in the dark, larger letters at twice the size, the same numbers in both."""
    lines = stage.show_trace(xor_trace)
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    numbers, page = stage.view.shown_numbers(), stage.view.canvas.page
    stage.theme_controller.set_mode("dark")
    assert stage.view.grab().toImage().pixelColor(3, 3) == stage.theme_controller.theme.panel
    stage.view.resize(1200, 590)
    stage.theme_controller.set_scale(2.0)
    assert stage.view.shown_numbers() == numbers
    assert page is not None
    assert stage.view.canvas.page is not None
    assert stage.view.canvas.page.grid_style.symbol_px == pytest.approx(2.0 * page.grid_style.symbol_px)


def test_a_hidden_view_waits_until_it_is_shown(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Invisible: no work; shown again, it has caught up."""
    lines = stage.show_trace(xor_trace)
    stage.view.hide()
    stage.session.stepping.go_to(len(lines) - 1)
    assert stage.view.canvas.narration is None
    stage.view.show()
    stage.settle()
    assert stage.view.shown_numbers()


def test_a_number_that_is_asked_for_is_not_given_away(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """While the user is asked, the line is there with a question mark in the number's place."""
    lines = stage.show_trace(xor_trace)
    stepping = stage.session.stepping
    stepping.set_predict(True)
    position = next(line.index for line in lines if line.operation is mlp.Operation.ACTIVATE)
    stage.go_to(position - 1)
    stepping.forward()
    assert stepping.awaiting is not None
    stage.settle()
    assert not any(column.entry.quantity == stepping.awaiting for column in drawn(stage))
    stepping.reveal()
    stage.settle()
    assert any(column.entry.quantity == lines[position].makes for column in drawn(stage))


def test_a_line_before_that_is_not_yet_known_stays_away(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """A whole layer is asked for its activation: the sum of the same unit, one line before, would give it away."""
    lines = stage.show_trace(xor_trace)
    stepping = stage.session.stepping
    stepping.set_granularity("layer")
    stepping.set_asks("main")
    stepping.set_predict(True)
    stage.go_to(next(line.index for line in lines if line.phase is mlp.Phase.FORWARD) - 1)
    stepping.forward()
    stage.settle()
    assert stepping.awaiting is not None
    assert stage.view.canvas.narration is not None
    assert stage.view.canvas.narration.previous == ()
    stepping.reveal()
    stage.settle()
    assert stage.view.canvas.narration.previous != ()


@pytest.mark.parametrize("optimizer", ["adam", "nesterov", "rmsprop"])
def test_the_arithmetic_of_an_optimizer_is_told_too(stage: Stage[EquationsView], optimizer: str) -> None:
    """Every line of an update with state can be shown, in the dock and in a small one."""
    lines = stage.show_trace(trace_of((2, 1), 1, optimizer=optimizer, l2=0.01))
    for size in ((601, 294), (420, 240)):
        stage.view.resize(*size)
        for line in lines:
            if line.phase is mlp.Phase.UPDATE:
                stage.go_to(line.index)
                assert drawn(stage)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_question_s_words_and_case_do_not_answer_it(stage: Stage[EquationsView], notation: str) -> None:
    """While a step or a comparison is asked for, sentence, symbols and what is copied are the same in every case."""
    network = mlp.Network([2, 1], hidden=(), output="step", rng=1)
    config = mlp.TrainingConfig(loss="zero_one", optimizer="perceptron", learning_rate=1.0)
    told = []
    for inputs, target in (([1.0, 0.5], 1.0), ([1.0, 0.5], 0.0), ([-1.0, -0.5], 1.0), ([-1.0, -0.5], 0.0)):
        trace = mlp.trace_step(network, [inputs], [[target]], config)
        lines = stage.show_trace(trace)
        stepping = stage.session.stepping
        stepping.set_notation(notation)
        stepping.set_predict(True)
        for operation in (mlp.Operation.ACTIVATE, mlp.Operation.COMPARE):
            line = next(line for line in lines if line.operation is operation)
            stage.go_to(line.index - 1)
            stepping.forward()
            assert stepping.awaiting == line.makes
            stage.settle()
            assert not any(column.entry.quantity == line.makes for column in drawn(stage))
            assert "since" not in "".join(stage.view.shown_symbols())
            assert "?" in stage.view.latex()
            told.append((operation, stage.view.shown_sentence(), stage.view.shown_symbols()))
    for operation in (mlp.Operation.ACTIVATE, mlp.Operation.COMPARE):
        assert len({words for words in told if words[0] is operation}) == 1


def shown_in_a_row(stage: Stage[EquationsView], widgets: list[QWidget]) -> None:
    """Give the title's controls a place, as a dock does."""
    for place, widget in enumerate(widgets):
        widget.move(4 + place * 80, 4)
        widget.raise_()


def test_a_page_whose_first_formulas_are_not_set_yet_is_empty(stage: Stage[EquationsView]) -> None:
    """A repaint may come before they are: a dock is made, shown and filled in one go."""
    fresh = EquationsCanvas(stage.session, stage.view.canvas._theme_controller, stage.view)
    image = fresh.grab().toImage()
    assert image.pixelColor(5, 5) == stage.view.canvas._theme_controller.theme.panel
