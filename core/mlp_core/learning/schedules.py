"""How the learning rate changes with time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FLOOR = 1e-3
"""Share of the base rate at which "cosine" and "one_cycle" end and stay, so that training never stands still."""

_WARM_UP = 0.3
"""Share of "one_cycle" in which the rate rises."""

_START = 1.0 / 25.0
"""Share of the base rate at which "one_cycle" starts."""


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """A course of the learning rate.

    Attributes
    ----------
    name : str
        Key in `SCHEDULES`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    factor : callable
        `factor(progress)` with the time since the start in units of `schedule_epochs`; returns what the base rate
        is multiplied by.
    is_constant : bool
        True where the rate never changes, so that nothing needs to be asked at each step.
    """

    name: str
    title: str
    summary: str
    factor: Callable[[float], float]
    is_constant: bool = False

    def rate(self, base_rate: float, step: int, steps_per_epoch: int, schedule_epochs: int) -> float:
        """Return the learning rate of one step.

        Parameters
        ----------
        base_rate : float
            Rate of the configuration.
        step : int
            Steps done before this one, 0 for the first.
        steps_per_epoch : int
            Batches of an epoch, at least 1.
        schedule_epochs : int
            Length of the schedule in epochs, at least 1.

        Returns
        -------
        float
            Rate of this step.
        """
        if self.is_constant:
            return base_rate
        return base_rate * self.factor(step / (steps_per_epoch * schedule_epochs))

    def rates(self, base_rate: float, steps: range, steps_per_epoch: int, schedule_epochs: int) -> list[float]:
        """Return the learning rates of several steps; arguments as in `rate`."""
        if self.is_constant:
            return [base_rate] * len(steps)
        return [self.rate(base_rate, step, steps_per_epoch, schedule_epochs) for step in steps]


def _constant(progress: float) -> float:  # noqa: ARG001
    return 1.0


def _step(progress: float) -> float:
    # Beyond 1000 halvings the factor would be denormal, and ldexp is exact.
    return math.ldexp(1.0, -min(math.floor(progress), 1000))


def _exponential(progress: float) -> float:
    return math.exp2(-min(progress, 1000.0))


def _fall(progress: float, start: float, end: float) -> float:
    """Half a cosine from `start` at progress 0 to `end` at progress 1, flat beyond."""
    return end + (start - end) * 0.5 * (1.0 + math.cos(math.pi * min(progress, 1.0)))


def _cosine(progress: float) -> float:
    return _fall(progress, 1.0, _FLOOR)


def _one_cycle(progress: float) -> float:
    if progress < _WARM_UP:
        return _fall(progress / _WARM_UP, _START, 1.0)
    return _fall((progress - _WARM_UP) / (1.0 - _WARM_UP), 1.0, _FLOOR)


_ENTRIES = (
    Schedule("constant", "Constant", "The rate stays as it is set.", _constant, is_constant=True),
    Schedule("step", "Step", "The rate halves each time that the given number of epochs has passed.", _step),
    Schedule(
        "exponential", "Exponential", "The rate falls smoothly, by half in the given number of epochs.", _exponential
    ),
    Schedule("cosine", "Cosine", "The rate falls along half a cosine to a thousandth, and stays there.", _cosine),
    Schedule(
        "one_cycle",
        "One cycle",
        "The rate rises from a 25th for three tenths of the time, then falls to a thousandth and stays there.",
        _one_cycle,
    ),
)

SCHEDULES: dict[str, Schedule] = {entry.name: entry for entry in _ENTRIES}
"""All schedules by name, in the order of a menu.

References
----------
Loshchilov and Hutter (2017), arXiv:1608.03983 (cosine); Smith and Topin (2018), arXiv:1708.07120 (one cycle).
"""
