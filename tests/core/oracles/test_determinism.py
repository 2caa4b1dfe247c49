"""The same seeds are the same run, bit for bit, and a checkpoint is a place to which one can return exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp

OPTIMIZERS = [name for name in mlp.OPTIMIZERS if name not in ("perceptron", "delta")]
RULES = [("perceptron", "step", "perceptron"), ("delta", "sigmoid", "binary_cross_entropy")]


def _dataset() -> mlp.Dataset:
    """Return ten training points, so that batches of four leave a short one, and some of the other parts."""
    config = mlp.DataConfig(name="circle", n_samples=20, noise=0.1, train_share=0.5, validation_share=0.3, seed=3)
    dataset = mlp.load_dataset(config)
    assert len(dataset.train) == 10
    return dataset


def _trainer(optimizer: str, *, dtype: str = "float64", weights: int = 5, batches: int = 9) -> mlp.Trainer:
    hidden, output, loss = [6, 5], "sigmoid", "binary_cross_entropy"
    for rule, rule_output, rule_loss in RULES:
        if optimizer == rule:
            hidden, output, loss = [], rule_output, rule_loss
    network = mlp.Network([2, *hidden, 1], hidden="tanh", output=output, rng=weights, dtype=dtype)
    penalty = 0.001 if hidden else 0.0
    config = mlp.TrainingConfig(
        loss=loss, optimizer=optimizer, learning_rate=0.05, batch_size=4, l2=penalty, l1=penalty, schedule="cosine"
    )
    return mlp.Trainer(network, _dataset(), config, rng=batches)


def _assert_same(first: mlp.Trainer, second: mlp.Trainer) -> None:
    assert first.network.parameters.tobytes() == second.network.parameters.tobytes()
    assert (first.epoch, first.batch, first.step_count) == (second.epoch, second.batch, second.step_count)
    ours, theirs = first.history.view(), second.history.view()
    for column in (
        "epochs",
        "train_loss",
        "validation_loss",
        "test_loss",
        "train_metric",
        "test_metric",
        "train_penalty",
    ):
        np.testing.assert_array_equal(getattr(ours, column), getattr(theirs, column))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", mlp.OPTIMIZERS)
def test_the_same_seeds_are_the_same_run(optimizer: str, dtype: str) -> None:
    """Two runs from the same three seeds agree in every bit."""
    first, second = (_trainer(optimizer, dtype=dtype) for _ in range(2))
    for trainer in (first, second):
        trainer.run_steps(40)
    _assert_same(first, second)


def test_each_seed_is_its_own() -> None:
    """Another seed of the weights or of the batches is another run."""
    runs = [_trainer("adam"), _trainer("adam", weights=6), _trainer("adam", batches=10)]
    for trainer in runs:
        trainer.run_steps(10)
    assert len({trainer.network.parameters.tobytes() for trainer in runs}) == 3


@pytest.mark.parametrize("optimizer", mlp.OPTIMIZERS)
def test_steps_and_epochs_are_the_same_walk(optimizer: str) -> None:
    """However a run is cut into steps and epochs, it is the same run."""
    first, second, third = (_trainer(optimizer) for _ in range(3))
    first.run_steps(3 * 7)
    for _ in range(7):
        second.run_epoch()
    for _ in range(3 * 7):
        third.step()
    _assert_same(first, second)
    _assert_same(first, third)


@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize("optimizer", mlp.OPTIMIZERS)
def test_restoring_continues_bit_for_bit(optimizer: str, place: int) -> None:
    """From a checkpoint at any place in an epoch, before or after the short batch, the future repeats itself."""
    reference, trainer = _trainer(optimizer), _trainer(optimizer)
    reference.run_steps(place + 40)
    trainer.run_steps(place)
    checkpoint = trainer.checkpoint()
    trainer.run_steps(23)
    trainer.restore(checkpoint)
    trainer.run_steps(40)
    _assert_same(trainer, reference)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", mlp.OPTIMIZERS)
def test_a_checkpoint_carries_over_to_a_new_trainer(optimizer: str, dtype: str) -> None:
    """Everything that the future depends on is in the checkpoint, nothing stays behind in the trainer."""
    trainer, fresh = _trainer(optimizer, dtype=dtype), _trainer(optimizer, dtype=dtype, weights=77, batches=78)
    trainer.run_steps(10)
    checkpoint = trainer.checkpoint()
    fresh.run_steps(5)
    fresh.restore(checkpoint)
    trainer.run_steps(25)
    fresh.run_steps(25)
    _assert_same(fresh, trainer)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_checkpoint_is_frozen(optimizer: str) -> None:
    """Training on does not change a checkpoint, and it can be returned to twice."""
    trainer = _trainer(optimizer)
    trainer.run_steps(4)
    checkpoint = trainer.checkpoint()
    futures = []
    for _ in range(2):
        trainer.run_steps(17)
        futures.append(trainer.network.parameters.tobytes())
        trainer.restore(checkpoint)
    assert futures[0] == futures[1]


def _wander(trainer: mlp.Trainer, rng: np.random.Generator, n_moves: int) -> None:
    """Train a little, change a setting or a weight, and so on, as somebody at the window would."""
    for _ in range(n_moves):
        trainer.run_steps(int(rng.integers(0, 9)))
        changes: list[dict[str, object]] = [
            {"learning_rate": float(rng.choice([0.01, 0.05, 0.2]))},
            {"batch_size": int(rng.choice([1, 3, 4, 10, 99]))},
            {"optimizer": str(rng.choice(OPTIMIZERS))},
            {"l1": float(rng.choice([0.0, 0.01])), "l2": float(rng.choice([0.0, 0.01]))},
            {"loss": str(rng.choice(["squared_error", "binary_cross_entropy"]))},
            {"schedule": str(rng.choice(list(mlp.SCHEDULES))), "schedule_epochs": int(rng.integers(1, 9))},
            {"reduction": str(rng.choice(["mean", "sum"]))},
            {"momentum": float(rng.choice([0.5, 0.9]))},
        ]
        trainer.configure(replace(trainer.config, **changes[rng.integers(len(changes))]))  # type: ignore[arg-type]
        if rng.random() < 0.3:
            index = int(rng.integers(trainer.network.parameter_count))
            trainer.set_parameters([index], [float(rng.normal())])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", range(12))
def test_a_course_with_changes_repeats_itself_after_restoring(seed: int, dtype: str) -> None:
    """Whatever is changed on the way, before and after a checkpoint, the same moves from it are the same run."""
    trainer = _trainer("adam", dtype=dtype)
    _wander(trainer, np.random.default_rng([seed, 0]), 6)
    checkpoint = trainer.checkpoint()
    ends = []
    for _ in range(2):
        _wander(trainer, np.random.default_rng([seed, 1]), 8)
        losses = trainer.history.view().train_loss.tobytes()
        ends.append((trainer.network.parameters.tobytes(), losses, trainer.step_count, trainer.epoch, trainer.config))
        trainer.restore(checkpoint)
    assert ends[0] == ends[1]
    assert trainer.network.parameters.tobytes() == checkpoint.parameters.tobytes()
