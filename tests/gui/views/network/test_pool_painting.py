"""What is painted on the pool comes to the window, whatever happens to the canvas meanwhile."""

from __future__ import annotations

from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QThreadPool

from mlp_gui.views.network.pool_painting import PoolPainting

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def _where() -> object:
    return current_thread()


def _fail() -> object:
    int("no number")
    return None


def test_the_result_comes_from_another_thread(qtbot: QtBot) -> None:
    """One after the other, and the painting says while it is under way."""
    owner = QObject()
    painting = PoolPainting(owner)
    for _ in range(3):
        with qtbot.waitSignal(painting.done, timeout=20_000) as waiting:
            painting.start(_where)
            assert painting.busy
        assert waiting.args is not None
        assert waiting.args[0] is not main_thread()
        assert not painting.busy


def test_a_canvas_may_go_while_it_is_painted_for(qtbot: QtBot) -> None:
    """The task runs to its end without anybody, and nothing is told."""
    owner, may_end = QObject(), Event()
    painting = PoolPainting(owner)
    painting.start(may_end.wait)
    shiboken6.delete(owner)
    assert not shiboken6.isValid(painting)
    del painting, owner
    may_end.set()
    qtbot.waitUntil(_pool_is_idle, timeout=20_000)


def _pool_is_idle() -> bool:
    return QThreadPool.globalInstance().activeThreadCount() == 0


def test_a_failure_is_told_in_the_window(qtbot: QtBot) -> None:
    """It is raised where errors are shown, and the next picture can be painted."""
    owner = QObject()
    painting = PoolPainting(owner)
    with qtbot.captureExceptions() as errors:
        painting.start(_fail)
        qtbot.waitUntil(lambda: bool(errors), timeout=20_000)
    assert isinstance(errors[0][1], ValueError)
    assert not painting.busy
    with qtbot.waitSignal(painting.done, timeout=20_000):
        painting.start(_where)
