"""Any point of the data can be walked: of the batch as a part of it, beside it as a batch of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.requests import Seek, ShowTrace
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.training.live_run import LiveRun
from mlp_gui.training.timeline_report import timeline_state

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.state.timeline_state import TimelineState
    from tests.gui.state.conftest import Listener

BATCH = 5


@pytest.fixture
def trainer() -> mlp.Trainer:
    """Return a trainer with batches of five among two hundred points."""
    return mlp.EXAMPLES["xor"].with_training(batch_size=BATCH).build()[2]


@pytest.fixture
def stepping(session: Session, trainer: mlp.Trainer) -> Stepping:
    """Return the step-through of its next batch, before the first line."""
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    return session.stepping


def row_beside(stepping: Stepping) -> int:
    """Return a row of the dataset that is not in the batch."""
    assert stepping.trace is not None
    return next(row for row in range(200) if row not in stepping.trace.samples)


def click(session: Session, row: int) -> None:
    """Select a point, as a click in the decision region does."""
    session.cursor.set_selected(Mark("sample", sample=row))


def test_a_point_of_the_batch_is_walked_as_a_part_of_it(
    session: Session, stepping: Stepping, listener: Listener
) -> None:
    """At once, without asking the worker."""
    assert stepping.trace is not None
    asked = len(listener.requests)
    click(session, int(stepping.trace.samples[3]))
    assert stepping.sample == 3
    assert stepping.lone_sample is None
    assert len(listener.requests) == asked


def test_a_point_beside_the_batch_is_asked_for_alone(
    session: Session, stepping: Stepping, listener: Listener, trainer: mlp.Trainer
) -> None:
    """It comes as a batch of its own, told from the like line, and is said to be that."""
    row = row_beside(stepping)
    stepping.set_sample(2)
    stepping.go_to(7)
    made = stepping.walk.terms[7].makes if stepping.walk is not None else None
    click(session, row)
    assert listener.requests[-1] == ShowTrace(True, (row,))
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer, [row]), (row,))
    assert stepping.lone_sample == row
    assert stepping.sample_count == 1
    assert made is not None
    assert stepping.step is not None
    assert (stepping.step.makes.kind, stepping.step.makes.unit) == (made.kind, made.unit)
    assert stepping.step.makes.sample == 0


@pytest.mark.parametrize("way", ["next_sample", "previous_sample", "random_sample", "return_to_batch"])
def test_the_way_back_is_the_batch_that_is_trained_next(
    session: Session, stepping: Stepping, listener: Listener, trainer: mlp.Trainer, way: str
) -> None:
    """By any button of the samples, to the sample that was walked before."""
    row = row_beside(stepping)
    stepping.set_sample(2)
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer, [row]), (row,))
    getattr(stepping, way)()
    assert listener.requests[-1] == ShowTrace(True)
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    assert stepping.lone_sample is None
    assert (stepping.sample, stepping.sample_count) == (2, BATCH)


def test_from_alone_to_a_point_of_the_batch_and_to_another_beside_it(
    session: Session, stepping: Stepping, listener: Listener, trainer: mlp.Trainer
) -> None:
    """The batch is still known while a sample is walked alone."""
    row = row_beside(stepping)
    assert stepping.trace is not None
    batch = stepping.trace.samples.tolist()
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer, [row]), (row,))
    click(session, batch[1])
    assert listener.requests[-1] == ShowTrace(True)
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    assert stepping.trace is not None
    assert stepping.trace.samples[stepping.sample or 0] == batch[1]
    other = next(each for each in range(200) if each not in (*batch, row))
    click(session, other)
    assert listener.requests[-1] == ShowTrace(True, (other,))


def test_going_on_past_a_lone_sample_takes_the_true_step(
    session: Session, stepping: Stepping, listener: Listener, trainer: mlp.Trainer
) -> None:
    """What is asked of the worker is the next moment of the run, and nothing of the sample."""
    row = row_beside(stepping)
    session.stepping.receive_timeline(_timeline(session))
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer, [row]), (row,))
    session.receive_snapshot(_snapshot(session, trainer))
    stepping.to_end()
    stepping.forward()
    assert isinstance(listener.requests[-1], Seek)
    assert listener.requests[-1].step == 1


def test_the_selected_point_is_the_one_that_is_walked(session: Session, stepping: Stepping) -> None:
    """Another sample by its button moves the ring, and a click on the former point chooses it again."""
    assert stepping.trace is not None
    rows = stepping.trace.samples.tolist()
    click(session, rows[3])
    stepping.next_sample()
    assert session.cursor.selected == Mark("sample", sample=rows[4])
    click(session, rows[3])
    assert stepping.sample == 3
    stepping.set_sample(None)
    assert session.cursor.selected is None


def test_leaving_forgets_the_lone_sample(session: Session, stepping: Stepping, trainer: mlp.Trainer) -> None:
    """Stepping begins at the batch again."""
    row = row_beside(stepping)
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer, [row]), (row,))
    stepping.set_active(False)
    assert stepping.lone_sample is None


def _timeline(session: Session) -> TimelineState:
    return timeline_state(LiveRun(session.run_id, mlp.EXAMPLES["xor"]), 0, 0)


def _snapshot(session: Session, trainer: mlp.Trainer) -> Snapshot:
    return Snapshot(
        run_id=session.run_id,
        experiment=session.experiment,
        dataset=trainer.dataset,
        network=trainer.network.frozen_copy(),
        gradient=trainer.last_gradient,
        epoch=0,
        batch=0,
        n_batches=trainer.n_batches,
        step=0,
        learning_rate=trainer.learning_rate,
        history=trainer.history.view(),
        steps_per_second=0.0,
        status=RunStatus.PAUSED,
        evaluation=None,
    )
