"""What is raced: an experiment, and racers that differ from it in one thing each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mlp_core.experiment import Experiment
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.layout import Layout

MOST_RACERS: Final = 32
"""More lines in one picture nobody can tell apart."""

VARIED: Final = ("optimizer", "learning_rate", "batch_size", "start")
"""What racers can differ in."""


@dataclass(frozen=True, slots=True)
class Racer:
    """One of those who race.

    Attributes
    ----------
    name : str
        Unlike the others' in its race, e.g. "Momentum".
    training : TrainingConfig
        How it is trained.
    seed : int or None
        Seed of its first weights; None for the start that all share.
    """

    name: str
    training: TrainingConfig
    seed: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RaceConfig:
    """A race, described; the same description is always the same race.

    Attributes
    ----------
    experiment : Experiment
        Data, network and order of the batches, which all racers share.
    varied : str
        What they differ in, one of `VARIED`.
    racers : tuple of Racer
        At least one.
    n_epochs : int
        How far they go.
    start : ndarray, shape (n_parameters,), or None
        Where those without a seed start, read-only; None for the experiment's first weights.

    Raises
    ------
    ArgumentError
        If there are no racers, too many, or two of one name, or no epochs.
    """

    experiment: Experiment
    varied: str
    racers: tuple[Racer, ...]
    n_epochs: int
    start: npt.NDArray[np.floating[Any]] | None = None

    def __post_init__(self) -> None:
        if self.varied not in VARIED:
            raise ArgumentError(f"varied is {self.varied!r}; it must be one of {', '.join(VARIED)}.")
        if not 1 <= len(self.racers) <= MOST_RACERS:
            raise ArgumentError(f"racers has {len(self.racers)}; a race has 1 to {MOST_RACERS}.")
        names = [racer.name for racer in self.racers]
        if len(set(names)) < len(names):
            raise ArgumentError(f"racers are called {', '.join(names)}; each needs a name of its own.")
        if isinstance(self.n_epochs, bool) or not isinstance(self.n_epochs, int) or self.n_epochs < 1:
            raise ArgumentError(f"n_epochs is {self.n_epochs!r}; it must be a whole number of at least 1.")

    def experiment_of(self, place: int, layout: Layout) -> Experiment:
        """Return the experiment that a racer runs alone: built and trained, it goes the racer's way.

        Parameters
        ----------
        place : int
            Of the racer in `racers`.
        layout : Layout
            Of the race's networks, which tells weights of the start from biases.
        """
        racer = self.racers[place]
        experiment = replace(self.experiment, training=racer.training)
        if racer.seed is not None:
            return experiment.with_network(seed=racer.seed, weights=None, biases=None)
        if self.start is None:
            return experiment
        weights, biases = layout.unflatten(self.start)
        return experiment.with_network(
            weights=tuple(tuple(tuple(row) for row in block.tolist()) for block in weights),
            biases=tuple(tuple(block.tolist()) for block in biases),
        )


def starting_network(config: RaceConfig, racer: Racer, like: Network) -> Network:
    """Return a network of its own with the racer's first weights.

    Parameters
    ----------
    config : RaceConfig
        The race.
    racer : Racer
        One of its racers.
    like : Network
        With the experiment's first weights; only read.

    Raises
    ------
    ShapeError
        If the race's start does not fit the network.
    """
    if racer.seed is not None:
        drawn = config.experiment.with_network(seed=racer.seed, weights=None, biases=None).network
        return Network(
            like.sizes,
            hidden=drawn.hidden_activations,
            output=drawn.output_activation,
            initializer=drawn.initializer,
            rng=racer.seed,
            dtype=drawn.dtype,
        )
    network = like.copy()
    if config.start is not None:
        if config.start.shape != network.parameters.shape:
            raise ShapeError(f"start has shape {config.start.shape}; this network needs {network.parameters.shape}.")
        network.set_parameters(config.start)
    return network
