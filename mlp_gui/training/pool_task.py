"""A computation on a pool that can be given up, and that says what went wrong instead of raising where nobody is."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Generic, TypeVar

import mlp_core as mlp
from mlp_gui.training.pacing import LONGEST_PARKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.training.gate import Gate
    from mlp_gui.training.mailbox import Mailbox

Result = TypeVar("Result")


class PoolTask(Generic[Result]):
    """One computation, which a pool is given as `task.run`.

    It is no QRunnable: one that Qt does not delete itself is kept by PySide for ever, with all that it knows.

    Parameters
    ----------
    results : Mailbox
        Where the answer goes: itself, with `result` or `failure` filled in; neither if it was cancelled.
    gate : Gate, optional
        Where it stands aside while the window paints a moment, as the worker does.
    """

    def __init__(self, results: Mailbox, gate: Gate | None = None) -> None:
        self.result: Result | None = None
        self.failure: Exception | None = None
        self._results = results
        self._gate = gate
        self._cancelled = Event()

    def compute(self, cancelled: Callable[[], bool]) -> Result:
        """Return the answer; called by the pool. Raises `mlp_core.Cancelled` where `cancelled()` said so."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Have it give up soon."""
        self._cancelled.set()

    def run(self) -> None:
        """Compute; called by the pool."""
        try:
            self.result = self.compute(self._is_unwanted)
        except mlp.Cancelled:
            pass
        except Exception as error:  # noqa: BLE001  (nothing may escape into the pool's thread)
            self.failure = error
        self._results.put(self)

    def _is_unwanted(self) -> bool:
        """Tell whether to give up; asked between two chunks of the computation, where the window goes first."""
        if self._gate is not None and not self._cancelled.is_set():
            self._gate.stand_aside(LONGEST_PARKING)
        return self._cancelled.is_set()
