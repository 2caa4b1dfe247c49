"""Fixtures of the tracer: a view on a real step-through of traced networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.views.tracer import TracerView
from tests.gui.views.equations.stages import Stage, trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    import mlp_core as mlp


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[TracerView]]:
    """Return a shown view of the dock's size in the light theme."""
    session, theme_controller = Session(), ThemeController()
    theme_controller.set_mode("light")
    view = TracerView(session, theme_controller, Preferences())
    qtbot.addWidget(view)
    view.resize(601, 204)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, view, qtbot)
    view.hide()
    theme_controller.set_mode("system")


@pytest.fixture
def xor_trace() -> mlp.Trace:
    """Return a step of a 2-2-1 network on four samples."""
    return trace_of((2, 2, 1))


@pytest.fixture
def deep_trace() -> mlp.Trace:
    """Return a step of a network with two hidden layers, so that paths add up."""
    return trace_of((3, 3, 3, 2), 2)
