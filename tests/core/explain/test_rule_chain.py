"""The chains of learning rules: the loss's own where the rule descends it, else the factors of its step and why."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.explain.rule_chain import descended_slope, slope_of_loss

from .notation.reading import compute, sides

if TYPE_CHECKING:
    from collections.abc import Iterator

torch = pytest.importorskip("torch")

PLACES = [(0, unit, source) for unit in range(2) for source in (-1, 0, 1, 2)]
DESCENTS = [("identity", "squared_error", 1.0), ("sigmoid", "binary_cross_entropy", 1.0)]
STEEP = ("steep", "binary_cross_entropy", 2.5)


def rule_trace(output: str, loss: str, n_samples: int = 3, rule: str = "delta", **settings: object) -> mlp.Trace:
    """Return a step of a rule on three inputs and two outputs; a steep output is a sigmoid of 2.5."""
    rng = np.random.default_rng(7)
    network = mlp.Network([3, 2], hidden=(), output=mlp.Sigmoid(2.5) if output == "steep" else output, rng=1)
    network.set_parameters(rng.normal(size=network.parameter_count))
    inputs = rng.normal(size=(n_samples, 3))
    targets = rng.uniform(0.1, 0.9, (n_samples, 2))
    if rule == "perceptron":
        targets = np.where(targets > 0.5, 1.0, -1.0 if output == "sign" else 0.0)
    config = mlp.TrainingConfig(**{"loss": loss, "optimizer": rule, "learning_rate": 0.1, **settings})
    return mlp.trace_step(network, inputs, targets, config)


def autograd(trace: mlp.Trace, output: str, loss: str, sample: int | None) -> np.ndarray:
    """Return PyTorch's gradient of a sample's loss, or of the batch's, laid out like the parameters."""
    weights = torch.tensor(trace.network.weights[0].copy(), requires_grad=True)
    biases = torch.tensor(trace.network.biases[0].copy(), requires_grad=True)
    rows = slice(None) if sample is None else slice(sample, sample + 1)
    z = torch.tensor(trace.inputs[rows].copy()) @ weights.T + biases
    targets = torch.tensor(trace.targets[rows].copy())
    if loss == "squared_error":
        parts = 0.5 * ((z if output == "identity" else torch.sigmoid(z)) - targets) ** 2
    else:
        steepness = 2.5 if output == "steep" else 1.0
        parts = torch.nn.functional.binary_cross_entropy_with_logits(steepness * z, targets, reduction="none")
    total = parts.sum() / (trace.n_samples if sample is None and trace.config.reduction == "mean" else 1)
    total.backward()
    return np.concatenate([weights.grad.numpy(), biases.grad.numpy()[:, np.newaxis]], axis=1)


@pytest.mark.parametrize("output", ["identity", "sigmoid", "steep"])
@pytest.mark.parametrize("loss", list(mlp.LOSSES))
def test_the_delta_rule_descends_where_one_constant_leads_from_its_step_to_the_gradient(output: str, loss: str) -> None:
    """Held against the slope of the shown loss, measured by central differences over every parameter and sample."""
    trace = rule_trace(output, loss, n_samples=4)
    measured, stepped = [], []
    for sample in range(4):
        rows = slice(sample, sample + 1)
        measured.append(mlp.numerical_gradient(trace.network, trace.inputs[rows], trace.targets[rows], loss))
        stepped.append(np.outer(trace.deltas[0][sample], [*trace.inputs[sample], 1.0]).ravel())
    gradient, step = np.concatenate(measured), np.concatenate(stepped)
    constant = float(gradient @ step / (step @ step))
    is_constant = constant > 0.0 and np.allclose(gradient, constant * step, rtol=1e-6, atol=1e-8)
    slope = descended_slope(trace)
    assert (slope is not None) == is_constant
    assert slope is None or slope == pytest.approx(constant, rel=1e-7)


@pytest.mark.parametrize(("output", "loss", "slope"), [*DESCENTS, STEEP])
@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_where_it_descends_the_chain_is_the_derivative(
    output: str, loss: str, slope: float, notation: str, reduction: str
) -> None:
    """Of each sample and of the batch: against autograd, a central difference, and the numbers that are written."""
    trace = rule_trace(output, loss, reduction=reduction)
    for sample in (0, 1, 2, None):
        wanted = autograd(trace, output, loss, sample)
        for place in PLACES:
            chain = mlp.parameter_chain(trace, *place, sample=sample, notation=notation, decimals=15)
            assert chain.value == pytest.approx(wanted[place[1], place[2]], rel=1e-10, abs=1e-13)
            assert chain.relative_difference < 1e-6
            assert chain.reason == ""
            left, right = sides(chain.numbers)
            assert compute(left) == pytest.approx(chain.value, rel=1e-9, abs=1e-12)
            assert compute(right) == pytest.approx(chain.value, rel=1e-9, abs=1e-12)
            assert chain.correction is not None
            made = math.prod(factor.value for factor in chain.correction.factors)
            assert made == pytest.approx(chain.correction.left.value, rel=1e-12, abs=1e-15)
            sign = 1.0 if mlp.NOTATIONS[notation].symbols(trace).flips_error else -1.0
            assert chain.correction.left.value == pytest.approx(sign * chain.value / slope, rel=1e-12, abs=1e-15)


def undescended() -> Iterator[tuple[str, str, str]]:
    """Yield rule, output and loss of steps that are no gradient."""
    yield from (("delta", "sigmoid", "squared_error"), ("delta", "identity", "absolute_error"))
    yield from (("perceptron", "sign", "perceptron"), ("perceptron", "step", "squared_error"))


@pytest.mark.parametrize("case", list(undescended()), ids="-".join)
@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_where_it_descends_nothing_its_own_factors_are_told(case: tuple[str, str, str], notation: str) -> None:
    """A sample's correction, and for the batch rate times what the samples add up to; the step is theirs."""
    rule, output, loss = case
    for n_samples in (1, 3):
        trace = rule_trace(output, loss, n_samples, rule)
        change = trace.parameters_after - trace.parameters_before
        for place in PLACES:
            for sample in (*range(n_samples), None):
                chain = mlp.parameter_chain(trace, *place, sample=sample, notation=notation, decimals=12)
                product = math.prod(factor.value for group in chain.groups for factor in group.factors)
                assert product == pytest.approx(chain.left.value, rel=1e-9, abs=1e-12)
                left, right = sides(chain.numbers)
                assert compute(left) == pytest.approx(product, rel=1e-8, abs=1e-11)
                assert compute(right) == pytest.approx(product, rel=1e-8, abs=1e-11)
                if sample is None or n_samples == 1:
                    assert chain.left.value == pytest.approx(change[trace.index(*place)], rel=1e-9, abs=1e-14)
                assert rule in chain.reason
                assert chain.correction is None
                assert math.isnan(chain.central)


@pytest.mark.parametrize(
    "case", [("delta", *each[:2]) for each in (*DESCENTS, STEEP)] + list(undescended()), ids="-".join
)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_slope_of_the_loss_is_known_whatever_takes_the_step(case: tuple[str, str, str], reduction: str) -> None:
    """Which a knob predicts with: measured by central differences, also where the rule's step is something else."""
    rule, output, loss = case
    trace = rule_trace(output, loss, rule=rule, reduction=reduction)
    measured = mlp.numerical_gradient(trace.network, trace.inputs, trace.targets, loss, reduction=reduction)
    told = [slope_of_loss(trace, index) for index in range(trace.network.parameter_count)]
    np.testing.assert_allclose(told, measured, rtol=1e-6, atol=1e-9)


def test_a_sentence_says_what_is_missing() -> None:
    """Of the sigmoid with the squared error the slope; of another loss, which one the rule would descend."""
    assert (
        "leaves out the sigmoid's slope" in mlp.parameter_chain(rule_trace("sigmoid", "squared_error"), 0, 0, 0).reason
    )
    assert "not down the hinge loss" in mlp.parameter_chain(rule_trace("identity", "hinge"), 0, 0, 0).reason
    chain = mlp.parameter_chain(rule_trace("step", "zero_one", rule="perceptron"), 0, 0, 0)
    assert "flat in every weight" in chain.reason
    assert chain.groups[0].factors[0].number in ("1", "0", "{-}1")


def test_of_many_samples_the_largest_are_written_and_the_rest_added_up() -> None:
    """Terms and rest make the batch's correction."""
    trace = rule_trace("sigmoid", "squared_error", n_samples=9)
    (whole,) = mlp.parameter_chain(trace, 0, 0, 0, sample=None).sums
    assert (len(whole.terms), whole.rest_count) == (4, 5)
    assert whole.rest is not None
    assert whole.scale is not None
    total = (math.fsum(term.value for term in whole.terms) + whole.rest.value) * whole.scale.value
    assert total == pytest.approx(whole.left.value, rel=1e-12)
