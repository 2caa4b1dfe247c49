"""What was chosen or marked in runs that were left, for the case that undo leads back to one of them."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

Kept = TypeVar("Kept")

MOST_RUNS: Final = 24
"""The one that was left first is forgotten where there would be more."""


class LeftRuns(Generic[Kept]):
    """Something of each run that was left, by the run's id."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}

    def leave(self, run_id: int, kept: Kept) -> None:
        """Keep something of a run that is left."""
        self._kept.pop(run_id, None)
        self._kept[run_id] = kept
        if len(self._kept) > MOST_RUNS:
            del self._kept[next(iter(self._kept))]

    def take_back(self, run_id: int, otherwise: Kept) -> Kept:
        """Return what was kept of a run that is entered, and keep it no longer; `otherwise` of a new one."""
        return self._kept.pop(run_id, otherwise)
