"""The lines of an optimizer compute with the digits that are shown, however small its numbers are."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_core import Operation
from tests.core.explain.notation.reading import compute, sides

SCALING = (
    Operation.FIRST_MOMENT,
    Operation.SECOND_MOMENT,
    Operation.CORRECT_FIRST_MOMENT,
    Operation.CORRECT_SECOND_MOMENT,
    Operation.SQUARED_SUM,
    Operation.ADAPT,
)


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "adagrad"])
@pytest.mark.parametrize("notation", mlp.NOTATIONS)
def test_a_calculator_gives_what_the_line_says(optimizer: str, notation: str) -> None:
    """With four decimals, gradients of a thousandth: to within one and a half per cent, which is three digits."""
    network = mlp.Network([1, 2, 1], hidden="sigmoid", output="sigmoid", rng=3)
    config = mlp.TrainingConfig(loss="squared_error", optimizer=optimizer, learning_rate=0.01)
    trace = mlp.trace_step(network, [[0.02]], [[0.4]], config)
    lines = [line for line in trace.steps("term", 0) if line.operation in SCALING]
    assert lines
    for line in lines:
        computed, made = sides(mlp.explain(line, notation=notation).numbers)
        if computed:
            assert compute(computed) == pytest.approx(compute(made), rel=0.015), (computed, made)
