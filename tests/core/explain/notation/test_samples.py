"""Whose loss a derivative is of: in a batch the loss alone is that of all samples, a sample's own has its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_core import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEMBERS = list(mlp.NOTATIONS)
OF_A_SAMPLE = ("sigmoid", "fused", "softmax", "single", "hinge")


def _whole_losses(latex: str, letter: str) -> list[str]:
    """Return the derivatives of the loss without a sample's index."""
    return re.findall(rf"\\partial {re.escape(letter)}\}}", latex)


def _lines_of(trace: mlp.Trace, sample: int) -> Iterator[mlp.Step]:
    """Yield the lines that are about one sample alone."""
    return (step for step in trace.steps("term", sample) if step.sample == sample)


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("case", OF_A_SAMPLE)
def test_no_line_of_a_sample_has_the_derivative_of_the_batch_s_loss(
    make_trace: Callable[..., mlp.Trace], case: str, notation: str
) -> None:
    """Under a mean that would be wrong by the number of samples, in symbols and in the rule."""
    trace = make_trace(case, n_samples=3)
    letter = mlp.NOTATIONS[notation].symbols.loss_letter
    for step in _lines_of(trace, 1):
        told = mlp.explain(step, notation)
        assert not _whole_losses(told.latex, letter), told.latex
        assert not _whole_losses(told.rule, letter), told.rule
        assert r"\bar" not in told.latex or "|_{2}" in told.latex, told.latex


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("case", OF_A_SAMPLE)
def test_a_single_sample_needs_no_number(make_trace: Callable[..., mlp.Trace], case: str, notation: str) -> None:
    """Its loss is the batch's."""
    trace = make_trace(case, n_samples=1)
    letter = mlp.NOTATIONS[notation].symbols.loss_letter
    for step in _lines_of(trace, 0):
        told = mlp.explain(step, notation)
        assert f"{letter}_{{1}}" not in told.latex
        assert "|_" not in told.latex


@pytest.mark.parametrize("notation", MEMBERS)
def test_the_tracer_speaks_of_the_same_loss(make_trace: Callable[..., mlp.Trace], notation: str) -> None:
    """Left side, factors and the title of what is used again."""
    trace = make_trace("sigmoid", n_samples=3)
    letter = mlp.NOTATIONS[notation].symbols.loss_letter
    for layer in range(len(trace.sizes) - 1):
        chain = mlp.parameter_chain(trace, layer, 0, 0, sample=1, notation=notation)
        titles = " ".join(group.title for group in chain.groups)
        assert not _whole_losses(chain.latex + titles, letter)
        assert rf"\partial {letter}_{{2}}" in chain.latex


@pytest.mark.parametrize("notation", MEMBERS)
def test_the_sample_is_never_an_exponent(make_trace: Callable[..., mlp.Trace], notation: str) -> None:
    """Above stands the layer: the loss of output 2 for sample 3 has both numbers below."""
    trace = make_trace("softmax", n_samples=3)
    symbols = mlp.NOTATIONS[notation].symbols(trace)
    last = len(trace.sizes) - 2
    assert symbols.symbol(trace.quantity(Kind.LOSS, last, 1, -1, 2)) == r"\ell_{3,2}"
    alone = make_trace("softmax", n_samples=1)
    symbols = mlp.NOTATIONS[notation].symbols(alone)
    assert symbols.symbol(alone.quantity(Kind.LOSS, last, 1, -1, 0)) == r"\ell_{2}"


@pytest.mark.parametrize("notation", MEMBERS)
@pytest.mark.parametrize("n_samples", [1, 3])
@pytest.mark.parametrize("case", ["fused", "softmax", "regression", "hinge", "perceptron", "perceptron_01", "delta"])
def test_a_symbol_stands_for_one_number_of_an_equation(
    make_trace: Callable[..., mlp.Trace], case: str, n_samples: int, notation: str
) -> None:
    """The samples' parts of a sum, and the loss's gradient beside the objective's, are written as different things."""
    trace = make_trace(case, n_samples=n_samples)
    for step in trace.steps("term", n_samples - 1):
        if step.operation is mlp.Operation.UPDATE:
            continue  # An assignment: the parameter before and after it.
        told, written = mlp.explain(step, notation), dict[str, mlp.Quantity]()
        for piece in told.pieces:
            if piece.quantity is None:
                continue
            first = written.setdefault(piece.symbol_latex, piece.quantity)
            assert _place(first) == _place(piece.quantity), told.latex


def _place(quantity: mlp.Quantity) -> tuple[object, ...]:
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def test_the_penalty_s_part_is_added_to_the_loss_s_own_gradient(make_trace: Callable[..., mlp.Trace]) -> None:
    """003 has nabla for what the update reads; 000 says of every factor whose sample it is."""
    trace = make_trace("fused", n_samples=2, l2=0.05)
    lines = {(step.operation, step.layer, step.unit, step.makes.input): step for step in trace.steps("term", 0)}
    added = mlp.explain(lines[mlp.Operation.ADD_PENALTY_GRADIENT, 1, 0, 1], "chain").latex
    assert added.startswith(r"\nabla w_{2,12} = \frac{\partial \mathcal{L}}{\partial w_{2,12}} + \lambda")
    reduced = mlp.explain(lines[mlp.Operation.REDUCE, 1, 0, 1], "error_signals").latex
    assert r"\bar{z}_{1}^{(2)}|_{2} \cdot h_{2}^{(1)}|_{2}" in reduced
