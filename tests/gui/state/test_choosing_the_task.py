"""What is learned from the same data is changed: network, output, loss and rule come along, and each is one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.pairing import odd_pair_of, why_it_fits

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


@pytest.mark.parametrize("name", ["xor", "blobs", "plane", "iris", "housing", "digits", "and_perceptron"])
def test_a_compression_and_the_way_back_fit(session: Session, name: str) -> None:
    """There and back nothing is odd; a rule that only classes can be learned by makes room for gradient descent."""
    session.open_example(name)
    first = session.experiment
    session.choose_task("compression")
    there = session.experiment
    assert mlp.kind_of(there.data).task == "compression"
    assert min(there.network.hidden_sizes) < mlp.kind_of(there.data).n_values
    assert odd_pair_of(there) is None
    assert why_it_fits(there)
    assert mlp.OPTIMIZERS[there.training.optimizer].rule is None
    session.choose_task("")
    assert mlp.kind_of(session.experiment.data).task == mlp.kind_of(first.data).task
    assert odd_pair_of(session.experiment) is None
    assert session.undo_stack.undoText() == "change task"
    session.undo_stack.undo()
    assert session.experiment == there
    session.undo_stack.undo()
    assert session.experiment == first


def test_another_dataset_is_learned_as_it_asks(session: Session) -> None:
    """The task belongs to the data that it was chosen for."""
    session.open_example("digits_autoencoder")
    session.choose_dataset("iris")
    assert mlp.kind_of(session.experiment.data).task == "classification"
    assert (session.experiment.network.output_activation, session.experiment.training.loss) == (
        "softmax", "categorical_cross_entropy",
    )  # fmt: skip


def test_an_unknown_task_is_refused(session: Session) -> None:
    """With words, and nothing changes."""
    first = session.experiment
    session.choose_task("guess")
    assert session.experiment == first
    assert "guess" in session.notices.current.text
