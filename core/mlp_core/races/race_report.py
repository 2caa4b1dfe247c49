"""How a race stands: a frozen record of every racer's way, its losses and what became of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlp_core.races.endings import Ending

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mlp_core.races.race_config import RaceConfig, Racer


@dataclass(frozen=True, slots=True, eq=False)
class RacerReport:
    """How one racer stands. All arrays are read-only and never change again.

    Attributes
    ----------
    racer : Racer
        Who it is.
    epochs : ndarray, shape (n_moments,), float64
        Epochs done at each recorded moment, from 0.
    losses : ndarray, shape (n_moments,), float64
        What is descended, penalty included, over all training samples, at those moments.
    path_epochs : ndarray, shape (n_points,), float64
        Epochs done at each point of the path.
    path : ndarray, shape (n_points, n_parameters), float64 or float32
        Weights and biases on the way; the last point is where it stands.
    loss : float
        Of the last point, as `LossSurface.at` has it; nan where it diverged.
    ending : Ending
        What became of it.
    diverged_in : int or None
        The epoch in which a number stopped being finite, counted from 0.
    divergence : str
        What stopped being finite, in a sentence; "" where nothing did.
    gradient_length : float
        Of the whole training part's gradient at the end; nan before.
    worst_error : float
        Largest distance of an output from its target at the end, over all training samples; nan before.
    """

    racer: Racer
    epochs: npt.NDArray[np.float64]
    losses: npt.NDArray[np.float64]
    path_epochs: npt.NDArray[np.float64]
    path: npt.NDArray[np.floating[Any]]
    loss: float
    ending: Ending = Ending.UNDER_WAY
    diverged_in: int | None = None
    divergence: str = ""
    gradient_length: float = math.nan
    worst_error: float = math.nan

    @property
    def is_stuck(self) -> bool:
        """Whether it ended in a local minimum or on a plateau."""
        return self.ending in (Ending.LOCAL_MINIMUM, Ending.PLATEAU)

    @property
    def epoch(self) -> float:
        """Epochs done."""
        return float(self.epochs[-1])


@dataclass(frozen=True, slots=True, eq=False)
class RaceReport:
    """How the race stands.

    Attributes
    ----------
    config : RaceConfig
        What is raced.
    racers : tuple of RacerReport
        In the order of the configuration.
    share : float
        How much of the race is done, from 0 to 1.
    is_finished : bool
        Whether all is done, the judging of the endings too.
    """

    config: RaceConfig
    racers: tuple[RacerReport, ...]
    share: float
    is_finished: bool

    @property
    def ranking(self) -> tuple[int, ...]:
        """Places of the racers by rising loss; those that diverged are the last, who lasted longest first."""

        def key(place: int) -> tuple[bool, float]:
            racer = self.racers[place]
            has_diverged = racer.diverged_in is not None
            return has_diverged, -racer.epoch if has_diverged else racer.loss

        return tuple(sorted(range(len(self.racers)), key=key))
