"""Fair timing on a machine that drifts: every block of a peer stands between two blocks of our reference.

Absolute times of a shared machine change by a factor of two within minutes. A ratio of neighbouring blocks does not.
What is measured is the processor's time: all run on one thread, and waiting for a busy processor is nobody's merit.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.effort import Effort


class Job(Protocol):
    """Something that can be done many times over."""

    def run(self, n_times: int) -> int:
        """Do it at least `n_times` times; return how many times it was."""


@runtime_checkable
class Elsewhere(Protocol):
    """A job in another process, whose time this one does not know."""

    def seconds(self, n_times: int) -> float:
        """Do it `n_times` times; return the processor seconds that it took, all together."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A peer beside the reference.

    Attributes
    ----------
    ratio : float
        The peer's time for one unit of work, over the reference's: the median over the rounds.
    reference_seconds, peer_seconds : float
        Medians of the processor times for one unit of work.
    """

    ratio: float
    reference_seconds: float
    peer_seconds: float


def compare(reference: Job, peers: Mapping[str, Job], effort: Effort) -> dict[str, Comparison]:
    """Time every peer between blocks of the reference.

    Parameters
    ----------
    reference : Job
        What everything is measured against.
    peers : mapping of str to Job
        By name; measured in turn, round after round.
    effort : Effort
        How long a block lasts and how many rounds there are.

    Returns
    -------
    dict of str to Comparison
        By the peers' names.
    """
    n_reference = _calibrated(reference, effort.block_seconds)
    n_peers = {name: _calibrated(peer, effort.block_seconds) for name, peer in peers.items()}
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    peer_times: dict[str, list[float]] = {name: [] for name in peers}
    reference_times = [_time(reference, n_reference)]
    for _ in range(effort.rounds):
        for name, peer in peers.items():
            peer_times[name].append(_time(peer, n_peers[name]))
            reference_times.append(_time(reference, n_reference))
            neighbours = (reference_times[-2] + reference_times[-1]) / 2
            ratios[name].append(peer_times[name][-1] / neighbours)
    middle = statistics.median(reference_times)
    return {
        name: Comparison(statistics.median(ratios[name]), middle, statistics.median(peer_times[name])) for name in peers
    }


def _time(job: Job, n_times: int) -> float:
    """Return the processor seconds of one unit of work, over a block of them."""
    if isinstance(job, Elsewhere):
        return job.seconds(n_times) / n_times
    start = time.process_time()
    done = job.run(n_times)
    return (time.process_time() - start) / done


def _calibrated(job: Job, seconds: float) -> int:
    """Return how many times fill a block, after warming up."""
    n_times = job.run(1)
    while True:
        elapsed = _time(job, n_times) * n_times
        if elapsed >= seconds / 4:
            return max(1, round(n_times * seconds / elapsed))
        n_times *= 4
