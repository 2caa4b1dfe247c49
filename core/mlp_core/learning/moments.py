"""Places in a run: how steps, epochs and batches belong together, whatever the batch size was when."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACE_BYTES = 400


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A place in a run.

    Attributes
    ----------
    step : int
        Steps since the start.
    epoch, batch : int
        Whole epochs, and batches of the current one.
    """

    step: int
    epoch: int
    batch: int


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments that can be gone to.

    Attributes
    ----------
    first, now, last : Moment
        The start, where the run stands, and how far it has got.
    """

    first: Moment
    now: Moment
    last: Moment

    def check(self, step: int) -> None:
        """Refuse a step outside.

        Raises
        ------
        ArgumentError
            If the run has not been there.
        """
        if not self.first.step <= step <= self.last.step:
            raise ArgumentError(f"step is {step}; the run has been from {self.first.step} to {self.last.step}.")


@dataclass(frozen=True, slots=True)
class Pace:
    """From a moment on, epochs have so many batches.

    Attributes
    ----------
    start : Moment
        Where it begins.
    n_edits : int
        Changes by hand until then.
    n_batches : int
        Batches of an epoch.
    """

    start: Moment
    n_edits: int
    n_batches: int

    def moment(self, step: int) -> Moment:
        """Return epoch and batch of a step from here on."""
        epochs, batch = divmod(step - self.start.step + self.start.batch, self.n_batches)
        return Moment(step, self.start.epoch + epochs, batch)


class Paces:
    """The paces of a run, in their order."""

    def __init__(self, first: Pace) -> None:
        self._paces = [first]

    def __iter__(self) -> Iterator[Pace]:
        return iter(self._paces)

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        return _PACE_BYTES * len(self._paces)

    def at(self, step: int) -> Pace:
        """Return the pace at a step."""
        return self._paces[max(bisect_right(self._paces, step, key=_start_step) - 1, 0)]

    def extend(self, later: list[Pace]) -> None:
        """Go on with these."""
        self._paces.extend(later)

    def cut(self, step: int, n_edits: int) -> list[Pace]:
        """Take off and return what comes after a place in time."""
        kept = [pace for pace in self._paces if (pace.start.step, pace.n_edits) <= (step, n_edits)]
        after = self._paces[len(kept) :]
        self._paces = kept
        return after

    def step_of_epoch(self, epoch: int) -> int:
        """Return the step at which an epoch begins."""
        # A pace that begins in the middle of an epoch has the epoch's beginning with the one before.
        pace = self._paces[0]
        for each in self._paces:
            if (each.start.epoch, each.start.batch) <= (epoch, 0):
                pace = each
        return pace.start.step + (epoch - pace.start.epoch) * pace.n_batches - pace.start.batch


def _start_step(pace: Pace) -> int:
    return pace.start.step
