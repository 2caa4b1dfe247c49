"""Painting on the pool, one picture at a time for each canvas: results come to the thread of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class _Task:
    """One computation, which may outlive its canvas."""

    def __init__(self, compute: Callable[[], object], receiver: PoolPainting) -> None:
        self.result: object | None = None
        self.failure: Exception | None = None
        self._compute, self._receiver = compute, receiver

    def run(self) -> None:
        """Compute, and hand the result over unless the canvas is gone; called by the pool."""
        try:
            self.result = self._compute()
        except Exception as error:  # noqa: BLE001  (nothing may escape into the pool's thread)
            self.failure = error
        if shiboken6.isValid(self._receiver):
            self._receiver.task_ended.emit(self)


class PoolPainting(QObject):
    """One thing at a time that is computed on the pool.

    Parameters
    ----------
    parent : QObject
        The canvas, or what belongs to it.

    Signals
    -------
    done
        object: what was computed; nothing is being computed any more.
    task_ended
        For itself: sent by the pool's thread.
    """

    done = Signal(object)
    task_ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.busy = False
        self.task_ended.connect(self._on_task_ended, Qt.ConnectionType.QueuedConnection)

    def start(self, compute: Callable[[], object]) -> None:
        """Compute something while nothing else is; it may touch what belongs to no thread."""
        self.busy = True
        QThreadPool.globalInstance().start(_Task(compute, self).run)

    @Slot(object)
    def _on_task_ended(self, task: _Task) -> None:
        self.busy = False
        if task.failure is not None:
            raise task.failure
        self.done.emit(task.result)
