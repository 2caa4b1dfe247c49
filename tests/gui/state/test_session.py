"""The session keeps what is possible, says what is not, and takes everything back on undo."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import ref

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state import commands
from mlp_gui.state.cursor import Mark
from mlp_gui.state.edits import MAX_HIDDEN_LAYERS, MAX_UNITS
from mlp_gui.state.requests import (
    ChangeTraining,
    Configure,
    Forget,
    GoBack,
    Pause,
    Play,
    SetParameters,
    SetSpeed,
    StepBatch,
    StepEpoch,
)
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import Notice, RunStatus, Snapshot, UnitField

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.gui.state.conftest import Listener


def _snapshot(session: Session, **fields: Any) -> Snapshot:
    """Return the moment before the first step of the session's experiment."""
    dataset, network, trainer = session.experiment.build()
    values: dict[str, Any] = {
        "run_id": session.run_id,
        "experiment": session.experiment,
        "dataset": dataset,
        "network": network.frozen_copy(),
        "gradient": None,
        "epoch": 0,
        "batch": 0,
        "n_batches": trainer.n_batches,
        "step": 0,
        "learning_rate": trainer.learning_rate,
        "history": trainer.history.view(),
        "steps_per_second": 0.0,
        "status": RunStatus.PAUSED,
    }
    return Snapshot(**(values | fields))


def test_it_starts_with_xor_at_rest(session: Session) -> None:
    """A first example, paused, as fast as it goes, nothing to undo."""
    assert session.experiment == mlp.EXAMPLES["xor"]
    assert session.status is RunStatus.PAUSED
    assert (session.snapshot, session.unit_field, session.speed) == (None, None, None)
    assert not session.undo_stack.canUndo()


def test_a_training_setting_keeps_the_run(session: Session, listener: Listener, qtbot: QtBot) -> None:
    """The learning rate changes under the same id, and back on undo."""
    run_id, before = session.run_id, session.experiment
    with qtbot.waitSignal(session.experiment_changed):
        session.set_training(text="change learning rate", learning_rate=0.25)
    assert session.run_id == run_id
    assert session.experiment.training.learning_rate == 0.25
    assert session.undo_stack.undoText() == "change learning rate"
    session.undo_stack.undo()
    assert session.experiment == before
    assert [type(request) for request in listener.requests] == [ChangeTraining, ChangeTraining]


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.add_layer(1),
        lambda session: session.set_layer_size(0, 7),
        lambda session: session.set_layer_activation(0, "relu"),
        lambda session: session.remove_layer(0),
        lambda session: session.choose_dataset("circle"),
        lambda session: session.set_data(noise=0.1),
        lambda session: session.set_data(seed=9),
        lambda session: session.set_feature("x1_x2", True),
        lambda session: session.set_network(initializer="normal" if "normal" in mlp.INITIALIZERS else "zeros"),
        lambda session: session.set_batch_seed(5),
        lambda session: session.new_weights(),
        lambda session: session.reset(),
        lambda session: session.open_example("moons"),
    ],
)
def test_everything_else_is_a_new_run_and_undo_returns_to_the_old_id(
    session: Session, listener: Listener, act: Callable[[Session], None]
) -> None:
    """So that the worker can give the trained network back."""
    first, before = session.run_id, session.experiment
    act(session)
    second, after = session.run_id, session.experiment
    assert listener.notices == []
    assert second != first
    session.undo_stack.undo()
    assert (session.run_id, session.experiment) == (first, before)
    session.undo_stack.redo()
    assert (session.run_id, session.experiment) == (second, after)
    assert listener.requests == [Configure(second, after), Configure(first, before), Configure(second, after)]


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
        (lambda session: session.set_output_activation("softmax"), "Softmax"),
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


def test_an_output_brings_the_loss_that_it_needs(session: Session, listener: Listener) -> None:
    """And a loss its output; the user is told, and both go back together."""
    session.set_output_activation("identity")
    assert session.experiment.training.loss != "binary_cross_entropy"
    session.set_training(loss="binary_cross_entropy")
    assert session.experiment.network.output_activation == "sigmoid"
    assert [notice.level for notice in listener.notices] == ["info", "info"]
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.experiment == mlp.EXAMPLES["xor"]


def test_classes_are_not_compared_with_values(session: Session, listener: Listener) -> None:
    """A loss for classes on data with values would compute nonsense without a complaint."""
    session.choose_dataset("plane")
    session.set_training(loss="binary_cross_entropy")
    assert session.experiment.training.loss == "squared_error"
    assert "values" in listener.texts


def test_a_session_is_freed_with_its_commands(qapp: object) -> None:
    """Commands do not keep alive what owns them."""
    session = Session()
    session.add_layer(0)
    session.undo_stack.undo()
    freed = ref(session)
    del session
    gc.collect()
    assert freed() is None


def test_a_drag_is_one_step_of_undo(session: Session, listener: Listener) -> None:
    """Every value on the way is live; undo goes back to the first, and the runs between are let go."""
    before, first = session.experiment, session.run_id
    for noise in (0.05, 0.1, 0.15, 0.2):
        session.set_data(text="change noise", merge_key="noise", noise=noise)
    assert session.undo_stack.count() == 1
    forgotten = [request for request in listener.requests if isinstance(request, Forget)]
    assert forgotten == [Forget(first + 1), Forget(first + 2), Forget(first + 3)]
    session.undo_stack.undo()
    assert (session.experiment, session.run_id) == (before, first)


def test_two_drags_are_two_steps(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, or with another slider between."""
    session.set_training(merge_key="learning_rate", learning_rate=0.2)
    session.set_training(merge_key="l2", l2=0.1)
    session.set_training(merge_key="learning_rate", learning_rate=0.3)
    assert session.undo_stack.count() == 3
    monkeypatch.setattr(commands, "MERGE_SECONDS", -1.0)
    session.set_training(merge_key="learning_rate", learning_rate=0.4)
    assert session.undo_stack.count() == 4


def test_setting_what_is_already_so_is_no_change(session: Session, listener: Listener) -> None:
    """Forms that echo their value leave no trace."""
    session.set_training(learning_rate=session.experiment.training.learning_rate)
    session.set_data(seed=session.experiment.data.seed)
    session.set_speed(None)
    assert listener.requests == []
    assert not session.undo_stack.canUndo()


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


def test_new_weights_take_the_next_seed_and_reset_the_same(session: Session) -> None:
    """Both start again; the seed can be seen and set."""
    seed = session.experiment.network.seed
    session.reset()
    assert session.experiment.network.seed == seed
    session.new_weights()
    assert session.experiment.network.seed == seed + 1


def test_a_weight_is_set_and_taken_back(session: Session, listener: Listener) -> None:
    """By its index, to exactly the number that it had."""
    session.receive_snapshot(_snapshot(session))
    assert session.snapshot is not None
    before = float(session.snapshot.network.parameters[1])
    session.set_parameter(1, 0.5)
    session.undo_stack.undo()
    assert listener.requests == [SetParameters((1,), (0.5,)), SetParameters((1,), (before,))]


@pytest.mark.parametrize(("index", "value"), [(0, float("nan")), (0, float("inf")), (10_000, 1.0), (-1, 1.0), (0, "x")])
def test_a_weight_that_is_no_number_is_refused(session: Session, listener: Listener, index: int, value: Any) -> None:
    """So is one that is not there."""
    session.receive_snapshot(_snapshot(session))
    session.set_parameter(index, value)
    assert listener.requests == []
    assert len(listener.notices) == 1


def test_a_weight_of_the_run_before_is_not_set(session: Session, listener: Listener) -> None:
    """Between a change and the first snapshot after it, indices mean nothing."""
    session.set_parameter(0, 1.0)
    session.receive_snapshot(_snapshot(session))
    session.add_layer(0)
    session.set_parameter(0, 1.0)
    assert len(listener.notices) == 2
    assert not any(isinstance(request, SetParameters) for request in listener.requests)


def test_run_requests_are_passed_on(session: Session, listener: Listener) -> None:
    """Toggling alternates before the worker has answered, and follows it after."""
    session.toggle()
    session.toggle()
    session.toggle()
    session.receive_status(RunStatus.PAUSED)
    session.toggle()
    session.step_batch()
    session.step_epoch()
    session.go_back()
    session.set_speed(30)
    session.set_speed(None)
    run = [Play(), Pause(), Play(), Play(), StepBatch(), StepEpoch(), GoBack()]
    assert listener.requests == [*run, SetSpeed(30.0), SetSpeed(None)]


def test_a_snapshot_of_another_run_is_dropped(session: Session, qtbot: QtBot) -> None:
    """A worker that was slow does not overwrite the new workspace; nor does an old field."""
    stale = _snapshot(session)
    session.reset()
    with qtbot.assertNotEmitted(session.snapshot_changed), qtbot.assertNotEmitted(session.unit_field_changed):
        session.receive_snapshot(stale)
        session.receive_unit_field(UnitField(stale.run_id, 0, None))  # type: ignore[arg-type]
    assert session.snapshot is None
    fresh = _snapshot(session)
    with qtbot.waitSignal(session.snapshot_changed, check_params_cb=fresh.__eq__):
        session.receive_snapshot(fresh)


def test_a_field_of_a_run_that_is_no_longer_shown_is_not_kept(session: Session) -> None:
    """A view made later never finds the field of one network beside another network."""
    session.receive_snapshot(_snapshot(session))
    session.receive_unit_field(UnitField(session.run_id, 0, None))  # type: ignore[arg-type]
    session.add_layer(0)
    session.receive_snapshot(_snapshot(session))
    assert session.unit_field is None


def test_a_refused_change_is_undone_and_gone(session: Session, listener: Listener) -> None:
    """The worker could not build it: the last good experiment is back, and redo does not offer the bad one."""
    session.set_data(noise=0.1)
    session.receive_snapshot(_snapshot(session))
    good, run_id = session.experiment, session.run_id
    session.add_layer(0)
    session.receive_refusal(session.run_id, Notice("no room", "warning"))
    assert (session.experiment, session.run_id) == (good, run_id)
    assert session.undo_stack.count() == 1
    assert not session.undo_stack.canRedo()
    assert listener.texts == "no room"


def test_a_refusal_of_an_old_run_is_only_told(session: Session, listener: Listener) -> None:
    """The user has moved on already."""
    old = session.run_id
    session.reset()
    before = session.experiment
    session.receive_refusal(old, Notice("no room", "warning"))
    assert session.experiment == before
    assert len(listener.notices) == 1


def test_the_cursor_lets_go_of_what_is_gone(session: Session) -> None:
    """A unit of the old network is not marked in the new one."""
    session.cursor.set_selected(Mark("unit", layer=0, unit=0))
    session.set_training(l2=0.01)
    assert session.cursor.selected is not None
    session.remove_layer(0)
    assert session.cursor.selected is None


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
