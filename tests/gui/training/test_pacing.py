"""Pacing is arithmetic on times that are handed in, so it is tested without a clock."""

from __future__ import annotations

import pytest

from mlp_gui.training.pacing import (
    CHUNK_SECONDS,
    LARGEST_DEBT,
    LONGEST_CHUNK,
    ChunkLength,
    Pace,
    SpeedMeter,
    frame_interval,
)


def _steps_taken(pace: Pace, seconds: float, wake_up_every: float | None = None) -> int:
    """Run a simulated worker for `seconds`; it wakes when the pace says, or at fixed intervals."""
    now, taken = 0.0, 0
    pace.restart(now)
    while now < seconds:
        due = pace.due(now)
        taken += due
        pace.took(due, now)
        now += pace.sleep(now) if wake_up_every is None else wake_up_every
    return taken


@pytest.mark.parametrize("rate", [0.5, 5.0, 50.0, 500.0, 20_000.0])
def test_the_pace_does_not_drift(rate: float) -> None:
    """After 100 s exactly as many steps are done as deadlines have passed, whatever the rate."""
    pace = Pace()
    pace.set_rate(rate, 0.0)
    assert _steps_taken(pace, 100.0) == pytest.approx(100.0 * rate, abs=1.0 + rate * 1.1e-3)


def test_waking_late_is_made_up_for() -> None:
    """A worker that looks only every 30 ms still takes 200 steps a second."""
    pace = Pace()
    pace.set_rate(200.0, 0.0)
    assert _steps_taken(pace, 10.0, wake_up_every=0.03) == pytest.approx(2000, abs=7)


def test_a_long_standstill_is_not_made_up_for() -> None:
    """After a minute without a look there is no burst of a minute's steps."""
    pace = Pace()
    pace.set_rate(200.0, 0.0)
    pace.restart(0.0)
    pace.took(pace.due(0.0), 0.0)
    assert pace.due(60.0) <= 200.0 * LARGEST_DEBT + 1


def test_a_slow_pace_takes_one_step_at_a_time() -> None:
    """The first at once, the next when its time has come."""
    pace = Pace()
    pace.set_rate(2.0, 0.0)
    pace.restart(10.0)
    assert pace.due(10.0) == 1
    pace.took(1, 10.0)
    assert pace.due(10.4) == 0
    assert pace.sleep(10.4) == pytest.approx(0.1)
    assert pace.due(10.5) == 1


def test_dragging_the_speed_takes_no_extra_steps() -> None:
    """Each change of the rate counts from the last step, not from the change."""
    pace = Pace()
    pace.set_rate(2.0, 0.0)
    pace.restart(0.0)
    pace.took(1, 0.0)
    for tenth in range(1, 5):
        pace.set_rate(2.0 + 0.01 * tenth, 0.1 * tenth)
        assert pace.due(0.1 * tenth) == 0


def test_full_speed_has_no_deadlines() -> None:
    """As many steps as fit into the longest chunk."""
    pace = Pace()
    assert pace.due(0.0) == LONGEST_CHUNK
    assert pace.sleep(0.0) == 0.0


@pytest.mark.parametrize("step_seconds", [5e-6, 30e-6, 0.3e-3, 0.05])
def test_chunks_grow_to_about_a_millisecond(step_seconds: float) -> None:
    """Many short steps or one long one."""
    chunk = ChunkLength()
    for _ in range(20):
        chunk.adapt(chunk.steps, chunk.steps * step_seconds)
    assert chunk.steps == max(1, round(CHUNK_SECONDS / step_seconds - 0.5))


def test_one_lucky_measurement_does_not_make_a_long_chunk() -> None:
    """A chunk at most doubles."""
    chunk = ChunkLength()
    chunk.adapt(1, 0.0)
    assert chunk.steps <= 2


def test_the_meter_shows_the_last_half_second() -> None:
    """A change of speed is seen half a second later, whole."""
    meter = SpeedMeter()
    for look in range(1000):
        meter.record(look * 1e-3, look * 10)
    assert meter.steps_per_second == pytest.approx(10_000, rel=0.01)
    for look in range(1, 560):
        meter.record(1.0 + look * 1e-3, 10_000 + look)
    assert meter.steps_per_second == pytest.approx(1000, rel=0.05)


def test_the_meter_reads_steps_that_are_rarer_than_its_window() -> None:
    """One step in two seconds is half a step a second, never zero or two."""
    meter = SpeedMeter()
    assert meter.steps_per_second == 0.0
    for step in range(5):
        meter.record(2.0 * step, step)
    assert meter.steps_per_second == pytest.approx(0.5)


@pytest.mark.parametrize("refresh", [0.0005, 0.004, 0.01, 0.05])
def test_painting_takes_a_fifth_of_full_speed(refresh: float) -> None:
    """Slow painting is paid for with fewer frames, not with training."""
    assert refresh / frame_interval(refresh, full_speed=True) <= 0.2


def test_however_slow_the_painting_the_window_moves() -> None:
    """Twice a second at least, and the event loop always has time between two paintings."""
    assert frame_interval(0.2, full_speed=True) == 0.5
    assert frame_interval(2.0, full_speed=True) > 2.0


@pytest.mark.parametrize("refresh", [0.0005, 0.004, 0.01, 0.025])
def test_watched_speeds_have_thirty_frames_a_second(refresh: float) -> None:
    """Who watches single steps sees them at once."""
    interval = frame_interval(refresh, full_speed=False)
    assert refresh < interval <= 0.034
