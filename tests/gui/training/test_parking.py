"""Trained runs wait for undo, within bounds."""

from __future__ import annotations

from mlp_gui.training.live_run import LiveRun
from mlp_gui.training.parking import Parking
from tests.gui.training.fake_runs import FakeExperiment


def _trained(run_id: int) -> LiveRun:
    run = LiveRun(run_id, FakeExperiment())  # type: ignore[arg-type]
    run.trainer.run_steps(1)
    return run


def test_a_run_comes_back_once() -> None:
    """Taking it leaves its place empty."""
    parking, run = Parking(), _trained(1)
    parking.put(run)
    assert parking.take(1) is run
    assert parking.take(1) is None


def test_the_run_left_longest_ago_goes_first() -> None:
    """And it is known that it was lost, so that the user can be told."""
    parking = Parking(most_runs=2)
    for run_id in (1, 2, 3):
        parking.put(_trained(run_id))
    assert len(parking) == 2
    assert parking.take(1) is None
    assert parking.has_lost(1)
    assert not parking.has_lost(2)


def test_large_runs_are_bounded_by_their_bytes() -> None:
    """A few large networks take the place of many small ones."""
    parking = Parking(most_bytes=_trained(1).byte_count)
    for run_id in (1, 2):
        parking.put(_trained(run_id))
    assert len(parking) == 1


def test_an_untrained_run_takes_no_place() -> None:
    """It is built again just as it was; one edited by hand is not."""
    parking = Parking()
    untouched, edited = (LiveRun(run_id, FakeExperiment()) for run_id in (1, 2))  # type: ignore[arg-type]
    edited.is_edited = True
    parking.put(untouched)
    parking.put(edited)
    assert parking.take(1) is None
    assert parking.take(2) is edited


def test_the_best_state_is_the_one_with_the_lowest_loss() -> None:
    """The very lowest that was recorded, however short it was so low; and the way back leads where it was left."""
    run = LiveRun(1, FakeExperiment(n_batches=1))  # type: ignore[arg-type]
    run.trainer.run_steps(8)
    run.trainer.history.losses[6:] = [float("nan"), 9.0, float("inf")]  # type: ignore[attr-defined]
    assert run.best == (5, run.trainer.history.losses[5])  # type: ignore[attr-defined]
    run.go_back(edit_id=1)
    assert run.trainer.step_count == 5
