"""What of a line reaches the page: every sign of its symbols, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.look.maths import set_formula
from mlp_gui.views.equations.line import line_of

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
