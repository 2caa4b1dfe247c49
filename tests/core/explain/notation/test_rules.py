"""The rule behind a line: a hand-out's, where it holds for the network that is stepped through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

HALF = r"\frac{1}{2}"
SQUARED = mlp.TrainingConfig(loss="squared_error", optimizer="sgd", learning_rate=0.5)
CHAIN = ((r"\mathcal{L}", "f_3"), ("f_3", "a_3"), ("a_3", "f_2"), ("f_2", "a_2"), ("a_2", "f_1"), ("f_1", "a_1"))
"""The factors of the deep chain, from the loss down."""


def _rules(trace: mlp.Trace, notation: str) -> dict[mlp.Operation, set[str]]:
    found: dict[mlp.Operation, set[str]] = {}
    for step in trace.steps("term", sample=0):
        found.setdefault(step.operation, set()).add(mlp.explain(step, notation).rule)
    return found


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
def test_the_hand_outs_network_has_the_hand_outs_rules(make_trace: Callable[..., mlp.Trace], notation: str) -> None:
    """Sigmoids, squared error and gradient descent: the squared error's half, its slope and the update are named."""
    rules = _rules(make_trace("sigmoid", optimizer="sgd"), notation)
    assert all(HALF in rule for rule in rules[mlp.Operation.LOSS_OF_OUTPUT])
    assert all(rules[mlp.Operation.OUTPUT_DELTA])
    if notation not in ("hidden", "chain"):
        assert all(rules[mlp.Operation.UPDATE])


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("case", ["fused", "softmax", "absolute", "hinge", "unfused_cross_entropy"])
def test_no_other_loss_has_the_rule_of_the_squared_error(
    make_trace: Callable[..., mlp.Trace], notation: str, case: str
) -> None:
    """Its half and its difference are not what is computed there."""
    rules = _rules(make_trace(case), notation)
    for operation in (mlp.Operation.LOSS_OF_OUTPUT, mlp.Operation.LOSS_SLOPE):
        assert rules.get(operation, {""}) == {""}
    assert not any(HALF in rule for texts in rules.values() for rule in texts)


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
def test_a_fused_pair_has_the_difference_as_its_rule(make_trace: Callable[..., mlp.Trace], notation: str) -> None:
    """Sigmoid with binary, softmax with categorical cross-entropy."""
    for case in ("fused", "softmax"):
        assert all(_rules(make_trace(case), notation)[mlp.Operation.OUTPUT_DELTA_FUSED])


@pytest.mark.parametrize("notation", ["delta", "hidden", "lab"])
def test_the_sigmoids_slope_is_the_rule_of_sigmoids_only(make_trace: Callable[..., mlp.Trace], notation: str) -> None:
    """A product y (1 - y) is not the slope of a tanh."""
    trace = make_trace("single")
    rules = _rules(trace, notation)
    assert rules[mlp.Operation.ACTIVATION_SLOPE] == {""}
    if notation != "hidden":
        assert rules[mlp.Operation.OUTPUT_DELTA] == {""}


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("optimizer", ["adam", "momentum", "rmsprop"])
def test_only_gradient_descent_has_its_rule(
    make_trace: Callable[..., mlp.Trace], notation: str, optimizer: str
) -> None:
    """Other optimizers and the learning rules move the weights by something else."""
    assert _rules(make_trace("sigmoid", optimizer=optimizer), notation)[mlp.Operation.UPDATE] == {""}
    assert _rules(make_trace("perceptron"), notation)[mlp.Operation.UPDATE] == {""}


def test_the_perceptron_s_rule_gives_the_correction_that_stands_below_it() -> None:
    """003: w + y x 1[y != y-hat] with targets of -1 and +1; its line of code, w + (y - y-hat) x, with 0 and 1."""

    def rule(output: str, target: float, **settings: object) -> str:
        network = mlp.Network([2, 1], hidden=(), output=output, rng=1)
        config = mlp.TrainingConfig(**{"learning_rate": 1.0, **settings})
        (found,) = _rules(mlp.trace_step(network, [[1.0, 0.0]], [[target]], config), "chain")[mlp.Operation.CORRECT]
        return found

    perceptron = {"optimizer": "perceptron", "loss": "perceptron"}
    assert rule("sign", -1.0, **perceptron) == r"w = w + y_n \, \mathbf{1}[y_n \ne \hat{y}] \, x_i"
    assert rule("step", 0.0, **perceptron) == r"w = w + (y_n - \hat{y}) x_i"
    delta = {"optimizer": "delta", "loss": "squared_error"}
    assert rule("identity", 0.0, **delta) == r"w = w + (y_n - \hat{y}) x_i"
    assert rule("identity", 0.0, learning_rate=0.1, **delta) == r"w = w + \eta \, (y_n - \hat{y}) x_i"


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_rule_of_a_batch_is_that_of_its_reduction(make_trace: Callable[..., mlp.Trace], reduction: str) -> None:
    """002 averages the samples' losses and gradients; 001 and 004 add them up."""
    trace = make_trace("sigmoid", reduction=reduction)
    for notation, operation, wanted in (
        ("hidden", mlp.Operation.REDUCE_LOSS, "mean"),
        ("hidden", mlp.Operation.REDUCE, "mean"),
        ("lab", mlp.Operation.REDUCE_LOSS, "sum"),
        ("delta", mlp.Operation.REDUCE_LOSS, "sum"),
    ):
        rules = _rules(trace, notation)[operation]
        assert all(rules) == (reduction == wanted), (notation, operation)


def test_the_rule_of_gradients_is_none_of_corrections(make_trace: Callable[..., mlp.Trace]) -> None:
    """A learning rule descends no loss."""
    assert _rules(make_trace("perceptron"), "hidden").get(mlp.Operation.REDUCE, {""}) == {""}


RULES_OF_LAYERS = {
    "error_signals": (r"\bar{w}_{ij}^{(1)} = \bar{z}_i \cdot x_j", r"\bar{w}_{ki}^{(2)} = \bar{z}_k \cdot h_i"),
    "lab": (
        r"\frac{\partial Err}{\partial \mathbf{w}_H} = -\delta_H \cdot \tilde{\mathbf{x}}",
        r"\frac{\partial Err}{\partial \mathbf{w}_O} = -\delta_O \cdot \tilde{\mathbf{y}}_H",
    ),
    "hidden": (
        (
            r"\frac{\partial L}{\partial w_{ji}^{(1)}} = \frac{\partial L}{\partial \hat{y}} "
            r"\frac{\partial \hat{y}}{\partial z_j} \frac{\partial z_j}{\partial h_j} "
            r"\frac{\partial h_j}{\partial w_{ji}^{(1)}}"
        ),
        (
            r"\frac{\partial L}{\partial w_j^{(2)}} = \frac{\partial L}{\partial \hat{y}} "
            r"\frac{\partial \hat{y}}{\partial w_j^{(2)}}"
        ),
    ),
    "delta": (r"\frac{\partial E}{\partial w_{ij}} = \delta_j z_i",) * 2,
}
"""Each notation's gradient of a weight into the hidden layer and into the output, as its hand-out has it."""


@pytest.mark.parametrize("notation", RULES_OF_LAYERS)
def test_a_layer_has_the_rule_of_its_layer(notation: str) -> None:
    """001 tells H from O, 002 the layers by superscripts, 000 by indices; 004 has one for all."""
    # 002's network is one for regression: its output is the sum.
    output = "identity" if notation == "hidden" else "sigmoid"
    trace = mlp.trace_step(mlp.Network([2, 2, 1], "sigmoid", output, rng=1), [[1.0, 0.0]], [[1.0]], SQUARED)
    told = [mlp.explain(line, notation) for line in trace.steps("term", 0)]
    rules = [
        (line.layer, each.rule)
        for line, each in zip(trace.steps("term", 0), told, strict=True)
        if line.operation is mlp.Operation.WEIGHT_GRADIENT
    ]
    assert set(rules) == set(enumerate(RULES_OF_LAYERS[notation]))


def test_a_chain_is_as_long_as_the_network() -> None:
    """003: in its own chain of three the factors of w_1 are the slide's, with the box around what was computed."""
    trace = mlp.trace_next(mlp.EXAMPLES["deep_chain"].build()[2])
    gradients = {
        line.layer: mlp.explain(line, "chain").rule
        for line in trace.steps("term", 0)
        if line.operation is mlp.Operation.WEIGHT_GRADIENT
    }
    factors = [rf"\frac{{\partial {upper}}}{{\partial {lower}}}" for upper, lower in CHAIN]
    assert gradients[2].split(" = ")[1] == " ".join([*factors[:2], r"\frac{\partial a_3}{\partial w_3}"])
    boxed = rf"\boxed{{{' '.join(factors[:4])}}}"
    assert gradients[0].split(" = ")[1] == " ".join([boxed, *factors[4:], r"\frac{\partial a_1}{\partial w_1}"])


def test_the_laboratory_s_minus_is_said(make_trace: Callable[..., mlp.Trace]) -> None:
    """001: delta is minus the derivative; no sentence calls a gradient the error signal itself."""
    for line in make_trace("sigmoid").steps("term", sample=0):
        lab, other = (mlp.explain(line, notation).sentence for notation in ("lab", "delta"))
        has_minus = line.operation in (
            mlp.Operation.OUTPUT_DELTA,
            mlp.Operation.WEIGHT_GRADIENT,
            mlp.Operation.BIAS_GRADIENT,
        )
        assert ("minus" in lab) == has_minus, lab
        assert "minus" not in other


def test_another_activation_than_the_sigmoid_is_phi() -> None:
    """000: sigma is the logistic activation, phi any; softmax is no function of one sum."""
    for output, loss, rule in (
        ("sigmoid", "squared_error", r"y_k = \sigma(z_k)"),
        ("tanh", "squared_error", r"y_k = \phi(z_k)"),
        ("softmax", "categorical_cross_entropy", ""),
    ):
        network = mlp.Network([2, 2, 2], "sigmoid", output, rng=1)
        trace = mlp.trace_step(network, [[1.0, 0.0]], [[1.0, 0.0]], mlp.TrainingConfig(loss=loss))
        rules = {
            mlp.explain(line, "error_signals").rule
            for line in trace.steps("term", 0)
            if line.operation is mlp.Operation.ACTIVATE and line.layer == 1
        }
        assert rules == {rule}


def test_a_penalised_weight_has_both_parts_in_its_rule() -> None:
    """000: its bar is what comes through z and what comes through R, not the first alone."""
    config = mlp.TrainingConfig(loss="squared_error", l2=0.1)
    trace = mlp.trace_step(mlp.Network([1, 1], output="sigmoid", rng=1), [[1.0]], [[1.0]], config)
    rules = _rules(trace, "error_signals")
    assert rules[mlp.Operation.WEIGHT_GRADIENT] == {r"\bar{w} = \bar{z} \cdot x + \bar{R} \cdot w"}
