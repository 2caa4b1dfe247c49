"""A long sum is written as a lecturer does: its first terms, an ellipsis, the term that it is about, and the last."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.explain.notation.pieces import Role


@pytest.fixture
def wide_trace() -> mlp.Trace:
    """Return a step whose sums have 41 terms, over 30 samples."""
    rng = np.random.default_rng(3)
    network = mlp.Network([40, 3, 1], hidden="sigmoid", output="sigmoid", rng=5)
    inputs, targets = rng.uniform(-1.0, 1.0, (30, 40)), rng.integers(0, 2, (30, 1)).astype(float)
    config = mlp.TrainingConfig(loss="squared_error", optimizer="sgd", learning_rate=0.5, l2=0.1)
    return mlp.trace_step(network, inputs, targets, config)


def line_of(trace: mlp.Trace, operation: mlp.Operation) -> mlp.Step:
    """Return the first line of a kind."""
    return next(line for line in trace.steps("term", 0) if line.operation is operation)


def products(explanation: mlp.Explanation) -> list[int]:
    """Return which inputs' weights are written."""
    found = [piece.quantity for piece in explanation.pieces if piece.quantity is not None]
    return [quantity.input for quantity in found if quantity.kind is mlp.Kind.WEIGHT]


def test_first_kept_and_last_terms_stay(wide_trace: mlp.Trace) -> None:
    """Of 41 terms eight are written, the one in the middle with its neighbours among them."""
    line = line_of(wide_trace, mlp.Operation.SUM)
    explanation = mlp.explain(line, most_terms=8, keep=line.reads[20])
    assert products(explanation) == [0, 1, 2, 3, 19, 20, 21]
    assert [piece.left_out for piece in explanation.pieces if piece.role is Role.OMISSION] == [15, 18]
    assert explanation.latex.count(r"+ \cdots +") == 2
    assert explanation.numbers.count(r"+ \cdots +") == 2


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("most_terms", [3, 4, 9])
def test_every_line_of_every_notation_is_bounded(wide_trace: mlp.Trace, notation: str, most_terms: int) -> None:
    """No line has more columns than so many terms need, whatever the network and the batch."""
    for line in wide_trace.steps("unit", 0):
        explanation = mlp.explain(line, notation, most_terms=most_terms)
        assert len(explanation.pieces) <= 14 + 6 * most_terms
        gone = sum(piece.left_out for piece in explanation.pieces)
        if line.operation is mlp.Operation.SUM:
            assert gone + len(products(explanation)) == len(line.reads) - 1 or gone == 0


def test_a_single_term_is_not_left_out(wide_trace: mlp.Trace) -> None:
    """An ellipsis takes as much room as a term, so it never stands for one alone."""
    line = line_of(wide_trace, mlp.Operation.SUM)
    for kept in line.reads:
        for most_terms in range(3, 42):
            pieces = mlp.explain(line, most_terms=most_terms, keep=kept).pieces
            assert all(piece.left_out != 1 for piece in pieces if piece.role is Role.OMISSION)
            assert kept.input in products(mlp.explain(line, most_terms=most_terms, keep=kept)) or kept.input < 0


def test_a_sum_within_the_bound_is_whole(wide_trace: mlp.Trace) -> None:
    """The shortened line of a short sum is the line."""
    line = line_of(wide_trace, mlp.Operation.DELTA_PRODUCT)
    assert mlp.explain(line, most_terms=3) == mlp.explain(line)


def test_fewer_than_three_terms_are_refused(wide_trace: mlp.Trace) -> None:
    """The first, the kept and the last are the least that says what a sum is."""
    with pytest.raises(mlp.ArgumentError, match="most_terms is 2"):
        mlp.explain(line_of(wide_trace, mlp.Operation.SUM), most_terms=2)
