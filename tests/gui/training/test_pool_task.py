"""What runs on the pool stands aside while the window paints, and can be given up at any time."""

from __future__ import annotations

import gc
from threading import Event, Thread
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from PySide6.QtCore import QObject, QThreadPool

import mlp_core as mlp
from mlp_gui.training import pool_task
from mlp_gui.training.gate import Gate
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pool_task import PoolTask
from mlp_gui.views.network.pool_painting import PoolPainting

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

LONG = 30.0


class Task(PoolTask[str]):
    """Computes in two chunks."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(Mailbox(), gate)
        self.began = Event()
        self.went_on = Event()

    def compute(self, cancelled: Callable[[], bool]) -> str:
        """Return the word, if nobody minds between the chunks."""
        self.began.set()
        if cancelled():
            raise mlp.Cancelled("not wanted")
        self.went_on.set()
        return "done"


@pytest.fixture(autouse=True)
def nobody_is_impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it wait for the window however long a loaded machine takes."""
    monkeypatch.setattr(pool_task, "LONGEST_PARKING", LONG)


def _started(task: Task) -> Thread:
    thread = Thread(target=task.run)
    thread.start()
    assert task.began.wait(LONG)
    return thread


@pytest.mark.parametrize("ending", [Gate.open, Gate.stop])
def test_while_the_window_paints_it_stands_aside(qapp: object, ending: Callable[[Gate], None]) -> None:
    """It goes on when the moment is painted, or when all ends."""
    gate = Gate()
    gate.close()
    task = Task(gate)
    thread = _started(task)
    assert not task.went_on.is_set()
    assert task.result is None
    ending(gate)
    thread.join(LONG)
    assert task.result == "done"


def test_with_nothing_to_paint_it_does_not_wait(qapp: object) -> None:
    """An open gate costs it nothing."""
    task = Task(Gate())
    _started(task).join(LONG)
    assert task.result == "done"


def test_given_up_it_waits_for_nobody(qapp: object) -> None:
    """Not for a window that paints either."""
    gate = Gate()
    gate.close()
    task = Task(gate)
    task.cancel()
    _started(task).join(LONG)
    assert (task.result, task.failure) == (None, None)


def test_what_has_run_is_let_go(qapp: object) -> None:
    """A task knows a whole moment of the run: kept after its end, an hour of pictures fills the memory."""
    pool = QThreadPool()
    tasks = []
    for _ in range(20):
        task = Task(Gate())
        tasks.append(ref(task))
        pool.start(task.run)
        pool.waitForDone()
        del task
    gc.collect()
    assert [task() for task in tasks] == [None] * 20


class Picture:
    """Something large."""


def test_what_was_painted_is_let_go(qtbot: QtBot) -> None:
    """Of the pictures that a canvas was given none stays but those that it keeps itself."""
    canvas = QObject()
    painting = PoolPainting(canvas)
    pictures: list[ref[Picture]] = []

    def paint() -> Picture:
        picture = Picture()
        pictures.append(ref(picture))
        return picture

    for _ in range(20):
        with qtbot.waitSignal(painting.done, timeout=20_000):
            painting.start(paint)
    QThreadPool.globalInstance().waitForDone()

    def are_gone() -> bool:
        gc.collect()
        return not any(picture() for picture in pictures)

    qtbot.waitUntil(are_gone, timeout=20_000)
    assert len(pictures) == 20
