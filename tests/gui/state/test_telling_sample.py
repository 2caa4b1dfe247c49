"""Which sample a step-through begins with: a telling one, until somebody has picked another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.telling_sample import telling_sample

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping


@pytest.fixture
def trace() -> mlp.Trace:
    """Return a training step of the four corners of XOR."""
    return mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])


@pytest.fixture
def stepping(session: Session, trace: mlp.Trace) -> Stepping:
    """Return the step-through as it opens."""
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, trace)
    return session.stepping


def test_it_opens_where_no_product_is_nought(stepping: Stepping, trace: mlp.Trace) -> None:
    """Of XOR at (1, 1); the first sample of all was (0, 0), with every product and every first gradient 0."""
    assert stepping.sample is not None
    assert trace.inputs[stepping.sample].tolist() == [1.0, 1.0]


def test_without_noughts_it_is_the_first_sample() -> None:
    """The rule names one sample, whatever the data."""
    trace = mlp.trace_next(mlp.EXAMPLES["xor"].with_training(batch_size=6).build()[2])
    assert (trace.inputs != 0.0).all()
    assert telling_sample(trace) == 0


def test_a_pick_wins_over_it(stepping: Stepping, session: Session) -> None:
    """Also over that of the next training steps of the same data, and of another network for them."""
    stepping.set_sample(1)
    trainer = mlp.EXAMPLES["xor_steps"].build()[2]
    trainer.run_steps(1)
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    assert stepping.sample == 1
    session.set_experiment(session.experiment.with_network(initializer="zeros"), "Initial weights")
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    assert stepping.sample == 1


def test_to_stay_is_a_pick_too(stepping: Stepping, session: Session, trace: mlp.Trace) -> None:
    """Choosing the sample that is walked anyway keeps it where another one would be more telling."""
    stepping.set_sample(stepping.sample)
    turned = replace(trace, inputs=trace.inputs[::-1])
    stepping.receive_trace(session.run_id, turned)
    assert stepping.sample == 3
    assert telling_sample(turned) == 0


def test_other_data_begin_anew(stepping: Stepping, session: Session, trace: mlp.Trace) -> None:
    """A row that was picked says nothing of other points."""
    stepping.set_sample(1)
    session.open_example("blobs")
    stepping.receive_trace(session.run_id, trace)
    assert stepping.sample == telling_sample(trace)


def test_sample_by_sample_it_begins_with_the_first(stepping: Stepping) -> None:
    """All of a batch are gone through at that grain; finer ones begin with the telling one again."""
    stepping.set_granularity("sample")
    assert stepping.sample == 0
    stepping.set_granularity("term")
    assert stepping.sample == 3
    stepping.forward()
    stepping.set_granularity("sample")
    assert stepping.sample == 3
