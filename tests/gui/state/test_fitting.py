"""What cannot be is refused with words, and what no longer fits a change is changed along with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.edits import MAX_HIDDEN_LAYERS, MAX_UNITS
from mlp_gui.state.pairing import odd_pair_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener


@pytest.mark.parametrize(
    ("act", "word"),
    [
        (lambda session: session.set_training(learning_rate=-1.0), "learning"),
        (lambda session: session.set_training(learning_rate=float("nan")), "learning"),
        (lambda session: session.set_training(learning_rate="fast"), ""),
        (lambda session: session.set_training(optimizer="none such"), "none such"),
        (lambda session: session.set_training(no_such_field=1), "no_such_field"),
        (lambda session: session.set_training(batch_size=0), "batch"),
        (lambda session: session.set_data(n_samples=10**9), "points"),
        (lambda session: session.set_data(n_samples=50.5), "points"),
        (lambda session: session.set_data(noise=-0.5), "noise"),
        (lambda session: session.set_data(noise=float("inf")), "noise"),
        (lambda session: session.set_data(train_share=7.0), ""),
        (lambda session: session.set_data(features=("x9",)), "x9"),
        (lambda session: session.set_data(seed=-1), "seed"),
        (lambda session: session.set_batch_seed(2**80), "seed"),
        (lambda session: session.set_layer_size(0, 0), "units"),
        (lambda session: session.set_layer_size(0, MAX_UNITS + 1), "units"),
        (lambda session: session.set_layer_size(9, 3), "layer"),
        (lambda session: session.remove_layer(-1), "layer"),
        (lambda session: session.set_layer_activation(0, "softmax"), "softmax"),
        (lambda session: session.set_output_activation("none such"), "none such"),
        (lambda session: session.choose_dataset("none such"), "none such"),
        (lambda session: session.set_feature("x9", True), "x9"),
        (lambda session: session.open_example("none such"), "none such"),
        (lambda session: session.set_speed(0.0), "speed"),
        (lambda session: session.set_speed(float("nan")), "speed"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    session: Session, listener: Listener, act: Callable[[Session], None], word: str
) -> None:
    """No view has to fear an exception; the notice names what was wrong."""
    before = (session.experiment, session.run_id, session.speed, session.undo_stack.count())
    act(session)
    assert (session.experiment, session.run_id, session.speed, session.undo_stack.count()) == before
    assert listener.requests == []
    assert word in listener.texts
    assert len(listener.notices) == 1


def test_there_is_a_largest_number_of_layers(session: Session, listener: Listener) -> None:
    """Eight hidden layers; the ninth is refused in words."""
    while len(session.experiment.network.hidden_sizes) < MAX_HIDDEN_LAYERS:
        session.add_layer(0)
    assert listener.notices == []
    session.add_layer(0)
    assert len(session.experiment.network.hidden_sizes) == MAX_HIDDEN_LAYERS
    assert str(MAX_HIDDEN_LAYERS) in listener.texts


def test_the_last_feature_stays_on(session: Session, listener: Listener) -> None:
    """A network without inputs learns nothing."""
    session.set_feature("x1", False)
    session.set_feature("x2", False)
    assert session.experiment.data.features == ("x2",)
    assert "stays on" in listener.texts


def test_features_keep_their_order(session: Session) -> None:
    """However they were switched on."""
    session.set_feature("sin_x1", True)
    session.set_feature("x1_squared", True)
    assert session.experiment.data.features == ("x1", "x2", "x1_squared", "sin_x1")


@pytest.mark.parametrize(
    ("dataset", "output", "loss"),
    [
        ("blobs", "softmax", "categorical_cross_entropy"),
        ("plane", "identity", "squared_error"),
        ("sine", "identity", "squared_error"),
    ],
)
def test_a_dataset_brings_an_output_and_a_loss_that_fit(
    session: Session, listener: Listener, dataset: str, output: str, loss: str
) -> None:
    """Changing the task never ends in a network that cannot learn it; going back to two classes neither."""
    session.choose_dataset(dataset)
    assert (session.experiment.network.output_activation, session.experiment.training.loss) == (output, loss)
    session.choose_dataset("circle")
    chosen = (session.experiment.network.output_activation, session.experiment.training.loss)
    assert chosen == ("sigmoid", "binary_cross_entropy")
    assert listener.notices == []


def test_every_dataset_and_example_can_be_entered_from_every_other(session: Session, listener: Listener) -> None:
    """No menu entry leads to a refusal."""
    for example in mlp.EXAMPLES:
        session.open_example(example)
        assert session.experiment == mlp.EXAMPLES[example]
        for dataset in mlp.DATASETS:
            session.choose_dataset(dataset)
            assert session.experiment.data.name == dataset
    assert listener.texts == ""


def test_an_odd_output_and_an_odd_loss_are_allowed(session: Session, listener: Listener) -> None:
    """Nothing is refused, and nothing else changes with them; what is proposed is one step of undo."""
    session.set_output_activation("identity")
    session.set_training(loss="binary_cross_entropy")
    chosen = (session.experiment.network.output_activation, session.experiment.training.loss)
    assert chosen == ("identity", "binary_cross_entropy")
    assert listener.notices == []
    pair = odd_pair_of(session.experiment)
    assert pair is not None
    session.use_pair(pair)
    assert session.experiment == mlp.EXAMPLES["xor"]
    assert session.undo_stack.undoText() == "use Sigmoid"
    session.undo_stack.undo()
    assert session.experiment.network.output_activation == "identity"


def test_a_rule_without_slope_has_no_odd_pair(session: Session) -> None:
    """The perceptron rule goes by a sign, as it should."""
    session.open_example("and_perceptron")
    assert odd_pair_of(session.experiment) is None


def test_weights_by_hand_go_when_they_no_longer_fit(session: Session) -> None:
    """Another activation keeps them, another shape or a new seed does not."""
    session.open_example("hand_xor_sigmoids")
    assert session.experiment.network.weights is not None
    session.reset()
    session.set_layer_activation(0, "tanh")
    assert session.experiment.network.weights is not None
    session.set_layer_size(0, 3)
    assert session.experiment.network.weights is None
    session.undo_stack.undo()
    session.new_weights()
    assert session.experiment.network.weights is None


def test_large_experiments_are_checked_quickly(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is built on the window's thread stays small, however large the experiment is."""
    built: list[mlp.Experiment] = []
    build = mlp.Experiment.build

    def spy(experiment: mlp.Experiment) -> object:
        built.append(experiment)
        return build(experiment)

    monkeypatch.setattr(mlp.Experiment, "build", spy)
    large = replace(
        mlp.EXAMPLES["circle"],
        network=mlp.NetworkConfig(hidden_sizes=(256,) * 8, hidden_activations=("relu",) * 8),
    ).with_data(n_samples=mlp.DATASETS["circle"].sizes[1])
    session.set_experiment(large, "open a large one")
    assert session.experiment == large
    assert np.prod(built[0].network.hidden_sizes) <= 2**8
    assert built[0].data.n_samples <= 100
