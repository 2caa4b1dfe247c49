"""The rule above a line has the line's own factors, in the same order and with the same ones in a box."""

from __future__ import annotations

import re

import pytest

import mlp_core as mlp

BACKWARD = (
    mlp.Operation.LOSS_SLOPE,
    mlp.Operation.OUTPUT_DELTA,
    mlp.Operation.DELTA_SUM,
    mlp.Operation.HIDDEN_DELTA,
    mlp.Operation.WEIGHT_GRADIENT,
    mlp.Operation.BIAS_GRADIENT,
)
GRADIENTS = BACKWARD[-2:]
NETWORKS = {
    "xor": ([2, 2, 1], "sigmoid", "squared_error"),
    "deep": ([2, 3, 2, 2], "sigmoid", "squared_error"),
    "narrowing": ([2, 3, 2, 1], "sigmoid", "squared_error"),
    "regression": ([1, 2, 1], "identity", "squared_error"),
    "fused": ([2, 2, 1], "sigmoid", "binary_cross_entropy"),
    "softmax": ([2, 2, 3], "softmax", "categorical_cross_entropy"),
    "alone": ([2, 1], "sigmoid", "squared_error"),
}


def _trace(case: str) -> mlp.Trace:
    sizes, output, loss = NETWORKS[case]
    network = mlp.Network(sizes, hidden=["sigmoid"] * (len(sizes) - 2), output=output, rng=3)
    targets = [[1.0] + [0.0] * (sizes[-1] - 1)]
    config = mlp.TrainingConfig(loss=loss, learning_rate=0.5)
    return mlp.trace_step(network, [[1.0] + [0.5] * (sizes[0] - 1)], targets, config)


def _plain(latex: str) -> str:
    """Return LaTeX without the numbers and letters of units, as brackets that grow with what is in them or not."""
    latex = latex.replace(r"\left", "").replace(r"\right", "")
    latex = re.sub(r"_\{(\d)(,\w+)?\}", r"_\1", latex)
    return re.sub(r"(\\hat\{y\}|y)_(\{\w\}|\w)", r"\1", latex).replace(" ", "").replace(r"{-}", "-")


def _one_term(latex: str) -> str:
    """Return a line with one term of a sum in place of it."""
    return re.sub(r"(\\boxed.*?)\+.*?(\)|$)", r"\1\2", latex.replace(r"\sum_k", ""))


@pytest.mark.parametrize("case", NETWORKS)
def test_a_chain_s_line_has_its_own_rule_with_the_same_box(case: str) -> None:
    """003: what is boxed in the line is boxed in its rule, and the left side is the line's."""
    for line in _trace(case).steps("term", 0):
        if line.operation in BACKWARD:
            told = mlp.explain(line, "chain")
            assert _one_term(_plain(told.latex)) == _one_term(_plain(told.rule))


@pytest.mark.parametrize("case", NETWORKS)
def test_the_equation_of_a_gradient_is_that_of_the_tracer(case: str) -> None:
    """003: for w_2 what w_3 needed is already computed; one view must not box four factors and the other two."""
    trace = _trace(case)
    for line in trace.steps("term", 0):
        if line.operation in GRADIENTS:
            made = line.makes
            chain = mlp.parameter_chain(trace, made.layer, made.unit, made.input, most_terms=9)
            assert _plain(mlp.explain(line, "chain").latex) == _plain(chain.latex)


def test_a_bias_moves_by_the_rule_of_a_bias() -> None:
    """003 has b = b - eta nabla b beside that of w."""
    rules = {line.makes.input < 0: mlp.explain(line, "chain").rule for line in _trace("xor").steps("term", 0)[-2:]}
    assert rules == {False: r"w = w - \eta \nabla w", True: r"b = b - \eta \nabla b"}
