"""What a race is set up from: what the racers differ in, its values, how far they go and where they start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import mlp_core as mlp

if TYPE_CHECKING:
    import numpy as np

MOST_EPOCHS: Final = 100_000
FEWEST_STARTS: Final = 2
MOST_SEED: Final = 2**31 - 1
VARIED: Final = ("optimizer", "learning_rate", "batch_size", "start")
_FIRST: Final = ("sgd", "momentum", "rmsprop", "adam", "perceptron")
_RATE_FACTORS: Final = (0.1, 0.3, 1.0, 3.0)


@dataclass(frozen=True, slots=True)
class RaceSetup:
    """How the next race is set up. Values that nobody has set follow the experiment.

    Attributes
    ----------
    varied : str
        "optimizer", "learning_rate", "batch_size" or "start".
    optimizers : tuple of str
        Those that race where they fit the network, in the order of the registry.
    own_rates : tuple of (str, float)
        Learning rates of single optimizers, where they were set.
    rates : tuple of float
        Learning rates that race; empty for some around the experiment's.
    batch_sizes : tuple of int
        Batch sizes that race; empty for a single sample, a mini-batch and all samples.
    n_starts, first_seed : int
        How many random starts race, and the seed of the first one.
    n_epochs : int
        How far they go.
    from_now : bool
        Whether those that share a start begin where the network is now, and not at its first weights.
    """

    varied: str = "optimizer"
    optimizers: tuple[str, ...] = _FIRST
    own_rates: tuple[tuple[str, float], ...] = ()
    rates: tuple[float, ...] = ()
    batch_sizes: tuple[int, ...] = ()
    n_starts: int = 10
    first_seed: int = 1
    n_epochs: int = 500
    from_now: bool = False

    def rate_of(self, optimizer: str, training: mlp.TrainingConfig) -> float:
        """Return the learning rate that an optimizer races with."""
        own = dict(self.own_rates)
        return own[optimizer] if optimizer in own else mlp.usual_rate(optimizer, training)

    def racing_rates(self, training: mlp.TrainingConfig) -> tuple[float, ...]:
        """Return the learning rates that race."""
        return self.rates or tuple(float(f"{factor * training.learning_rate:.3g}") for factor in _RATE_FACTORS)

    def racing_sizes(self, n_samples: int) -> tuple[int, ...]:
        """Return the batch sizes that race, rising and each once; the training part has `n_samples`."""
        wanted = self.batch_sizes or (1, 10, n_samples)
        return tuple(sorted({min(size, n_samples) for size in wanted}))

    def with_values(self, training: mlp.TrainingConfig) -> RaceSetup:
        """Return the setup with the values that it has now set, so that they no longer follow the experiment."""
        own = tuple((name, self.rate_of(name, training)) for name in mlp.OPTIMIZERS)
        return replace(self, own_rates=own, rates=self.racing_rates(training))

    def without_values(self) -> RaceSetup:
        """Return the setup for another experiment: what was set for the one before follows the new one."""
        return replace(self, own_rates=(), rates=(), batch_sizes=())

    def line_up(self, experiment: mlp.Experiment, n_samples: int) -> tuple[mlp.Racer, ...]:
        """Return who races.

        Parameters
        ----------
        experiment : Experiment
            Its training settings are what the racers share.
        n_samples : int
            Of the training part.
        """
        training = experiment.training
        if self.varied == "optimizer":
            fitting = [name for name in self.optimizers if not mlp.misfit(name, experiment)]
            return mlp.by_optimizer(training, {name: self.rate_of(name, training) for name in fitting})
        if self.varied == "learning_rate":
            return mlp.by_learning_rate(training, self.racing_rates(training))
        if self.varied == "batch_size":
            return mlp.by_batch_size(training, self.racing_sizes(n_samples), n_samples)
        return mlp.by_start(training, range(self.first_seed, self.first_seed + self.n_starts))

    def config(self, experiment: mlp.Experiment, n_samples: int, now: np.ndarray | None) -> mlp.RaceConfig:
        """Return the race.

        Parameters
        ----------
        experiment : Experiment
            What is raced.
        n_samples : int
            Of the training part.
        now : ndarray, shape (n_parameters,), or None
            The network's parameters as they are.

        Raises
        ------
        mlp_core.ArgumentError
            If nobody races, or too many; where none of the chosen fits, the message says why the first does not.
        """
        reasons = [mlp.misfit(name, experiment) for name in self.optimizers]
        if self.varied == "optimizer" and all(reasons):
            raise mlp.ArgumentError(reasons[0])
        start = now if self.from_now and self.varied != "start" else None
        return mlp.RaceConfig(experiment, self.varied, self.line_up(experiment, n_samples), self.n_epochs, start)
