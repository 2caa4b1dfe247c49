"""Races, run on a pool beside the training, one at a time."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Slot

import mlp_core as mlp
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.race_task import RaceNews, RaceTask

if TYPE_CHECKING:
    from mlp_gui.state.racing import RaceOrder
    from mlp_gui.state.session import Session


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
        self._next: RaceOrder | None = None
        self._task: RaceTask | None = None
        self._ended: RaceTask | None = None
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
            self._give_up()
            self._pool.waitForDone()

    @Slot(object)
    def _on_ordered(self, order: RaceOrder | None) -> None:
        self._next = order
        self._give_up()
        self._start_next()

    @Slot()
    def _on_news_available(self) -> None:
        news = self._news.take()
        if self._is_shut_down:
            return
        if isinstance(news, RaceNews):
            self._show(news.number, news.report)
        elif isinstance(news, RaceTask):
            # Kept until the next one ends: its thread may not have left it yet.
            self._task, self._ended = None, news
            if news.result is not None:
                self._show(news.number, news.result)
            elif isinstance(news.failure, mlp.MlpError):
                self._racing.receive_problem(news.number, f"This cannot be raced: {news.failure}")
            elif news.failure is not None:
                self._racing.receive_problem(news.number, f"The race broke off: {news.failure}")
            self._start_next()

    @Slot(object)
    def _on_picture_changed(self, _picture: object) -> None:
        """Have the race wait for the loss surface to be painted."""
        self._painted.clear()

    def _show(self, number: int, report: mlp.RaceReport) -> None:
        self._painted.clear()
        self._racing.receive_report(number, report)

    def _give_up(self) -> None:
        """Have the race end that runs, without waiting for the window to paint."""
        if self._task is not None:
            self._task.cancel()
            self._painted.set()

    def _start_next(self) -> None:
        """Run what is ordered, as soon as nothing runs any more."""
        if self._next is not None and self._task is None and not self._is_shut_down:
            self._task = RaceTask(self._next, self._news, self._painted)
            self._next = None
            self._pool.start(self._task.run)
