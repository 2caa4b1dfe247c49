"""Fixtures of the matrices: a view on a real step-through of traced networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.views.matrices import MatricesView
from tests.gui.views.equations.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[MatricesView]]:
    """Return a shown view of the dock's size in the light theme."""
    session, theme_controller = Session(), ThemeController()
    theme_controller.set_mode("light")
    view = MatricesView(session, theme_controller, Preferences())
    qtbot.addWidget(view)
    view.resize(838, 218)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, view, qtbot)
    view.hide()
    theme_controller.set_mode("system")
    theme_controller.set_scale(1.0)
