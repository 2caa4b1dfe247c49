"""A session with a worker behind it, ended after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.state.session import Session
from mlp_gui.training import live_run
from mlp_gui.training.controller import TrainingController
from tests.gui.training.fake_runs import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def timelines_of_fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give fake trainers a fake way back, and real ones the real one."""
    monkeypatch.setattr(live_run, "Timeline", timeline_of)


@pytest.fixture
def session(qapp: object) -> Session:
    """Return a session with the first example."""
    return Session()


@pytest.fixture
def controller(session: Session, qtbot: QtBot) -> Iterator[TrainingController]:
    """Return a controller whose worker has shown the run once; no unit fields are computed."""
    controller = TrainingController(session)
    controller.field_service.set_active(False)
    qtbot.waitUntil(lambda: session.snapshot is not None)
    yield controller
    assert controller.shutdown()
    assert not controller.is_alive
