"""The tracer: its factors multiply to the derivative, whose check agrees, for every parameter, sample and notation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_core.explain.latex_rows import ROW, width_of
from mlp_gui.look.numbers import parse_number
from mlp_gui.state.cursor import Mark
from mlp_gui.views.paper import Standing
from mlp_gui.views.tracer.canvas import TracerCanvas
from mlp_gui.views.tracer.chain_row import TITLE_PX, WORDS_MIDDLE, WORDS_PX
from tests.gui.views.equations.stages import Stage, trace_of

if TYPE_CHECKING:
    from mlp_gui.views.tracer import TracerView
    from mlp_gui.views.tracer.chain_row import FactorColumn

NOTATIONS = ("error_signals", "lab", "hidden", "chain", "delta")
PARAMETERS = [Mark("weight", 0, 0, 0), Mark("weight", 0, 1, 1), Mark("bias", 0, 1), Mark("weight", 1, 0, 1)]


def show_done(stage: Stage[TracerView], trace: mlp.Trace, sample: int | None = 0) -> mlp.StepSequence:
    """Deliver a trace and stand at its end, where every number is known; returns the lines."""
    lines = stage.show_trace(trace, sample)
    stage.session.stepping.to_end()
    return lines


def value_of(latex: str) -> float:
    """Read a factor's number back."""
    digits, _, power = latex.replace("{-}", "-").replace(" ", "").partition(r"\cdot10^")
    return float(digits) * (10.0 ** int(power.strip("{}")) if power else 1.0)


def column_of(stage: Stage[TracerView], kind: mlp.Kind) -> FactorColumn:
    """Return the first factor of a kind."""
    row = stage.view.canvas.row
    assert row is not None
    return next(column for column in row.columns if column.factor.quantity and column.factor.quantity.kind is kind)


def middle_of(stage: Stage[TracerView], column: FactorColumn) -> QPoint:
    """Return where a factor is drawn."""
    return (column.rect.center() + stage.view.canvas.row_at).toPoint()


def gradient_of(trace: mlp.Trace, mark: Mark, sample: int) -> float:
    """Return the derivative by a parameter."""
    kind = mlp.Kind.BIAS_GRADIENT if mark.kind == "bias" else mlp.Kind.WEIGHT_GRADIENT
    return trace.quantity(kind, mark.layer, mark.unit, mark.input, sample).value


def test_without_a_step_through_the_view_says_what_it_is_for(stage: Stage[TracerView]) -> None:
    """An empty page is never left unexplained."""
    assert "Step through" in stage.view.message
    assert stage.view.shown_check() == ()


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("mark", PARAMETERS)
def test_the_factors_multiply_to_the_derivative(
    stage: Stage[TracerView], xor_trace: mlp.Trace, notation: str, mark: Mark
) -> None:
    """What is drawn, multiplied, is the gradient of the trace; and the check agrees with it."""
    show_done(stage, xor_trace, 2)
    stage.session.stepping.set_decimals(6)
    stage.session.stepping.set_notation(notation)
    stage.session.cursor.set_selected(mark)
    stage.settle()
    derivative, *factors = map(value_of, stage.view.shown_numbers())
    expected = gradient_of(xor_trace, mark, 2)
    assert derivative == pytest.approx(expected, abs=1e-6)
    assert math.prod(factors) == pytest.approx(expected, abs=1e-5)
    chain, central, relative = stage.view.shown_check()
    assert float(chain.replace("−", "-")) == pytest.approx(expected, abs=1e-8)
    assert float(central.replace("−", "-")) == pytest.approx(expected, abs=1e-7)
    assert parse_number(relative) < 1e-6


def test_a_parameter_is_named_as_on_the_graph(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """By the units' own letters, with the notation's symbol beside; in the list in full."""
    show_done(stage, xor_trace, 2)
    stage.session.cursor.set_selected(Mark("weight", layer=0, unit=1, input=0))
    stage.settle()
    choice = stage.view.parameter
    assert choice.shown_text == "w₁₂⁽¹⁾  x₁ → Q"
    assert choice.currentText() == "w₁₂⁽¹⁾: weight from input 1 to unit Q"
    assert stage.view.subtitle.startswith("weight from input 1 to unit Q")
    stage.session.stepping.set_notation("lab")
    stage.session.cursor.set_selected(Mark("bias", layer=1, unit=0))
    stage.settle()
    assert choice.shown_text == "w₀R  bias of R"


def test_what_was_computed_before_is_boxed(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """A hidden weight reuses the output's error signal; the output's own weight reuses nothing."""
    show_done(stage, xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    stage.settle()
    row = stage.view.canvas.row
    assert row is not None
    ((box, title),) = row.boxes
    assert "delta" in title
    boxed = [column for column in row.columns if box.contains(column.rect)]
    delta = xor_trace.quantity(mlp.Kind.DELTA, 1, 0, -1, 0).value
    assert math.prod(value_of(column.factor.number) for column in boxed) == pytest.approx(delta, abs=1e-4)
    stage.session.cursor.set_selected(PARAMETERS[3])
    stage.settle()
    assert stage.view.canvas.row is not None
    assert stage.view.canvas.row.boxes == ()


def test_the_batch_is_traced_too(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """A click on Batch shows the reduced derivative."""
    show_done(stage, xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    shown_in_a_row(stage)
    segment = stage.view.part.findChild(QWidget, "segment_batch")
    assert segment is not None
    stage.qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    stage.settle()
    expected = gradient_of(xor_trace, PARAMETERS[0], -1)
    assert float(stage.view.shown_check()[0].replace("−", "-")) == pytest.approx(expected, abs=1e-8)
    assert "sample" not in stage.view.subtitle


def test_another_sample_is_another_chain(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """The tracer follows the sample that is walked."""
    show_done(stage, xor_trace, 0)
    stage.session.cursor.set_selected(PARAMETERS[0])
    stage.settle()
    before = stage.view.shown_check()
    stage.session.stepping.set_sample(3)
    stage.settle()
    assert stage.view.shown_check() != before
    assert "sample 4 of 4" in stage.view.subtitle


def test_the_parameter_is_chosen_in_the_title(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """The list holds every parameter; the last one is the output's bias, and becomes the selected one everywhere."""
    show_done(stage, xor_trace)
    stage.settle()
    shown_in_a_row(stage)
    choice = stage.view.parameter
    assert len(choice.values) == 9
    choice.setFocus()
    stage.qtbot.keyClick(choice, Qt.Key.Key_End)
    stage.settle()
    assert stage.session.cursor.selected == Mark("bias", layer=1, unit=0)
    assert stage.view.traced == stage.session.cursor.selected
    assert stage.view.subtitle.startswith("bias of unit R")


def test_hovering_a_factor_marks_what_it_is_about(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """The weight in a chain marks its edge; leaving lets go."""
    show_done(stage, xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    stage.settle()
    stage.qtbot.mouseMove(stage.view.canvas, middle_of(stage, column_of(stage, mlp.Kind.WEIGHT)))
    assert stage.session.cursor.hovered == Mark("weight", layer=1, unit=0, input=0)
    stage.qtbot.mouseMove(stage.view.canvas, QPoint(2, 2))
    assert stage.session.cursor.hovered is None


def test_no_factor_is_told_before_its_time(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """At each line: a factor shows its number exactly if that has been computed, and the check waits for the chain."""
    lines = stage.show_trace(xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    stepping = stage.session.stepping
    seen = set()
    for position in range(-1, len(lines)):
        stage.go_to(position)
        story = stage.view.canvas.story
        assert story is not None
        for factor in story.factors():
            assert factor.shows_number == (factor.quantity is None or stepping.is_known(factor.quantity))
            seen.add(factor.standing)
        assert len(stage.view.shown_numbers()) == sum(factor.shows_number for factor in story.factors())
        assert (stage.view.shown_check()[0] in ("–", "next")) == (not story.left.shows_number)
        if not story.left.shows_number:
            assert "cdot" not in stage.view.latex()
    assert seen == {Standing.KNOWN, Standing.NEXT, Standing.LATER}


def test_a_number_that_is_asked_for_is_not_given_away(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """While the gradient is asked for, chain, check, tool-tip and clipboard keep it."""
    lines = stage.show_trace(xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[3])
    stepping = stage.session.stepping
    stepping.set_predict(True)
    wanted = xor_trace.quantity(mlp.Kind.WEIGHT_GRADIENT, 1, 0, 1, 0)
    stage.go_to(lines.locate(wanted) - 1)
    stepping.forward()
    assert stepping.awaiting == wanted
    stage.settle()
    column = column_of(stage, mlp.Kind.WEIGHT_GRADIENT)
    assert column.factor.standing is Standing.ASKED
    row = stage.view.canvas.row
    assert row is not None
    awaited = stepping.awaited_step
    assert awaited is not None
    # The line that is awaited is marked, and not that which was done last.
    marked = {each.factor.quantity for each in row.columns if each.factor.is_current}
    assert wanted in marked
    assert marked <= {*awaited.reads, awaited.makes}
    assert stage.view.shown_check() == ("?", "?", "?")
    place = stage.view.canvas.row_at + column.rect.center()
    assert "not yet" in stage.view.canvas.text_at(place)
    assert column.factor.number not in stage.view.latex()
    stepping.reveal()
    stage.settle()
    assert column_of(stage, mlp.Kind.WEIGHT_GRADIENT).factor.shows_number


def test_titles_of_boxes_touch_nothing(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """At every size of the dock the words on a box stand clear of the factors in it and of the page's edge."""
    show_done(stage, xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    for notation in NOTATIONS:
        stage.session.stepping.set_notation(notation)
        for size in ((601, 204), (510, 160), (360, 240), (1000, 130)):
            stage.view.resize(*size)
            stage.settle()
            page = stage.view.canvas.page
            assert page is not None
            title = stage.view.canvas._typesetter.formula(page.row.boxes[0][1])
            assert title is not None
            scale = page.row.style.title_scale
            baseline = page.row.boxes[0][0].top() + WORDS_MIDDLE * WORDS_PX * scale
            assert baseline + title.descent * TITLE_PX * scale < min(column.rect.top() for column in page.row.columns)
            assert baseline - title.ascent * TITLE_PX * scale >= 0.0
            assert page.row.width <= size[0]
            drawn = QRectF(page.row_at, QSizeF(page.row.width, page.row.height))
            assert not any(drawn.intersects(part.number) for part in page.check)


def test_arrow_keys_go_from_parameter_to_parameter(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """Nine steps on lead through every weight and bias and round to the first, and one back to the last."""
    show_done(stage, xor_trace)
    stage.session.cursor.set_selected(PARAMETERS[0])
    stage.view.setFocus()
    seen = []
    for _ in range(9):
        seen.append(stage.view.traced)
        stage.qtbot.keyClick(stage.view, Qt.Key.Key_Down)
    assert len(set(seen)) == 9
    assert stage.view.traced == PARAMETERS[0]
    stage.qtbot.keyClick(stage.view, Qt.Key.Key_Up)
    assert stage.view.traced == Mark("bias", layer=1, unit=0)


def test_a_wide_network_sums_over_its_paths(stage: Stage[TracerView], deep_trace: mlp.Trace) -> None:
    """Where several units lead up, the chain agrees with the check all the same, and the paths are counted."""
    show_done(stage, deep_trace)
    stage.session.cursor.set_selected(Mark("weight", layer=0, unit=2, input=1))
    stage.settle()
    assert "6 paths" in stage.view.subtitle
    assert parse_number(stage.view.shown_check()[2]) < 1e-5
    row = stage.view.canvas.row
    assert row is not None
    assert row.width <= stage.view.width()


def test_theme_and_size_change_the_page_at_once(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """Dark ground in the dark, and the same numbers at twice the size."""
    show_done(stage, xor_trace)
    stage.settle()
    numbers = stage.view.shown_numbers()
    stage.theme_controller.set_mode("dark")
    assert stage.view.grab().toImage().pixelColor(2, 100) == stage.theme_controller.theme.panel
    stage.theme_controller.set_scale(2.0)
    assert stage.view.shown_numbers() == numbers
    stage.theme_controller.set_scale(1.0)


def test_the_chain_is_copied_as_latex(stage: Stage[TracerView], xor_trace: mlp.Trace) -> None:
    """The key for copying puts symbols and numbers on the clipboard."""
    show_done(stage, xor_trace)
    stage.settle()
    stage.view.setFocus()
    stage.qtbot.keySequence(stage.view, QKeySequence.StandardKey.Copy)
    assert r"\frac{\partial" in QGuiApplication.clipboard().text()


def test_a_copied_chain_is_no_wider_than_a_page(stage: Stage[TracerView]) -> None:
    """A sum over many units goes on in further rows, in symbols and in numbers, within its brackets too."""
    show_done(stage, trace_of((4, 8, 8, 3), 1))
    stage.session.cursor.set_selected(Mark("weight", layer=0, unit=0, input=0))
    for notation in mlp.NOTATIONS:
        stage.session.stepping.set_notation(notation)
        stage.settle()
        rows = stage.view.latex().removeprefix("\\begin{aligned}\n").removesuffix("\n\\end{aligned}").split(" \\\\\n")
        left = width_of(rows[0].split("&")[0])
        assert len(rows) > 2
        assert all(row.count("&") == 1 for row in rows)
        widths = [width_of(row.split("&")[1].replace(r"\,", "")) for row in rows]
        assert left + max(widths) <= ROW, notation


def test_a_hidden_view_waits_until_it_is_shown(stage: Stage[TracerView]) -> None:
    """Invisible: no work; shown again, it has caught up, even with a network too large to list."""
    stage.view.hide()
    show_done(stage, trace_of((40, 6, 3), 1))
    assert stage.view.canvas.story is None
    stage.view.show()
    stage.settle()
    assert stage.view.shown_numbers()
    assert len(stage.view.parameter.values) == 1


def shown_in_a_row(stage: Stage[TracerView]) -> None:
    """Give the title's controls a place, as a dock does."""
    for place, widget in enumerate(stage.view.title_controls()):
        widget.move(4 + place * 280, 4)
        widget.raise_()


def test_a_page_whose_first_formulas_are_not_set_yet_is_empty(stage: Stage[TracerView]) -> None:
    """A repaint may come before they are: a dock is made, shown and filled in one go."""
    fresh = TracerCanvas(stage.session, stage.view.canvas._theme_controller, stage.view)
    image = fresh.grab().toImage()
    assert image.pixelColor(5, 5) == stage.view.canvas._theme_controller.theme.panel
