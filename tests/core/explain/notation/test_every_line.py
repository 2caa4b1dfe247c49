"""Every line of every kind of training step, in every notation: its numbers make its value, and its words are plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_core import Operation
from tests.core.explain.conftest import CASES, DESCENTS
from tests.core.explain.notation.reading import compute, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEMBERS = list(mlp.NOTATIONS)


def lines(trace: mlp.Trace) -> Iterator[mlp.Step]:
    """Yield all lines: sample by sample, then the batch."""
    yield from trace.steps("term", "each" if trace.n_samples > 1 else None)


def check(step: mlp.Step, notation: str) -> None:
    """Compute the line's numbers and compare with what it makes."""
    told = mlp.explain(step, notation, decimals=15)
    made = [piece for piece in told.pieces if piece.role is mlp.Role.RESULT]
    if made:
        (result,) = made
        assert abs(result.quantity.value) == abs(step.makes.value)
    left, right = sides(told.numbers)
    value = made[0].quantity.value if made else step.makes.value
    close = pytest.approx(value, rel=1e-9, abs=1e-12)
    assert compute(right) == close, (told.latex, told.numbers)
    if left:
        assert compute(left) == close, (told.latex, told.numbers)
    assert re.fullmatch(r"[A-Z0][^\\${}_^]*[.]", told.sentence), told.sentence
    assert told.latex.count("{") == told.latex.count("}")


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("case", list(CASES))
@pytest.mark.parametrize("n_samples", [1, 3])
def test_numbers_make_the_value(make_trace: Callable[..., mlp.Trace], case: str, notation: str, n_samples: int) -> None:
    """With numbers put in, every line's right side evaluates to what the training step had."""
    for step in lines(make_trace(case, n_samples=n_samples)):
        check(step, notation)


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("optimizer", DESCENTS)
def test_updates_of_every_optimizer(make_trace: Callable[..., mlp.Trace], optimizer: str, notation: str) -> None:
    """The optimizers' lines too."""
    for penalties in ({}, {"l1": 0.05, "l2": 0.1}):
        for step in lines(make_trace("sigmoid", optimizer=optimizer, **penalties)):
            check(step, notation)


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("activation", [name for name, entry in mlp.ACTIVATIONS.items() if not entry.output_only])
def test_every_activation(rng: object, activation: str, notation: str) -> None:
    """Each activation's value and slope, a steep sigmoid among them."""
    for output in (activation, mlp.Sigmoid(beta=2.5)):
        network = mlp.Network([2, 3, 2], hidden=activation, output=output, rng=4)
        for seed in range(3):
            inputs = [[1.5 - seed, 0.5 * seed]]
            trace = mlp.trace_step(network, inputs, [[1.0, 0.0]], mlp.TrainingConfig(learning_rate=0.1))
            for step in lines(trace):
                check(step, notation)


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("loss", list(mlp.LOSSES))
@pytest.mark.parametrize("output", ["sigmoid", "tanh", "identity", "softmax"])
def test_every_loss(loss: str, output: str, notation: str) -> None:
    """Each loss and its slope, with targets of 0, 1 and between."""
    network = mlp.Network([2, 2], output=output, rng=3)
    network.set_weights([[[0.4, 0.2], [0.3, 0.1]]], [[0.2, 0.3]])
    targets = {"hinge": [1.0, -1.0], "perceptron": [-1.0, 1.0]}.get(loss, [0.25, 0.75])
    for wanted in (targets, [1.0, 0.0]):
        trace = mlp.trace_step(network, [[1.0, 0.5]], [wanted], mlp.TrainingConfig(loss=loss, learning_rate=0.1))
        for step in lines(trace):
            check(step, notation)


def test_all_operations_are_covered(make_trace: Callable[..., mlp.Trace]) -> None:
    """The cases above walk through every operation that there is."""
    seen = {step.operation for case in CASES for step in lines(make_trace(case))}
    seen |= {step.operation for name in DESCENTS for step in lines(make_trace("sigmoid", optimizer=name))}
    assert seen == set(Operation)
