"""A race: racers trained beside each other in slices, their ways and losses recorded, their ends judged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core.learning.divergence import divergence_of_loss
from mlp_core.races.endings import Ending, Ground, is_stuck
from mlp_core.races.lanes import make_lanes
from mlp_core.races.race_config import starting_network
from mlp_core.races.race_report import RaceReport, RacerReport
from mlp_core.races.racer_record import RacerRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mlp_core.errors import DivergenceError
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.races.lanes import Lane
    from mlp_core.races.race_config import RaceConfig

MOST_MOMENTS: Final = 400
FEWEST_MOMENTS: Final = 20
EVALUATED_WORK: Final = 4_000_000_000
"""Multiplications that measuring the losses of all racers may cost, unless that left fewer than one in each epoch or
fewer than `FEWEST_MOMENTS`."""
MOST_BYTES: Final = 32 << 20
"""Of the paths of all racers together."""
FEWEST_POINTS: Final = 9


class Race:
    """Trains all racers to the end, moment by moment, so that all are always equally far.

    A racer in a lane of its own goes bit for bit the way of a `Trainer` with the same experiment; those that only start
    elsewhere go side by side, each as alone but for rounding.

    Parameters
    ----------
    config : RaceConfig
        What is raced.

    Attributes
    ----------
    config : RaceConfig
        As given.
    n_moments : int
        How many moments are recorded after the start.
    moment : int
        How many of them are done.

    Raises
    ------
    ArgumentError
        If a racer's settings do not fit the network or the data; the message says what.
    ShapeError
        If the start does not fit the network.
    """

    def __init__(self, config: RaceConfig) -> None:
        self.config = config
        self.moment = 0
        dataset, like, _ = config.experiment.build()
        networks = [starting_network(config, racer, like) for racer in config.racers]
        self._lanes = make_lanes(config.racers, networks, dataset, config.experiment.batch_seed)
        self._grounds: dict[tuple[object, ...], Ground] = {}
        self._like, self._dataset = like, dataset
        self._steps = [config.n_epochs * lane.n_batches for lane in self._lanes]
        work = len(dataset.train) * like.parameter_count * len(config.racers)
        affordable = max(EVALUATED_WORK // max(work, 1), config.n_epochs, FEWEST_MOMENTS)
        self.n_moments = min(MOST_MOMENTS, affordable, max(self._steps))
        points = max(MOST_BYTES // max(like.parameters.nbytes * len(networks), 1), FEWEST_POINTS)
        own = {place: min(self.n_moments, steps) for lane, steps in self._laned() for place in lane.places}
        strides = [-(-own[place] // max(points - 1, 1)) for place in range(len(networks))]
        self._records = [
            RacerRecord(network.parameters, own[place], strides[place]) for place, network in enumerate(networks)
        ]
        self._fates: list[DivergenceError | None] = [None] * len(networks)
        self._ends: list[RacerReport] = []
        self._note()

    @property
    def is_finished(self) -> bool:
        """Whether all is done, the judging of the endings too."""
        return len(self._ends) == len(self._records)

    def advance(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Train every racer to the next moment; after the last one, judge the ending of one racer after the other.

        Parameters
        ----------
        cancelled : callable, optional
            Asked every few steps; a true answer ends the slice.

        Raises
        ------
        Cancelled
            If `cancelled()` said so. Going on later leads to the very same.
        """
        if self.moment < self.n_moments and not all(self._fates):
            for lane, steps in self._laned():
                lane.advance(self._step_of(self.moment + 1, steps), cancelled)
            self.moment += 1
            self._note()
        elif not self.is_finished:
            self._ends.append(self._judged(len(self._ends)))

    def run(self, cancelled: Callable[[], bool] | None = None) -> RaceReport:
        """Race to the end and return how it ended."""
        while not self.is_finished:
            self.advance(cancelled)
        return self.report()

    def report(self) -> RaceReport:
        """Return how the race stands; costs next to nothing, whatever the networks' size."""
        racers = tuple(self._ends) if self.is_finished else self._under_way()
        share = 1.0 if self.is_finished else self.moment / self.n_moments
        return RaceReport(self.config, racers, share, self.is_finished)

    def _laned(self) -> Iterator[tuple[Lane, int]]:
        """Go through the lanes, each with the steps that it takes in all."""
        return zip(self._lanes, self._steps, strict=True)

    def _step_of(self, moment: int, steps: int) -> int:
        return moment * steps // self.n_moments

    def _note(self) -> None:
        """Write down where every racer is, where it took a step; who has diverged stays where it was."""
        for lane, steps in self._laned():
            step = self._step_of(self.moment, steps)
            if self.moment > 0 and step == self._step_of(self.moment - 1, steps):
                continue
            epoch = step / lane.n_batches
            for place, network, fate in zip(lane.places, lane.networks, lane.divergences, strict=True):
                if self._fates[place] is not None:
                    continue
                loss, _ = self._ground(self.config.racers[place].training).loss_at(network.parameters)
                if fate is not None:
                    self._fates[place] = fate
                elif not math.isfinite(loss):
                    self._fates[place] = divergence_of_loss(network, self._dataset, max(math.ceil(epoch) - 1, 0))
                if self._fates[place] is None or self.moment == 0:
                    self._records[place].add(epoch, loss, network.parameters)

    def _under_way(self) -> tuple[RacerReport, ...]:
        return tuple(self._reported(place, Ending.UNDER_WAY) for place in range(len(self._records)))

    def _reported(
        self, place: int, ending: Ending, gradient_length: float = math.nan, worst_error: float = math.nan
    ) -> RacerReport:
        record, fate = self._records[place], self._fates[place]
        path_epochs, path = record.path()
        return RacerReport(
            racer=self.config.racers[place],
            epochs=record.epochs,
            losses=record.losses,
            path_epochs=path_epochs,
            path=path,
            loss=record.last_loss if fate is None else math.nan,
            ending=ending,
            diverged_in=None if fate is None else fate.epoch,
            divergence="" if fate is None else str(fate),
            gradient_length=gradient_length,
            worst_error=worst_error,
        )

    def _judged(self, place: int) -> RacerReport:
        """Return how a racer ended."""
        if self._fates[place] is not None:
            return self._reported(place, Ending.DIVERGED)
        record, ground = self._records[place], self._ground(self.config.racers[place].training)
        ended = [each for each, fate in zip(self._records, self._fates, strict=True) if fate is None]
        best, here = min(each.last_loss for each in ended), record.here
        _, worst = ground.loss_at(here)
        ending, gradient = Ending.ARRIVED, ground.gradient_at(here)
        if gradient is None:
            return self._reported(place, ending, math.nan, worst)
        # A racer may end so far out that squares overflow: no length is too large to be shown.
        with np.errstate(over="ignore"):
            length = float(np.linalg.norm(gradient))
            # Who passes near zero has short weights for a moment only.
            reach = max(float(np.linalg.norm(point)) for point in (here, record.start))
        if is_stuck(record.losses, best, length, reach):
            ending = Ending.PLATEAU if ground.leads_down(here) else Ending.LOCAL_MINIMUM
        return self._reported(place, ending, length, worst)

    def _ground(self, training: TrainingConfig) -> Ground:
        """Return the loss that a training descends; those that descend the same share it."""
        key = (training.loss, training.reduction, training.l1, training.l2)
        ground = self._grounds.get(key)
        if ground is None:
            ground = Ground(self._like, self._dataset, training)
            self._grounds[key] = ground
        return ground
