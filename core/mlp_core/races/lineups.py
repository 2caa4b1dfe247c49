"""Who races: the usual line-ups, made from the settings of one experiment (hand-outs 003 and 004)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlp_core.errors import ArgumentError
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.network.network import Network
from mlp_core.races.race_config import Racer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mlp_core.experiment import Experiment
    from mlp_core.learning.config import TrainingConfig

_SHORT: Final = {"sgd": "SGD", "perceptron": "Perceptron"}
_USUAL: Final = {
    "sgd": 0.3, "momentum": 0.06, "nesterov": 0.06, "rmsprop": 0.01, "adagrad": 0.1, "adam": 0.02, "adamw": 0.02,
    "delta": 0.3, "perceptron": 1.0,
}  # fmt: skip
"""Learning rates that are fair beside one another, if not the best for every task."""


def optimizer_name(optimizer: str) -> str:
    """Return what a racer with this optimizer is called."""
    return _SHORT.get(optimizer, OPTIMIZERS[optimizer].title)


def usual_rate(optimizer: str, training: TrainingConfig) -> float:
    """Return a learning rate for an optimizer in place of the one in `training`.

    One rate is not the same step for all: momentum adds its steps up, Adam brings them to one length. Where the
    experiment's own optimizer has another rate than usual, those of its kind, who step as far as the gradient is long
    or do not, change by the same factor.
    """
    own = training.optimizer
    if optimizer == own or optimizer not in _USUAL or own not in _USUAL:
        return training.learning_rate
    usual = _USUAL[optimizer]
    return float(f"{usual * training.learning_rate / _USUAL[own]:.2g}") if _adapts(optimizer) == _adapts(own) else usual


def _adapts(optimizer: str) -> bool:
    return optimizer not in ("sgd", "momentum", "nesterov", "delta")


def misfit(optimizer: str, experiment: Experiment) -> str:
    """Return why an experiment's network cannot be trained by an optimizer or a learning rule; "" where it can."""
    rule = OPTIMIZERS[optimizer].rule
    if rule is None:
        return ""
    network = experiment.network
    # A network of the same layers, each of one unit: a rule asks for no more.
    like = Network(
        [1] * (len(network.hidden_sizes) + 2),
        hidden=network.hidden_activations,
        output=network.output_activation,
        rng=0,
    )
    try:
        rule.check(like, experiment.training)
    except ArgumentError as error:
        return str(error)
    return ""


def by_optimizer(training: TrainingConfig, rates: Mapping[str, float]) -> tuple[Racer, ...]:
    """Return racers that differ in their optimizer, each with its own learning rate.

    Parameters
    ----------
    training : TrainingConfig
        What they share.
    rates : mapping of str to float
        Learning rate by the name of the optimizer.
    """
    return tuple(
        Racer(optimizer_name(name), replace(training, optimizer=name, learning_rate=rate))
        for name, rate in rates.items()
    )


def by_learning_rate(training: TrainingConfig, rates: Iterable[float]) -> tuple[Racer, ...]:
    """Return racers that differ in their learning rate."""
    return tuple(Racer(f"Rate {rate:g}", replace(training, learning_rate=rate)) for rate in rates)


def by_batch_size(training: TrainingConfig, sizes: Iterable[int], n_samples: int) -> tuple[Racer, ...]:
    """Return racers that differ in their batch size: single samples, mini-batches, all samples at once.

    Parameters
    ----------
    training : TrainingConfig
        What they share.
    sizes : iterable of int
        Samples of a batch.
    n_samples : int
        Of the training part: a batch of as many or more is the full batch.
    """
    return tuple(
        Racer(_batch_name(min(size, n_samples), n_samples), replace(training, batch_size=min(size, n_samples)))
        for size in sizes
    )


def by_start(training: TrainingConfig, seeds: Sequence[int]) -> tuple[Racer, ...]:
    """Return racers that differ in the seed of their first weights: random restarts."""
    return tuple(Racer(f"Seed {seed}", training, seed) for seed in seeds)


def _batch_name(size: int, n_samples: int) -> str:
    if size == n_samples:
        return "Full batch"
    return "Single sample" if size == 1 else f"Batch of {size}"
