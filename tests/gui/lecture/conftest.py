"""A session with a worker behind it, and the look, for the bars of the step-through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.look.theme_controller import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.training.controller import TrainingController

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.stepping import Stepping


@pytest.fixture
def session(qapp: object, qtbot: QtBot) -> Iterator[Session]:
    """Return a session whose worker has shown the first moment."""
    session = Session(mlp.EXAMPLES["xor_steps"])
    controller = TrainingController(session)
    controller.field_service.set_active(False)
    qtbot.waitUntil(lambda: session.snapshot is not None)
    yield session
    assert controller.shutdown()
    controller.deleteLater()


@pytest.fixture
def theme_controller(session: Session) -> ThemeController:
    """Return the look."""
    return ThemeController(session)


@pytest.fixture
def preferences(session: Session) -> Preferences:
    """Return settings of the test's own."""
    return Preferences(None, session)


@pytest.fixture
def stepping(session: Session, qtbot: QtBot) -> Stepping:
    """Return the step-through before its first line."""
    session.stepping.set_active(True)
    qtbot.waitUntil(lambda: session.stepping.trace is not None)
    return session.stepping
