"""How often moments are kept: seldom enough not to be felt, and never for a way back that would be."""

from __future__ import annotations

import pytest

from mlp_core.learning.tempo import Tempo


class Clock:
    """A `perf_counter` that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that the tempo reads."""
    clock = Clock()
    monkeypatch.setattr("mlp_core.learning.tempo.perf_counter", clock)
    return clock


@pytest.mark.parametrize(("keeping", "between"), [(1e-6, 0.02), (1e-4, 0.02), (1e-3, 0.1), (5e-2, 5.0)])
def test_keeping_takes_a_hundredth_of_the_time_at_most(clock: Clock, keeping: float, between: float) -> None:
    """What is cheap to keep is kept every 20 ms, what is dear as seldom as a hundredth of the time allows."""
    tempo = Tempo()
    started = clock.now
    clock.now += keeping
    tempo.note_keeping(started)
    started = clock.now
    clock.now += 0.99 * between
    tempo.note_steps(started, 1_000)
    assert not tempo.is_time_to_keep()
    assert tempo.steps_between_keeping() == pytest.approx(1_000 / 0.99, rel=0.01)
    clock.now += 0.02 * between
    assert tempo.is_time_to_keep()


def test_the_least_time_of_keeping_counts(clock: Clock) -> None:
    """A keeping that something else got in the way of makes the next one no rarer."""
    tempo = Tempo()
    for taken in (0.5, 1e-4, 0.3):
        started = clock.now
        clock.now += taken
        tempo.note_keeping(started)
    clock.now += 0.021
    assert tempo.is_time_to_keep()


def test_before_any_step_a_few_are_taken(clock: Clock) -> None:
    """Without a measurement the first stretch is short, and there is always at least one step."""
    tempo = Tempo()
    assert tempo.steps_in(1.0) == 16
    started = clock.now
    clock.now += 2.0
    tempo.note_steps(started, 1)
    assert tempo.steps_in(0.1) == 1
