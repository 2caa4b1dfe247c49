"""The worker does as it is asked between two steps, and nothing that goes wrong in a step ends it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state import requests
from mlp_gui.state.snapshot import RunStatus
from tests.gui.training.fake_runs import Bench, FakeExperiment, SlowStep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

RUNNING, PAUSED, DIVERGED = RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.DIVERGED


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    """Return a worker without a window."""
    bench = Bench()
    yield bench
    assert bench.stop()


def _enter(bench: Bench, qtbot: QtBot, experiment: FakeExperiment, run_id: int = 1) -> None:
    bench.post(requests.Configure(run_id, experiment))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(bench.snapshots) and bench.last.run_id == run_id)


def _raise_at(step: int, error: Exception) -> Callable[[int], None]:
    def before_step(number: int) -> None:
        if number == step:
            raise error

    return before_step


def test_a_new_run_is_shown_at_once_and_waits(bench: Bench, qtbot: QtBot) -> None:
    """Nothing trains before it is asked to."""
    _enter(bench, qtbot, FakeExperiment())
    assert (bench.last.step, bench.last.status, bench.last.steps_per_second) == (0, PAUSED, 0.0)
    assert bench.statuses == []


def test_single_steps_are_single(bench: Bench, qtbot: QtBot) -> None:
    """Two batches, then to the end of the epoch, then a whole epoch."""
    _enter(bench, qtbot, FakeExperiment(n_batches=10))
    bench.post(requests.StepBatch(), requests.StepBatch())
    qtbot.waitUntil(lambda: bench.last.step == 2)
    bench.post(requests.StepEpoch())
    qtbot.waitUntil(lambda: bench.last.step == 10)
    bench.post(requests.StepEpoch())
    qtbot.waitUntil(lambda: bench.last.step == 20)
    assert bench.last.status is PAUSED


def test_a_step_pauses_a_running_run(bench: Bench, qtbot: QtBot) -> None:
    """Stepping is done by hand."""
    _enter(bench, qtbot, FakeExperiment())
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bench.statuses == [RUNNING])
    bench.post(requests.StepBatch())
    qtbot.waitUntil(lambda: bench.statuses == [RUNNING, PAUSED])


@pytest.mark.parametrize("rate", [5.0, 50.0, 500.0])
def test_the_pace_is_the_one_asked_for(bench: Bench, qtbot: QtBot, rate: float) -> None:
    """The speed measured over the steps taken is the speed asked for."""
    _enter(bench, qtbot, FakeExperiment())
    bench.post(requests.SetSpeed(rate), requests.Play())

    def is_as_asked() -> bool:
        bench.gate.open()
        bench.gate.ask_for_frame()
        return bench.last.step >= 0.6 * rate and bench.last.steps_per_second == pytest.approx(rate, rel=0.1)

    qtbot.waitUntil(is_as_asked, timeout=20_000)


def test_at_a_slow_pace_each_step_is_shown(bench: Bench, qtbot: QtBot) -> None:
    """Whoever watches single steps misses none."""
    _enter(bench, qtbot, FakeExperiment())
    bench.post(requests.SetSpeed(40.0), requests.Play())

    def far_enough() -> bool:
        bench.gate.open()
        bench.gate.ask_for_frame()
        return bench.last.step >= 12

    bench.gate.ask_for_frame()
    qtbot.waitUntil(far_enough, timeout=20_000)
    seen = [snapshot.step for snapshot in bench.snapshots]
    assert seen == list(range(seen[-1] + 1))


def test_a_window_that_never_answers_does_not_hold_the_worker(bench: Bench, qtbot: QtBot) -> None:
    """The worker goes on after its parking time."""
    _enter(bench, qtbot, FakeExperiment())
    bench.gate.ask_for_frame()
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bench.statuses == [RUNNING])
    qtbot.waitUntil(lambda: bench.last.step > 0)
    parked_at = bench.last.step
    trainer = bench.worker._run.trainer  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: trainer.step_count > parked_at)


def test_any_exception_pauses_and_is_told(bench: Bench, qtbot: QtBot) -> None:
    """An error of the program costs the user neither the window nor the thread."""
    _enter(bench, qtbot, FakeExperiment(before_step=_raise_at(7, RuntimeError("a rare one"))))
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bool(bench.notices))
    assert "a rare one" in bench.notices[0].text
    assert bench.statuses == [RUNNING, PAUSED]
    _enter(bench, qtbot, FakeExperiment(), run_id=2)
    bench.post(requests.StepBatch())
    qtbot.waitUntil(lambda: bench.last.step == 1)


def test_divergence_is_named_and_the_best_state_comes_back(bench: Bench, qtbot: QtBot) -> None:
    """Epoch and layer in words, and one button to go back."""
    error = mlp.DivergenceError(epoch=2, layer=1, quantity="weights")
    _enter(bench, qtbot, FakeExperiment(n_batches=10, before_step=_raise_at(25, error)))
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bool(bench.notices))
    notice = bench.notices[0]
    assert "layer 1" in notice.text
    assert "epoch 2" in notice.text
    assert notice.action == "go_back"
    assert bench.statuses == [RUNNING, DIVERGED]
    bench.post(requests.GoBack())
    qtbot.waitUntil(lambda: bench.statuses[-1] is PAUSED)
    qtbot.waitUntil(lambda: bench.last.status is PAUSED and bench.last.step % 10 == 0)


def test_a_run_that_cannot_be_built_is_refused_and_the_old_one_stays(bench: Bench, qtbot: QtBot) -> None:
    """The id of the refused run and the reason."""
    _enter(bench, qtbot, FakeExperiment())
    bench.post(requests.Configure(2, FakeExperiment(failure=mlp.ArgumentError("too large"))))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(bench.refusals))
    assert bench.refusals[0][0] == 2
    assert "too large" in bench.refusals[0][1].text
    bench.post(requests.StepBatch())
    qtbot.waitUntil(lambda: (bench.last.run_id, bench.last.step) == (1, 1))


def test_training_settings_that_do_not_fit_are_refused(bench: Bench, qtbot: QtBot) -> None:
    """The run goes on with those that it had."""
    _enter(bench, qtbot, FakeExperiment(training="sgd"))
    bench.post(requests.ChangeTraining("impossible"))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(bench.refusals))
    bench.post(requests.ChangeTraining("adam"))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: str(bench.last.experiment.training) == "adam")


def test_an_old_run_comes_back_as_it_was(bench: Bench, qtbot: QtBot) -> None:
    """The trainer itself waits, not a copy built anew; one that never trained is built anew."""
    trained, untouched = FakeExperiment(), FakeExperiment()
    _enter(bench, qtbot, trained)
    bench.post(requests.StepEpoch())
    qtbot.waitUntil(lambda: bench.last.step == 10)
    _enter(bench, qtbot, untouched, run_id=2)
    _enter(bench, qtbot, trained, run_id=1)
    assert bench.last.step == 10
    _enter(bench, qtbot, untouched, run_id=2)
    assert (len(trained.built), len(untouched.built)) == (1, 2)


def test_a_forgotten_run_is_gone(bench: Bench, qtbot: QtBot) -> None:
    """What a slider was dragged past takes no memory."""
    first = FakeExperiment()
    _enter(bench, qtbot, first)
    bench.post(requests.StepBatch())
    _enter(bench, qtbot, FakeExperiment(), run_id=2)
    bench.post(requests.Forget(1))
    _enter(bench, qtbot, first, run_id=1)
    assert len(first.built) == 2


def test_a_run_left_while_running_keeps_running(bench: Bench, qtbot: QtBot) -> None:
    """Another network starts to learn where the last one stopped being of interest."""
    _enter(bench, qtbot, FakeExperiment())
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bench.statuses == [RUNNING])
    _enter(bench, qtbot, FakeExperiment(), run_id=2)
    bench.gate.ask_for_frame()
    qtbot.waitUntil(lambda: bench.last.step > 0)
    assert bench.last.run_id == 2
    assert bench.statuses == [RUNNING]


def test_it_ends_in_the_middle_of_a_long_epoch(bench: Bench, qtbot: QtBot) -> None:
    """A hundred thousand slow steps are asked for; the wait is one of them."""
    step = SlowStep(0.02)
    _enter(bench, qtbot, FakeExperiment(n_batches=100_000, before_step=step))
    bench.post(requests.StepEpoch())
    assert step.entered.wait(10.0)
    assert bench.stop(timeout_ms=1000)


def test_a_pause_cuts_a_long_epoch_short(bench: Bench, qtbot: QtBot) -> None:
    """The user need not wait for what was asked for by mistake."""
    step = SlowStep(0.005)
    _enter(bench, qtbot, FakeExperiment(n_batches=100_000, before_step=step))
    bench.post(requests.StepEpoch())
    assert step.entered.wait(10.0)
    bench.post(requests.Pause(), requests.SetParameters((0,), (-5.0,)))
    qtbot.waitUntil(lambda: bench.last.network.parameters[0] == -5.0)
    assert 0 < bench.last.step < 1000


def test_it_ends_while_it_is_parked(bench: Bench, qtbot: QtBot) -> None:
    """Closing the window in the middle of a frame is ordinary."""
    _enter(bench, qtbot, FakeExperiment())
    bench.gate.ask_for_frame()
    bench.post(requests.Play())
    qtbot.waitUntil(lambda: bench.last.step > 0)
    assert bench.stop(timeout_ms=1000)


def test_a_pause_that_ends_at_once_is_painted_first(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Training would take the interpreter from the window in the middle of its frame."""
    parked, steps, park = Event(), [], bench.gate.park

    def note(_seconds: float) -> bool:
        parked.set()
        return park(60.0)

    _enter(bench, qtbot, FakeExperiment(before_step=steps.append))
    monkeypatch.setattr(bench.gate, "park", note)
    bench.gate.close()
    bench.post(requests.Play())
    qtbot.waitUntil(parked.is_set)
    assert not steps
    bench.gate.open()
    qtbot.waitUntil(lambda: bool(steps))
