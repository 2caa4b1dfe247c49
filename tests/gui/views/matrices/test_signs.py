"""What an equation makes is the number that the matrices and the graph show, with the sign of the notation."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.walk import Walk
from mlp_gui.views.matrices.tables import tables_of
from mlp_gui.views.network.stepping.letters import flips_errors
from mlp_gui.views.network.stepping.numbers import StepNumbers, Value

GRADIENTS = (mlp.Kind.WEIGHT_GRADIENT, mlp.Kind.BIAS_GRADIENT, mlp.Kind.OBJECTIVE_GRADIENT, mlp.Kind.CORRECTION)
CASES = {
    "squared": ([2, 3, 2], "tanh", "sigmoid", {"loss": "squared_error"}),
    "fused": ([2, 2, 1], "sigmoid", "sigmoid", {"loss": "binary_cross_entropy", "l2": 0.1}),
    "softmax": ([2, 2, 3], "relu", "softmax", {"loss": "categorical_cross_entropy"}),
    "delta": ([2, 1], (), "identity", {"loss": "squared_error", "optimizer": "delta"}),
    "perceptron": ([2, 1], (), "sign", {"loss": "perceptron", "optimizer": "perceptron"}),
    "perceptron_01": ([2, 1], (), "step", {"loss": "squared_error", "optimizer": "perceptron"}),
}


def trace_of(case: str, n_samples: int) -> mlp.Trace:
    """Return a step with a mistake in it."""
    sizes, hidden, output, settings = CASES[case]
    rng = np.random.default_rng(4)
    network = mlp.Network(sizes, hidden=hidden, output=output, rng=2)
    network.set_parameters(rng.normal(size=network.parameter_count))
    targets = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n_samples)] if sizes[-1] > 1 else np.ones((n_samples, 1))
    if output == "sign":
        targets = -targets
    return mlp.trace_step(network, rng.normal(size=(n_samples, 2)), targets, mlp.TrainingConfig(**settings))


def on_graph(numbers: StepNumbers, made: mlp.Quantity) -> Value | None:
    """Return what a card or an edge shows of what a line makes; None where they show nothing of it."""
    if made.kind is mlp.Kind.DELTA:
        return numbers.of_unit(made.kind, made.layer, made.unit)
    if made.kind is mlp.Kind.DELTA_PRODUCT:
        return numbers.signal(made.layer, made.unit, made.input)
    shown = numbers.gradient(made.layer, made.unit, made.input) if made.kind in GRADIENTS else None
    is_same = shown is not None and (shown.quantity.kind, shown.quantity.sample) == (made.kind, made.sample)
    return shown if is_same else None


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
@pytest.mark.parametrize("n_samples", [1, 3])
@pytest.mark.parametrize("case", list(CASES))
def test_every_number_has_one_sign_in_equations_matrices_and_graph(case: str, n_samples: int, notation: str) -> None:
    """Of each line of a step whose result stands in a table, or on a card or edge."""
    trace = trace_of(case, n_samples)
    flips = flips_errors(notation, trace)
    walk = Walk(trace, 0)
    numbers = StepNumbers(walk, walk.end, None, flips=flips)
    tables = tables_of(trace, 0, flips=flips)
    found = set()
    for step in walk.terms:
        made = step.makes
        results = [piece.quantity for piece in mlp.explain(step, notation).pieces if piece.role is mlp.Role.RESULT]
        told = results[0] if results else None
        if told is None:
            continue
        key = (made.kind, made.layer, made.unit, made.input, made.sample)
        for table in tables:
            cell = table.cell_of(key)
            if cell is not None:
                found.add(table.name)
                assert table.values[cell] == pytest.approx(told.value, rel=1e-12, abs=1e-15)
        shown = on_graph(numbers, made)
        if shown is not None:
            found.add(made.kind.value)
            assert shown.quantity.value == pytest.approx(told.value, rel=1e-12, abs=1e-15)
    assert {"deltas", "gradients", "bias_gradients", "new_weights"} <= found
    assert ("correction" if trace.rule is not None else "delta") in found
