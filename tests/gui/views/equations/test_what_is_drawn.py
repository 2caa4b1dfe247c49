"""What of a line reaches the page: every sign of its symbols, and nothing twice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.line import in_one_row, line_of
from mlp_gui.views.equations.telling import tell
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.equations import EquationsView
    from tests.gui.views.equations.stages import Stage


def drawn_symbols(stage: Stage[EquationsView]) -> str:
    """Return the row of symbols as far as it is drawn."""
    page = stage.view.canvas.page
    assert page is not None
    return " ".join(column.entry.symbol for column in page.grid.columns if column.symbol is not None)


@pytest.mark.parametrize(
    ("activation", "function"), [("relu", r"\max ( 0 , z"), ("leaky_relu", r"\max ( 0.01 \cdot z")]
)
def test_the_arguments_of_a_function_are_parted_by_a_comma(
    stage: Stage[EquationsView], activation: str, function: str
) -> None:
    """In the row of symbols as in the row of numbers, close behind the argument before."""
    network = mlp.Network([2, 2, 1], hidden=activation, output="sigmoid", rng=3)
    config = mlp.TrainingConfig(loss="squared_error", learning_rate=0.5)
    lines = stage.show_trace(mlp.trace_step(network, np.ones((1, 2)), np.ones((1, 1)), config))
    stage.session.stepping.set_notation("error_signals")
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.ACTIVATE))
    assert function in drawn_symbols(stage)
    page = stage.view.canvas.page
    assert page is not None
    (comma,) = [column for column in page.grid.columns if column.entry.symbol == ","]
    before = page.grid.columns[page.grid.columns.index(comma) - 1]
    assert comma.symbol is not None
    assert comma.rect.left() == pytest.approx(before.rect.right())


def test_a_comma_stands_in_the_line_before_too() -> None:
    """A line that is over is set in one row, where a comma is ink and a thin space is none."""
    line = line_of((r"\max", "(", "0", ",", "z", r"\,", ")"), set_formula)
    assert line is not None
    assert len(line.parts) == 6


def test_strokes_and_bars_are_not_mixed_in_one_line() -> None:
    """Derivatives alone get strokes; beside a product of some, which keeps its bars, they keep theirs."""
    alone = (r"\frac{\partial E}{\partial w}", "=", r"\frac{\partial E}{\partial a}")
    assert in_one_row(alone) == (r"\partial E", "/", r"\partial w", "=", r"\partial E", "/", r"\partial a")
    beside = (r"\frac{\partial L}{\partial w}", "=", r"\frac{\partial L}{\partial f} \frac{\partial f}{\partial a}")
    assert in_one_row(beside) == beside


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_a_line_that_is_over_gives_no_number_twice(stage: Stage[EquationsView], notation: str) -> None:
    """A linear output and a bias's gradient pass a number on: "y = z = 0.25" and not "y = z = 0.25 = 0.25"."""
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=3)
    config = mlp.TrainingConfig(loss="squared_error", learning_rate=0.5)
    lines = stage.show_trace(mlp.trace_step(network, np.ones((1, 2)), np.zeros((1, 1)), config))
    stage.session.stepping.set_notation(notation)
    # 002 and 003 multiply all factors of a bias's gradient.
    names_it = notation not in ("hidden", "chain")
    kinds = {mlp.Operation.ACTIVATE} | ({mlp.Operation.BIAS_GRADIENT} if names_it else set())
    passed_on = [line.index for line in lines if line.operation in kinds]
    assert passed_on
    for index in passed_on:
        stepping = stage.session.stepping
        stepping.go_to(index + 1)
        narration = tell(stepping)
        assert narration is not None
        longest = narration.previous[0]
        assert "".join(longest).count(longest[-1].removeprefix("{-}")) == 1, longest
        told = mlp.explain(lines[index], notation).numbers
        assert " = " not in told


def test_the_correction_of_a_bias_is_one_number(stage: Stage[EquationsView]) -> None:
    """It is the error itself."""
    network = mlp.Network([2, 1], hidden=(), output="sign", rng=1)
    config = mlp.TrainingConfig(optimizer="perceptron", loss="perceptron", learning_rate=1.0)
    answer = float(network.predict([[1.0, 1.0]])[0, 0])
    lines = stage.show_trace(mlp.trace_step(network, [[1.0, 1.0]], [[-answer]], config))
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.CORRECT and line.input < 0))
    (number,) = stage.view.shown_numbers()
    assert float(number.replace("{-}", "-")) == -answer


def test_the_laboratory_calls_the_sum_as_the_other_views_do(stage: Stage[EquationsView]) -> None:
    """Its hand-out has no letter: z of cards, tracer and matrices is the product that the hand-out writes."""
    lines = stage.show_trace(trace_of((2, 2, 1)))
    stage.session.stepping.set_notation("lab")
    stage.go_to(next(line.index for line in lines if line.operation is mlp.Operation.SUM))
    assert drawn_symbols(stage).startswith(r"z_{P} = \mathbf{w}_{P} \cdot \tilde{\mathbf{x}} = w_{0P}")


def test_a_reused_factor_out_of_its_box_has_brackets_behind_a_sign(stage: Stage[EquationsView]) -> None:
    """The line before is told without boxes: "+ (−0.03) · 1.8" there, and never "+ −0.03 · 1.8"."""
    lines = stage.show_trace(trace_of((2, 3, 3)))
    stepping = stage.session.stepping
    stepping.set_notation("chain")
    sums = [line for line in lines if line.operation is mlp.Operation.DELTA_SUM]
    bracketed = 0
    for line in sums:
        stepping.go_to(line.index + 1)
        narration = tell(stepping)
        assert narration is not None
        for form in narration.previous:
            behind = [number for sign, number in pairwise(form) if sign in ("+", r"\cdot")]
            assert not any(number.startswith("{-}") for number in behind), form
            bracketed += sum(number.startswith("({-}") for number in behind)
    assert bracketed
