"""How long steps and the keeping of a moment take, so that keeping stays a hundredth of the time or less."""

from __future__ import annotations

import math
from time import perf_counter

_KEEPING_SHARE = 0.01
"""Share of the time that keeping moments may take."""

_LEAST_BETWEEN = 0.02
"""Seconds between two moments that are kept, however little it costs: nobody feels so short a replay."""

_FIRST_STEPS = 16
"""Steps to take in one go before any have been measured."""

_MOST_STEPS = 1 << 20


class Tempo:
    """Measures steps and the keeping of moments.

    Attributes
    ----------
    step_seconds : float
        What a step takes of late, 0 before the first.
    """

    def __init__(self) -> None:
        self.step_seconds = 0.0
        self._keep_seconds = math.inf
        self._between = _LEAST_BETWEEN
        self._kept_at = perf_counter()

    def note_steps(self, started: float, count: int) -> None:
        """Note that `count` steps have been taken since a reading of `perf_counter`."""
        if count:
            each = (perf_counter() - started) / count
            self.step_seconds += (each - self.step_seconds) * (0.2 if self.step_seconds else 1.0)

    def note_keeping(self, started: float) -> None:
        """Note that a moment has been kept, begun at a reading of `perf_counter`."""
        self._kept_at = perf_counter()
        # The least of all times is the one that nothing else got in the way of.
        self._keep_seconds = min(self._keep_seconds, self._kept_at - started)
        self._between = max(_LEAST_BETWEEN, self._keep_seconds / _KEEPING_SHARE)

    def is_time_to_keep(self) -> bool:
        """Tell whether a moment can be kept without being felt; time that nobody trains counts too."""
        return perf_counter() - self._kept_at >= self._between

    def steps_between_keeping(self) -> int:
        """Return how many steps to take before asking whether it is time, at least 1."""
        return self.steps_in(self._between)

    def steps_in(self, seconds: float) -> int:
        """Return how many steps take about so long, at least 1."""
        if not self.step_seconds:
            return _FIRST_STEPS
        return max(1, min(int(seconds / self.step_seconds), _MOST_STEPS))
