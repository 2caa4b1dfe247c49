"""Lanes: who trains the racers. One by one, or side by side in the same NumPy calls where only their starts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from mlp_core.errors import Cancelled, DivergenceError
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.stack import StackTrainer
from mlp_core.learning.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network
    from mlp_core.races.race_config import Racer

CHUNK: Final = 64
"""Steps between two looks whether the race is still wanted."""


class Lane(Protocol):
    """Trains one racer or several."""

    @property
    def places(self) -> tuple[int, ...]:
        """Which racers it trains."""

    @property
    def n_batches(self) -> int:
        """Batches of an epoch."""

    @property
    def networks(self) -> tuple[Network, ...]:
        """Their networks, live; where one diverged, with its last finite parameters."""

    @property
    def divergences(self) -> tuple[DivergenceError | None, ...]:
        """What ended each of them, or None."""

    def advance(self, step: int, cancelled: Callable[[], bool] | None = None) -> None:
        """Train up to a step, counted from the start; who diverged stays where it was.

        Raises
        ------
        Cancelled
            If `cancelled()` said so; going on later leads to the very same.
        """


class TrainerLane:
    """One racer with a trainer of its own.

    Parameters
    ----------
    place : int
        Which racer it is.
    racer : Racer
        How it is trained.
    network : Network
        With its first weights; trained in place.
    dataset : Dataset
        What is learned.
    batch_seed : int
        Of the order of the batches.
    """

    def __init__(self, place: int, racer: Racer, network: Network, dataset: Dataset, batch_seed: int) -> None:
        self.places = (place,)
        self.networks = (network,)
        self._trainer = Trainer(network, dataset, racer.training, rng=batch_seed)
        self._fate: DivergenceError | None = None

    @property
    def n_batches(self) -> int:
        """Batches of an epoch."""
        return self._trainer.n_batches

    @property
    def divergences(self) -> tuple[DivergenceError | None, ...]:
        """What ended it, or None."""
        return (self._fate,)

    def advance(self, step: int, cancelled: Callable[[], bool] | None = None) -> None:
        """Train up to a step."""
        trainer = self._trainer
        while self._fate is None and trainer.step_count < step:
            _look(cancelled)
            try:
                trainer.run_steps(min(CHUNK, step - trainer.step_count))
            except DivergenceError as error:
                self._fate = error


class StackLane:
    """Racers that are trained alike from different starts, side by side.

    Parameters
    ----------
    places : sequence of int
        Which racers they are.
    racer : Racer
        One of them: how all are trained.
    networks : sequence of Network
        With their first weights; copied.
    dataset : Dataset
        What is learned.
    batch_seed : int
        Of the order of the batches.
    """

    def __init__(
        self, places: Sequence[int], racer: Racer, networks: Sequence[Network], dataset: Dataset, batch_seed: int
    ) -> None:
        self.places = tuple(places)
        self._trainer = StackTrainer(networks, dataset, racer.training, rng=batch_seed)
        self._end: DivergenceError | None = None

    @property
    def n_batches(self) -> int:
        """Batches of an epoch."""
        return self._trainer.n_batches

    @property
    def networks(self) -> tuple[Network, ...]:
        """Their networks, live; where one diverged, with its last finite parameters."""
        return self._trainer.networks

    @property
    def divergences(self) -> tuple[DivergenceError | None, ...]:
        """What ended each of them, or None."""
        return tuple(fate or self._end for fate in self._trainer.divergences)

    def advance(self, step: int, cancelled: Callable[[], bool] | None = None) -> None:
        """Train up to a step."""
        trainer = self._trainer
        while trainer.step_count < step and not all(self.divergences):
            _look(cancelled)
            try:
                trainer.run_steps(min(CHUNK, step - trainer.step_count))
            except DivergenceError as error:
                # Not even a network of zeros has a finite gradient on these data.
                self._end = error


def make_lanes(
    racers: Sequence[Racer], networks: Sequence[Network], dataset: Dataset, batch_seed: int
) -> tuple[Lane, ...]:
    """Return lanes for all racers: those that are trained alike share one, where their optimizer can.

    Raises
    ------
    ArgumentError
        If a racer's settings do not fit the network or the data.
    """
    alike: dict[object, list[int]] = {}
    for place, racer in enumerate(racers):
        # Learning rules are for single networks.
        key = place if OPTIMIZERS[racer.training.optimizer].rule is not None else racer.training
        alike.setdefault(key, []).append(place)
    lanes: list[Lane] = []
    for places in alike.values():
        racer = racers[places[0]]
        if len(places) == 1:
            lanes.append(TrainerLane(places[0], racer, networks[places[0]], dataset, batch_seed))
        else:
            lanes.append(StackLane(places, racer, [networks[place] for place in places], dataset, batch_seed))
    return tuple(lanes)


def _look(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("The race is no longer wanted.")
