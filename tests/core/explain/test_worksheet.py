"""A training step as exercises: every number that is asked for is the trace's, and none of them is given away."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.explain.worksheet import MOST_EXERCISES, MOST_IN_BATCH, worksheet

if TYPE_CHECKING:
    from mlp_core.explain.worksheet import Exercise

INPUTS = np.array([[0.5, -1.0], [1.0, 0.25], [-0.75, 0.5], [0.0, 1.0]])
TARGETS = np.array([[1.0], [0.0], [1.0], [0.0]])


@cache
def trace(kind: str = "batch") -> mlp.Trace:
    """Return a step of a small network: of a batch, of one sample, with a penalty and momentum, of a learning rule."""
    if kind == "rule":
        lone = mlp.Network([2, 1], output="step", rng=1)
        config = mlp.TrainingConfig(optimizer="perceptron", loss="zero_one")
        return mlp.trace_step(lone, INPUTS, TARGETS, config)
    network = mlp.Network([2, 3, 1], hidden="relu", output="sigmoid", rng=5)
    network.set_parameters(np.random.default_rng(3).uniform(-2.0, 2.0, network.parameter_count))
    if kind == "single":
        return mlp.trace_step(network, INPUTS[:1], TARGETS[:1], mlp.TrainingConfig(loss="binary_cross_entropy"))
    penalised = {"optimizer": "momentum", "l2": 0.01, "l1": 0.001} if kind == "penalised" else {}
    return mlp.trace_step(network, INPUTS, TARGETS, mlp.TrainingConfig(learning_rate=0.5, **penalised))


def number(latex: str) -> float:
    """Return what a number says that an explanation writes."""
    text = re.sub(r" \\cdot 10\^\{(.*)\}$", r"e\1", latex.replace("{-}", "-"))
    return float(re.sub(r"^(-?)10\^\{(.*)\}$", r"\g<1>1e\2", text))


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("kind", ["batch", "single", "penalised", "rule"])
def test_every_result_is_the_number_of_the_trace(notation: str, kind: str) -> None:
    """To the last decimal that is written, with the sign that the notation gives it."""
    sheet = worksheet(trace(kind), 0, notation, decimals=5)
    assert len(sheet.exercises) > 5
    for exercise in sheet.exercises:
        value = exercise.step.makes.value
        assert abs(number(exercise.result)) == pytest.approx(abs(value), abs=0.51e-5), exercise
        (told,) = (piece for piece in mlp.explain(exercise.step, notation).pieces if piece.role is mlp.Role.RESULT)
        assert told.quantity is not None
        assert number(exercise.result) == pytest.approx(told.quantity.value, abs=0.51e-5), exercise
    made = [exercise.step.makes for exercise in sheet.exercises]
    parameters = [quantity.value for quantity in made if quantity.kind is mlp.Kind.PARAMETER_AFTER]
    assert sorted(parameters) == sorted(trace(kind).parameters_after.tolist())


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("kind", ["batch", "single", "penalised", "rule"])
def test_nothing_that_is_asked_for_is_given(notation: str, kind: str) -> None:
    """Given are inputs, targets, parameters, settings, and what other samples bring: all that the lines read."""
    sheet = worksheet(trace(kind), 1 if kind != "single" else 0, notation)
    asked = {(made.kind, made.layer, made.unit, made.input, made.sample) for made in map(_made, sheet.exercises)}
    given = [*sheet.inputs, *sheet.targets, *sheet.parameters, *sheet.settings]
    given += [each for exercise in sheet.exercises for each in exercise.given]
    for each in given:
        name = each.quantity
        assert (name.kind, name.layer, name.unit, name.input, name.sample) not in asked, each
    assert len(sheet.inputs) == 2
    assert len(sheet.targets) == 1
    assert len(sheet.parameters) == sheet.trace.network.parameter_count
    numbers = {(each.quantity.layer, each.quantity.unit, each.quantity.input): each.number for each in sheet.parameters}
    for (layer, unit, source), told in numbers.items():
        value = sheet.trace.parameters_before[sheet.trace.index(layer, unit, source)]
        assert number(told) == pytest.approx(value, abs=0.51e-4)


def _made(exercise: Exercise) -> mlp.Quantity:
    return exercise.step.makes


def test_a_case_of_a_formula_is_marked() -> None:
    """That ReLU takes its upper case says what the sum is: the questions leave it out."""
    cases = [exercise for exercise in worksheet(trace(), 0, "delta").exercises if exercise.is_case]
    assert {exercise.step.operation for exercise in cases} == {mlp.Operation.ACTIVATION_SLOPE}
    assert all(r"\text{ since }" in "".join(exercise.right) for exercise in cases)
    assert not any(r"\text{ since }" in "".join(exercise.left) for exercise in cases)


def test_of_a_large_batch_one_sample_is_worked_out_alone() -> None:
    """The step is then that of one sample, with the same optimizer and rate, and the sheet knows that it is."""
    network = trace().network.copy()
    inputs = np.tile(INPUTS, (2, 1))
    large = mlp.trace_step(network, inputs, np.tile(TARGETS, (2, 1)), mlp.TrainingConfig(learning_rate=0.25))
    assert large.n_samples > MOST_IN_BATCH
    sheet = worksheet(large, 5, "chain")
    assert sheet.is_alone
    assert (sheet.row, sheet.batch_size, sheet.trace.n_samples) == (5, 8, 1)
    np.testing.assert_array_equal(sheet.trace.inputs[0], inputs[5])
    assert sheet.trace.learning_rate == 0.25


def test_what_is_too_large_is_refused_with_a_reason() -> None:
    """A network of too many weights, and an optimizer that makes too many lines: both say how much less it must be."""
    network = mlp.Network([2, 8, 8, 1])
    config = mlp.TrainingConfig()
    with pytest.raises(mlp.ArgumentError, match=r"2-8-8-1 has 105 weights and biases; a worksheet is for 60 at most"):
        worksheet(mlp.trace_step(network, INPUTS, TARGETS, config), 0)
    adam = mlp.trace_step(mlp.Network([2, 6, 4, 1]), INPUTS, TARGETS, mlp.TrainingConfig(optimizer="adam"))
    with pytest.raises(mlp.ArgumentError, match=rf"\d+ exercises; a worksheet has {MOST_EXERCISES} at most"):
        worksheet(adam, 0)
    with pytest.raises(mlp.ArgumentError, match="sample is 4; it must be from 0 to 3"):
        worksheet(trace(), 4)
