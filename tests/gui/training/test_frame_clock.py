"""A frame is asked for, shown, painted, and only then is the worker let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from mlp_gui.training import frame_clock
from mlp_gui.training.frame_clock import FrameClock
from mlp_gui.training.gate import Gate
from mlp_gui.training.pacing import FOLLOWED_FRAME, FOLLOWED_SHARE, SHORTEST_FRAME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def _begin_frame(gate: Gate, clock: FrameClock) -> None:
    """Do what worker and controller do for one snapshot."""
    gate.close()
    clock.begin()
    clock.given()


def _is_open(gate: Gate) -> bool:
    return gate.park(0.0)


def test_the_first_frame_is_asked_for_at_the_start(qapp: object) -> None:
    """Nothing is shown before."""
    gate = Gate()
    FrameClock(gate).start()
    assert gate.frame_is_wanted


def test_painting_lets_the_worker_go_and_asks_for_the_next_frame(qtbot: QtBot) -> None:
    """The worker waits exactly as long as the window paints."""
    gate = Gate()
    clock = FrameClock(gate)
    clock.painted()
    _begin_frame(gate, clock)
    assert not _is_open(gate)
    assert not gate.frame_is_wanted
    clock.painted()
    assert _is_open(gate)
    assert clock.refresh_seconds > 0.0
    qtbot.waitUntil(lambda: gate.frame_is_wanted)
    clock.stop()


def test_painting_without_a_frame_changes_nothing(qapp: object) -> None:
    """A hovered unit repaints the window without any training."""
    gate = Gate()
    clock = FrameClock(gate)
    clock.painted()
    clock.painted()
    assert clock.refresh_seconds == 0.0
    assert not gate.frame_is_wanted


def test_a_window_that_stops_painting_lets_the_worker_go(qtbot: QtBot) -> None:
    """Hidden or minimised: a while the first time, at once from then on, until something is painted again."""
    gate = Gate()
    clock = FrameClock(gate)
    clock.painted()
    _begin_frame(gate, clock)
    qtbot.waitUntil(lambda: _is_open(gate))
    _begin_frame(gate, clock)
    assert _is_open(gate)
    clock.painted()
    _begin_frame(gate, clock)
    assert not _is_open(gate)
    clock.stop()


def test_one_hiccup_does_not_slow_the_window_down(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refresh that took a second once says nothing about the next."""
    now = 0.0
    monkeypatch.setattr(frame_clock, "perf_counter", lambda: now)
    gate = Gate()
    clock = FrameClock(gate)
    clock.painted()
    for refresh in (0.004, 0.004, 1.0, 0.004):
        _begin_frame(gate, clock)
        now += refresh
        with qtbot.waitSignal(clock.frame_painted, check_params_cb=pytest.approx(refresh).__eq__):
            clock.painted()
    assert clock.refresh_seconds == pytest.approx(0.004)
    clock.stop()


def test_stopping_leaves_no_timer_and_no_parked_worker(qapp: object) -> None:
    """The clock of a closed window does not tick."""
    gate = Gate()
    clock = FrameClock(gate)
    clock.painted()
    _begin_frame(gate, clock)
    clock.stop()
    assert _is_open(gate)
    assert not any(timer.isActive() for timer in clock.findChildren(QTimer))


@pytest.mark.parametrize(("at_rest", "followed"), [(False, False), (False, True), (True, False)])
def test_only_training_is_left_its_time(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, at_rest: bool, followed: bool
) -> None:
    """Who follows the surface gets more frames at full speed, and where training stands the next comes at once."""
    now = 0.0
    monkeypatch.setattr(frame_clock, "perf_counter", lambda: now)
    gate = Gate()
    clock = FrameClock(gate)
    clock.set_followed(followed)
    clock.painted()
    gate.close()
    clock.begin(at_rest=at_rest)
    clock.given()
    now += 0.008
    clock.painted()
    (pause,) = [timer.interval() for timer in clock.findChildren(QTimer) if timer.isActive()]
    followed_frame = max(FOLLOWED_FRAME, FOLLOWED_SHARE * 0.008)
    intervals = {(False, False): 0.08, (False, True): followed_frame, (True, False): SHORTEST_FRAME}
    assert pause == round(1000 * (intervals[at_rest, followed] - 0.008))
    clock.stop()
