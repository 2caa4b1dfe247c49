"""A single unit that cannot get all points right is told so, once it has tried; others are left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.separability import PATIENCE, why_one_unit_fails
from mlp_gui.state.snapshot import Cause
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener


def test_xor_by_the_perceptron_rule_is_explained_after_a_while(session: Session, listener: Listener) -> None:
    """Once, when it has been wrong for some epochs; gone with the next change."""
    session.open_example("xor_perceptron")
    first = first_snapshot(session)
    for epoch in range(PATIENCE):
        session.receive_snapshot(replace(first, epoch=epoch))
    assert not listener.notices
    for epoch in range(PATIENCE, PATIENCE + 3):
        session.receive_snapshot(replace(first, epoch=epoch))
    assert [notice.cause for notice in listener.notices] == [Cause.ADVICE]
    assert "not linearly separable" in listener.texts
    assert session.notices.current is listener.notices[0]
    session.set_training(learning_rate=0.5)
    assert session.notices.current is None


def test_a_run_that_is_only_looked_at_is_not_explained(session: Session, listener: Listener) -> None:
    """Whoever opens a trained network or goes back in its run is told nothing."""
    session.open_example("xor_perceptron")
    first = first_snapshot(session)
    for epoch in (30, 20, 12):
        session.receive_snapshot(replace(first, epoch=epoch))
    assert not listener.notices


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_of_the_examples_only_xor_by_one_unit_is_hopeless(name: str) -> None:
    """AND is not, and no network with a hidden layer is."""
    experiment = mlp.EXAMPLES[name]
    dataset, network, _ = experiment.build()
    assert bool(why_one_unit_fails(network, dataset, experiment.training.optimizer)) == (name == "xor_perceptron")


def test_one_linear_unit_by_the_delta_rule_is_told_the_same(session: Session) -> None:
    """Whatever trains it; with an output that goes up and down one unit could do it, and nothing is said."""
    session.open_example("xor_perceptron")
    dataset, network, _ = session.experiment.build()
    for output, expected in (("identity", True), ("sigmoid", True), ("sine", False)):
        one = mlp.Network(network.sizes, hidden=[], output=output)
        assert bool(why_one_unit_fails(one, dataset, "delta")) is expected


def test_points_in_one_place_are_not_promised_a_remedy() -> None:
    """A hidden layer cannot tell them apart either."""
    network = mlp.Network([2, 1], hidden=[], output="sign")
    told = []
    for points in ([[0, 0], [1, 1], [1, 0], [0, 1]], [[0, 0], [1, 1], [1, 1], [0, 1]]):
        dataset = mlp.Dataset.from_arrays(np.array(points, float), [0, 0, 1, 1])
        told.append(why_one_unit_fails(network, dataset, "perceptron"))
    assert "hidden layer" in told[0]
    assert "in one place" in told[1]
    assert "hidden layer" not in told[1]
