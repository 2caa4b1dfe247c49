"""The lines of an optimizer compute with the digits that are shown, however small its numbers are."""

from __future__ import annotations

import numpy as np
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


@pytest.mark.parametrize("moment", [-3.089e-3, 1.401e-3, -0.037321])
@pytest.mark.parametrize("optimizer", ["adam", "momentum", "nesterov"])
def test_what_is_left_of_two_terms_that_nearly_cancel_can_be_worked_out(optimizer: str, moment: float) -> None:
    """A moment against its gradient: 0.9 (-0.0031) + 0.1 0.0271 left -7.1e-5 where the line says -7.38e-5."""
    network = mlp.Network([1, 1], output="identity", rng=1)
    network.set_parameters([1.0, 0.0])
    config = mlp.TrainingConfig(loss="squared_error", optimizer=optimizer, learning_rate=0.01)
    share = 9.0 if optimizer == "adam" else 0.9
    gradient = -share * moment * 1.003
    slot = "first_moment" if optimizer == "adam" else "velocity"
    state = mlp.OptimizerState({slot: np.full(2, moment), "second_moment": np.full(2, 1e-4)}, 30)
    trace = mlp.trace_step(network, [[1.0]], [[1.0 - gradient]], config, state)
    wanted = (Operation.FIRST_MOMENT, Operation.VELOCITY)
    lines = [line for line in trace.steps("term", 0) if line.operation in wanted]
    assert lines
    for line in lines:
        computed, made = sides(mlp.explain(line).numbers)
        assert compute(computed) == pytest.approx(compute(made), rel=0.015), (computed, made)
