"""The way through one training step: what is known where."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_gui.state.walk import Walk


@pytest.mark.parametrize("optimizer", ["perceptron", "delta"])
@pytest.mark.parametrize("n_samples", [1, 3])
@pytest.mark.parametrize("n_outputs", [1, 2])
def test_the_loss_of_a_learning_rule_is_known_when_it_has_compared(
    optimizer: str, n_samples: int, n_outputs: int
) -> None:
    """It has no line of its own, and is told by the answers that are compared: not from the first line on."""
    loss, output = ("perceptron", "sign") if optimizer == "perceptron" else ("squared_error", "identity")
    network = mlp.Network([2, n_outputs], output=output, rng=1)
    targets = [[1.0] * n_outputs] * n_samples
    config = mlp.TrainingConfig(loss=loss, optimizer=optimizer, learning_rate=1.0)
    trace = mlp.trace_step(network, [[1.0, -1.0]] * n_samples, targets, config)
    walk = Walk(trace, 0)
    compared = max(line for line in range(len(walk)) if walk.terms[line].phase is mlp.Phase.LOSS)
    place = (0, 0) if n_outputs == 1 else (-1, -1)
    of_sample = trace.quantity(mlp.Kind.LOSS, *place, -1, 0)
    slope = trace.quantity(mlp.Kind.LOSS_SLOPE, 0, n_outputs - 1, -1, 0)
    for quantity in (of_sample, slope, trace.quantity(mlp.Kind.LOSS)):
        assert [walk.is_known(quantity, line) for line in range(-1, len(walk))] == [
            line >= compared for line in range(-1, len(walk))
        ]


@pytest.mark.parametrize("optimizer", ["sgd", "delta"])
def test_the_batch_begins_with_what_its_samples_have_computed(optimizer: str) -> None:
    """Graph and matrices show it before the first line, which adds up; what belongs to the batch is still to come."""
    network = mlp.Network([2, 1], output="identity", rng=1)
    config = mlp.TrainingConfig(loss="squared_error", optimizer=optimizer, learning_rate=1.0)
    trace = mlp.trace_step(network, [[1.0, -1.0]] * 3, [[1.0]] * 3, config)
    kinds = (mlp.Kind.INPUT, mlp.Kind.ACTIVATION, mlp.Kind.DELTA, mlp.Kind.BIAS_GRADIENT)
    own = [
        mlp.Quantity(kind, 0.0, -1 if kind is mlp.Kind.INPUT else 0, 0, -1, sample)
        for kind in kinds
        for sample in range(3)
    ]
    later = [mlp.Quantity(mlp.Kind.LOSS, 0.0), mlp.Quantity(mlp.Kind.PARAMETER_AFTER, 0.0, 0, 0, 0)]
    batch, sample = Walk(trace, None), Walk(trace, 0)
    assert all(batch.is_known(each, -1) for each in own)
    assert not any(batch.is_known(each, -1) for each in later)
    assert not any(sample.is_known(each, -1) for each in (*own, *later))
