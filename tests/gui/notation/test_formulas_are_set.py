"""Everything that the core says in LaTeX can be set by the library that draws it, without an error."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest
from ziamath.config import config
from ziamath.zmath import Math

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterator

NETWORKS = {
    "xor": ([2, 2, 1], "sigmoid", "sigmoid", "squared_error", {}),
    "chain": ([1, 1, 1, 1], "silu", "softplus", "absolute_error", {"l2": 0.1}),
    "softmax": ([3, 2, 3], ["elu"], "softmax", "categorical_cross_entropy", {"l1": 0.05, "l2": 0.1}),
    "adam": ([1, 2, 1], "relu", "sigmoid", "binary_cross_entropy", {"optimizer": "adamw"}),
    "nesterov": ([1, 1], [], "sine", "squared_error", {"optimizer": "nesterov"}),
    "perceptron": ([2, 1], [], "sign", "perceptron", {"optimizer": "perceptron"}),
}


@pytest.fixture(autouse=True)
def _as_in_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "svg2", False)


def lay_out(latex: str) -> None:
    """Set a formula; whatever the library raises is the test's failure."""
    assert Math.fromlatex(latex, size=20).svgxml() is not None


def trace_of(name: str, rng: np.random.Generator) -> mlp.Trace:
    """Return a step on random numbers."""
    sizes, hidden, output, loss, settings = NETWORKS[name]
    network = mlp.Network(sizes, hidden=hidden, output=output, rng=rng)
    targets = np.zeros((2, sizes[-1]))
    targets[:, 0] = [1.0, -1.0 if output == "sign" else 1.0]
    config_of_step = mlp.TrainingConfig(**{"loss": loss, **settings})
    return mlp.trace_step(network, rng.normal(size=(2, sizes[0])), targets, config_of_step)


def kinds_of_lines(trace: mlp.Trace) -> Iterator[mlp.Step]:
    """Yield one line of each operation, of the output and of a hidden layer."""
    seen = set()
    for step in trace.steps("term", "each"):
        key = step.operation, step.layer == len(trace.sizes) - 2, step.input < 0
        if key not in seen:
            seen.add(key)
            yield step


# Setting takes its time, so each network is told in two of the notations; each notation tells two or three networks.
TOLD = [
    (name, notation)
    for row, name in enumerate(NETWORKS)
    for column, notation in enumerate(mlp.NOTATIONS)
    if (column - row) % len(mlp.NOTATIONS) in (0, 2)
]


@pytest.mark.parametrize(("name", "notation"), TOLD)
def test_lines_are_set(name: str, notation: str, rng: np.random.Generator) -> None:
    """Symbols and numbers of each kind of line."""
    told_already = set()
    for step in kinds_of_lines(trace_of(name, rng)):
        if step.operation in told_already:
            continue
        told_already.add(step.operation)
        told = mlp.explain(step, notation, decimals=2, fractions=step.term == 0)
        lay_out(f"{told.latex} = {told.numbers}")


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_pieces_rules_and_chains_are_set(notation: str, rng: np.random.Generator) -> None:
    """What the views set on its own: each column, the rule, and the factors of a chain."""
    trace = trace_of("xor", rng)
    texts = set()
    for step in kinds_of_lines(trace):
        told = mlp.explain(step, notation, decimals=1)
        texts |= {told.rule, *(piece.symbol_latex for piece in told.pieces)}
    chain = mlp.parameter_chain(trace, 0, 0, 0, notation=notation)
    texts |= {text for group in chain.groups for factor in group.factors for text in (factor.symbol, factor.name)}
    texts |= {chain.latex, *(group.title for group in chain.groups)}
    for text in texts - {""}:
        lay_out(text)


@pytest.mark.parametrize("activation", list(mlp.ACTIVATIONS))
def test_derivations_are_set(activation: str) -> None:
    """Each activation's lines, and of the losses and the notations in turn those that join it."""
    place = list(mlp.ACTIVATIONS).index(activation)
    (loss,) = islice([*mlp.LOSSES] * 3, place, place + 1)
    (notation,) = islice([*mlp.NOTATIONS] * 3, place, place + 1)
    for line in mlp.derive(loss, activation, notation).lines:
        lay_out(line.latex)
