"""Numbers on cards and edges: whatever a network computes can be written, and type gives way before digits do."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetricsF

import mlp_core as mlp
from mlp_gui.state.walk import Walk
from mlp_gui.views.network.stepping.card_painting import bias_text
from mlp_gui.views.network.stepping.chip_lines import bias_gradient_name, gradient_mark, loss_slope_mark, weight_of
from mlp_gui.views.network.stepping.letters import flips_errors
from mlp_gui.views.network.stepping.numbers import StepNumbers
from mlp_gui.views.network.stepping.writing import card_texts, number_texts, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from tests.gui.views.network.stepping.conftest import StepStage


@pytest.mark.parametrize(
    ("value", "text"), [(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "n/a"), (1.0, "1"), (0.25, "0.2500")]
)
def test_what_is_not_finite_is_written_too(value: float, text: str) -> None:
    """A loss of weights that were typed in can be infinite: it is said, and nothing raises."""
    assert card_texts(mlp.Quantity(mlp.Kind.LOSS, value), 4)[0] == text


def test_type_gives_way_before_digits(qapp: QApplication) -> None:
    """All decimals in smaller type, then fewer in the smallest, and never nothing but zeros."""
    font = qapp.font()
    font.setPixelSize(20)
    texts = number_texts(0.0213, 4)
    full = QFontMetricsF(font).horizontalAdvance(texts[0])
    assert write(texts, font, full, 10) == ("+0.0213", font)
    text, smaller = write(texts, font, 0.7 * full, 10)
    assert text == "+0.0213"
    assert 10 <= smaller.pixelSize() < 20
    text, squeezed = write(texts, font, 0.44 * full, 10)
    assert text == "+0.0213"
    assert squeezed.pixelSize() < 10
    text, smallest = write(texts, font, 0.37 * full, 10)
    assert text in ("+0.021", "+0.02")
    assert QFontMetricsF(smallest).horizontalAdvance(text) <= 0.37 * full
    assert all(any(digit in "12345" for digit in each) for each in texts)


def test_the_chosen_decimals_are_on_every_card_and_edge(make_step_stage: Callable[..., StepStage]) -> None:
    """In the lab's network, at the size that a small screen leaves it, none is rounded to fewer."""
    stage = make_step_stage(2, size=(745, 360))
    stage.stepping.set_motion(False)
    for phase in mlp.Phase:
        stage.go_to(phase, 0)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        numbers = [line.text for chip in shown.chips for line in chip.lines]
        assert all("×" in text or len(text.partition(".")[2]) == 4 for text in numbers), numbers


def test_a_weight_that_is_asked_for_is_not_told_by_its_chip(stage: StepStage) -> None:
    """In the update the old number stands over a question mark, and the gradient before it is asked for too."""
    stage.stepping.set_predict(True)
    seen = set()
    for phase in (mlp.Phase.GRADIENT, mlp.Phase.UPDATE):
        stage.go_to(phase, -1)
        for _ in range(12):
            stage.stepping.forward()
            asked = stage.stepping.awaiting
            if asked is not None and asked.input >= 0:
                text = chip_texts(stage, asked)[-1]
                assert text.endswith("?"), asked
                seen.add(asked.kind)
            stage.stepping.reveal()
    assert mlp.Kind.PARAMETER_AFTER in seen


def test_the_gradient_of_a_batch_is_marked_as_such(stage: StepStage) -> None:
    """A sample's own gradient is a plain number; the sum over the batch has the sign of a sum."""
    walk = stage.stepping.walk
    assert walk is not None
    is_marked: dict[bool, set[bool]] = {True: set(), False: set()}
    for position, line in enumerate(walk.terms):
        if line.makes.kind is mlp.Kind.WEIGHT_GRADIENT:
            stage.stepping.go_to(position)
            is_of_batch = line.makes.sample < 0
            is_marked[is_of_batch].add(chip_texts(stage, line.makes)[0].startswith("Σ"))
    assert is_marked == {True: {True}, False: {False}}


@pytest.mark.parametrize(("notation", "sign"), [("delta", 1.0), ("lab", -1.0)])
def test_what_the_loss_sends_back_has_the_sign_of_the_error_signals(
    stage: StepStage, notation: str, sign: float
) -> None:
    """The lab's are minus the derivative: on the edge from the loss, on cards and on every other edge."""
    trace = mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])
    stage.stepping.receive_trace(stage.stepping.trace_run_id, trace)
    stage.stepping.set_notation(notation)
    stage.go_to(mlp.Phase.BACKWARD, 2)
    stage.paint()
    walk, shown = stage.stepping.walk, stage.canvas.shown
    assert walk is not None
    assert shown is not None
    last = len(walk.trace.sizes) - 2
    slope = walk.trace.quantity(mlp.Kind.LOSS_SLOPE, last, 0, -1, walk.sample or 0).value
    delta = walk.trace.quantity(mlp.Kind.DELTA, last, 0, -1, walk.sample or 0).value
    assert slope != 0.0
    assert shown.numbers.loss_slope(0).quantity.value == sign * slope
    assert shown.numbers.of_unit(mlp.Kind.DELTA, last, 0).quantity.value == sign * delta


def test_the_loss_of_a_batch_says_what_it_is_of_its_samples(stage: StepStage) -> None:
    """A sum or a mean, in its title; a sample's own loss is neither."""
    walk = stage.stepping.walk
    assert walk is not None
    stage.stepping.set_sample(0)
    stage.paint()
    assert stage.canvas.shown is not None
    assert stage.canvas.shown.titles[-1] == "Loss"
    stage.stepping.set_sample(None)
    stage.paint()
    assert stage.canvas.shown.titles[-1] == f"Loss, {walk.trace.config.reduction} of {walk.trace.n_samples}"


def test_a_gradient_says_that_it_is_one(stage: StepStage) -> None:
    """Beside weights of the same look its chip is dotted, and under a unit stands the loss derived by the bias."""
    walk = stage.stepping.walk
    assert walk is not None
    stage.stepping.set_notation("error_signals")
    seen = set()
    for position, line in enumerate(walk.terms):
        made = line.makes
        if made.kind not in (mlp.Kind.WEIGHT_GRADIENT, mlp.Kind.BIAS_GRADIENT):
            continue
        stage.stepping.go_to(position)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        if made.input < 0:
            text = bias_text(shown, made.layer, made.unit, shown.style.tight, 200.0).text
            seen.add(text.partition(" ")[0])
            continue
        for chip in shown.chips:
            place = weight_of(shown.layout, chip.edge)
            is_derived = shown.numbers.gradient(*place).is_known
            assert all(each.is_gradient == is_derived for each in chip.lines)
            assert is_derived == ("∂" in chip.lines[0].text)
    assert seen == {f"∂𝐿{'₁₂₃₄'[walk.sample]}/∂𝑏", "∂𝐿/∂𝑏"}


def chip_texts(stage: StepStage, quantity: mlp.Quantity) -> list[str]:
    """Return what stands on the edge of a number's weight."""
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    edge = shown.layout.edge(quantity.layer, quantity.unit, quantity.input)
    return [line.text for chip in shown.chips if chip.edge == edge for line in chip.lines]


def test_a_learning_rule_derives_nothing() -> None:
    """Its correction is called what it is, error times input as in the equations; a gradient is a derivative."""
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    config = mlp.TrainingConfig(optimizer="delta", loss="squared_error")
    rule = SimpleNamespace(trace=mlp.trace_step(network, [[1.0, 2.0]], [[3.0]], config))
    descent = SimpleNamespace(trace=mlp.trace_next(mlp.EXAMPLES["univariate"].build()[2]))
    quantity = mlp.Quantity(mlp.Kind.CORRECTION, 1.0, 0, 0, 0, 0)
    errors = {"error_signals": "(𝑡−𝑦)", "lab": "(𝑐−𝑦)", "hidden": "(𝑦̂−𝑦)", "chain": "(𝑦−𝑦̂)", "delta": "(𝑧−𝑡)"}
    for notation, error in errors.items():
        assert gradient_mark(rule, quantity, notation) == f"{error}𝑥 "  # type: ignore[arg-type]
        assert bias_gradient_name(rule, quantity, notation) == f"{error} "  # type: ignore[arg-type]
        for name in (gradient_mark, bias_gradient_name):
            assert name(descent, quantity, notation).startswith("∂")  # type: ignore[arg-type]


def test_what_the_loss_sends_back_with_a_minus_says_so() -> None:
    """The laboratory's error signals are minus derivatives, and so is the number beside the loss."""
    for loss, mark in (("squared_error", "𝑐−𝑦 "), ("absolute_error", "−∂𝑦 "), ("binary_cross_entropy", "")):
        network = mlp.Network([2, 1], hidden=(), output="sigmoid", rng=1)
        walk = Walk(mlp.trace_step(network, [[1.0, 2.0]], [[1.0]], mlp.TrainingConfig(loss=loss)), 0)
        for notation in mlp.NOTATIONS:
            numbers = StepNumbers(walk, walk.end, None, flips=notation == "lab")
            assert loss_slope_mark(numbers, notation) == (mark if notation == "lab" else "")


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_an_edge_shows_the_correction_of_its_sample_until_that_of_the_batch(notation: str) -> None:
    """As it shows a gradient, with the sign of the notation's equations."""
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    config = mlp.TrainingConfig(optimizer="delta", loss="squared_error")
    trace = mlp.trace_step(network, [[1.0, 2.0], [3.0, 1.0]], [[3.0], [0.0]], config)
    walk = Walk(trace, 1)
    for sample in (1, -1):
        position = trace.locate(mlp.Quantity(mlp.Kind.CORRECTION, 0.0, 0, 0, 1, sample), sample=1)
        numbers = StepNumbers(walk, position, None, flips=flips_errors(notation, trace))
        told = [
            each.quantity for each in mlp.explain(walk.terms[position], notation).pieces if each.role is mlp.Role.RESULT
        ]
        assert numbers.gradient(0, 0, 1).quantity.value == pytest.approx(told[0].value)
        parts = numbers.signed_gradients_of_sample() if sample >= 0 else numbers.signed_gradients()
        assert parts[0][0, 1] == pytest.approx(told[0].value)
