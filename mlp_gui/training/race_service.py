"""Races, run on a pool beside the training, in slices that leave the window its time."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Slot

import mlp_core as mlp
from mlp_gui.training.mailbox import Mailbox

if TYPE_CHECKING:
    from mlp_gui.state.racing import RaceOrder
    from mlp_gui.state.session import Session

REPORT_SECONDS: Final = 0.1
"""Between two reports: more would cost the race its time and show no more."""
UNPAINTED_SECONDS: Final = 0.05
"""Longest wait for the window to paint what is new: it may be hidden, or nothing in it changed."""
SLICE_SECONDS: Final = 0.004
BREATH_SECONDS: Final = 0.001
"""Of racing, and between two slices of it, so that what else the window does comes soon."""


@dataclass(frozen=True, slots=True, eq=False)
class RaceNews:
    """What a race has to say: how it stands, or why it cannot be run.

    Attributes
    ----------
    number : int
        Of the race.
    report : mlp_core.RaceReport or None
        How it stands.
    problem : str
        Why there is none.
    """

    number: int
    report: mlp.RaceReport | None = None
    problem: str = ""


class RaceTask(QRunnable):
    """One race on the pool.

    Parameters
    ----------
    order : RaceOrder
        What is raced.
    news : Mailbox
        Where its reports go; the last one is of the end.
    painted : Event
        Set while the window does not paint: small NumPy calls and painting both hold the interpreter's lock, and taking
        turns is faster than fighting over it.

    Attributes
    ----------
    number : int
        Of the race.
    is_done : bool
        Whether it has ended, or was given up.
    """

    def __init__(self, order: RaceOrder, news: Mailbox, painted: Event) -> None:
        super().__init__()
        # The service keeps it as long as it runs; Qt and Python must not both think that they own it.
        self.setAutoDelete(False)
        self.number = order.number
        self.is_done = False
        self._order = order
        self._news = news
        self._painted = painted
        self._cancelled = Event()
        self._breathes_at = 0.0

    def cancel(self) -> None:
        """Have it end soon."""
        self._cancelled.set()

    def run(self) -> None:
        """Race; called by the pool."""
        number = self.number
        try:
            self._race()
        except mlp.Cancelled:
            pass
        except mlp.MlpError as error:
            self._news.put(RaceNews(number, problem=f"This cannot be raced: {error}"))
        except Exception as error:  # noqa: BLE001  (nothing may escape into the pool's thread)
            self._news.put(RaceNews(number, problem=f"The race broke off: {error}"))
        finally:
            self.is_done = True

    def _race(self) -> None:
        if self._cancelled.is_set():
            return
        race = mlp.Race(self._order.config)
        told_at = 0.0
        while not race.is_finished:
            if perf_counter() - told_at >= REPORT_SECONDS:
                self._news.put(RaceNews(self._order.number, race.report()))
                told_at = perf_counter()
            race.advance(self._is_unwanted)
        self._news.put(RaceNews(self._order.number, race.report()))

    def _is_unwanted(self) -> bool:
        if not self._painted.is_set():
            self._painted.wait(UNPAINTED_SECONDS)
            self._painted.set()
        elif perf_counter() >= self._breathes_at:
            self._cancelled.wait(BREATH_SECONDS)
            self._breathes_at = perf_counter() + SLICE_SECONDS
        return self._cancelled.is_set()


class RaceService(QObject):
    """Runs the session's races, one at a time: a newer one takes the place of an older one.

    Parameters
    ----------
    session : Session
        Whose races they are.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._racing = session.racing
        self._task: RaceTask | None = None
        self._former: list[RaceTask] = []
        self._is_shut_down = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._painted = Event()
        self._painted.set()
        self._news = Mailbox(self)
        self._news.available.connect(self._on_news_available)
        self._racing.ordered.connect(self._on_ordered)
        session.surface.picture_changed.connect(self._on_picture_changed)

    def painted(self) -> None:
        """Let the race go on: the window has painted what was new."""
        self._painted.set()

    def shutdown(self) -> None:
        """Give up what is being raced and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            self._cancel()
            self._pool.waitForDone()

    @Slot(object)
    def _on_ordered(self, order: RaceOrder | None) -> None:
        self._cancel()
        if order is not None and not self._is_shut_down:
            self._task = RaceTask(order, self._news, self._painted)
            self._pool.start(self._task)

    @Slot()
    def _on_news_available(self) -> None:
        news = self._news.take()
        if not isinstance(news, RaceNews) or self._is_shut_down:
            return
        if news.report is not None:
            self._painted.clear()
            self._racing.receive_report(news.number, news.report)
        else:
            self._racing.receive_problem(news.number, news.problem)

    @Slot(object)
    def _on_picture_changed(self, _picture: object) -> None:
        """Have the race wait for the loss surface to be painted."""
        self._painted.clear()

    def _cancel(self) -> None:
        """Have the race end that runs; it is kept meanwhile, as its thread may not have left it yet."""
        if self._task is not None:
            self._task.cancel()
            self._painted.set()
            self._former = [task for task in self._former if not task.is_done]
            self._former.append(self._task)
            self._task = None
