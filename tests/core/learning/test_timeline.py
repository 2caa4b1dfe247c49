"""The timeline: any moment of a run comes back bit for bit, within a budget, and left futures can be put back."""

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp
from tests.core.learning.timeline_runs import circle, make_trainer, state

DESCENTS = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is None]


@pytest.fixture(scope="module")
def dataset() -> mlp.Dataset:
    """Return points of which 21 train, so that the last batch of five is short."""
    return circle()


def test_ten_thousand_updates_back_and_forth(dataset: mlp.Dataset) -> None:
    """A mini-batch Adam run goes back 10,000 updates and forward again, and every bit is as it was."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(3_137)
    early = state(trainer)
    timeline.run_steps(10_000)
    late = state(trainer)
    timeline.seek(3_137)
    assert state(trainer) == early
    timeline.run_steps(10_000)
    assert state(trainer) == late
    timeline.seek(3_137)
    timeline.seek(13_137)
    assert state(trainer) == late


@pytest.mark.parametrize("optimizer", DESCENTS)
def test_any_moment_comes_back(dataset: mlp.Dataset, optimizer: str) -> None:
    """Step by step the states of a run are noted; then they are visited in any order, in mid-epoch too."""
    trainer = make_trainer(dataset, optimizer, schedule="cosine", schedule_epochs=60)
    timeline = mlp.Timeline(trainer)
    states = {0: state(trainer)}
    for step in range(1, 301):
        timeline.run_steps(1)
        states[step] = state(trainer)
    for step in (299, 298, 3, 4, 128, 127, 0, 300, 5, 131, 300):
        timeline.seek(step)
        assert state(trainer) == states[step], step
        assert timeline.moments.now == timeline.moment(step)
    timeline.run_steps(50)
    plain = make_trainer(dataset, optimizer, schedule="cosine", schedule_epochs=60)
    plain.run_steps(350)
    assert state(trainer) == state(plain)


def change_on_the_way(timeline: mlp.Timeline, rng: np.random.Generator) -> mlp.Branch | None:
    """Do something that a user might do while the network trains."""
    config = timeline.trainer.config
    choice = int(rng.integers(7))
    if choice == 0:
        return timeline.configure(replace(config, learning_rate=float(rng.uniform(0.001, 0.05))))
    if choice == 1:
        return timeline.configure(
            replace(config, optimizer=DESCENTS[(DESCENTS.index(config.optimizer) + 1) % len(DESCENTS)])
        )
    if choice == 2:
        return timeline.configure(replace(config, batch_size=config.batch_size % 24 + 1))
    if choice == 3:
        return timeline.configure(replace(config, l2=float(rng.uniform(0, 0.1)), l1=float(rng.uniform(0, 0.1))))
    if choice == 4:
        painting = mlp.Painting(added=tuple(map(tuple, rng.integers(0, 2, (int(rng.integers(9)), 3)).astype(float))))
        data = mlp.DataConfig(name="circle", n_samples=30, noise=0.2, train_share=0.7, painted=painting)
        return timeline.set_dataset(mlp.load_dataset(data))
    return timeline.set_parameters([int(rng.integers(17)), 2], rng.normal(size=2).tolist())


@pytest.mark.parametrize("seed", range(4))
def test_changes_by_hand_are_made_again(dataset: mlp.Dataset, seed: int) -> None:
    """Settings and parameters changed while it trains are part of every later moment, wherever one comes from."""
    rng = np.random.default_rng(seed)
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer, budget_bytes=60_000)
    states, moments = {}, {}
    for _ in range(60):
        timeline.run_steps(int(rng.integers(1, 12)))
        for _ in range(int(rng.integers(3))):
            change_on_the_way(timeline, rng)
        states[trainer.step_count] = state(trainer)
        moments[trainer.step_count] = mlp.Moment(trainer.step_count, trainer.epoch, trainer.batch)
    steps = list(states)
    for step in [*rng.permutation(steps).tolist(), steps[-1]]:
        timeline.seek(step)
        found = state(trainer)
        # Its display copy alone may be rounded anew by a change of settings between two steps.
        assert {**found, "gradient": 0} == {**states[step], "gradient": 0}
        assert timeline.moment(step) == moments[step] == timeline.moments.now
    timeline.seek(steps[0])
    timeline.run_steps(steps[-1] - steps[0])
    assert {**state(trainer), "gradient": 0} == {**states[steps[-1]], "gradient": 0}


def test_a_change_in_the_past_leaves_a_branch_that_can_be_put_back(dataset: mlp.Dataset) -> None:
    """Going on from an earlier moment with another rate cuts the future off; one undo and redo bring both back."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(100)
    assert timeline.configure(replace(trainer.config, learning_rate=0.01)) is None
    timeline.run_steps(300)
    old_end = state(trainer)
    timeline.seek(250)
    at_fork = state(trainer)
    old = timeline.configure(replace(trainer.config, optimizer="sgd", learning_rate=0.5))
    assert old is not None
    assert (old.fork.step, old.last.step) == (250, 400)
    assert timeline.moments.last.step == 250
    changed = state(trainer)
    timeline.run_steps(20)
    new_end = state(trainer)

    new = timeline.put_back(old)
    assert state(trainer) == at_fork
    assert timeline.moments.last.step == 400
    timeline.seek(400)
    assert state(trainer) == old_end

    again = timeline.put_back(new)
    assert state(trainer) == changed
    timeline.seek(270)
    assert state(trainer) == new_end
    timeline.put_back(again)
    timeline.run_steps(150)
    assert state(trainer) == old_end


@pytest.mark.parametrize("seed", range(5))
def test_wandering_through_time(dataset: mlp.Dataset, seed: int) -> None:
    """Training, going anywhere, changing anything there, undoing and redoing: every known moment is always the same."""
    rng = np.random.default_rng(seed)
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer, budget_bytes=int(rng.choice([0, 30_000, 1 << 20])))
    known: dict[int, dict[str, object]] = {}
    left: list[tuple[mlp.Branch, dict[int, dict[str, object]]]] = []

    def look(*, is_changed: bool = False) -> None:
        step, found = trainer.step_count, {**state(trainer), "gradient": 0}
        if is_changed:
            for later in [each for each in known if each > step]:
                del known[later]
            known[step] = found
        assert known.setdefault(step, found) == found

    look()
    for _ in range(120):
        choice = rng.random()
        if choice < 0.4:
            timeline.run_steps(int(rng.integers(1, 15)))
        elif choice < 0.7:
            timeline.seek(int(rng.integers(timeline.moments.last.step + 1)))
        elif choice < 0.9 or not left:
            then, at_end = dict(known), timeline.is_at_end
            branch = change_on_the_way(timeline, rng)
            assert at_end or branch is not None
            if branch is not None:
                left.append((branch, then))
            look(is_changed=True)
        else:
            branch, then = left.pop()
            present = dict(known)
            other = timeline.put_back(branch)
            known.clear()
            known.update(then)
            look()
            if rng.random() < 0.3:
                redone = timeline.put_back(other)
                known.clear()
                known.update(present)
                look()
                left.append((redone, then))
        look()
        assert timeline.moments.now == timeline.moment(trainer.step_count)


def test_a_branch_of_another_past_is_refused(dataset: mlp.Dataset) -> None:
    """A future cannot be put onto a past that it did not grow from."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(50)
    timeline.set_parameters([0], [1.0])
    timeline.run_steps(50)
    timeline.seek(80)
    late = timeline.set_parameters([1], [0.5])
    timeline.seek(20)
    early = timeline.set_parameters([1], [0.25])
    with pytest.raises(mlp.ArgumentError, match="another past"):
        timeline.put_back(late)
    timeline.put_back(early)
    timeline.put_back(late)
    timeline.seek(100)
    plain = make_trainer(dataset)
    plain.run_steps(50)
    plain.set_parameters([0], [1.0])
    plain.run_steps(50)
    assert state(trainer) == state(plain)


def test_a_replay_can_be_cancelled(dataset: mlp.Dataset) -> None:
    """When a moment is no longer wanted, the run stands where it stood; progress was told on the way."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer, budget_bytes=0)
    timeline.run_steps(5_000)
    before, heard = state(trainer), []

    def note(done: int, total: int) -> None:
        heard.append((done, total))

    with pytest.raises(mlp.Cancelled):
        timeline.seek(4_000, lambda: len(heard) > 2, note)
    assert state(trainer) == before
    assert heard[-1][0] < heard[-1][1] == 4_000
    timeline.seek(4_000, progress=note)
    assert heard[-1] == (4_000, 4_000)
    timeline.run_steps(1_000)
    assert state(trainer) == before


def test_dragging_makes_one_change(dataset: mlp.Dataset) -> None:
    """A thousand positions of a slider between two steps are remembered as the last of them."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(7)
    bytes_before = timeline.n_bytes
    for rate in np.linspace(0.001, 0.1, 1_000):
        timeline.configure(replace(trainer.config, learning_rate=float(rate)))
    for value in np.linspace(-1, 1, 1_000):
        timeline.set_parameters([3], [float(value)])
    assert timeline.n_bytes - bytes_before < 3_000
    timeline.run_steps(20)
    end = state(trainer)
    timeline.seek(6)
    timeline.seek(27)
    assert state(trainer) == end


def test_a_bad_change_changes_nothing(dataset: mlp.Dataset) -> None:
    """What the trainer refuses is not recorded, and cuts no future off."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(40)
    timeline.seek(10)
    with pytest.raises(mlp.ArgumentError):
        timeline.set_parameters([0], [float("nan")])
    with pytest.raises(mlp.ArgumentError):
        timeline.configure(replace(trainer.config, learning_rate=-1.0))
    assert timeline.configure(trainer.config) is None
    assert timeline.moments.last.step == 40
    with pytest.raises(mlp.ArgumentError, match="41"):
        timeline.seek(41)


def test_back_from_divergence() -> None:
    """A run that diverges leads back to every moment before, and to its last finite one."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="plane", n_samples=40))
    network = mlp.Network([2, 3, 1], hidden="relu", output="identity", rng=1)
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer="momentum", learning_rate=1e-3, batch_size=7))
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(20)
    good = state(trainer)
    timeline.configure(replace(trainer.config, learning_rate=1e4))
    after_change = state(trainer)
    with pytest.raises(mlp.DivergenceError):
        timeline.run_steps(5_000)
    last = state(trainer)
    assert timeline.moments.last.step == trainer.step_count
    timeline.seek(19)
    timeline.seek(trainer.step_count + 1)
    assert state(trainer) == after_change
    assert timeline.divergence is None
    timeline.seek(timeline.moments.last.step)
    assert state(trainer) == last
    assert timeline.divergence is not None
    timeline.seek(19)
    branch = timeline.configure(replace(trainer.config, learning_rate=1e-4))
    assert branch is not None
    timeline.run_steps(1)
    assert trainer.step_count == good["place"][0]
    timeline.run_steps(500)
    assert timeline.divergence is None
    timeline.seek(19)
    timeline.put_back(branch)
    timeline.seek(timeline.moments.last.step)
    assert state(trainer) == last
    assert timeline.divergence is not None
    timeline.set_parameters([0], [0.5])
    assert timeline.divergence is None


def test_epochs_and_steps_belong_together(dataset: mlp.Dataset) -> None:
    """Epochs are found by their first step, across changes of the batch size."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    starts = {0: 0}
    for size in (5, 5, 21, 2, 2, 7):
        timeline.configure(replace(trainer.config, batch_size=size))
        timeline.run_epoch()
        starts[trainer.epoch] = trainer.step_count
    assert trainer.epoch == 6
    assert {epoch: timeline.step_of_epoch(epoch) for epoch in starts} == starts
    assert [timeline.moment(step) for step in starts.values()] == [
        mlp.Moment(step, epoch, 0) for epoch, step in starts.items()
    ]


def test_another_future_from_within_an_epoch_of_another_length(dataset: mlp.Dataset) -> None:
    """Back in an epoch that the settings of the moment no longer fit, a new future has its epochs where they are."""
    trainer = make_trainer(dataset)
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(7)
    timeline.configure(replace(trainer.config, batch_size=2))
    timeline.run_steps(60)
    timeline.seek(8)
    assert timeline.set_parameters([0], [0.5]) is not None
    for count in (1, 1, 1, 30):
        timeline.run_steps(count)
        assert timeline.moment(trainer.step_count) == timeline.moments.now
    assert [timeline.moment(timeline.step_of_epoch(epoch)).batch for epoch in range(trainer.epoch + 1)] == [
        0 for _ in range(trainer.epoch + 1)
    ]
