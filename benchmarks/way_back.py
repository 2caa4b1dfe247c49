"""The way back: 10,000 updates of a mini-batch Adam run back and forward again, bit for bit, beside training them."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from benchmarks.engine import Engine
from benchmarks.report import Row, duration
from benchmarks.tasks import TASKS, make_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.effort import Effort

EARLY: Final = 3_137
UPDATES: Final = 10_000
TASK: Final = TASKS["B"]
MOST_ROUNDS: Final = 9
PLACES: Final = 20
"""Moments gone to in each round, evenly spread, from the latest to the earliest."""

_WORK = f"{UPDATES:,} updates of {TASK.title}"


class BitsError(Exception):
    """A moment did not come back as it was."""


def measure_way_back(effort: Effort) -> Iterator[Row]:
    """Time the way back and forward again against training the updates in the first place.

    Parameters
    ----------
    effort : Effort
        How many runs there are.

    Yields
    ------
    Row
        One for the way back, one for the way forward, one for moments in between.

    Raises
    ------
    BitsError
        If a bit of parameters, moments, order of samples or losses differs from what it was.
    """
    there, back, forward, between = [], [], [], []
    for _ in range(min(MOST_ROUNDS, effort.rounds)):
        timeline = mlp.Timeline(Engine(TASK, make_start(TASK)).trainer)
        timeline.run_steps(EARLY)
        early = _bits(timeline.trainer)
        there.append(_timed(timeline.run_steps, UPDATES))
        late = _bits(timeline.trainer)
        back.append(_timed(timeline.seek, EARLY))
        _check(timeline, early)
        forward.append(_timed(timeline.run_steps, UPDATES))
        _check(timeline, late)
        between.extend(_timed(timeline.seek, EARLY + UPDATES * place // PLACES) for place in range(PLACES - 1, 0, -1))
    for what, times in (
        ("going back, bit for bit", back),
        ("training forward again, bit for bit", forward),
        (f"going to a moment in between, of {len(between)}", between),
    ):
        ratio = statistics.median(times) / statistics.median(there)
        detail = f"{duration(statistics.median(times))} against {duration(statistics.median(there))} of training"
        yield Row(_WORK, what, detail, ratio)


def _timed(move: Callable[[int], None], count: int) -> float:
    started = time.perf_counter()
    move(count)
    return time.perf_counter() - started


def _bits(trainer: mlp.Trainer) -> tuple[bytes, ...]:
    """Return every bit that decides how the run goes on, and its losses so far."""
    moment = trainer.checkpoint()
    arrays = [moment.parameters, *moment.slots.values(), moment.history.train_loss, moment.history.train_metric]
    arrays += [array for array in (moment.order, moment.gradient) if array is not None]
    place = (moment.step_count, moment.epoch, moment.batch, dict(moment.random_state))
    return (*(array.tobytes() for array in arrays), repr(place).encode())


def _check(timeline: mlp.Timeline, expected: tuple[bytes, ...]) -> None:
    if _bits(timeline.trainer) != expected:
        raise BitsError(f"Step {timeline.trainer.step_count} is not what it was.")
