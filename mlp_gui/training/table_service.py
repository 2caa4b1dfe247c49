"""Reads tables on a pool, the newest order first, tells how far it has come, and gives up what is not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Slot

import mlp_core as mlp
from mlp_gui.state.table_orders import Checked, CheckOrder, ReadTable, Refused
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.table_import import TableImport
    from mlp_gui.state.table_orders import Order

PROGRESS_MS: Final = 80
"""Between two looks at how far the reading has come."""


class TableTask(PoolTask["ReadTable | Checked | Refused"]):
    """One order.

    Parameters
    ----------
    order : ReadOrder or CheckOrder
        What is to be done.
    results : Mailbox
        Where the answer goes; see `PoolTask`.

    Attributes
    ----------
    share : float
        How much has been read, from 0 to 1; written by the pool's thread, read by the window's.
    """

    def __init__(self, order: Order, results: Mailbox) -> None:
        super().__init__(results)
        self.order = order
        self.share = 0.0

    def compute(self, cancelled: Callable[[], bool]) -> ReadTable | Checked | Refused:
        """Do it; what that needs is loaded with the first one."""
        from mlp_gui.training.table_reading import do_order

        return do_order(self.order, cancelled, self._note)

    def _note(self, share: float) -> None:
        self.share = share


class TableService(QObject):
    """Carries out what is ordered about a table.

    One order is done at a time. A newer one waits until the one before has given up.

    Parameters
    ----------
    tables : TableImport
        Who orders, and is told.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, tables: TableImport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tables = tables
        self._waiting: Order | None = None
        self._task: TableTask | None = None
        self._answered: TableTask | None = None
        self._is_shut_down = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._timer = QTimer(self)
        self._timer.setInterval(PROGRESS_MS)
        self._timer.timeout.connect(self._on_timeout)
        tables.ordered.connect(self._on_ordered)
        tables.cancelled.connect(self._on_cancelled)

    def shutdown(self) -> None:
        """Give up what is being done and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._timer.stop()
            self._on_cancelled()
            self._pool.waitForDone()

    @Slot(object)
    def _on_ordered(self, order: Order) -> None:
        if self._is_shut_down:
            return
        self._waiting = order
        if self._task is not None:
            self._task.cancel()
        self._start_next()

    @Slot()
    def _on_cancelled(self) -> None:
        self._waiting = None
        if self._task is not None:
            self._task.cancel()

    def _start_next(self) -> None:
        if self._task is None and self._waiting is not None:
            self._task = TableTask(self._waiting, self._results)
            self._waiting = None
            self._timer.start()
            self._pool.start(self._task.run)

    @Slot()
    def _on_timeout(self) -> None:
        if self._task is not None:
            self._tables.receive_progress(self._task.order.number, self._task.share)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, TableTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        self._timer.stop()
        self._start_next()
        result, task.result = task.result, None
        if result is None and task.failure is None:
            return
        problem = "" if task.failure is None else _words(task.failure)
        if isinstance(task.order, CheckOrder):
            checked = result if isinstance(result, Checked) else None
            self._tables.receive_check(task.order.number, checked, problem)
        elif isinstance(result, ReadTable):
            self._tables.receive_read(task.order.number, result)
        else:
            refused = result if isinstance(result, Refused) else Refused(problem)
            self._tables.receive_refusal(task.order.number, refused)


def _words(failure: Exception) -> str:
    """Return what went wrong; the core's errors name the file themselves."""
    if isinstance(failure, mlp.MlpError):
        return str(failure)
    if isinstance(failure, MemoryError):
        return "The table is too large for the memory of this computer. Open a part of its rows or columns."
    return f"The table cannot be read by an error of the program: {type(failure).__name__}: {failure}"
