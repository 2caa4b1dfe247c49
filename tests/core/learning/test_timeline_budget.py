"""What the timeline keeps: within its budget, counted truly, and dense enough that no near moment is a long replay."""

import pytest

import mlp_core as mlp
from tests.core.learning.timeline_runs import circle, make_trainer, state


@pytest.fixture(scope="module")
def dataset() -> mlp.Dataset:
    """Return points of which 21 train, so that the last batch of five is short."""
    return circle()


@pytest.mark.parametrize("budget", [0, 40_000, 400_000])
def test_the_budget_is_kept(dataset: mlp.Dataset, budget: int) -> None:
    """However long it trains, what is kept stays within the budget, the start and all moments stay within reach."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer, budget_bytes=budget)
    timeline.run_steps(1_000)
    then = state(trainer)
    for _ in range(2_000):
        timeline.run_steps(10)
        timeline.seek(trainer.step_count - 1) if trainer.step_count % 500 == 0 else None
        assert timeline.n_bytes <= max(budget, 6_000)
    timeline.seek(1_000)
    assert state(trainer) == then
    assert timeline.n_bytes <= max(budget, 6_000)


def test_near_moments_are_near(dataset: mlp.Dataset) -> None:
    """Moments lie denser the nearer they are to the present, so that a step back is never a long replay."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer, budget_bytes=150_000)
    for _ in range(3_000):
        timeline.run_steps(10)
    end = trainer.step_count
    costs = [
        max(timeline.replay_cost(end - age - k) for k in range(0, age, max(age // 20, 1))) for age in (100, 10_000)
    ]
    assert costs[0] < 2_000
    assert costs[1] < 6_000
    assert timeline.replay_cost(end) == 0
    for _ in range(5):
        timeline.seek(trainer.step_count - 1)
    assert timeline.replay_cost(trainer.step_count - 1) <= 8


def test_what_is_counted_is_what_is_taken(dataset: mlp.Dataset) -> None:
    """The counted bytes are those that Python really takes, within a third."""
    import tracemalloc

    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(100)
    counted = timeline.n_bytes
    tracemalloc.start()
    taken = tracemalloc.get_traced_memory()[0]
    for _ in range(300):
        timeline.run_steps(1)
        timeline._keep_now()
    taken = tracemalloc.get_traced_memory()[0] - taken
    tracemalloc.stop()
    assert 0.67 < (timeline.n_bytes - counted) / taken < 1.5
