"""The whole spine without a window: what the session asks for happens, to real networks, on another thread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.requests import Configure
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import Notice, RunStatus, Snapshot
from mlp_gui.training.controller import TrainingController

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

RUNNING, PAUSED, DIVERGED = RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.DIVERGED


def _shown(session: Session) -> Snapshot:
    assert session.snapshot is not None
    return session.snapshot


def _train_some(session: Session, qtbot: QtBot, steps: int = 50) -> Snapshot:
    """Run for at least `steps` steps more, pause, and return the resting moment."""
    target = _shown(session).step + steps
    session.play()
    qtbot.waitUntil(lambda: _shown(session).step >= target)
    return _rest(session, qtbot)


def _rest(session: Session, qtbot: QtBot) -> Snapshot:
    session.pause()
    qtbot.waitUntil(lambda: session.status is not RUNNING and _shown(session).status is not RUNNING)
    return _shown(session)


def _wait_for_run(session: Session, qtbot: QtBot) -> Snapshot:
    qtbot.waitUntil(lambda: _shown(session).run_id == session.run_id)
    return _shown(session)


def _answers(session: Session, qtbot: QtBot) -> bool:
    """Whether the worker still does as it is asked: a fresh run at rest, and one step of it."""
    session.pause()
    session.reset()
    _wait_for_run(session, qtbot)
    session.step_batch()
    qtbot.waitUntil(lambda: _shown(session).step == 1 or _shown(session).status is DIVERGED)
    return True


def test_the_first_moment_is_shown_at_rest(session: Session, controller: TrainingController) -> None:
    """The untrained network, frozen, with its loss before training."""
    snapshot = _shown(session)
    assert (snapshot.step, snapshot.epoch, snapshot.batch, snapshot.gradient) == (0, 0, 0, None)
    assert snapshot.experiment == session.experiment
    assert not snapshot.network.parameters.flags.writeable
    assert len(snapshot.history.epochs) == 1
    assert session.status is PAUSED


def test_play_trains_and_pause_stops(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """The loss falls, the history has every epoch, and at rest nothing moves."""
    with qtbot.waitSignal(session.status_changed, check_params_cb=RUNNING.__eq__):
        session.play()
    qtbot.waitUntil(lambda: _shown(session).epoch >= 200)
    assert _shown(session).steps_per_second > 0.0
    resting = _rest(session, qtbot)
    assert resting.steps_per_second == 0.0
    assert resting.gradient is not None
    assert np.array_equal(resting.history.epochs, np.arange(resting.epoch + 1))
    assert resting.history.train_loss[-1] < resting.history.train_loss[0]


def test_the_same_steps_as_the_core_alone(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Being watched changes nothing: bit for bit the same network."""
    resting = _train_some(session, qtbot, steps=300)
    _, network, trainer = session.experiment.build()
    trainer.run_steps(resting.step)
    assert np.array_equal(resting.network.parameters, network.parameters)


def test_batches_and_epochs_are_stepped(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """One batch; then to the end of the epoch and no further."""
    session.open_example("circle")
    n_batches = _wait_for_run(session, qtbot).n_batches
    session.step_batch()
    qtbot.waitUntil(lambda: _shown(session).step == 1)
    session.step_epoch()
    qtbot.waitUntil(lambda: _shown(session).epoch == 1)
    assert (_shown(session).step, _shown(session).batch) == (n_batches, 0)


def test_the_learning_rate_changes_while_it_runs(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Without a new run, without a pause."""
    session.play()
    qtbot.waitUntil(lambda: _shown(session).step > 10)
    run_id, step = session.run_id, _shown(session).step
    session.set_training(learning_rate=0.037)
    qtbot.waitUntil(lambda: _shown(session).learning_rate == pytest.approx(0.037))
    assert _shown(session).run_id == run_id
    assert _shown(session).step >= step
    assert session.status is RUNNING


@pytest.mark.parametrize("fields", [{"optimizer": "adam"}, {"loss": "squared_error"}, {"batch_size": 7}, {"l1": 1e-4}])
def test_every_training_setting_changes_while_it_runs(
    session: Session, controller: TrainingController, qtbot: QtBot, fields: dict[str, Any]
) -> None:
    """The experiment shown is the one trained at that moment."""
    session.play()
    session.set_training(**fields)
    qtbot.waitUntil(lambda: _shown(session).experiment == session.experiment and _shown(session).step > 0)
    step = _shown(session).step
    qtbot.waitUntil(lambda: _shown(session).step > step)
    assert session.status is RUNNING


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.add_layer(0),
        lambda session: session.set_layer_size(0, 7),
        lambda session: session.choose_dataset("spiral"),
        lambda session: session.choose_dataset("blobs"),
        lambda session: session.set_feature("sin_x1", True),
        lambda session: session.new_weights(),
        lambda session: session.reset(),
    ],
)
def test_another_network_or_other_data_keep_running(
    session: Session, controller: TrainingController, qtbot: QtBot, act: Callable[[Session], None]
) -> None:
    """A fresh network under a new id learns at once."""
    session.play()
    qtbot.waitUntil(lambda: _shown(session).step > 10)
    act(session)
    _wait_for_run(session, qtbot)
    qtbot.waitUntil(lambda: _shown(session).step > 0)
    assert session.status is RUNNING
    assert _shown(session).network.n_inputs == len(session.experiment.data.features)


def test_reset_returns_to_the_same_weights_and_new_weights_do_not(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """Before the first step."""
    first = _shown(session).network.parameters
    _train_some(session, qtbot)
    session.reset()
    assert np.array_equal(_wait_for_run(session, qtbot).network.parameters, first)
    assert _shown(session).step == 0
    session.new_weights()
    assert not np.array_equal(_wait_for_run(session, qtbot).network.parameters, first)


def test_undo_brings_trained_weights_back_bit_for_bit(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """The architecture changed and changed back: the epoch, the history and every weight are as they were."""
    trained = _train_some(session, qtbot, steps=500)
    session.add_layer(0)
    other = _train_some_of_new_run(session, qtbot)
    session.undo_stack.undo()
    back = _wait_for_run(session, qtbot)
    assert np.array_equal(back.network.parameters, trained.network.parameters)
    assert (back.epoch, back.step) == (trained.epoch, trained.step)
    assert np.array_equal(back.history.train_loss, trained.history.train_loss)
    session.undo_stack.redo()
    assert np.array_equal(_wait_for_run(session, qtbot).network.parameters, other.network.parameters)


def _train_some_of_new_run(session: Session, qtbot: QtBot) -> Snapshot:
    _wait_for_run(session, qtbot)
    return _train_some(session, qtbot)


def test_a_weight_typed_by_hand_is_undone(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """To the very number that it had; training then goes on from there."""
    trained = _train_some(session, qtbot).network
    index = trained.weight_index(0, 1, 0)
    session.set_parameter(index, -3.25)
    qtbot.waitUntil(lambda: _shown(session).network.parameters[index] == -3.25)
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: np.array_equal(_shown(session).network.parameters, trained.parameters))
    step = _shown(session).step
    session.step_batch()
    qtbot.waitUntil(lambda: _shown(session).step == step + 1)


def test_an_edit_shows_its_own_loss(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Not the loss from before it: what is shown belongs to the weights that are shown."""
    before = _train_some(session, qtbot, steps=1000)
    session.set_parameter(before.network.bias_index(1, 0), 50.0)
    qtbot.waitUntil(lambda: _shown(session).network.biases[1][0] == 50.0)
    assert _shown(session).losses[0] > before.losses[0] + 1.0
    assert _shown(session).metrics[0] <= before.metrics[0]


def test_divergence_is_told_and_can_be_gone_back_from(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """It stops with finite weights, names epoch and layer, and returns to the best state before, one undo away."""
    session.open_example("plane")
    _wait_for_run(session, qtbot)
    best = _train_some(session, qtbot).history.train_loss.min()
    session.set_training(learning_rate=1e200)
    with qtbot.waitSignal(session.notice_posted) as told:
        session.play()
    notice: Notice = told.args[0]
    assert "epoch" in notice.text
    assert notice.action == "go_back"
    qtbot.waitUntil(lambda: session.status is DIVERGED)
    qtbot.waitUntil(lambda: _shown(session).status is DIVERGED)
    assert np.isfinite(_shown(session).network.parameters).all()
    trained = _shown(session).step
    getattr(session, notice.action)()
    qtbot.waitUntil(lambda: session.status is PAUSED)
    qtbot.waitUntil(lambda: _shown(session).status is PAUSED)
    assert _shown(session).history.train_loss[-1] <= _shown(session).history.train_loss[0]
    assert _shown(session).history.train_loss.min() >= best
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: _shown(session).step == trained)
    assert _shown(session).status is DIVERGED
    session.undo_stack.redo()
    qtbot.waitUntil(lambda: _shown(session).step < trained)
    assert _shown(session).status is PAUSED
    session.set_training(learning_rate=0.01)
    assert _answers(session, qtbot)


def test_what_the_core_cannot_build_goes_back_to_what_it_could(
    session: Session, controller: TrainingController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check let it pass, the build failed: a notice, and the last good experiment goes on running."""
    good, run_id = session.experiment, session.run_id
    session.play()
    qtbot.waitUntil(lambda: session.status is RUNNING)
    build = mlp.Experiment.build

    def fail(experiment: mlp.Experiment) -> object:
        if experiment.network.hidden_sizes == (200,):
            raise MemoryError("no room")
        return build(experiment)

    monkeypatch.setattr(mlp.Experiment, "build", fail)
    with qtbot.waitSignal(session.notice_posted):
        session.set_layer_size(0, 200)
    qtbot.waitUntil(lambda: (session.experiment, session.run_id) == (good, run_id))
    step = _shown(session).step
    qtbot.waitUntil(lambda: _shown(session).step > step)
    assert session.status is RUNNING


def test_fifty_changes_at_once_end_with_the_last(
    session: Session, controller: TrainingController, qtbot: QtBot
) -> None:
    """A slider dragged quickly: the worker builds what it can, and the last value is what runs."""
    session.play()
    for number in range(1, 51):
        session.set_data(text="change noise", merge_key="noise", noise=0.004 * number)
    _wait_for_run(session, qtbot)
    assert _shown(session).experiment.data.noise == pytest.approx(0.2)


def test_the_speed_is_kept(session: Session, controller: TrainingController, qtbot: QtBot) -> None:
    """Asked for before and while it runs."""
    session.set_speed(100.0)
    session.play()
    qtbot.waitUntil(lambda: _shown(session).steps_per_second == pytest.approx(100.0, rel=0.1), timeout=20_000)
    step = _shown(session).step
    session.set_speed(None)
    qtbot.waitUntil(lambda: _shown(session).step > step + 10_000)


@pytest.mark.parametrize("example", ["xor", "spiral"])
def test_it_ends_within_a_second_while_it_trains(qtbot: QtBot, example: str) -> None:
    """Wherever the worker happens to be; ending twice is no error."""
    session = Session(mlp.EXAMPLES[example])
    controller = TrainingController(session)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > 0)
    assert controller.shutdown(1000)
    assert controller.shutdown(1000)
    assert not controller.is_alive


def test_it_ends_before_it_has_begun(qapp: object) -> None:
    """A window that is closed at once."""
    controller = TrainingController(Session())
    assert controller.shutdown(1000)


def test_it_ends_while_a_large_network_trains(qtbot: QtBot) -> None:
    """The largest that the window offers, on all its points at once."""
    experiment = (
        mlp.EXAMPLES["circle"]
        .with_data(n_samples=mlp.DATASETS["circle"].sizes[1])
        .with_network(hidden_sizes=(256,) * 8, hidden_activations=("relu",) * 8)
        .with_training(batch_size=10_000)
    )
    session = Session(experiment)
    controller = TrainingController(session)
    session.play()
    qtbot.waitUntil(lambda: session.status is RUNNING, timeout=20_000)
    assert controller.shutdown(1000)


def test_the_interpreter_is_left_as_it_was(qapp: object) -> None:
    """The shorter switch interval is ours as long as we train."""
    before = sys.getswitchinterval()
    controller = TrainingController(Session())
    assert sys.getswitchinterval() < before
    controller.shutdown()
    assert sys.getswitchinterval() == before


def test_requests_after_the_end_go_nowhere(qapp: object) -> None:
    """The window may still send some while it closes."""
    session = Session()
    controller = TrainingController(session)
    controller.shutdown()
    session.play()
    session.reset()
    session.request_posted.emit(Configure(session.run_id, session.experiment))
    assert not controller.is_alive


@pytest.mark.parametrize("seed", range(5))
def test_two_hundred_random_requests_leave_it_answering(
    session: Session, controller: TrainingController, qtbot: QtBot, seed: int
) -> None:
    """Whatever order they come in, and whether or not they make sense."""
    rng = np.random.default_rng(seed)
    session.set_speed(None)
    for _ in range(40):
        for _ in range(5):
            _random_request(session, rng)
        if rng.random() < 0.3:
            with qtbot.waitSignal(session.snapshot_changed, timeout=200, raising=False):
                pass
    assert _answers(session, qtbot), f"seed {seed}"
    _wait_for_run(session, qtbot)
    assert _shown(session).experiment == session.experiment, f"seed {seed}"


def _random_request(session: Session, rng: np.random.Generator) -> None:
    number = int(rng.integers(-2, 9))
    names = [*mlp.DATASETS, *mlp.ACTIVATIONS, *mlp.OPTIMIZERS, *mlp.LOSSES, *mlp.FEATURES, "rubbish"]
    name = str(rng.choice(names))
    value = float(rng.choice([-1.0, 0.0, 1e-3, 0.1, 3.0, 1e300, np.nan, np.inf]))
    acts: list[Callable[[], None]] = [
        session.play,
        session.play,
        session.pause,
        session.toggle,
        session.step_batch,
        session.step_epoch,
        session.reset,
        session.new_weights,
        session.go_back,
        session.undo_stack.undo,
        session.undo_stack.undo,
        session.undo_stack.redo,
        lambda: session.add_layer(number),
        lambda: session.remove_layer(number),
        lambda: session.set_layer_size(number, 2 * number),
        lambda: session.set_layer_activation(number, name),
        lambda: session.set_output_activation(name),
        lambda: session.choose_dataset(name),
        lambda: session.set_feature(name, bool(number % 2)),
        lambda: session.set_training(optimizer=name),
        lambda: session.set_training(loss=name),
        lambda: session.set_training(merge_key="learning_rate", learning_rate=value),
        lambda: session.set_training(batch_size=number),
        lambda: session.set_data(merge_key="noise", noise=value),
        lambda: session.set_data(n_samples=30 * number),
        lambda: session.set_parameter(number, value),
        lambda: session.set_speed(value),
        lambda: session.set_speed(None),
        lambda: session.open_example(str(rng.choice([*mlp.EXAMPLES]))),
    ]
    acts[int(rng.integers(len(acts)))]()
