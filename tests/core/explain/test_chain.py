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
    assert [factor.name for factor in new.factors] == ["w_{21}^{(2)}", r"\sigma'(a_{2}^{(1)})", "x_{1}"]


def test_a_delta_with_the_other_sign_is_reused_with_a_minus(make_trace: Callable[..., mlp.Trace]) -> None:
    """The box's factors make the loss's derivative, of which the laboratory's delta is minus."""
    chain = mlp.parameter_chain(make_trace("sigmoid", n_samples=1), 0, 1, 0, notation="lab")
    assert chain.groups[0].title.startswith(r"-\delta")


def test_wide_networks_list_their_paths_up_to_a_limit(make_trace: Callable[..., mlp.Trace]) -> None:
    """Ways are counted, and written out only while a person could read them."""
    network = mlp.Network([2, 3, 9, 9, 1], hidden="tanh", output="sigmoid", rng=1)
    trace = mlp.trace_step(network, [[1.0, 0.0]], [[1.0]], mlp.TrainingConfig())
    chain = mlp.parameter_chain(trace, 0, 0, 0)
    assert (chain.path_count, chain.paths) == (81, ())
    assert mlp.parameter_chain(trace, 1, 0, 0).path_count == 9
    assert chain.relative_difference < 1e-6


def test_rules_and_strangers_are_refused(make_trace: Callable[..., mlp.Trace]) -> None:
    """A learning rule has no derivative; a weight that is not there has none either."""
    with pytest.raises(mlp.ArgumentError, match="without a derivative"):
        mlp.parameter_chain(make_trace("perceptron"), 0, 0, 0)
    with pytest.raises(mlp.ArgumentError, match="no parameter"):
        mlp.parameter_chain(make_trace("sigmoid"), 0, 2, 0)
    with pytest.raises(mlp.ArgumentError, match="sample is 3"):
        mlp.parameter_chain(make_trace("sigmoid"), 0, 0, 0, sample=3)
