"""The last update: what the step into any moment of a run changed, without moving the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from tests.core.learning.test_timeline import make_trainer, state

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np


@pytest.fixture(scope="module")
def dataset() -> mlp.Dataset:
    """Return points whose last batch of an epoch is short."""
    return mlp.load_dataset(mlp.DataConfig(name="circle", n_samples=30, noise=0.2, train_share=0.7))


def updates_on_the_way(trainer: mlp.Trainer, timeline: mlp.Timeline, count: int) -> Iterator[np.ndarray]:
    """Take steps, and yield what each changed."""
    for _ in range(count):
        former = trainer.network.parameters.copy()
        timeline.run_steps(1)
        yield trainer.network.parameters - former


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_it_is_what_the_step_changed(dataset: mlp.Dataset, optimizer: str) -> None:
    """At the end of a run and at moments gone back to it is that step's, bit for bit, and the run stands still."""
    trainer = make_trainer(dataset, optimizer)
    timeline = mlp.Timeline(trainer)
    assert timeline.last_update() is None
    updates = list(updates_on_the_way(trainer, timeline, 40))
    for step in (40, 39, 7, 25, 1, 40):
        timeline.seek(step)
        before = state(trainer)
        last = timeline.last_update()
        assert last is not None
        assert last.tobytes() == updates[step - 1].tobytes()
        assert state(trainer) == before
        assert timeline.is_at_end == (step == 40)
    timeline.seek(0)
    assert timeline.last_update() is None


def test_changes_by_hand_are_no_part_of_it(dataset: mlp.Dataset) -> None:
    """A weight that is dragged, and another rate, leave the last update alone; another past has another one."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    (*_, last) = updates_on_the_way(trainer, timeline, 12)
    timeline.set_parameters([0, 3], [2.0, -1.0])
    timeline.configure(replace(trainer.config, learning_rate=0.5))
    dragged = state(trainer)
    found = timeline.last_update()
    assert found is not None
    assert found.tobytes() == last.tobytes()
    assert state(trainer) == dragged
    timeline.seek(11)
    timeline.set_parameters([1], [3.0])
    (other,) = updates_on_the_way(trainer, timeline, 1)
    found = timeline.last_update()
    assert found is not None
    assert found.tobytes() == other.tobytes() != last.tobytes()


def test_where_a_run_diverged_it_still_stands() -> None:
    """Asking for it does not take back that the next step ends in numbers that are not finite."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="plane", n_samples=40))
    network = mlp.Network([2, 3, 1], hidden="relu", output="identity", rng=1)
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer="momentum", learning_rate=1e4, batch_size=7))
    timeline = mlp.Timeline(trainer)
    with pytest.raises(mlp.DivergenceError):
        timeline.run_steps(5_000)
    before, divergence = state(trainer), timeline.divergence
    timeline.last_update()
    assert state(trainer) == before
    assert timeline.divergence is divergence is not None
