"""Checkpoints: from any moment the run goes on bit for bit, in the same trainer or in another."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

import mlp_core as mlp

DESCENTS = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is None]


@pytest.fixture
def dataset() -> mlp.Dataset:
    """Return 23 points, so that the last batch of five is short."""
    return mlp.load_dataset(mlp.DataConfig(name="circle", n_samples=23, noise=0.2))


def make_trainer(dataset: mlp.Dataset, optimizer: str = "adam", dtype: str = "float64", seed: int = 2) -> mlp.Trainer:
    """Return a trainer of a small network."""
    network = mlp.Network([2, 4, 1], output="sigmoid", rng=seed, dtype=dtype)
    config = mlp.TrainingConfig(
        loss="binary_cross_entropy",
        optimizer=optimizer,
        batch_size=5,
        learning_rate=0.03,
        schedule="one_cycle",
        schedule_epochs=40,
    )
    return mlp.Trainer(network, dataset, config, rng=seed)


def state(trainer: mlp.Trainer) -> dict[str, object]:
    """Return everything that a user can see of a run."""
    view = trainer.history.view()
    return {
        "parameters": trainer.network.parameters.tolist(),
        "place": (trainer.epoch, trainer.batch, trainer.step_count, trainer.n_batches, trainer.learning_rate),
        "gradient": None if trainer.last_gradient is None else trainer.last_gradient.tolist(),
        "losses": view.train_loss.tolist(),
        "epochs": view.epochs.tolist(),
        "config": trainer.config,
    }


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("steps", [0, 3, 5, 127, 128, 130])
@pytest.mark.parametrize("optimizer", DESCENTS)
def test_it_goes_on_bit_for_bit(dataset: mlp.Dataset, optimizer: str, steps: int, dtype: str) -> None:
    """From within an epoch or between two, before an upkeep or after: the same future, here and in a fresh trainer."""
    trainer = make_trainer(dataset, optimizer, dtype)
    trainer.run_steps(steps)
    checkpoint, then = trainer.checkpoint(), state(trainer)
    trainer.run_steps(141)
    future = state(trainer)
    stranger = make_trainer(dataset, optimizer, dtype, seed=9)
    stranger.run_steps(4)
    for each in (trainer, stranger):
        each.restore(checkpoint)
        assert state(each) == then
        each.run_steps(141)
        assert state(each) == future


def test_it_brings_settings_back(dataset: mlp.Dataset) -> None:
    """After live changes of everything, restoring continues the former run, batch size and loss included."""
    trainer = make_trainer(dataset)
    trainer.run_steps(7)
    checkpoint = trainer.checkpoint()
    trainer.run_steps(20)
    future = state(trainer)
    trainer.configure(replace(trainer.config, optimizer="sgd", loss="squared_error", batch_size=3, l1=0.1))
    trainer.run_steps(50)
    trainer.restore(checkpoint)
    trainer.run_steps(20)
    assert state(trainer) == future


def test_it_keeps_a_batch_size_that_waits(dataset: mlp.Dataset) -> None:
    """A change that still waits for the next epoch is part of the moment."""
    trainer = make_trainer(dataset)
    trainer.run_steps(2)
    trainer.configure(replace(trainer.config, batch_size=10))
    checkpoint = trainer.checkpoint()
    trainer.run_steps(9)
    future = state(trainer)
    assert trainer.n_batches == 3
    trainer.restore(checkpoint)
    assert trainer.n_batches == 5
    trainer.run_steps(9)
    assert state(trainer) == future


def test_it_leads_back_from_divergence() -> None:
    """After divergence an earlier moment is sound again, and another rate goes on from it."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="plane", n_samples=40))
    network = mlp.Network([2, 3, 1], hidden="relu", output="identity", rng=1)
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer="momentum", learning_rate=1e-3), rng=1)
    trainer.run_steps(10)
    checkpoint, good = trainer.checkpoint(), state(trainer)
    trainer.configure(replace(trainer.config, learning_rate=1e4))
    with pytest.raises(mlp.DivergenceError):
        trainer.run_steps(5000)
    trainer.restore(checkpoint)
    assert state(trainer) == good
    trainer.run_steps(100)
    assert np.isfinite(trainer.metrics_now().losses[0])


def test_it_is_frozen(dataset: mlp.Dataset) -> None:
    """Nothing in a checkpoint can change, and training goes on without touching it."""
    trainer = make_trainer(dataset)
    trainer.run_steps(8)
    checkpoint = trainer.checkpoint()
    kept = checkpoint.parameters.copy(), checkpoint.slots["second_moment"].copy(), checkpoint.order.copy()
    trainer.run_steps(40)
    np.testing.assert_array_equal(checkpoint.parameters, kept[0])
    np.testing.assert_array_equal(checkpoint.slots["second_moment"], kept[1])
    np.testing.assert_array_equal(checkpoint.order, kept[2])
    for array in (checkpoint.parameters, checkpoint.gradient, checkpoint.order, *checkpoint.slots.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(TypeError):
        checkpoint.slots["first_moment"] = kept[1]
    with pytest.raises(FrozenInstanceError):
        checkpoint.epoch = 3


def test_one_of_another_network_is_refused(dataset: mlp.Dataset) -> None:
    """Parameters of another size, or another kind of generator, cannot continue here."""
    trainer = make_trainer(dataset)
    other = mlp.Trainer(mlp.Network([2, 5, 1], output="sigmoid"), dataset, trainer.config)
    with pytest.raises(mlp.ShapeError, match="checkpoint"):
        trainer.restore(other.checkpoint())
    source = np.random.Generator(np.random.MT19937(1))
    twister = mlp.Trainer(mlp.Network([2, 4, 1], output="sigmoid"), dataset, trainer.config, rng=source)
    with pytest.raises(mlp.ArgumentError, match="MT19937"):
        trainer.restore(twister.checkpoint())
