"""A race on the pool, in slices that leave the window its time; it reports on the way."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from mlp_gui.state.racing import RaceOrder
    from mlp_gui.training.mailbox import Mailbox

REPORT_SECONDS: Final = 0.1
"""Between two reports: more would cost the race its time and show no more."""
UNPAINTED_SECONDS: Final = 0.05
"""Longest wait for the window to paint what is new: it may be hidden, or nothing in it changed."""
SLICE_SECONDS: Final = 0.004
BREATH_SECONDS: Final = 0.001
"""Of racing, and between two slices of it, so that what else the window does comes soon."""


@dataclass(frozen=True, slots=True, eq=False)
class RaceNews:
    """How a race stands on the way.

    Attributes
    ----------
    number : int
        Of the race.
    report : mlp_core.RaceReport
        How it stands.
    """

    number: int
    report: mlp.RaceReport


class RaceTask(PoolTask["mlp.RaceReport"]):
    """One race; its result is the report of its end.

    Parameters
    ----------
    order : RaceOrder
        What is raced.
    news : Mailbox
        Where its reports go, as `RaceNews`, and at last itself: see `PoolTask`.
    painted : Event
        Set while the window does not paint: small NumPy calls and painting both hold the interpreter's lock, and taking
        turns is faster than fighting over it.

    Attributes
    ----------
    number : int
        Of the race.
    """

    def __init__(self, order: RaceOrder, news: Mailbox, painted: Event) -> None:
        super().__init__(news)
        self.number = order.number
        self._config = order.config
        self._painted = painted
        self._breathes_at = 0.0

    def compute(self, cancelled: Callable[[], bool]) -> mlp.RaceReport:
        """Race to the end; called by the pool."""
        if cancelled():
            raise mlp.Cancelled("the race is not wanted any more")
        race = mlp.Race(self._config)
        told_at = 0.0
        while not race.is_finished:
            if perf_counter() - told_at >= REPORT_SECONDS:
                self._results.put(RaceNews(self.number, race.report()))
                told_at = perf_counter()
            race.advance(self._is_unwanted)
        return race.report()

    def _is_unwanted(self) -> bool:
        """Leave the window its time, and tell whether to give up."""
        if not self._painted.is_set():
            self._painted.wait(UNPAINTED_SECONDS)
            self._painted.set()
        elif perf_counter() >= self._breathes_at:
            self._cancelled.wait(BREATH_SECONDS)
            self._breathes_at = perf_counter() + SLICE_SECONDS
        return self._cancelled.is_set()
