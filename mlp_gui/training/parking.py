"""Where runs wait that undo can lead back to, trained as they are."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mlp_gui.training.live_run import LiveRun

MOST_RUNS: Final = 64
MOST_BYTES: Final = 256 * 1024 * 1024


class Parking:
    """Runs by their id; the one left longest ago goes first when there are too many or they are too large.

    Parameters
    ----------
    most_runs, most_bytes : int
        The bounds.
    """

    def __init__(self, most_runs: int = MOST_RUNS, most_bytes: int = MOST_BYTES) -> None:
        self._most_runs = most_runs
        self._most_bytes = most_bytes
        self._runs: OrderedDict[int, LiveRun] = OrderedDict()
        self._lost: set[int] = set()

    def __len__(self) -> int:
        """Return the number of runs that wait."""
        return len(self._runs)

    def put(self, run: LiveRun) -> None:
        """Let `run` wait; one that was never trained is made again when it is wanted."""
        if run.is_pristine:
            return
        self._runs[run.run_id] = run
        while len(self._runs) > self._most_runs or self._byte_count() > self._most_bytes:
            run_id, _ = self._runs.popitem(last=False)
            self._lost.add(run_id)

    def take(self, run_id: int) -> LiveRun | None:
        """Return the run and let go of it; None if it does not wait here."""
        return self._runs.pop(run_id, None)

    def drop(self, run_id: int) -> None:
        """Let go of a run that nobody will want."""
        self._runs.pop(run_id, None)

    def has_lost(self, run_id: int) -> bool:
        """Whether a trained run had to go."""
        return run_id in self._lost

    def _byte_count(self) -> int:
        return sum(run.byte_count for run in self._runs.values())
