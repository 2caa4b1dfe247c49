"""Runs that the tests of the timeline go back and forth in, and all that is compared of them."""

import mlp_core as mlp


def circle() -> mlp.Dataset:
    """Return points of which 21 train, so that the last batch of five is short."""
    return mlp.load_dataset(mlp.DataConfig(name="circle", n_samples=30, noise=0.2, train_share=0.7))


def make_trainer(dataset: mlp.Dataset, optimizer: str = "adam", **settings: object) -> mlp.Trainer:
    """Return a trainer of a small network."""
    network = mlp.Network([2, 4, 1], output="sigmoid", rng=2)
    config = mlp.TrainingConfig(
        loss="binary_cross_entropy", optimizer=optimizer, batch_size=5, learning_rate=0.02, **settings
    )
    return mlp.Trainer(network, dataset, config, rng=4)


def state(trainer: mlp.Trainer) -> dict[str, object]:
    """Return all that decides how a run goes on, and all that it shows."""
    checkpoint, history = trainer.checkpoint(), trainer.history.view()
    return {
        "parameters": checkpoint.parameters.tobytes(),
        "slots": {name: array.tobytes() for name, array in checkpoint.slots.items()},
        "gradient": None if checkpoint.gradient is None else checkpoint.gradient.tobytes(),
        "place": (checkpoint.step_count, checkpoint.epoch, checkpoint.batch, checkpoint.batch_size),
        "order": None if checkpoint.order is None else checkpoint.order.tobytes(),
        "random": checkpoint.random_state,
        "config": checkpoint.config,
        "epochs": history.epochs.tobytes(),
        "losses": history.train_loss.tobytes() + history.validation_loss.tobytes() + history.test_metric.tobytes(),
    }
