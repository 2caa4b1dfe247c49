"""What the numbers of a line make as they are printed is what the line says they make."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_gui.state.prediction import Tolerance
from mlp_gui.state.question import pose

EXAMPLES = ("xor", "hand_xor_sigmoids", "deep_chain", "univariate", "iris")


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_printed_numbers_make_the_printed_result(example: str, notation: str) -> None:
    """With four decimals, in saturated units too: 1.0000 (1 - 1.0000) made 4.54e-5 there."""
    trace = mlp.trace_next(mlp.EXAMPLES[example].build()[2])
    n_worked_out = 0
    for line in trace.steps("term", 0):
        question = pose(line, line.index, notation, 4, fractions=False)
        if question.printed is not None:
            n_worked_out += 1
            tolerance = Tolerance.of(question.value, 4, question.number)
            assert tolerance.holds(question.printed, question.value), question.explanation.numbers
    assert n_worked_out > 5


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("pre_activation", [4.0, 9.0, -12.0, 16.0])
def test_the_slope_of_a_saturated_unit_can_be_worked_out(activation: str, pre_activation: float) -> None:
    """Whatever the decimals, its answer has so many digits that something is left of it."""
    network = mlp.Network([1, 1], output=activation, rng=1)
    network.set_parameters([pre_activation, 0.0])
    config = mlp.TrainingConfig(loss="squared_error", learning_rate=0.5)
    trace = mlp.trace_step(network, [[1.0]], [[1.0]], config)
    (line,) = (each for each in trace.steps("term", 0) if each.operation is mlp.Operation.ACTIVATION_SLOPE)
    for decimals in range(2, 7):
        question = pose(line, line.index, "delta", decimals, fractions=False)
        assert question.printed == pytest.approx(line.makes.value, rel=0.06)
