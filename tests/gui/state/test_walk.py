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
    for quantity in (of_sample, trace.quantity(mlp.Kind.LOSS)):
        assert [walk.is_known(quantity, line) for line in range(-1, len(walk))] == [
            line >= compared for line in range(-1, len(walk))
        ]
