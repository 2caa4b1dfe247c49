"""Numbers at the ends of a training step are told as the user measured them; those inside stay the network's."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.own_number import own_inputs, own_values, told_in_data


@pytest.fixture(scope="module")
def trace() -> mlp.Trace:
    """Return the first step of the house prices."""
    return mlp.trace_next(mlp.EXAMPLES["housing"].build()[2])


@pytest.fixture(scope="module")
def dataset() -> mlp.Dataset:
    """Return the house prices."""
    return mlp.load_dataset(mlp.EXAMPLES["housing"].data)


def test_inputs_and_targets_are_those_of_the_table(trace: mlp.Trace, dataset: mlp.Dataset) -> None:
    """A sample of a batch is read out as its row stands in the data."""
    rows = trace.samples
    np.testing.assert_allclose(own_inputs(dataset, trace.inputs), dataset.points[rows])
    prices = own_values(dataset, trace.targets)[:, 0]
    np.testing.assert_allclose(prices, dataset.in_units(dataset.values[rows, 0]))
    assert prices.min() > 20_000.0


def test_each_end_is_told_and_nothing_inside(trace: mlp.Trace, dataset: mlp.Dataset) -> None:
    """Inputs by their names, the target, the answer; a sum, a hidden activation or an error signal has no units."""
    told = {}
    for step in trace.steps("term", sample=0):
        made = step.makes
        text = told_in_data(dataset, made, len(trace.sizes) - 1)
        told.setdefault((made.kind.value, made.layer), text)
        if made.kind is mlp.Kind.INPUT and made.unit == 0:
            assert text == f"In the data, lot size is {dataset.points[trace.samples[made.sample], 0]:,.0f}."
    assert {kind for (kind, _), text in told.items() if text} == {"input", "target", "activation"}
    assert not told["activation", 0]


def test_what_is_learned_as_it_is_needs_no_words() -> None:
    """Points that are drawn have the network's own numbers."""
    example = mlp.EXAMPLES["xor_steps"]
    dataset = mlp.load_dataset(example.data)
    for step in mlp.trace_next(example.build()[2]).steps("term", sample=0):
        assert told_in_data(dataset, step.makes, 2) == ""
