"""The step-through by itself: a trace is put in, and nobody trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.requests import Pause, Seek, ShowTrace
from mlp_gui.state.walk import BEFORE, GRAINS, Walk

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping
    from tests.gui.state.conftest import Listener


@pytest.fixture
def trace() -> mlp.Trace:
    """Return the first training step of the first example: a batch of several samples."""
    return mlp.trace_next(mlp.EXAMPLES["xor"].build()[2])


@pytest.fixture
def stepping(session: Session, trace: mlp.Trace) -> Stepping:
    """Return the step-through with that step, before its first line."""
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, trace)
    return session.stepping


def test_entering_pauses_and_asks_for_the_trace(session: Session, listener: Listener) -> None:
    """Nothing moves while it is looked at; leaving lets go of the trace."""
    session.stepping.set_active(True)
    session.stepping.set_active(False)
    assert listener.requests == [Pause(), ShowTrace(True), ShowTrace(False)]
    assert session.stepping.trace is None


@pytest.mark.parametrize("grain", GRAINS[3:])
def test_forward_and_back_pass_the_same_lines(stepping: Stepping, grain: str) -> None:
    """At each grain, to the last line and back before the first."""
    stepping.set_granularity(grain)
    walk = stepping.walk
    assert walk is not None
    there = []
    while stepping.position < walk.end:
        stepping.forward()
        there.append(stepping.position)
        step = stepping.step
        assert step is not None
        assert step.last == stepping.position
        assert step.granularity == grain
    back = [stepping.position]
    while stepping.position > BEFORE:
        stepping.back()
        back.append(stepping.position)
    assert back == [*there[::-1], BEFORE]


def test_every_line_is_unknown_before_and_known_after(stepping: Stepping) -> None:
    """What a line makes is known from that line on, and what it reads was known before."""
    walk = stepping.walk
    assert walk is not None
    for step in walk.terms:
        assert not walk.is_known(step.makes, step.index - 1), step
        assert walk.is_known(step.makes, step.index)
        assert all(walk.is_known(read, step.index - 1) for read in step.reads if read.sample in (-1, 0)), step


def test_the_grain_changes_and_the_place_stays(stepping: Stepping) -> None:
    """A coarser grain goes on from the line at which it was chosen."""
    for _ in range(5):
        stepping.forward()
    before = stepping.position
    stepping.set_granularity("layer")
    assert stepping.position == before
    stepping.forward()
    step = stepping.step
    assert step is not None
    assert step.first <= before < step.last == stepping.position


def test_another_sample_stands_at_the_like_line(stepping: Stepping, trace: mlp.Trace) -> None:
    """The numbers are the other sample's; the place is the same."""
    for _ in range(8):
        stepping.forward()
    before = stepping.position
    stepping.next_sample()
    assert (stepping.sample, stepping.position) == (1, before)
    step = stepping.step
    assert step is not None
    assert step.makes.sample == 1
    stepping.previous_sample()
    stepping.previous_sample()
    assert stepping.sample == trace.n_samples - 1
    stepping.set_sample(None)
    assert stepping.sample is None
    stepping.forward()
    assert stepping.step is not None
    assert stepping.step.makes.sample == -1


def test_whole_samples_go_one_after_another(stepping: Stepping, trace: mlp.Trace) -> None:
    """Each to the end of its own lines, the last on to the end of the step, and back."""
    stepping.set_granularity("sample")
    seen = []
    walk = stepping.walk
    assert walk is not None
    while stepping.position < walk.end:
        stepping.forward()
        seen.append(stepping.sample)
    assert seen == [*range(trace.n_samples), trace.n_samples - 1]
    back = []
    for _ in range(trace.n_samples):
        stepping.back()
        back.append(stepping.sample)
    assert back == list(range(trace.n_samples))[::-1]


def test_jumps_go_where_they_say(stepping: Stepping) -> None:
    """To the end of the phase, of the step, and to the start."""
    walk = stepping.walk
    assert walk is not None
    for _, _, last in walk.phases():
        stepping.to_phase_end()
        assert stepping.position == last
    stepping.to_start()
    assert stepping.position == BEFORE
    stepping.to_end()
    assert stepping.position == walk.end


def test_an_edit_keeps_the_place(stepping: Stepping, session: Session, trace: mlp.Trace) -> None:
    """Another trace of the same moment is told from the same line; one of another run is dropped."""
    for _ in range(4):
        stepping.forward()
    edited = mlp.trace_next(mlp.EXAMPLES["xor"].build()[2])
    stepping.receive_trace(session.run_id + 1, edited)
    assert stepping.trace is trace
    stepping.receive_trace(session.run_id, edited)
    assert stepping.trace is edited
    assert stepping.position == 3


def test_a_new_run_lets_go_of_the_trace(stepping: Stepping, session: Session) -> None:
    """Nothing of a network that is gone is shown."""
    stepping.forward()
    session.add_layer(0)
    assert stepping.trace is None
    assert stepping.position == BEFORE
    assert stepping.step is None
    stepping.forward()
    stepping.back()


def test_options_are_held_to_what_they_may_be(session: Session) -> None:
    """What cannot be is left as it was."""
    stepping = session.stepping
    stepping.set_decimals(9)
    stepping.set_notation("chain")
    stepping.set_notation("nonsense")
    stepping.set_speed(100.0)
    stepping.set_granularity("nonsense")
    assert (stepping.decimals, stepping.notation, stepping.speed) == (6, "chain", 16.0)
    assert stepping.granularity == "term"


def test_scrubbing_asks_for_a_moment_that_there_is(session: Session, listener: Listener) -> None:
    """Without a timeline there is none."""
    session.stepping.scrub(5)
    assert not any(isinstance(request, Seek) for request in listener.requests)


def test_a_batch_of_one_has_one_way(session: Session) -> None:
    """Its sample's lines and the batch's are the same."""
    trainer = mlp.EXAMPLES["hand_gradient"].build()[2]
    walk = Walk(mlp.trace_next(trainer), 0)
    assert walk.sample_end == walk.end
