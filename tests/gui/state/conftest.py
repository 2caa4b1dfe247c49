"""A session, and a list of what it asks of the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Slot

from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Notice


class Listener(QObject):
    """Writes down the session's requests and notices."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.requests: list[object] = []
        self.notices: list[Notice] = []
        session.request_posted.connect(self._on_request_posted)
        session.notice_posted.connect(self._on_notice_posted)

    @property
    def texts(self) -> str:
        """All that the user was told."""
        return " ".join(notice.text for notice in self.notices)

    @Slot(object)
    def _on_request_posted(self, request: object) -> None:
        self.requests.append(request)

    @Slot(object)
    def _on_notice_posted(self, notice: Notice) -> None:
        self.notices.append(notice)


def first_snapshot(session: Session, **fields: Any) -> Snapshot:
    """Return the moment before the first step of the session's experiment."""
    dataset, network, trainer = session.experiment.build()
    values: dict[str, Any] = {
        "run_id": session.run_id,
        "experiment": session.experiment,
        "dataset": dataset,
        "network": network.frozen_copy(),
        "gradient": None,
        "epoch": 0,
        "batch": 0,
        "n_batches": trainer.n_batches,
        "step": 0,
        "learning_rate": trainer.learning_rate,
        "history": trainer.history.view(),
        "steps_per_second": 0.0,
        "status": RunStatus.PAUSED,
    }
    return Snapshot(**(values | fields))


@pytest.fixture
def session(qapp: object) -> Session:
    """Return a session with the first example."""
    return Session()


@pytest.fixture
def listener(session: Session) -> Listener:
    """Return who listens to the session."""
    return Listener(session)
