"""The tracer of learning rules: the loss's chain where the rule descends it, else its own factors and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.views.tracer import TracerView
    from tests.gui.views.equations.stages import Stage

INPUTS, TARGETS = [[1.0, 0.5], [0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0], [1.0]]


def rule_trace(rule: str, output: str, loss: str, n_samples: int = 3) -> mlp.Trace:
    """Return a step of a rule on a network of two inputs and one output."""
    network = mlp.Network([2, 1], hidden=(), output=output, rng=1)
    network.set_parameters([0.5, -0.75, -0.25])
    config = mlp.TrainingConfig(loss=loss, optimizer=rule, learning_rate=0.5)
    return mlp.trace_step(network, INPUTS[:n_samples], TARGETS[:n_samples], config)


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_the_delta_rule_of_a_linear_unit_has_the_chain_of_its_loss(stage: Stage[TracerView], notation: str) -> None:
    """With the gradient check in green, and below it what the rule adds or subtracts, which is that derivative."""
    stage.session.stepping.set_notation(notation)
    lines = stage.show_trace(rule_trace("delta", "identity", "squared_error"))
    stage.go_to(len(lines) - 1)
    story = stage.view.canvas.story
    assert story is not None
    assert (story.agrees, story.reason, len(story.lines)) == (True, "", 2)
    derivative, correction = (line.left.quantity for line in story.lines)
    assert derivative is not None
    assert correction is not None
    assert (derivative.kind, correction.kind) == (mlp.Kind.WEIGHT_GRADIENT, mlp.Kind.CORRECTION)
    assert abs(derivative.value) == abs(correction.value) > 0.0
    assert len(stage.view.shown_check()) == 3
    for factor in story.factors():
        if factor.quantity is not None and factor.quantity.kind is mlp.Kind.WEIGHT_GRADIENT:
            assert factor.quantity.value == derivative.value  # what a tool-tip says of it


def test_nothing_of_it_is_shown_before_its_time(stage: Stage[TracerView]) -> None:
    """Before the comparison no factor but the input; then what is compared; the derivative with the correction."""
    trace = rule_trace("delta", "identity", "squared_error")
    lines = stage.show_trace(trace)
    compared = trace.locate(mlp.Quantity(mlp.Kind.ERROR, 0.0, 0, 0, -1, 0), sample=0)
    corrected = trace.locate(mlp.Quantity(mlp.Kind.CORRECTION, 0.0, 0, 0, 0, 0), sample=0)
    known = []
    for position in (compared - 1, compared, corrected - 1, corrected, len(lines) - 1):
        stage.go_to(position)
        story = stage.view.canvas.story
        assert story is not None
        known.append("".join("x"[: factor.shows_number] or "-" for factor in story.factors()))
    assert known == ["---x--", "-xxx--", "-xxx--", "xxxxxx", "xxxxxx"]


@pytest.mark.parametrize(
    ("rule", "output", "loss", "said"),
    [
        ("perceptron", "step", "zero_one", "descends no loss"),
        ("delta", "sigmoid", "squared_error", "leaves out the sigmoid"),
    ],
)
def test_where_there_is_no_derivative_the_factors_and_the_reason_are_shown(
    stage: Stage[TracerView], rule: str, output: str, loss: str, said: str
) -> None:
    """Of any weight and bias, of a sample and of the batch, in any room; and no gradient check."""
    lines = stage.show_trace(rule_trace(rule, output, loss))
    stage.go_to(len(lines) - 1)
    for size in ((601, 204), (300, 220), (900, 130)):
        stage.view.resize(*size)
        for part in ("sample", "paths", "batch"):
            stage.view.part.set_value(part)
            stage.view.part.chosen.emit(part)
            for place in ("0 0 0", "0 0 1", "0 0 -1"):
                stage.view.parameter.chosen.emit(place)
                stage.settle()
                assert said in stage.view.shown_reason()
                assert stage.view.shown_check() == ()
                assert len(stage.view.shown_numbers()) >= 2
                page = stage.view.canvas.page
                assert page is not None
                caption = page.check[0].caption
                assert caption.right() <= stage.view.width()
                # In sight also where the chain is scrolled.
                assert caption.bottom() <= stage.view.height()
    assert stage.view.parameter.isEnabled()
    assert stage.view.message == ""
