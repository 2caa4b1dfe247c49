"""What passes between window and worker, and what wakes whom."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from mlp_gui.state.requests import ChangeTraining, Configure, Forget, Pause, Play, SetParameters
from mlp_gui.training.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 30.0


def _configure(run_id: int) -> Configure:
    return Configure(run_id, None)  # type: ignore[arg-type]


def _drain(gate: Gate) -> list[object]:
    return list(iter(gate.next_request, None))


def _ends(waiting: Callable[[], object], waking: Callable[[], None]) -> bool:
    """Whether a thread that waits comes back when it is woken."""
    thread = Thread(target=waiting)
    thread.start()
    waking()
    thread.join(LONG / 2)
    return not thread.is_alive()


def test_requests_keep_their_order() -> None:
    """First in, first out."""
    gate = Gate()
    for request in (Play(), Pause(), Play()):
        gate.post(request)
    assert gate.has_request()
    assert gate.has_request(Pause)
    assert not gate.has_request(Configure)
    assert _drain(gate) == [Play(), Pause(), Play()]
    assert not gate.has_request()


def test_of_several_runs_in_a_row_only_the_last_is_entered() -> None:
    """A dragged slider asks for many runs; building each would lag behind the hand."""
    gate = Gate()
    for request in (_configure(1), _configure(2), Forget(1), _configure(3), Forget(2)):
        gate.post(request)
    assert _drain(gate) == [Forget(1), _configure(3), Forget(2)]


def test_a_run_that_was_edited_is_not_passed_over() -> None:
    """A weight set in run 1 belongs to run 1 even if run 2 follows at once."""
    gate = Gate()
    edited = [_configure(1), SetParameters((0,), (1.0,)), _configure(2), ChangeTraining(None), _configure(3)]  # type: ignore[arg-type]
    for request in edited:
        gate.post(request)
    assert _drain(gate) == edited


def test_a_parked_worker_goes_on_when_the_window_has_painted() -> None:
    """Opening wakes it, long before its time is over."""
    gate = Gate()
    gate.ask_for_frame()
    gate.close()
    assert not gate.frame_is_wanted
    assert _ends(lambda: gate.park(LONG), gate.open)


def test_a_parked_worker_goes_on_without_the_window() -> None:
    """A window that never paints costs it the given time and no more."""
    gate = Gate()
    gate.close()
    assert gate.park(0.001) is False


def test_stopping_wakes_a_worker_wherever_it_waits() -> None:
    """Parked or without work."""
    parked, idle = Gate(), Gate()
    parked.close()
    assert _ends(lambda: parked.park(LONG), parked.stop)
    assert _ends(lambda: idle.wait(None), idle.stop)


def test_who_waits_for_a_frame_is_woken_by_it_and_by_requests() -> None:
    """The window that can take another one, or something to do."""
    asked, busy = Gate(), Gate()
    assert _ends(asked.wait_for_frame, asked.ask_for_frame)
    assert _ends(busy.wait_for_frame, lambda: busy.post(Play()))


def test_a_request_wakes_an_idle_worker() -> None:
    """Nothing to do ends with something to do."""
    gate = Gate()
    assert _ends(lambda: gate.wait(None), lambda: gate.post(Play()))
