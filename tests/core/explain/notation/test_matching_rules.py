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
    "regressions": ([1, 2, 2], "identity", "squared_error"),
    "fused": ([2, 2, 1], "sigmoid", "binary_cross_entropy"),
    "softmax": ([2, 2, 3], "softmax", "categorical_cross_entropy"),
    "alone": ([2, 1], "sigmoid", "squared_error"),
    "alone and fused": ([2, 1], "sigmoid", "binary_cross_entropy"),
    "six layers": ([1, 1, 1, 1, 1, 1, 1], "sigmoid", "squared_error"),
    "five wide layers": ([2, 3, 2, 2, 2, 1], "sigmoid", "squared_error"),
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
            chain = mlp.parameter_chain(trace, made.layer, made.unit, made.input)
            whole = chain.latex
            if chain.sums and len(chain.sums[0].terms) > 2:
                # A long sum stands below the product, which has its name.
                factors = [factor.symbol for group in chain.groups for factor in group.factors]
                whole = f"{chain.left.symbol} = {' '.join(factors)}"
            assert _plain(mlp.explain(line, "chain").latex) == _plain(whole)


def test_a_bias_moves_by_the_rule_of_a_bias() -> None:
    """003 has b = b - eta nabla b beside that of w."""
    rules = {line.makes.input < 0: mlp.explain(line, "chain").rule for line in _trace("xor").steps("term", 0)[-2:]}
    assert rules == {False: r"w = w - \eta \nabla w", True: r"b = b - \eta \nabla b"}


def _without_units(latex: str) -> str:
    return re.sub(r"_(\{\w+\}|\w)", "", latex).replace(r"\left( ", "").replace(r"\sum ", "")


@pytest.mark.parametrize("case", NETWORKS)
def test_factors_of_002_stand_for_one_another(case: str) -> None:
    """002: as many factors in a line as in its rule, and both start from the same derivative of the loss."""
    for line in _trace(case).steps("term", 0):
        if line.operation in BACKWARD[1:]:
            told = mlp.explain(line, "hidden")
            rule = _without_units(told.rule.split(" = ")[1])
            factors = [piece.symbol_latex for piece in told.pieces if piece.quantity or piece.number_latex == "1"]
            made = factors.pop(0)
            n_terms = 1 + sum(piece.symbol_latex == "+" for piece in told.pieces)
            n_factors = sum(max(factor.count(r"\frac"), 1) for factor in factors)
            # A sum has a derivative and a weight for each unit above.
            assert rule.count(r"\frac") == n_factors - 2 * (n_terms - 1)
            assert rule.startswith(_without_units(factors[0]))
            assert _without_units(told.rule.split(" = ")[0]) == _without_units(made)


@pytest.mark.parametrize("case", ["deep", "regressions"])
def test_rules_of_002_tell_outputs_apart(case: str) -> None:
    """002: with several outputs a sum, an answer and a loss have the output's index; k stays the sample's."""
    rules = {line.operation: mlp.explain(line, "hidden").rule for line in _trace(case).steps("term", 0)}
    last = len(NETWORKS[case][0]) - 1
    below = "z_j" if last == 2 else f"z_j^{{({last - 1})}}"
    assert rules[mlp.Operation.SUM] == rf"h_m^{{({last})}} = \sum_{{j=0}}^{{d}} w_{{mj}}^{{({last})}} {below}"
    assert rules[mlp.Operation.LOSS_OF_OUTPUT] == r"\ell_m = \frac{1}{2} (y_m - \hat{y}_m)^{2}"
    assert rules[mlp.Operation.LOSS_SLOPE] == r"\frac{\partial L}{\partial \hat{y}_m} = (\hat{y}_m - y_m)"


SUMS_OF_003 = {
    "xor": {0: r"a_{1,j} = \sum_i w_{1,ji} x_i + b_{1,j}", 1: r"a_2 = \sum_j w_{2,j} f_{1,j} + b_2"},
    "regressions": {0: r"a_{1,j} = w_{1,j} x + b_{1,j}", 1: r"a_{2,k} = \sum_j w_{2,kj} f_{1,j} + b_{2,k}"},
    "six layers": {
        0: r"a_1 = w_1 \cdot x + b_1",
        1: r"a_2 = w_2 \cdot f_1(w_1 \cdot x + b_1) + b_2",
        5: r"a_6 = w_6 f_5 + b_6",
    },
}


@pytest.mark.parametrize("case", SUMS_OF_003)
def test_only_the_hand_out_s_own_chain_nests_its_sums(case: str) -> None:
    """003 writes a_2 = w_2 f_1(w_1 x + b_1) for single units; where there are several, no letter stands for all."""
    lines = (line for line in _trace(case).steps("term", 0) if line.operation is mlp.Operation.SUM)
    rules = {line.layer: mlp.explain(line, "chain").rule for line in lines}
    assert rules == {**rules, **SUMS_OF_003[case]}


def test_a_part_of_a_penalised_gradient_has_a_left_side() -> None:
    """000: w-bar is the sum with the penalty's part; what comes through z alone is the loss's own derivative."""
    network = mlp.Network([1, 1], output="sigmoid", rng=1)
    trace = mlp.trace_step(network, [[1.0]], [[1.0]], mlp.TrainingConfig(loss="squared_error", l2=0.1))
    lines = trace.steps("term", 0)
    told = {line.operation: mlp.explain(line, "error_signals").latex for line in lines}
    assert told[mlp.Operation.WEIGHT_GRADIENT] == r"\frac{\partial L}{\partial w} = \bar{z} \cdot x"
    assert told[mlp.Operation.ADD_PENALTY_GRADIENT] == r"\bar{w} = \bar{z} \cdot x + \bar{R} \cdot w"
