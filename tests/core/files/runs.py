"""Runs to be saved, and what must be the same of two of them."""

from __future__ import annotations

import numpy as np

import mlp_core as mlp


def begun(steps: int = 0, dtype: str = "float64", **training: object) -> tuple[mlp.Experiment, mlp.Timeline]:
    """Return an experiment of 23 training points with a short last batch, and its run after so many steps."""
    settings: dict[str, object] = {"batch_size": 5, "learning_rate": 0.02, **training}
    experiment = (
        mlp.EXAMPLES["spiral"]
        .with_data(n_samples=40, train_share=0.58, validation_share=0.2)
        .with_network(hidden_sizes=(4, 3), hidden_activations=("tanh", "relu"), dtype=dtype)
        .with_training(**settings)
    )
    _, _, trainer = experiment.build()
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(steps)
    return experiment, timeline


def seen_of(timeline: mlp.Timeline) -> dict[str, object]:
    """Return everything that a user can see of a run; equal for runs that are the same bit for bit."""
    trainer, history = timeline.trainer, timeline.history
    gradient = trainer.last_gradient
    return {
        "parameters": trainer.network.parameters.tobytes(),
        "gradient": None if gradient is None else gradient.tobytes(),
        "slots": {name: array.tobytes() for name, array in trainer.checkpoint().slots.items()},
        "moments": timeline.moments,
        "rate": trainer.learning_rate,
        "config": trainer.config,
        "history": [np.asarray(getattr(history, name)).tobytes() for name in ("epochs", "train_loss", "test_metric")],
    }
