"""The chain rule of every parameter: its product is the gradient, its paths add up, central differences agree."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp

from .conftest import CASES
from .notation.reading import compute, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMOOTH = [name for name in CASES if name not in ("perceptron", "perceptron_01", "delta")]


def parameters(trace: mlp.Trace) -> Iterator[tuple[int, int, int]]:
    """Yield layer, unit and input of every weight and bias."""
    for layer, (below, size) in enumerate(zip(trace.sizes, trace.sizes[1:], strict=False)):
        for unit in range(size):
            for source in range(-1, below):
                yield layer, unit, source


@pytest.mark.parametrize("case", SMOOTH)
def test_product_is_the_gradient(make_trace: Callable[..., mlp.Trace], case: str) -> None:
    """Of each sample, in any notation, to 1e-12; the numbers written down say so too."""
    trace = make_trace(case)
    for place, notation in zip(parameters(trace), list(mlp.NOTATIONS) * 30, strict=False):
        for sample in range(trace.n_samples):
            chain = mlp.parameter_chain(trace, *place, sample=sample, notation=notation, decimals=15)
            layer, unit, source = place
            wanted = float(trace.deltas[layer][sample, unit])
            if source >= 0:
                wanted *= float(trace.below(layer)[sample, source])
            assert chain.value == pytest.approx(wanted, rel=1e-12, abs=1e-15)
            assert math.fsum(path.value for path in chain.paths) == pytest.approx(wanted, rel=1e-11, abs=1e-14)
            left, right = sides(chain.numbers)
            assert compute(left) == pytest.approx(wanted, rel=1e-9, abs=1e-12)
            assert compute(right) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("case", [name for name in SMOOTH if name != "zero_one"])
def test_central_difference_agrees(make_trace: Callable[..., mlp.Trace], case: str) -> None:
    """Sample by sample, and for the batch with its penalty, where it is the same as the whole numerical gradient."""
    trace, config = make_trace(case), make_trace(case).config
    numerical = mlp.numerical_gradient(
        trace.network, trace.inputs, trace.targets, config.loss, config.l1, config.l2, config.reduction
    )
    for place in parameters(trace):
        batch = mlp.parameter_chain(trace, *place, sample=None)
        assert batch.central == numerical[trace.index(*place)]
        assert batch.value == trace.gradient[trace.index(*place)]
        np.testing.assert_allclose(batch.central, batch.value, rtol=1e-6, atol=1e-9)
        one = mlp.parameter_chain(trace, *place, sample=1)
        np.testing.assert_allclose(one.central, one.value, rtol=1e-6, atol=1e-9)


def test_reused_factors_are_the_layer_above(make_trace: Callable[..., mlp.Trace]) -> None:
    """With one unit above, the first group is the delta that unit has already; the rest is new."""
    trace = make_trace("sigmoid", n_samples=1)
    chain = mlp.parameter_chain(trace, 0, 1, 0, notation="delta")
    known, new = chain.groups
    assert known.title == r"\delta_{1}^{(2)}"
    assert known.reused == trace.quantity(mlp.Kind.DELTA, 1, 0, -1, 0)
    assert math.prod(factor.value for factor in known.factors) == pytest.approx(known.reused.value, rel=1e-14)
    assert [factor.name for factor in new.factors] == ["w_{21}^{(2)}", "f'(a_{2}^{(1)})", "x_{1}"]


@pytest.mark.parametrize("case", ["sigmoid", "regression"])
@pytest.mark.parametrize("notation", ["error_signals", "delta"])
def test_a_slope_is_called_as_in_the_lines(make_trace: Callable[..., mlp.Trace], case: str, notation: str) -> None:
    """Sigma' or phi' in 000, f' in 004: one number has one name in the equations and in the tracer."""
    trace = make_trace(case)
    chain = mlp.parameter_chain(trace, len(trace.sizes) - 2, 0, 0, notation=notation)
    slope = next(factor for factor in chain.groups[0].factors if factor.quantity.kind is mlp.Kind.ACTIVATION_SLOPE)
    assert slope.name == mlp.NOTATIONS[notation].symbols(trace).symbol(slope.quantity)


def test_a_delta_with_the_other_sign_is_reused_with_a_minus(make_trace: Callable[..., mlp.Trace]) -> None:
    """The box's factors make the loss's derivative, of which the laboratory's delta is minus."""
    chain = mlp.parameter_chain(make_trace("sigmoid", n_samples=1), 0, 1, 0, notation="lab")
    assert chain.groups[0].title.startswith(r"-\delta")


def test_of_very_many_paths_the_largest_are_listed() -> None:
    """Ways are counted, and written out only while a person could read them: the ones that carry most."""
    network = mlp.Network([2, 3, 9, 9, 1], hidden="tanh", output="sigmoid", rng=1)
    trace = mlp.trace_step(network, [[1.0, 0.0]], [[1.0]], mlp.TrainingConfig())
    whole = mlp.parameter_chain(trace, 0, 0, 0, most_paths=81)
    sizes = sorted((abs(path.value) for path in whole.paths), reverse=True)
    assert (whole.path_count, len(sizes)) == (81, 81)
    for most in (1, 4, 64):
        chain = mlp.parameter_chain(trace, 0, 0, 0, most_paths=most)
        assert [abs(path.value) for path in chain.paths] == sizes[:most]
    assert mlp.parameter_chain(trace, 1, 0, 0).path_count == 9
    assert whole.relative_difference < 1e-6


@pytest.mark.parametrize("case", SMOOTH)
def test_terms_and_rest_make_the_factor_that_they_stand_for(make_trace: Callable[..., mlp.Trace], case: str) -> None:
    """Of several units above and of several samples; each term is the product of its factors."""
    trace = make_trace(case)
    for place in parameters(trace):
        for sample in (0, None):
            chain = mlp.parameter_chain(trace, *place, sample=sample, most_terms=1)
            for whole in chain.sums:
                for term in whole.terms:
                    factors = [factor.value for group in term.groups for factor in group.factors]
                    assert math.prod(factors) == pytest.approx(term.value, rel=1e-12, abs=1e-15)
                total = math.fsum(term.value for term in whole.terms) + (whole.rest.value if whole.rest else 0.0)
                total *= whole.scale.value if whole.scale else 1.0
                assert total == pytest.approx(whole.left.value, rel=1e-11, abs=1e-14)


def test_of_a_long_sum_the_largest_terms_are_written() -> None:
    """Eight units above: four terms in the order of the units, and what the other four add up to."""
    network = mlp.Network([2, 3, 8, 2], hidden="tanh", output="sigmoid", rng=4)
    trace = mlp.trace_step(network, [[1.0, 0.5]], [[1.0, 0.0]], mlp.TrainingConfig())
    (short,) = mlp.parameter_chain(trace, 0, 1, 0).sums
    (whole,) = mlp.parameter_chain(trace, 0, 1, 0, most_terms=8).sums
    assert (len(short.terms), short.rest_count) == (4, 4)
    assert (len(whole.terms), whole.rest) == (8, None)
    sizes = sorted((abs(term.value) for term in whole.terms), reverse=True)
    assert sorted((abs(term.value) for term in short.terms), reverse=True) == sizes[:4]
    assert [term for term in whole.terms if term in short.terms] == list(short.terms)
    assert [len(term.groups[0].factors) for term in short.terms] == [1] * 4
    assert [group.reused is not None for group in short.terms[0].groups] == [True, False]


def test_one_term_is_not_left_out_alone() -> None:
    """Five units above are five terms: words for one that is missing take its room."""
    network = mlp.Network([2, 3, 5, 2], hidden="tanh", output="sigmoid", rng=4)
    trace = mlp.trace_step(network, [[1.0, 0.5]], [[1.0, 0.0]], mlp.TrainingConfig())
    (whole,) = mlp.parameter_chain(trace, 0, 1, 0).sums
    assert (len(whole.terms), whole.rest) == (5, None)


def test_the_batch_names_its_samples(make_trace: Callable[..., mlp.Trace]) -> None:
    """With the mean each sample's derivative stands in brackets behind 1/n; a batch of one has nothing to add up."""
    chain = mlp.parameter_chain(make_trace("sigmoid", n_samples=3), 0, 0, 0, sample=None, notation="delta")
    (whole,) = chain.sums
    assert whole.left is chain.groups[0].factors[0]
    assert whole.scale is not None
    assert whole.scale.number == r"\frac{1}{3}"
    symbols = [term.groups[0].factors[0].symbol for term in whole.terms]
    assert symbols == [rf"\frac{{\partial E_{{{n}}}}}{{\partial w_{{11}}^{{(1)}}}}" for n in (1, 2, 3)]
    left, right = sides(chain.numbers)
    assert compute(left) == pytest.approx(compute(right), abs=2e-4)
    assert mlp.parameter_chain(make_trace("sigmoid", n_samples=1), 0, 0, 0, sample=None).sums == ()


def test_strangers_are_refused(make_trace: Callable[..., mlp.Trace]) -> None:
    """A weight that is not there has no derivative, nor has a sample that is not there."""
    with pytest.raises(mlp.ArgumentError, match="no parameter"):
        mlp.parameter_chain(make_trace("sigmoid"), 0, 2, 0)
    with pytest.raises(mlp.ArgumentError, match="sample is 3"):
        mlp.parameter_chain(make_trace("sigmoid"), 0, 0, 0, sample=3)


def test_a_steep_sigmoid_has_its_steepness_in_the_name() -> None:
    """Fused with its cross-entropy it sends back beta (y - t), and the factor is called so."""
    network = mlp.Network([1, 1], output=mlp.Sigmoid(2.0), rng=1)
    trace = mlp.trace_step(network, [[1.0]], [[0.0]], mlp.TrainingConfig(loss="binary_cross_entropy"))
    assert mlp.parameter_chain(trace, 0, 0, 0).groups[0].factors[0].name == r"\beta (\hat{y} - y)"


def test_a_whole_input_is_written_as_in_its_lines() -> None:
    """The gradient's own line has 1 for it, and so has the chain, not 1.0000."""
    network = mlp.Network([1, 1], output="sigmoid", rng=1)
    config = mlp.TrainingConfig(loss="squared_error")
    for value, number in ((1.0, "1"), (0.5, "0.5000")):
        chain = mlp.parameter_chain(mlp.trace_step(network, [[value]], [[0.0]], config), 0, 0, 0)
        assert chain.groups[-1].factors[-1].number == number
