"""Writes and reads project files on a pool, one after the other, and lets no saving be lost at the end."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Slot

import mlp_core as mlp
from mlp_gui.state.project_orders import OpenOrder, SaveOrder
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session

Order = SaveOrder | OpenOrder


class ProjectTask(PoolTask["mlp.Project"]):
    """One file to be written or read.

    Parameters
    ----------
    order : SaveOrder or OpenOrder
        Which.
    results : Mailbox
        Where the answer goes; see `PoolTask`.
    """

    def __init__(self, order: Order, results: Mailbox) -> None:
        super().__init__(results)
        self.order = order

    def compute(self, cancelled: Callable[[], bool]) -> mlp.Project:  # noqa: ARG002
        """Return the project that is in the file now."""
        if isinstance(self.order, OpenOrder):
            return mlp.load_project(self.order.path)
        mlp.save_project(self.order.path, self.order.project)
        return self.order.project


class ProjectService(QObject):
    """Carries out what the session's project file orders, in that order.

    Parameters
    ----------
    session : Session
        Whose file it is.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = session.project
        self._waiting: deque[Order] = deque()
        self._task: ProjectTask | None = None
        self._answered: ProjectTask | None = None
        self._is_shut_down = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._file.ordered.connect(self._on_ordered)

    def shutdown(self) -> None:
        """Finish what is being written, and take no more."""
        self._is_shut_down = True
        self._pool.waitForDone()

    @Slot(object)
    def _on_ordered(self, order: Order) -> None:
        if not self._is_shut_down:
            self._waiting.append(order)
            self._start_next()

    def _start_next(self) -> None:
        if self._task is None and self._waiting:
            self._task = ProjectTask(self._waiting.popleft(), self._results)
            self._pool.start(self._task.run)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, ProjectTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        self._start_next()
        problem = "" if task.failure is None else _words(task.order, task.failure)
        if isinstance(task.order, SaveOrder):
            self._file.receive_saved(task.order, problem)
        else:
            self._file.receive_opened(task.order, task.result, problem)


def _words(order: Order, failure: Exception) -> str:
    """Return what went wrong; the core's errors name the file themselves."""
    if isinstance(failure, mlp.MlpError):
        return str(failure)
    what = "saved" if isinstance(order, SaveOrder) else "opened"
    return f"{order.path} cannot be {what} by an error of the program: {type(failure).__name__}: {failure}"
